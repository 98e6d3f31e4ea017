"""Addresses of background jobs."""

from django.urls import path

from nastavnik.web.jobs import views

urlpatterns = [
    path("", views.list_jobs, name="list_jobs"),
    path("<int:pk>/", views.show_job, name="show_job"),
    path("<int:pk>/cancel/", views.cancel_job, name="cancel_job"),
]
