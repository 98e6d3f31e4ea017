"""What a person may want to be told of, and how often by mail, with Russian labels."""

from django.db import models


class Stage(models.TextChoices):
    """When a term calls for attention: days before it, after it, or when nobody has acted."""

    DUE_30 = "due_30", "За 30 дней до срока"
    DUE_7 = "due_7", "За 7 дней до срока"
    DUE_1 = "due_1", "За день до срока"
    OVERDUE = "overdue", "Срок прошёл"
    ESCALATION = "escalation", "Просрочка в подчинённых организациях"


class Rhythm(models.TextChoices):
    """How often a digest comes by mail."""

    DAILY = "daily", "Каждый день, если есть о чём"
    WEEKLY = "weekly", "Раз в неделю, по понедельникам"
    OFF = "off", "Не присылать писем"


def every_stage() -> list[str]:
    """Return the stages of a person who has chosen nothing: all."""
    return list(Stage.values)
