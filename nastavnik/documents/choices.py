"""Kinds of documents with their Russian labels."""

from django.db import models


class ActKind(models.TextChoices):
    """What an act is called; the codes are those `pure.acts` reads."""

    ORDER = "order", "Приказ"
    DIRECTIVE = "directive", "Распоряжение"
    RESOLUTION = "resolution", "Постановление"
    REGULATION = "regulation", "Положение"
    LOCAL = "local", "Локальный акт"
    OTHER = "other", "Документ"


class Relation(models.TextChoices):
    """How an act refers to another."""

    BASIS = "basis", "на основании"
    EXECUTION = "execution", "во исполнение"
    ACCORDANCE = "accordance", "в соответствии с"
    MENTION = "mention", "упоминает"
