"""What bringing a plan down to its organisations would change (R19)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q

from nastavnik.kernel.scope import Right, Scope
from nastavnik.organisations import selectors as organisations
from nastavnik.roadmaps import rules
from nastavnik.roadmaps.choices import RoadmapState, TaskState
from nastavnik.roadmaps.models import Evidence, Item, ItemActor, Prolongation, Roadmap, Task
from nastavnik.roadmaps.selectors.participation import get_list_for
from nastavnik.roadmaps.selectors.plans import get_roadmap
from nastavnik.roadmaps.selectors.reach import Member, Reach, load_reach

Wanted = tuple[Item, tuple[ItemActor, ...]]
"""An item and those of its actors that mean the unit."""


@dataclass(slots=True)
class Difference:
    """How the plans of some units differ from what the upper plan asks of them.

    `plans` are the units' plans of the lineage; `closed` those whose plan under it is closed;
    `brought` the items that carry the upper ones out, by (unit, upper item).
    """

    reach: Reach
    plans: dict[int, Roadmap] = field(default_factory=dict)
    closed: set[int] = field(default_factory=set)
    brought: dict[tuple[int, int], Item] = field(default_factory=dict)
    new: dict[int, list[Wanted]] = field(default_factory=dict)
    changed: list[tuple[Item, Wanted]] = field(default_factory=list)
    doubted: list[tuple[Item, Item]] = field(default_factory=list)
    withdrawn: list[Item] = field(default_factory=list)
    kept: int = 0
    same: int = 0


@dataclass(frozen=True, slots=True)
class CascadePlan:
    """What a cascade would do, in counts; the lists say whom it would pass by.

    `members`: units of the list; `reached`: those the plan asks something of; `without`: names of
    those it asks nothing of; `closed`: names of those whose plan is closed; `idle`: items that
    reach nobody; `kept`: items below that are no longer asked for but have been worked on.
    """

    list_pk: int
    members: int
    reached: int
    items: int
    new_plans: int
    new: int
    changed: int
    doubted: int
    withdrawn: int
    kept: int
    same: int
    without: Sequence[str]
    closed: Sequence[str]
    idle: Sequence[Item]


def plan_cascade(scope: Scope, roadmap_pk: int) -> CascadePlan:
    """Tell what a cascade of the plan would change, without changing it.

    Raises as the cascade itself: Missing, NotAllowed, RuleBroken without an approved list.
    """
    roadmap = get_roadmap(scope, roadmap_pk)
    scope.require(Right.APPROVE_ROADMAPS, organisations.path_of(roadmap.unit_id, scope.on))
    rules.check_can_cascade(roadmap)
    participation = get_list_for(roadmap, scope.on)
    reach = load_reach(roadmap, participation, scope.on)
    found = compare(reach)
    asked = {one.pk: reach.items_for(one) for one in reach.members}
    reached = {item.pk for wanted in asked.values() for item, _ in wanted}
    return CascadePlan(
        list_pk=participation.pk,
        members=len(reach.members),
        reached=sum(map(bool, asked.values())),
        items=len(reach.items),
        new_plans=len(found.new.keys() - found.plans.keys()),
        new=sum(map(len, found.new.values())),
        changed=len(found.changed),
        doubted=len(found.doubted),
        withdrawn=len(found.withdrawn),
        kept=found.kept,
        same=found.same,
        without=[one.name for one in reach.members if not asked[one.pk]],
        closed=[one.name for one in reach.members if one.pk in found.closed],
        idle=[item for item in reach.items if item.pk not in reached],
    )


def compare(reach: Reach) -> Difference:
    """Return how the members' plans differ from what the plan asks of them. Constant queries."""
    keys = [one.pk for one in reach.members]
    found = Difference(reach)
    found.plans, found.closed = plans_of_lineage(reach.roadmap, keys)
    found.brought = _brought(reach.roadmap, keys)
    for member in reach.members:
        _compare_member(found, member)
    gone = _not_asked(found)
    worked = _worked_on([item.pk for item in gone])
    found.withdrawn = [one for one in gone if not one.version and one.pk not in worked]
    found.kept = len(gone) - len(found.withdrawn)
    return found


