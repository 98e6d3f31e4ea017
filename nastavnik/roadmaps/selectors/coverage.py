"""How a plan is carried out below: its items × the units that have to, with gaps and sums (R19)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Value, When

from nastavnik.kernel.scope import Right, Scope, is_within
from nastavnik.organisations import selectors as organisations
from nastavnik.organisations.choices import AUTHORITIES
from nastavnik.roadmaps.choices import UNFINISHED, ActorState, Outcome, RoadmapState, TaskState
from nastavnik.roadmaps.models import Item, ItemActor, ParticipationList, Roadmap, Task
from nastavnik.roadmaps.selectors.participation import find_list_for, members_of
from nastavnik.roadmaps.selectors.reach import Member, Reach, load_reach_of, many_actors_of

DIRECT = 0
"""The key of the group of units that stand under no authority of the list's branch."""


class CellState(StrEnum):
    """What has become of an item at a unit that has to carry it out."""

    GAP = "gap"
    OPEN = "open"
    OVERDUE = "overdue"
    DONE = "done"
    NOT_DONE = "not_done"
    NOT_OURS = "not_ours"


@dataclass(slots=True)
class Tally:
    """How many units have an item in each state; `asked` is all of them."""

    asked: int = 0
    counts: dict[CellState, int] = field(default_factory=dict)

    def add(self, state: CellState) -> None:
        """Count one more cell."""
        self.asked += 1
        self.counts[state] = self.counts.get(state, 0) + 1

    def of(self, state: CellState) -> int:
        """Return how many cells are in the state."""
        return self.counts.get(state, 0)

    @property
    def brought(self) -> int:
        """How many units have the item in their plan."""
        return self.asked - self.of(CellState.GAP)


@dataclass(frozen=True, slots=True)
class Cell:
    """An item at a unit; `child_pk` is the item there, None in a gap."""

    item: Item
    member: Member
    state: CellState
    child_pk: int | None


@dataclass(frozen=True, slots=True)
class Group:
    """A column: a territory with the units in it, or one unit (`is_unit`)."""

    pk: int
    name: str
    is_unit: bool


@dataclass(slots=True)
class Coverage:
    """The matrix: `cells` in the order of items and units, sums by item × group, by item, in all.

    `participation` is None where the plan's year has no approved list: then only units that have
    items of the plan are known.
    """

    participation: ParticipationList | None
    items: Sequence[Item]
    groups: Sequence[Group]
    cells: list[Cell] = field(default_factory=list)
    by_group: dict[tuple[int, int], Tally] = field(default_factory=dict)
    by_item: dict[int, Tally] = field(default_factory=dict)
    total: Tally = field(default_factory=Tally)


def cover(scope: Scope, roadmap: Roadmap, *, under: int | None = None) -> Coverage:
    """Return the matrix of a plan read through `get_roadmap`; a constant number of queries.

    `under`: of one territory only (DIRECT: of those under none), its units as columns. Units whose
    plans the person may not see are left out.
    """
    participation = find_list_for(roadmap, scope.on)
    children = _children(roadmap)
    reach = _reach(scope, roadmap, participation, {unit for _, unit in children})
    asked = {member: _asked(reach, member, children) for member in reach.members}
    top = _top(scope, roadmap, participation, [one for one in reach.members if asked[one]])
    homes = {member: _home(member, top) for member in reach.members if asked[member]}
    has_territories = under is None and any(homes.values())
    members = [one for one, home in homes.items() if under is None or home == under]
    groups = _groups(scope, homes.values()) if has_territories else _units_of(members)
    found = Coverage(participation, reach.items, groups)
    late = _overdue_below(roadmap, scope.on)
    for member in members:
        for item in asked[member]:
            child, outcome = children.get((item.pk, member.pk), (None, ""))
            cell = Cell(item, member, _state(outcome, is_late=child in late), child)
            _enter(found, cell, homes[member] if has_territories else member.pk)
    return found


def list_additions(scope: Scope, roadmap: Roadmap) -> QuerySet[Item]:
    """Return items that units have added of themselves to plans under this one."""
    return _below(scope).filter(roadmap__parent=roadmap, origin=None)


def list_orphans(scope: Scope, roadmap: Roadmap) -> QuerySet[Item]:
    """Return items below that stand although the plan has taken out what they carry out."""
    return _below(scope).filter(origin__roadmap=roadmap, origin__withdrawn_on__isnull=False)


def count_tasks_below(found: Coverage, on: date) -> Mapping[int, tuple[int, int, int]]:
    """Return by item how many tasks of the matrix are done, are there at all, are overdue."""
    below = [cell.child_pk for cell in found.cells if cell.child_pk is not None]
    tasks = Task.objects.filter(item__in=below)
    rows = (
        tasks.exclude(state=TaskState.WITHDRAWN)
        .order_by()
        .values_list("item__origin")
        .annotate(
            done=Count("pk", filter=Q(state__in=[TaskState.DONE, TaskState.NOT_NEEDED])),
            all=Count("pk"),
            overdue=Count("pk", filter=Q(state__in=UNFINISHED, due__lt=on)),
        )
    )
    return {item: (done, every, overdue) for item, done, every, overdue in rows}


