"""The controller's figures of a branch, unit by unit, and the control cards (R79)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
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
    `in_time`; those `prolonged` to a day of it, past or to come.
    """

    soon: int = 0
    overdue: int = 0
    risk: int = 0
    waiting: int = 0
    bare: int = 0
    fell: int = 0
    in_time: int = 0
    prolonged: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """The figures of a branch: of its top alone, of each branch right under it, of everything.

    `units_below` says how many units stand under each of those branches' tops.
    """

    own: Figures
    below: Mapping[int, Figures]
    units_below: Mapping[int, int]
    total: Figures


def list_controlled_tops(scope: Scope) -> list[Unit]:
    """Return the tops of the branches that the person controls, in tree order."""
    return organisations.list_tops(scope, right=Right.CONTROL_ROADMAPS)


def count_control(scope: Scope, top: Unit, window: Window) -> Standing:
    """Return the figures of the branch under `top`, a unit where the person controls.

    `window` is the period of what fell due. Four statements over the tasks, whatever the size.
    """
    branch = organisations.list_branch(scope, top, right=Right.CONTROL_ROADMAPS)
    places = dict(branch.order_by().values_list("pk", F("path")))
    child_of = _children_of(top, places)
    own, total = [0] * len(NAMES), [0] * len(NAMES)
    below = {child: [0] * len(NAMES) for child in child_of.values() if child}
    for columns, rows in _groups(branch.order_by().values("pk"), scope.on, window):
        at = [NAMES.index(name) for name in columns]
        for unit_id, *numbers in rows:
            child = child_of[unit_id]
            sums = below[child] if child else own
            for index, number in zip(at, numbers, strict=True):
                sums[index] += number
                total[index] += number
    return Standing(
        own=Figures(*own),
        below={child: Figures(*sums) for child, sums in below.items()},
        units_below={child: count - 1 for child, count in Counter(child_of.values()).items()},
        total=Figures(*total),
    )


NAMES = [one.name for one in fields(Figures)]


def _children_of(top: Unit, places: Mapping[int, Any]) -> dict[int, int]:
    """Return for each unit of the branch the one right under the top it belongs to; top: 0."""
    depth = str(top.path).count(".") + 1
    return {
        unit_id: 0 if unit_id == top.pk else int(str(path).split(".")[depth])
        for unit_id, path in places.items()
    }


def _groups(
    units: QuerySet[Unit, Any], on: date, window: Window
) -> Iterator[tuple[tuple[str, ...], Iterable[tuple[int, ...]]]]:
    """Give (names of figures, rows of unit and figures); each reads the few tasks it counts."""
    tasks = Task.objects.filter(unit__in=units).exclude(state=TaskState.WITHDRAWN).order_by()
    pressing, waiting = due_condition("pressing", on), Q(state=TaskState.SUBMITTED)
    yield _counted(
        tasks.filter(pressing | waiting),
        **{name: due_condition(name, on) for name in ("soon", "overdue", "risk")},
        waiting=waiting,
    )
    yield _counted(tasks.filter(pressing, ~with_evidence()), bare=Q())
    fell = tasks.filter(due_condition("fell", on), due__range=window)
    yield _counted(fell, fell=Q(), in_time=due_condition("in_time", on))
    yield _counted(tasks.filter(is_prolonged(), due__range=window), prolonged=Q())


def _counted(
    tasks: QuerySet[Task], **wanted: Q
) -> tuple[tuple[str, ...], Iterable[tuple[int, ...]]]:
    columns = {name: Count("pk", filter=condition) for name, condition in wanted.items()}
    return tuple(columns), tasks.values_list("unit").annotate(**columns)


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
