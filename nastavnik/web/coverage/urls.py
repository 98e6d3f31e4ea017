"""Addresses of lists of organisations, of the cascade and of how it is carried out."""

from django.urls import path

from nastavnik.web.coverage import cascading, matrix, merging, participation

urlpatterns = [
    path("roadmaps/<int:pk>/coverage/", matrix.show_coverage, name="show_coverage"),
    path("roadmaps/<int:pk>/coverage/cells/", matrix.list_coverage, name="list_coverage"),
    path("roadmaps/<int:pk>/coverage/own/", matrix.list_own_items, name="list_own_items"),
    path("roadmaps/<int:pk>/cascade/", cascading.confirm_cascade, name="confirm_cascade"),
    path("roadmaps/<int:pk>/cascade/start/", cascading.start_cascade, name="start_cascade"),
    path("units/<int:pk>/merging/", merging.confirm_merge, name="confirm_merge"),
    path("units/<int:pk>/merging/into/", merging.merge_units, name="merge_units"),
    path("participation/", participation.list_participation, name="list_participation"),
    path("participation/new/", participation.start_participation, name="start_participation"),
    path("participation/draft/", participation.draft_participation, name="draft_participation"),
    path("participation/<int:pk>/", participation.show_participation, name="show_participation"),
    path(
        "participation/<int:pk>/members/",
        participation.change_participation,
        name="change_participation",
    ),
    path(
        "participation/<int:pk>/approval/",
        participation.approve_participation,
        name="approve_participation",
    ),
]