def plans_of_lineage(
    roadmap: Roadmap, unit_ids: Collection[int]
) -> tuple[dict[int, Roadmap], set[int]]:
    """Return the plans the units have under the plan, above it or beside it in its lineage.

    One plan a unit, the nearest: right under this plan before one under a plan above or below.
    The second: units whose plan right under it is closed, so that they can have no other there.
    """
    above = set(line_of(roadmap))
    plans = Roadmap.objects.filter(unit__in=unit_ids, parent__isnull=False).exclude(pk=roadmap.pk)
    rows = list(plans.order_by("pk"))
    lines = _lines_of([one for one in rows if one.parent_id not in above], roadmap.pk)
    mine: dict[int, Roadmap] = {}
    closed: set[int] = set()
    for one in rows:
        if one.state == RoadmapState.CLOSED:
            if one.parent_id == roadmap.pk:
                closed.add(one.unit_id)
        elif one.parent_id == roadmap.pk:
            mine[one.unit_id] = one
        elif one.parent_id in above or one.parent_id in lines:
            mine.setdefault(one.unit_id, one)
    return mine, closed - mine.keys()


def line_of(roadmap: Roadmap) -> list[int]:
    """Return the keys of the plan and of the plans above it, the plan itself first."""
    line, above = [roadmap.pk], roadmap.parent_id
    while above is not None and above not in line:
        line.append(above)
        above = Roadmap.objects.values_list("parent_id", flat=True).get(pk=above)
    return line


def _lines_of(plans: Iterable[Roadmap], top: int) -> set[int]:
    """Return those parents of the plans that stand under the plan `top`, however deep."""
    over: dict[int, int | None] = {}
    level = {one.parent_id for one in plans if one.parent_id is not None}
    while level:
        over |= dict(Roadmap.objects.filter(pk__in=level).values_list("pk", "parent_id"))
        level = {key for key in over.values() if key is not None and key not in over} - {top}
    under = set()
    for key in over:
        at: int | None = key
        while at is not None and at != top:
            at = over.get(at)
        if at == top:
            under.add(key)
    return under


def _brought(roadmap: Roadmap, unit_ids: Collection[int]) -> dict[tuple[int, int], Item]:
    """Return the items of living plans that carry the plan's items out, by (unit, item)."""
    items = Item.objects.filter(origin__roadmap=roadmap, roadmap__unit__in=unit_ids)
    living = items.exclude(roadmap__state=RoadmapState.CLOSED).select_related("roadmap")
    slim = living.only(
        "origin", "origin_version", "version", "withdrawn_on", "section", "doubts", "parent",
        "roadmap__unit", "roadmap__state", "roadmap__edition", "roadmap__period",
        "roadmap__in_force", "roadmap__columns",
    )  # fmt: skip
    return {(one.roadmap.unit_id, one.origin_id): one for one in slim if one.origin_id}


def _compare_member(found: Difference, member: Member) -> None:
    for item, actors in found.reach.items_for(member):
        child = found.brought.get((member.pk, item.pk))
        if child is None:
            if member.pk not in found.closed or member.pk in found.plans:
                found.new.setdefault(member.pk, []).append((item, actors))
        elif child.origin_version == item.version and child.withdrawn_on is None:
            found.same += 1
        elif child.version:
            found.doubted.append((child, item))
        else:
            found.changed.append((child, (item, actors)))


def _not_asked(found: Difference) -> list[Item]:
    """Return the standing items below that the plan no longer asks of these units."""
    asked: Mapping[int, set[int]] = {
        one.pk: {item.pk for item, _ in found.reach.items_for(one)} for one in found.reach.members
    }
    return [
        child
        for (unit, origin), child in found.brought.items()
        if child.withdrawn_on is None and origin not in asked[unit]
    ]


def _worked_on(item_pks: Collection[int]) -> set[int]:
    """Return those of the items for which anything has been recorded."""
    if not item_pks:
        return set()
    tasks = Task.objects.filter(item=OuterRef("pk"))
    proof = Exists(Evidence.objects.filter(task=OuterRef("pk")))
    prolonged = Exists(Prolongation.objects.filter(task=OuterRef("pk")))
    idle = Q(state__in=[TaskState.OPEN, TaskState.WITHDRAWN])
    worked = Item.objects.filter(pk__in=item_pks).filter(
        Exists(tasks.filter(~idle | proof | prolonged))
        | Q(events__isnull=False)
        | Q(schedule__isnull=False)
        | Q(cards__isnull=False)
        | Q(carried_out_by__isnull=False)
    )
    return set(worked.values_list("pk", flat=True))
