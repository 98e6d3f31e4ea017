"""Addresses of the journal."""

from django.urls import path

from nastavnik.web.journal import views

urlpatterns = [
    path("", views.list_journal, name="list_journal"),
    path("chain/", views.check_journal, name="check_journal"),
    path("chain/start/", views.start_check, name="start_check"),
]
