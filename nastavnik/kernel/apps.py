"""The kernel as a Django application: it owns the database's extensions."""

from django.apps import AppConfig


class KernelConfig(AppConfig):
    """Kernel."""

    name = "nastavnik.kernel"
    label = "kernel"
