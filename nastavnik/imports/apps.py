"""The room as a Django application."""

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    """Приём документов."""

    name = "nastavnik.imports"
    label = "imports"
    verbose_name = "Приём документов"
    default_auto_field = "django.db.models.BigAutoField"
