"""Addresses of the family."""

from django.urls import path

from nastavnik.web.journal import views

urlpatterns = [path("", views.list_journal, name="list_journal")]
