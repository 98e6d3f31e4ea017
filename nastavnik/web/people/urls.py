"""Addresses of the family."""

from django.urls import path

from nastavnik.web.people import views

urlpatterns = [path("", views.list_people, name="list_people")]
