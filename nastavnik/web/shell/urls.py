"""Addresses of the shell."""

from django.urls import path

from nastavnik.web.shell import views

urlpatterns = [
    path("", views.home, name="home"),
    path("help/", views.help, name="help"),
]
