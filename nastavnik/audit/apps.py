"""The room as a Django application."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Журнал."""

    name = "nastavnik.audit"
    label = "audit"
    verbose_name = "Журнал"
    default_auto_field = "django.db.models.BigAutoField"
