"""Which organisations take part in a year: drafted, then approved and frozen (R3)."""

from __future__ import annotations

from django.db import models

from nastavnik.organisations.models import Unit
from nastavnik.roadmaps.choices import ListState


class ParticipationList(models.Model):
    """The list of a branch for a year. `year` is that in which the school year begins.

    Once approved its entries do not change: they are the population of shares and of cascades.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="participation_lists")
    year = models.PositiveSmallIntegerField("учебный год начинается в")
    state = models.CharField("состояние", max_length=20, choices=ListState, default=ListState.DRAFT)
    act_text = models.CharField("утверждён документом", max_length=300, blank=True)
    approved_on = models.DateField("утверждён", null=True)
    version = models.PositiveIntegerField("версия", default=0)

    class Meta:
        verbose_name = "перечень организаций"
        verbose_name_plural = "перечни организаций"
        ordering = ("-year", "pk")
        constraints = (
            models.UniqueConstraint(fields=["unit", "year"], name="participation_once_a_year"),
        )


class ParticipationEntry(models.Model):
    """An organisation or authority in the list; `name` is what it was called at approval."""

    list = models.ForeignKey(ParticipationList, models.CASCADE, related_name="entries")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="participations")
    name = models.CharField("наименование", max_length=200, blank=True)

    class Meta:
        verbose_name = "участник перечня"
        verbose_name_plural = "участники перечня"
        constraints = (models.UniqueConstraint(fields=["list", "unit"], name="participates_once"),)
