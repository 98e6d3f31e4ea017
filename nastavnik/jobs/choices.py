"""States of a job with their Russian labels."""

from django.db import models


class JobState(models.TextChoices):
    """How far a job is."""

    QUEUED = "queued", "Ожидает"
    RUNNING = "running", "Выполняется"
    DONE = "done", "Выполнено"
    FAILED = "failed", "Не выполнено"
    CANCELLED = "cancelled", "Отменено"
