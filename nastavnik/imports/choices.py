"""States of an intake with their Russian labels."""

from django.db import models


class IntakeState(models.TextChoices):
    """preview → confirmed → undone; preview → discarded."""

    PREVIEW = "preview", "На проверке"
    CONFIRMED = "confirmed", "Принят"
    DISCARDED = "discarded", "Отклонён"
    UNDONE = "undone", "Отменён"
