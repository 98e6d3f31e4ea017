"""Reading lists of organisations: those of a branch, the one a plan goes by (R3)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Count, QuerySet

from nastavnik.kernel.errors import Missing
from nastavnik.kernel.scope import Right, Scope
from nastavnik.organisations import selectors as organisations
from nastavnik.organisations.models import Unit
from nastavnik.roadmaps import rules
from nastavnik.roadmaps.choices import ListState
from nastavnik.roadmaps.models import ParticipationEntry, ParticipationList, Roadmap


def list_participation(scope: Scope) -> QuerySet[ParticipationList]:
    """Return the lists of the branches whose plans the person may see, with `count`."""
    units = organisations.list_units(scope, right=Right.SEE_ROADMAPS).order_by().values("pk")
    found = ParticipationList.objects.filter(unit__in=units)
    return found.annotate(count=Count("entries")).order_by("-year", "pk")


def get_participation(scope: Scope, pk: int) -> ParticipationList:
    """Return the list with its `count`. Raises Missing for a neighbour's."""
    found = list_participation(scope).filter(pk=pk).first()
    if found is None:
        raise Missing("participation list")
    return found


def list_entries(participation: ParticipationList) -> QuerySet[ParticipationEntry]:
    """Return who is in a list read through `get_participation`, each with its unit."""
    return ParticipationEntry.objects.filter(list=participation).select_related("unit")


def list_eligible(scope: Scope, unit: Unit) -> QuerySet[Unit]:
    """Return who can take part under `unit` on the scope's day, in tree order."""
    return organisations.list_below(scope, unit).filter(kind__in=rules.PARTICIPANTS)


def find_list(unit_path: str, year: int) -> ParticipationList | None:
    """Return the approved list the unit at this path goes by: its own, else the nearest above."""
    keys = [int(key) for key in unit_path.split(".")]
    approved = ParticipationList.objects.filter(unit__in=keys, year=year, state=ListState.APPROVED)
    return max(approved, key=lambda one: keys.index(one.unit_id), default=None)


def find_list_for(roadmap: Roadmap, on: date) -> ParticipationList | None:
    """Return the approved list by which the plan reaches organisations on the day."""
    path = organisations.path_of(roadmap.unit_id, on)
    return find_list(path, rules.year_of_plan(rules.days_of(roadmap.period), on))


def get_list_for(roadmap: Roadmap, on: date) -> ParticipationList:
    """Return the approved list of the plan's year. Raises RuleBroken where there is none yet."""
    found = find_list_for(roadmap, on)
    if found is None:
        raise rules.no_list(rules.year_of_plan(rules.days_of(roadmap.period), on))
    return found


def members_of(participation: ParticipationList) -> Collection[int]:
    """Return the keys of the units in the list."""
    return set(
        ParticipationEntry.objects.filter(list=participation).values_list("unit_id", flat=True)
    )
