"""The pages as a Django application: it owns no tables."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Pages."""

    name = "nastavnik.web"
    label = "web"
