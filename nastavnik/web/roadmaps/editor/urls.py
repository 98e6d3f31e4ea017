"""Addresses of the editor."""

from django.urls import path

from nastavnik.web.roadmaps.editor import item_views as items
from nastavnik.web.roadmaps.editor import plan_views as plans
from nastavnik.web.roadmaps.editor import start_views as start

urlpatterns = [
    path("new/", start.start_roadmap, name="start_roadmap"),
    path("create/", start.create_roadmap, name="create_roadmap"),
    path("<int:pk>/edit/", plans.edit_roadmap, name="edit_roadmap"),
    path("<int:pk>/edit/discarding/", start.confirm_discard, name="confirm_discard"),
    path("<int:pk>/edit/discard/", start.discard_draft, name="discard_draft"),
    path("<int:pk>/edit/head/", plans.correct_roadmap, name="correct_roadmap"),
    path("<int:pk>/edit/sections/", plans.add_section, name="add_section"),
    path("<int:pk>/edit/numbers/", plans.renumber_roadmap, name="renumber_roadmap"),
    path("sections/<int:pk>/name/", plans.rename_section, name="rename_section"),
    path("sections/<int:pk>/place/", plans.move_section, name="move_section"),
    path("sections/<int:pk>/removal/", plans.remove_section, name="remove_section"),
    path("items/<int:pk>/place/", plans.move_item, name="move_item"),
    path("items/<int:pk>/removing/", plans.confirm_item_removal, name="confirm_item_removal"),
    path("items/<int:pk>/removal/", plans.remove_item, name="remove_item"),
    path("items/<int:pk>/return/", plans.restore_item, name="restore_item"),
    path("<int:pk>/edit/items/new/", items.new_item, name="new_item"),
    path("<int:pk>/edit/items/reading/", items.read_new_item, name="read_new_item"),
    path("<int:pk>/edit/items/", items.add_item, name="add_item"),
    path("items/<int:pk>/edit/", items.change_item, name="change_item"),
    path("items/<int:pk>/edit/reading/", items.read_item, name="read_item"),
    path("items/<int:pk>/edit/texts/", items.edit_item, name="edit_item"),
]
