"""The room as a Django application."""

from django.apps import AppConfig


class RoadmapsConfig(AppConfig):
    """Дорожные карты."""

    name = "nastavnik.roadmaps"
    label = "roadmaps"
    verbose_name = "Дорожные карты"
    default_auto_field = "django.db.models.BigAutoField"
