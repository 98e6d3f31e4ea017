"""Addresses of the calendar, the timeline, the files and the desk."""

from django.urls import path

from nastavnik.web.calendar import desk, views

urlpatterns = [
    path("tasks/calendar/", views.show_calendar, name="show_calendar"),
    path("tasks/timeline/", views.show_timeline, name="show_timeline"),
    path("tasks/export/<slug:shape>.<slug:kind>", views.export_tasks, name="export_tasks"),
    path("tasks/filters/", desk.list_filters, name="list_filters"),
    path("tasks/filters/save/", desk.save_filter, name="save_filter"),
    path("tasks/filters/<int:pk>/", desk.edit_filter, name="edit_filter"),
    path("tasks/filters/<int:pk>/rename/", desk.rename_filter, name="rename_filter"),
    path("tasks/filters/<int:pk>/delete/", desk.delete_filter, name="delete_filter"),
    path("tasks/feed/", desk.show_feed, name="show_feed"),
    path("tasks/feed/open/", desk.open_feed, name="open_feed"),
    path("tasks/feed/close/", desk.close_feed, name="close_feed"),
    path("calendar/<str:secret>.ics", desk.read_feed, name="read_feed"),
]
