"""Addresses of the family."""

from django.urls import path

from nastavnik.web.organisations import views

urlpatterns = [path("", views.list_units, name="list_units")]
