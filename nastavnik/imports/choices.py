"""Kinds and states of an intake with their Russian labels."""

from django.db import models


class IntakeKind(models.TextChoices):
    """What a document is taken in as."""

    PLAN = "plan", "План мероприятий"


class IntakeState(models.TextChoices):
    """preview → confirmed → undone; preview → discarded."""

    PREVIEW = "preview", "На проверке"
    CONFIRMED = "confirmed", "Принят"
    DISCARDED = "discarded", "Отклонён"
    UNDONE = "undone", "Отменён"
