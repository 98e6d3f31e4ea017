"""Addresses of taking documents in."""

from django.urls import path

from nastavnik.web.intakes import corrections, views

urlpatterns = [
    path("", views.list_intakes, name="list_intakes"),
    path("new/", views.receive_document, name="receive_document"),
    path("new/take/", views.take_document, name="take_document"),
    path("<int:pk>/", views.show_intake, name="show_intake"),
    path("<int:pk>/encoding/", views.reread_document, name="reread_document"),
    path("<int:pk>/undo-correction/", views.undo_correction, name="undo_correction"),
    path("<int:pk>/discard/", views.discard_intake, name="discard_intake"),
    path("<int:pk>/check/", views.check_intake, name="check_intake"),
    path("<int:pk>/confirm/", views.confirm_intake, name="confirm_intake"),
    path("<int:pk>/undo/", views.undo_intake, name="undo_intake"),
    path("<int:pk>/items/<str:key>/", corrections.edit_reading, name="edit_reading"),
    path("<int:pk>/items/<str:key>/texts/", corrections.correct_field, name="correct_field"),
    path("<int:pk>/items/<str:key>/term/", corrections.reread_term, name="reread_term"),
    path("<int:pk>/items/<str:key>/actors/", corrections.correct_actors, name="correct_actors"),
    path("<int:pk>/items/<str:key>/doubts/", corrections.accept_doubt, name="accept_doubt"),
    path("<int:pk>/items/<str:key>/split/", corrections.split_row, name="split_row"),
    path("<int:pk>/rows/<str:key>/", corrections.edit_row, name="edit_row"),
    path("<int:pk>/rows/<str:key>/kind/", corrections.change_row, name="change_row"),
    path("<int:pk>/columns/", corrections.edit_columns, name="edit_columns"),
    path("<int:pk>/columns/map/", corrections.map_column, name="map_column"),
    path("<int:pk>/lines/", corrections.edit_lines, name="edit_lines"),
    path("<int:pk>/lines/map/", corrections.map_lines, name="map_lines"),
]
