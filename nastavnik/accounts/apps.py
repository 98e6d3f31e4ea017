"""The room as a Django application."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Учётные записи."""

    name = "nastavnik.accounts"
    label = "accounts"
    verbose_name = "Учётные записи"
    default_auto_field = "django.db.models.BigAutoField"
