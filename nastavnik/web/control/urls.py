"""Addresses of control: a branch in figures, its report, cards, the control of one item."""

from django.urls import path

from nastavnik.web.control import cards, items, views

urlpatterns = [
    path("", views.show_control, name="show_control"),
    path("export.<slug:kind>", views.export_control, name="export_control"),
    path("cards/", cards.list_cards, name="list_cards"),
    path("cards/<int:pk>/", cards.show_card, name="show_card"),
    path("cards/<int:pk>/prolong/", cards.prolong_control, name="prolong_control"),
    path("cards/<int:pk>/reassign/", cards.reassign_control, name="reassign_control"),
    path("cards/<int:pk>/finding/", cards.note_finding, name="note_finding"),
    path("cards/<int:pk>/remove/", cards.remove_from_control, name="remove_from_control"),
    path("items/<int:pk>/", items.show_item_control, name="show_item_control"),
    path("items/<int:pk>/put/", items.put_on_control, name="put_on_control"),
    path("items/<int:pk>/prolong/", items.prolong_item, name="prolong_item"),
]
