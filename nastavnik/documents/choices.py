"""Kinds of documents with their Russian labels."""

from django.db import models


class ActKind(models.TextChoices):
    """What an act is called; the codes are those `pure.acts` reads."""

    ORDER = "order", "Приказ"
    DIRECTIVE = "directive", "Распоряжение"
    RESOLUTION = "resolution", "Постановление"
    DECISION = "decision", "Решение"
    DECREE = "decree", "Указ"
    LAW = "law", "Закон"
    LETTER = "letter", "Письмо"
    REGULATION = "regulation", "Положение"
    MINUTES = "minutes", "Протокол"
    OTHER = "other", "Документ"


class Relation(models.TextChoices):
    """How an act refers to another."""

    BASIS = "basis", "на основании"
    EXECUTION = "execution", "во исполнение"
    MENTION = "mention", "упоминает"