def is_covered(roadmap: Roadmap) -> bool:
    """Tell whether the plan is carried out below: it has items for many, or plans under it."""
    many = ItemActor.objects.filter(item__roadmap=OuterRef("pk"), item__withdrawn_on=None).filter(
        Q(state=ActorState.UNITS) | Q(state=ActorState.POST, kinds__len__gt=0)
    )
    children = Roadmap.objects.filter(parent=OuterRef("pk"))
    return Roadmap.objects.filter(Exists(many) | Exists(children), pk=roadmap.pk).exists()


def _below(scope: Scope) -> QuerySet[Item]:
    """Return the standing items of living plans that the person may see, with their plans."""
    units = organisations.list_units(scope, right=Right.SEE_ROADMAPS).order_by().values("pk")
    items = Item.objects.filter(withdrawn_on=None, roadmap__unit__in=units)
    living = items.exclude(roadmap__state=RoadmapState.CLOSED)
    return living.select_related("roadmap", "origin").order_by("roadmap", "position")


def _children(roadmap: Roadmap) -> dict[tuple[int, int], tuple[int, str]]:
    """Return (item below, its outcome) by (item, unit); one of a living plan before a closed."""
    closed = Case(When(roadmap__state=RoadmapState.CLOSED, then=Value(0)), default=Value(1))
    rows = (
        Item.objects.filter(origin__roadmap=roadmap, withdrawn_on=None)
        .order_by(closed, "pk")
        .values_list("origin", "roadmap__unit", "pk", "outcome")
    )
    return {(origin, unit): (pk, outcome) for origin, unit, pk, outcome in rows if origin}


def _reach(
    scope: Scope, roadmap: Roadmap, participation: ParticipationList | None, known: set[int]
) -> Reach:
    """Return the reach of the plan over the units that the person may see."""
    keys = known | set(members_of(participation) if participation else ())
    visible = organisations.list_units(scope, right=Right.SEE_ROADMAPS).filter(pk__in=keys)
    items = Item.objects.filter(roadmap=roadmap, withdrawn_on=None)
    loaded = items.select_related("section", "parent").prefetch_related("actors", "parent__actors")
    brought = set(Item.objects.filter(origin__roadmap=roadmap).values_list("origin", flat=True))
    rows = [
        item
        for item in loaded.order_by("position")
        if item.pk in brought or (many_actors_of(item) and item.outcome == Outcome.OPEN)
    ]
    return load_reach_of(roadmap, rows, visible, scope.on)


def _overdue_below(roadmap: Roadmap, on: date) -> set[int | None]:
    tasks = Task.objects.filter(
        item__origin__roadmap=roadmap, state__in=UNFINISHED, due__lt=on
    ).order_by()
    return set(tasks.values_list("item", flat=True).distinct())


def _asked(reach: Reach, member: Member, children: Mapping[tuple[int, int], object]) -> list[Item]:
    """Return the items that the unit has to carry out, or has in its plan."""
    asked = {item.pk for item, _ in reach.items_for(member)}
    return [item for item in reach.items if item.pk in asked or (item.pk, member.pk) in children]


def _top(
    scope: Scope,
    roadmap: Roadmap,
    participation: ParticipationList | None,
    members: Sequence[Member],
) -> str:
    """Return the path under which territories are: the plan's unit, for a centre the list's."""
    units = {roadmap.unit_id, participation.unit_id if participation else roadmap.unit_id}
    paths = organisations.paths_of(units, scope.on)
    own = paths[roadmap.unit_id]
    if participation is None or any(is_within(one.path, own) for one in members):
        return own
    return paths[participation.unit_id]


def _home(member: Member, top: str) -> int:
    """Return the authority right under `top` in whose branch the unit stands, DIRECT for none."""
    if member.path == top or not is_within(member.path, top):
        return DIRECT
    key, _, deeper = member.path.removeprefix(f"{top}.").partition(".")
    return int(key) if deeper or member.kind in AUTHORITIES else DIRECT


def _groups(scope: Scope, homes: Iterable[int]) -> list[Group]:
    keys = sorted(dict.fromkeys(homes), key=lambda key: key == DIRECT)
    names = organisations.names_of(keys, scope.on)
    names[DIRECT] = "Подведомственные организации"
    return [Group(key, names[key], is_unit=False) for key in keys]


def _units_of(members: Iterable[Member]) -> list[Group]:
    return [Group(one.pk, one.name, is_unit=True) for one in members]


def _state(outcome: str, *, is_late: bool) -> CellState:
    if not outcome:
        return CellState.GAP
    return CellState.OVERDUE if is_late and outcome == Outcome.OPEN else CellState(outcome)


def _enter(found: Coverage, cell: Cell, group: int) -> None:
    found.cells.append(cell)
    found.by_group.setdefault((cell.item.pk, group), Tally()).add(cell.state)
    found.by_item.setdefault(cell.item.pk, Tally()).add(cell.state)
    found.total.add(cell.state)
