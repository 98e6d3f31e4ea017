"""Stored codes of plans with their Russian labels."""

from django.db import models


class RoadmapKind(models.TextChoices):
    """What the plan calls itself."""

    ROADMAP = "roadmap", "Дорожная карта"
    PLAN = "plan", "План мероприятий"
    INTEGRATED_PLAN = "integrated_plan", "Комплексный план"


class Outcome(models.TextChoices):
    """What became of an item; the three last are asked for when its term is past at import."""

    OPEN = "open", "В работе"
    DONE = "done", "Выполнено"
    NOT_DONE = "not_done", "Не выполнено"
    NOT_OURS = "not_ours", "Не относится к нам"


class ActorState(models.TextChoices):
    """Whether a named responsible party has been found in the tree."""

    UNRESOLVED = "unresolved", "Не определён"
    UNIT = "unit", "Подразделение"
    UNITS = "units", "Все подразделения вида"
    POST = "post", "Должность"
    PERSON = "person", "Человек"
    OUTSIDE = "outside", "Вне системы"
