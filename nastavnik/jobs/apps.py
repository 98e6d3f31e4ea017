"""The room as a Django application: it finds the kinds of jobs of all rooms."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    """Фоновые задания."""

    name = "nastavnik.jobs"
    label = "jobs"
    verbose_name = "Фоновые задания"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Load the shelf `background` of every room: kinds register themselves in it."""
        autodiscover_modules("background")
