"""Addresses of the tree."""

from django.urls import path

from nastavnik.web.organisations import aliases, changes, networks, views

urlpatterns = [
    path("", views.list_units, name="list_units"),
    path("new/", changes.start_unit, name="start_unit"),
    path("open/", changes.open_unit, name="open_unit"),
    path("<int:pk>/", views.show_unit, name="show_unit"),
    path("<int:pk>/facts/", changes.edit_facts, name="edit_facts"),
    path("<int:pk>/correct/", changes.correct_unit, name="correct_unit"),
    path("<int:pk>/name/", changes.edit_name, name="edit_name"),
    path("<int:pk>/rename/", changes.rename_unit, name="rename_unit"),
    path("<int:pk>/place/", changes.edit_place, name="edit_place"),
    path("<int:pk>/move/", changes.move_unit, name="move_unit"),
    path("<int:pk>/closing/", changes.confirm_closing, name="confirm_closing"),
    path("<int:pk>/close/", changes.close_unit, name="close_unit"),
    path("<int:pk>/aliases/", aliases.list_aliases, name="list_aliases"),
    path("<int:pk>/aliases/give/", aliases.give_alias, name="give_alias"),
    path("aliases/<int:pk>/drop/", aliases.drop_alias, name="drop_alias"),
    path("networks/", networks.list_networks, name="list_networks"),
    path("networks/new/", networks.start_network, name="start_network"),
    path("networks/form/", networks.form_network, name="form_network"),
    path("networks/<int:pk>/", networks.show_network, name="show_network"),
    path("networks/<int:pk>/joining/", networks.choose_member, name="choose_member"),
    path("networks/<int:pk>/join/", networks.join_network, name="join_network"),
    path("networks/<int:pk>/ending/", networks.confirm_network_end, name="confirm_network_end"),
    path("networks/<int:pk>/end/", networks.end_network, name="end_network"),
    path("networks/members/<int:pk>/leaving/", networks.confirm_leaving, name="confirm_leaving"),
    path("networks/members/<int:pk>/leave/", networks.leave_network, name="leave_network"),
]
