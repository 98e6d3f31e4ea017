"""The room as a Django application."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    """Организации."""

    name = "nastavnik.organisations"
    label = "organisations"
    verbose_name = "Организации"
    default_auto_field = "django.db.models.BigAutoField"
