"""Addresses of the shell; the page of components is there only while developing."""

from django.conf import settings
from django.urls import path

from nastavnik.web.shell import views

urlpatterns = [
    path("", views.home, name="home"),
    path("help/", views.help, name="help"),
]
if settings.DEBUG:
    urlpatterns.append(path("specimen/", views.specimen, name="specimen"))
