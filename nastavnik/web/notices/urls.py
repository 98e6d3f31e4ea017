"""Addresses of a person's own notices."""

from django.urls import path

from nastavnik.web.notices import views

urlpatterns = [
    path("", views.list_notices, name="list_notices"),
    path("read/", views.read_notices, name="read_notices"),
    path("settings/", views.edit_preferences, name="edit_preferences"),
    path("settings/save/", views.set_preferences, name="set_preferences"),
]
