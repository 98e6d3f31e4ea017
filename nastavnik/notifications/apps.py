"""The room as a Django application."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """Уведомления."""

    name = "nastavnik.notifications"
    label = "notifications"
    verbose_name = "Уведомления"
    default_auto_field = "django.db.models.BigAutoField"
