"""The controller's figures of a branch, unit by unit, and the control cards (R79)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.db.models import Count, F, Prefetch, Q, QuerySet, Value

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


NAMES = [one.name for one in fields(Figures)]


@dataclass(frozen=True, slots=True)
class Below:
    """A branch right under the top: its head, how many units stand under that, its figures."""

    pk: int
    name: str
    kind: str
    units: int
    figures: Figures


@dataclass(frozen=True, slots=True)
class Standing:
    """The figures of a branch: of its top alone, of each branch right under it, of everything.

    `names` are those of all its units by key.
    """

    own: Figures
    below: Sequence[Below]
    total: Figures
    names: Mapping[int, str]


def list_controlled_tops(scope: Scope) -> list[Unit]:
    """Return the tops of the branches that the person controls, in tree order."""
    return organisations.list_tops(scope, right=Right.CONTROL_ROADMAPS)


def count_control(scope: Scope, top: Unit, window: Window) -> Standing:
    """Return the figures of the branch under `top`, a unit where the person controls.

    `window` is the period of what fell due. Two queries, however many units and tasks there are.
    """
    branch = organisations.list_branch(scope, top, right=Right.CONTROL_ROADMAPS)
    units = list(branch.values_list("pk", F("path"), F("short_name"), "kind"))
    depth = str(top.path).count(".") + 1
    # of each unit the one right under the top that it belongs to; of the top itself 0
    child_of = {pk: int([*str(path).split("."), "0"][depth]) for pk, path, _, _ in units}
    sums = {child: [0] * len(NAMES) for child in child_of.values()}
    for first, unit_id, *numbers in _grouped(top, scope.on, window):
        mine = sums[child_of[unit_id]]
        for at, number in enumerate(numbers[: len(NAMES) - first], first):
            mine[at] += number
    sizes = Counter(child_of.values())
    below = [
        Below(pk, name, kind, sizes[pk] - 1, Figures(*sums[pk]))
        for pk, _, name, kind in units
        if child_of[pk] == pk
    ]
    total = Figures(*map(sum, zip(*sums.values(), strict=True)))
    return Standing(Figures(*sums[0]), below, total, {pk: name for pk, _, name, _ in units})


def _grouped(top: Unit, on: date, window: Window) -> Iterable[tuple[int, int, int, int, int, int]]:
    """Give (place of the first figure in NAMES, unit, four figures from there on).

    Each part of the union reads the few tasks that it counts.
    """
    units = organisations.keys_within(top, on)
    tasks = Task.objects.filter(unit__in=units).exclude(state=TaskState.WITHDRAWN).order_by()
    pressing, waiting = due_condition("pressing", on), Q(state=TaskState.SUBMITTED)
    now = _counted(
        tasks.filter(pressing | waiting),
        **{name: due_condition(name, on) for name in ("soon", "overdue", "risk")},
        waiting=waiting,
    )
    bare = _counted(tasks.filter(pressing, ~with_evidence()), bare=Q())
    fell = tasks.filter(due_condition("fell", on), due__range=window)
    discipline = _counted(fell, fell=Q(), in_time=due_condition("in_time", on))
    prolonged = _counted(tasks.filter(is_prolonged(), due__range=window), prolonged=Q())
    rows: Iterable[Any] = now.union(bare, discipline, prolonged, all=True)
    return rows


def _counted(tasks: QuerySet[Task], **wanted: Q) -> QuerySet[Task, Any]:
    """Count the wanted by unit; they stand side by side in NAMES and are filled up to four."""
    first = NAMES.index(next(iter(wanted)))
    counts = [Count("pk", filter=condition) for condition in wanted.values()]
    filled = [*counts, *(Value(0) for _ in range(4 - len(counts)))]
    columns: dict[str, Any] = {f"figure_{at}": one for at, one in enumerate(filled)}
    grouped = tasks.values("unit").annotate(**columns).annotate(first=Value(first))
    return grouped.values_list("first", "unit", *columns)


def list_worst(scope: Scope, top: Unit, limit: int) -> list[Task]:
    """Return the tasks of the branch that are overdue the longest, with item and plan."""
    units = organisations.keys_within(top, scope.on)
    late = Task.objects.filter(due_condition("overdue", scope.on), unit__in=units)
    return list(late.select_related("item", "roadmap").order_by("due", "pk")[:limit])


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
    own = ControlCard.objects.filter(controller__user=scope.user_id, state=CardState.ON)
    if scope.user_id is None:
        own = own.none()
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
