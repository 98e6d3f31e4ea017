"""Control of execution: a card of an item with its controller and history (R79)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from nastavnik.organisations.models import Unit
from nastavnik.people.models import Person
from nastavnik.roadmaps.choices import CardNoteKind, CardState
from nastavnik.roadmaps.models.plans import Item


class ControlCard(models.Model):
    """An item is under control of a person of `unit` until the day `due`."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="cards")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="control_cards")
    controller = models.ForeignKey(Person, models.PROTECT, related_name="control_cards")
    due = models.DateField("проверить до")
    state = models.CharField("состояние", max_length=20, choices=CardState, default=CardState.ON)
    opened_on = models.DateField("поставлено")
    removed_on = models.DateField("снято", null=True)
    version = models.PositiveIntegerField("версия", default=0)

    class Meta:
        verbose_name = "контрольная карточка"
        verbose_name_plural = "контрольные карточки"
        ordering = ("due", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["item", "unit"], name="controlled_once", condition=Q(state="on")
            ),
        )


class ControlNote(models.Model):
    """One line of a card's history: what happened, from what to what, why."""

    card = models.ForeignKey(ControlCard, models.CASCADE, related_name="notes")
    kind = models.CharField("что произошло", max_length=20, choices=CardNoteKind)
    on = models.DateField("когда")
    by = models.BigIntegerField("кто", null=True)
    was = models.CharField("было", max_length=60, blank=True)
    now = models.CharField("стало", max_length=60, blank=True)
    text = models.TextField("причина, вывод, поручение", blank=True)

    class Meta:
        verbose_name = "запись карточки"
        verbose_name_plural = "записи карточки"
        ordering = ("pk",)
