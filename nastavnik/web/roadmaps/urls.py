"""Addresses of plans, their items and actors."""

from django.urls import include, path

from nastavnik.web.roadmaps import item_views as items
from nastavnik.web.roadmaps import views

urlpatterns = [
    path("", include("nastavnik.web.roadmaps.editor.urls")),
    path("", views.list_roadmaps, name="list_roadmaps"),
    path("<int:pk>/", views.show_roadmap, name="show_roadmap"),
    path("<int:pk>/indicators/", views.show_indicators, name="show_indicators"),
    path("<int:pk>/document/", views.show_roadmap_document, name="show_roadmap_document"),
    path("<int:pk>/export.<slug:kind>", views.export_roadmap, name="export_roadmap"),
    path("items/<int:pk>/", items.show_item, name="show_item"),
    path("items/<int:pk>/texts/", items.correct_item, name="correct_item"),
    path("items/<int:pk>/term/", items.correct_item_term, name="correct_item_term"),
    path("items/<int:pk>/days/", items.correct_item_days, name="correct_item_days"),
    path("items/<int:pk>/responsible/", items.correct_responsible, name="correct_responsible"),
    path("items/<int:pk>/doubts/", items.accept_doubts, name="accept_doubts"),
    path("items/<int:pk>/outcome/", items.settle_item, name="settle_item"),
    path("actors/<int:pk>/", items.assign_actor, name="assign_actor"),
]
