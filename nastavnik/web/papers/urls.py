"""Addresses of the papers of plans."""

from django.urls import path

from nastavnik.web.papers import passports, scans, years

urlpatterns = [
    path("<int:pk>/papers/", scans.show_papers, name="show_papers"),
    path("<int:pk>/papers/scans/", scans.add_scan, name="add_scan"),
    path("<int:pk>/papers/packet.zip", scans.download_packet, name="download_packet"),
    path("scans/<int:pk>/", scans.download_scan, name="download_scan"),
    path("scans/<int:pk>/removal/", scans.remove_scan, name="remove_scan"),
    path("<int:pk>/passport/", passports.show_passport, name="show_passport"),
    path("<int:pk>/passport/edit/", passports.edit_passport, name="edit_passport"),
    path("<int:pk>/passport/save/", passports.save_passport, name="save_passport"),
    path("<int:pk>/passport.docx", passports.export_passport, name="export_passport"),
    path("<int:pk>/next-year/", years.ask_roll_over, name="ask_roll_over"),
    path("<int:pk>/next-year/draft/", years.roll_over, name="roll_over"),
]
