"""The room as a Django application."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Файлы."""

    name = "nastavnik.files"
    label = "files"
    verbose_name = "Файлы"
    default_auto_field = "django.db.models.BigAutoField"
