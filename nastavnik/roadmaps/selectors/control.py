"""The controller's figures of a branch, unit by unit, and the control cards (R79)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass, field
from typing import Any

from django.db.models import Count, F, Prefetch, Q, QuerySet

from nastavnik.kernel.errors import Missing
from nastavnik.kernel.scope import Right, Scope
from nastavnik.organisations import selectors as organisations
from nastavnik.organisations.models import Unit
from nastavnik.people import selectors as people
from nastavnik.pure.occurrences import Window
from nastavnik.roadmaps.choices import CardState, TaskState
from nastavnik.roadmaps.models import ControlCard, ControlNote, Item, Roadmap, Task
from nastavnik.roadmaps.selectors.tasks import due_condition, is_prolonged, with_evidence


@dataclass(frozen=True, slots=True)
class Figures:
    """What a controller counts of the tasks that a unit or a branch carries out.

    Now: `soon`, `overdue`, at `risk` (`due_condition`), `bare` (pressing, no document at all),
    `waiting` for acceptance. In a period: those whose due day `fell` in it, of them closed
    `in_time`; those `prolonged` to a day of it, past or to come. `all` are all that stand.
    """

    all: int = 0
    soon: int = 0
    overdue: int = 0
    bare: int = 0
    risk: int = 0
    waiting: int = 0
    fell: int = 0
    in_time: int = 0
    prolonged: int = 0

    def __add__(self, other: Figures) -> Figures:
        return Figures(*map(sum, zip(astuple(self), astuple(other), strict=True)))


@dataclass(slots=True)
class Standing:
    """The figures of a branch: `own` of its top, `below` by the unit right under it."""

    own: Figures
    below: dict[int, Figures] = field(default_factory=dict)
    units_below: dict[int, int] = field(default_factory=dict)

    @property
    def total(self) -> Figures:
        """Everything in the branch."""
        return sum(self.below.values(), self.own)


def list_controlled_tops(scope: Scope) -> list[Unit]:
    """Return the tops of the branches that the person controls, in tree order."""
    return organisations.list_tops(scope, right=Right.CONTROL_ROADMAPS)


def count_control(scope: Scope, top: Unit, window: Window) -> Standing:
    """Return the figures of the branch under `top`, a unit where the person controls.

    `window` is the period of what fell due. Three statements over the tasks, whatever the size.
    """
    branch = organisations.list_branch(scope, top, right=Right.CONTROL_ROADMAPS)
    tasks = Task.objects.filter(unit__in=branch.order_by().values("pk"))
    standing = tasks.exclude(state=TaskState.WITHDRAWN)
    counts: dict[int, dict[str, int]] = {}
    for columns, rows in _groups(standing, scope, window):
        for unit_id, *numbers in rows.order_by().values_list("unit", *columns):
            counts.setdefault(unit_id, {}).update(zip(columns, numbers, strict=True))
    figures = {unit_id: Figures(**numbers) for unit_id, numbers in counts.items()}
    return fold(top, branch.values_list("pk", F("path")), figures)


def _groups(
    tasks: QuerySet[Task], scope: Scope, window: Window
) -> Iterable[tuple[tuple[str, ...], QuerySet[Task, Any]]]:
    """Give (names of figures, their grouped statement); the two rare ones do not read all tasks."""
    on = scope.on
    within = Q(due__range=window)
    wanted = {
        "soon": due_condition("soon", on),
        "overdue": due_condition("overdue", on),
        "risk": due_condition("risk", on),
        "waiting": Q(state=TaskState.SUBMITTED),
        "fell": due_condition("fell", on) & within,
        "in_time": due_condition("in_time", on) & within,
    }
    columns = {name: Count("pk", filter=condition) for name, condition in wanted.items()}
    yield ("all", *wanted), tasks.values("unit").annotate(all=Count("pk"), **columns)
    bare = tasks.filter(due_condition("pressing", on), ~with_evidence())
    yield ("bare",), bare.values("unit").annotate(bare=Count("pk"))
    prolonged = tasks.filter(within, is_prolonged())
    yield ("prolonged",), prolonged.values("unit").annotate(prolonged=Count("pk"))


def fold(top: Unit, places: Iterable[tuple[int, Any]], figures: Mapping[int, Figures]) -> Standing:
    """Sum the figures of units up to the units right under `top`, by their paths."""
    standing = Standing(figures.get(top.pk, Figures()))
    depth = str(top.path).count(".") + 1
    for unit_id, path in places:
        if unit_id == top.pk:
            continue
        child = int(str(path).split(".")[depth])
        own = figures.get(unit_id, Figures())
        standing.below[child] = standing.below.get(child, Figures()) + own
        standing.units_below[child] = standing.units_below.get(child, -1) + 1
    return standing


def list_cards(scope: Scope) -> QuerySet[ControlCard]:
    """Return the cards of the person's branches, of items of plans there, and the person's own."""
    units = organisations.list_units(scope, right=Right.SEE_ROADMAPS).order_by().values("pk")
    plans = Roadmap.objects.filter(unit__in=units).values("pk")
    seen = Q(unit__in=units) | Q(item__roadmap__in=plans)
    person = people.find_person_of(scope.user_id) if scope.user_id is not None else None
    if person is not None:
        seen |= Q(controller=person)
    return ControlCard.objects.filter(seen).select_related("item__roadmap", "controller")


def list_own_cards(scope: Scope) -> QuerySet[ControlCard]:
    """Return the cards that the person controls now, those due first on top."""
    person = people.find_person_of(scope.user_id) if scope.user_id is not None else None
    own = ControlCard.objects.filter(controller=person, state=CardState.ON)
    return own.select_related("item__roadmap", "controller")


def get_card(scope: Scope, pk: int) -> ControlCard:
    """Return the card with item, plan, controller, history. Raises Missing for a neighbour's."""
    notes = Prefetch("notes", ControlNote.objects.order_by("-pk"))
    card = list_cards(scope).filter(pk=pk).prefetch_related(notes).first()
    if card is None:
        raise Missing("card")
    return card


def list_cards_of(item: Item) -> QuerySet[ControlCard]:
    """Return the cards of an item read through `get_item`: those on control first."""
    cards = ControlCard.objects.filter(item=item).select_related("controller")
    return cards.order_by("state", "due", "-pk")
