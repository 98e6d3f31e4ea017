"""A plan in force comes down to its organisations: each gets the items meant for it (R19)."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import asdict, dataclass

from django.db import transaction

from nastavnik.audit.services import record, record_many
from nastavnik.jobs import services as jobs
from nastavnik.jobs.models import Job
from nastavnik.kernel.errors import Missing
from nastavnik.kernel.scope import Right, Scope
from nastavnik.organisations import selectors as organisations
from nastavnik.roadmaps import rules, selectors
from nastavnik.roadmaps.handing_down import HandingDown
from nastavnik.roadmaps.models import Item, Roadmap
from nastavnik.roadmaps.selectors.cascade import Difference
from nastavnik.roadmaps.services.syncing import settle_outcomes, sync_items

CHUNK = 50  # units in a transaction: about half a second


@dataclass(slots=True)
class Cascaded:
    """How many units got something, and how many items were made, changed, taken out, doubted."""

    units: int = 0
    new: int = 0
    changed: int = 0
    doubted: int = 0
    withdrawn: int = 0

    def add(self, other: Cascaded) -> None:
        """Count another part of the work too."""
        for name, count in asdict(other).items():
            setattr(self, name, getattr(self, name) + count)


def cascade_in_background(scope: Scope, roadmap_pk: int) -> Job:
    """Let a job bring the plan down. Raises as the cascade itself, before anything is begun."""
    selectors.plan_cascade(scope, roadmap_pk)
    roadmap = selectors.get_roadmap(scope, roadmap_pk)
    unit = organisations.get_unit(scope, roadmap.unit_id)
    return jobs.start_job(scope, "cascade", unit=unit, roadmap_pk=roadmap_pk)


def cascade_roadmap(
    scope: Scope, roadmap_pk: int, *, tell: Callable[[int, int], None] = lambda done, total: None
) -> Cascaded:
    """Bring every item for many down to the units of the approved list that it means.

    By chunks of units, each a transaction of its own: interrupted and begun anew it does what is
    left, and what is done already stays as it is. `tell` hears (units done, units in all) between
    chunks, in no transaction. Raises Missing for a neighbour's plan, NotAllowed without the right
    to approve plans at its unit, RuleBroken for one not in force or without an approved list.
    """
    with transaction.atomic():
        roadmap, path = _lock_line(scope, roadmap_pk)
        participation = selectors.get_list_for(roadmap, scope.on)
        keys = sorted(selectors.members_of(participation))
    done = Cascaded()
    for start in range(0, len(keys), CHUNK):
        tell(start, len(keys))
        done.add(_cascade_to(scope, roadmap_pk, keys[start : start + CHUNK]))
    tell(len(keys), len(keys))
    with transaction.atomic():
        record(scope, "cascade_roadmap", roadmap, branch=path, **asdict(done))
    return done


@transaction.atomic
def _cascade_to(scope: Scope, roadmap_pk: int, unit_ids: Collection[int]) -> Cascaded:
    """Do it for some units of the list; rights and state are asked for anew."""
    roadmap, _ = _lock_line(scope, roadmap_pk)
    participation = selectors.get_list_for(roadmap, scope.on)
    reach = selectors.load_reach(roadmap, participation, scope.on, only=unit_ids)
    found = selectors.compare(reach)
    if _lock_written(found):  # somebody may have worked on them until the lock was had
        found = selectors.compare(reach)
    writing = HandingDown(found, scope.on)
    changes = {
        "new": writing.bring_new(),
        "changed": writing.renew(),
        "doubted": writing.doubt(),
        "withdrawn": writing.withdraw(),
    }
    moved = [item.pk for verb in ("changed", "withdrawn") for item in changes[verb]]
    sync_items(scope.on, Item.objects.filter(pk__in=moved))
    return _conclude(scope, found, changes)


def _conclude(scope: Scope, found: Difference, changes: dict[str, list[Item]]) -> Cascaded:
    """Write the journal, a row a plan, and let the upper items sum up what stands below."""
    plans: dict[int, Roadmap] = {}
    counts: dict[int, dict[str, int]] = {}
    for verb, items in changes.items():
        for item in items:
            plans[item.roadmap_id] = item.roadmap
            mine = counts.setdefault(item.roadmap_id, {})
            mine[verb] = mine.get(verb, 0) + 1
    paths = {member.pk: member.path for member in found.reach.members}
    upper = found.reach.roadmap
    entries = [
        ("cascade_items", plan, paths[plan.unit_id], {"parent": upper.pk, **counts[pk]})
        for pk, plan in plans.items()
    ]
    if entries:
        record_many(scope, entries)
        settle_outcomes([item.pk for item in found.reach.items])
    return Cascaded(len(entries), **{verb: len(items) for verb, items in changes.items()})


def _lock_line(scope: Scope, roadmap_pk: int) -> tuple[Roadmap, str]:
    """Return the plan and its unit's path, with the plans above it under a lock.

    Two cascades of one lineage go in turn, so that no unit gets two plans.
    """
    found = Roadmap.objects.filter(pk=roadmap_pk).first()
    if found is None:
        raise Missing("roadmap")
    line = Roadmap.objects.select_for_update(of=("self",), no_key=True)
    locked = {one.pk: one for one in line.filter(pk__in=selectors.line_of(found)).order_by("pk")}
    roadmap = locked[roadmap_pk]
    path = organisations.path_of(roadmap.unit_id, scope.on)
    if not scope.may(Right.SEE_ROADMAPS, path):
        raise Missing("roadmap")
    scope.require(Right.APPROVE_ROADMAPS, path)
    rules.check_can_cascade(roadmap)
    return roadmap, path


def _lock_written(found: Difference) -> bool:
    """Hold what will be written to, in the order in which everybody does; tells about items."""
    items = [child for child, _ in (*found.changed, *found.doubted)] + found.withdrawn
    keys = {plan.pk for unit, plan in found.plans.items() if unit in found.new}
    keys |= {child.roadmap_id for child in items}
    plans = Roadmap.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=keys)
    list(plans.order_by("pk").values_list("pk"))
    locked = Item.objects.select_for_update(of=("self",), no_key=True)
    return bool(locked.filter(pk__in=[one.pk for one in items]).order_by("pk").values_list("pk"))
