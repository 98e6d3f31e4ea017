"""Tasks follow their plan: made, re-dated, withdrawn; never lost, never doubled (R14)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from nastavnik.audit.services import lock_chain, record
from nastavnik.kernel.errors import Missing
from nastavnik.kernel.scope import Right, Scope
from nastavnik.roadmaps import rules, selectors
from nastavnik.roadmaps.choices import AT_WORK, Outcome, RoadmapState, TaskState
from nastavnik.roadmaps.models import Evidence, Item, Prolongation, Task
from nastavnik.roadmaps.services.locking import lock_items, lock_roadmap
from nastavnik.roadmaps.unfolding import Wanted, occurrences_of_item, wanted_tasks

BATCH = 2000
FOLLOWING = ("unit_id", "post", "person_id", "first", "planned_due", "waits_for", "conditional")


@dataclass(slots=True)
class Synced:
    """How many tasks were made, changed and withdrawn."""

    made: int = 0
    changed: int = 0
    withdrawn: int = 0

    def __bool__(self) -> bool:
        return bool(self.made or self.changed or self.withdrawn)

    def add(self, other: Synced) -> None:
        """Count another part of the work too."""
        self.made += other.made
        self.changed += other.changed
        self.withdrawn += other.withdrawn


def sync_roadmaps(
    scope: Scope, *, tell: Callable[[int, int], None] = lambda done, total: None
) -> Synced:
    """Do it for every plan that is carried out: days that came near get their tasks.

    Each plan is a transaction; `tell` hears (plans done, plans in all) between them, in none.
    """
    carried_out = Q(in_force__isnull=False) | Q(parent__isnull=False)
    living = selectors.list_roadmaps(scope).exclude(state=RoadmapState.CLOSED).filter(carried_out)
    keys, synced = list(living.order_by("pk").values_list("pk", flat=True)), Synced()
    for done, pk in enumerate(keys):
        tell(done, len(keys))
        with suppress(Missing):  # thrown away meanwhile
            synced.add(sync_roadmap(scope, pk))
    tell(len(keys), len(keys))
    return synced


@transaction.atomic
def sync_roadmap(scope: Scope, roadmap_pk: int) -> Synced:
    """Make the tasks of the plan what its items ask for on the scope's day. Repeating is harmless.

    Of a plan that is not in force only the items of an upper plan have tasks; one under revision
    keeps its tasks as they are until the revision is approved. Raises Missing for a neighbour's.
    """
    roadmap, path = lock_roadmap(scope, roadmap_pk, Right.WRITE_ROADMAPS)
    synced = sync_items(scope.on, Item.objects.filter(roadmap=roadmap))
    if synced:
        record(
            scope, "sync_tasks", roadmap, branch=path,
            made=synced.made, changed=synced.changed, withdrawn=synced.withdrawn,
        )  # fmt: skip
    return synced


def sync_items(on: date, items: QuerySet[Item]) -> Synced:
    """Make the tasks of `items` what they ask for; a step inside the services of the room.

    The caller has asked the right and holds the lock of the plan or of the items.
    """
    lock_items(list(items.values_list("pk", flat=True)))
    with_plans = items.select_related("roadmap", "parent", "schedule")
    loaded = with_plans.prefetch_related("actors", "events", "subitems", "parent__actors")
    moving = [item for item in loaded if rules.tasks_follow(item.roadmap)]
    wanted = {
        item.pk: wanted_tasks(item, occurrences_of_item(item), on) if _is_live(item) else []
        for item in moving
    }
    known = _known_tasks([item.pk for item in moving])
    synced = Synced()
    renamed = _rename(wanted, known)
    _make(moving, wanted, known, synced)
    _follow(wanted, known, renamed, synced)
    settle_outcomes([item.pk for item in moving])
    return synced


def settle_outcomes(item_pks: Collection[int]) -> None:
    """Let the outcome of items follow their tasks and the items that carry them out below.

    An item without tasks and without such items keeps what a person has said of it. It is done in
    turn: of two who close the last tasks at once the second sees what the first has done.
    """
    waiting = set(item_pks)
    if waiting:
        lock_chain()
    while waiting:
        with connection.cursor() as cursor:
            cursor.execute(_SETTLE, {"items": sorted(waiting)})
            waiting = {origin for (origin,) in cursor.fetchall() if origin is not None}


# One statement for many items: the states of their tasks and of the items below, summed up.
_SETTLE = """
WITH states AS (
    SELECT item_id AS item, state AS said FROM roadmaps_task
     WHERE item_id = ANY(%(items)s) AND state <> 'withdrawn'
    UNION ALL
    SELECT origin_id, outcome FROM roadmaps_item
     WHERE origin_id = ANY(%(items)s) AND withdrawn_on IS NULL
), summed AS (
    SELECT item,
           CASE WHEN bool_or(said IN ('open', 'submitted', 'returned')) THEN 'open'
                WHEN bool_or(said = 'not_done') THEN 'not_done'
                ELSE 'done' END AS outcome
      FROM states GROUP BY item
)
UPDATE roadmaps_item SET outcome = summed.outcome
  FROM summed
 WHERE roadmaps_item.id = summed.item AND roadmaps_item.outcome <> summed.outcome
   AND roadmaps_item.outcome <> 'not_ours'
RETURNING origin_id
"""


@dataclass(slots=True)
class _Known:
    """The tasks an item has, by (who, key); those somebody has worked on."""

    tasks: dict[tuple[str, str], Task] = field(default_factory=dict)
    worked: set[int] = field(default_factory=set)


def _is_live(item: Item) -> bool:
    """Tell whether the item is to be carried out now (R19: an upper plan's item is at once)."""
    if item.roadmap.state == RoadmapState.CLOSED:
        return False
    return rules.is_in_force(item.roadmap) or item.origin_id is not None


def _known_tasks(item_pks: Sequence[int]) -> dict[int, _Known]:
    known: dict[int, _Known] = {}
    worked = Q(Exists(Evidence.objects.filter(task=OuterRef("pk")))) | Q(
        Exists(Prolongation.objects.filter(task=OuterRef("pk")))
    )
    tasks = Task.objects.filter(item__in=item_pks).select_for_update(of=("self",))
    for task in tasks.annotate(has_work=worked):
        mine = known.setdefault(task.item_id, _Known())
        mine.tasks[task.who, task.key] = task
        if task.has_work or task.state not in (TaskState.OPEN, TaskState.WITHDRAWN):
            mine.worked.add(task.pk)
    return known


def _rename(wanted: dict[int, list[Wanted]], known: dict[int, _Known]) -> set[int]:
    """Let a task keep its work when the plan calls the same executor otherwise; returns which."""
    renamed = set()
    for item_pk, mine in known.items():
        asked = {(one.who, one.key) for one in wanted.get(item_pk, ())}
        fresh = [one for one in wanted.get(item_pk, ()) if (one.who, one.key) not in mine.tasks]
        for one in fresh:
            executor = (one.key, one.unit_id, one.post, one.person_id)
            for place, task in list(mine.tasks.items()):
                same = (task.key, task.unit_id, task.post, task.person_id) == executor
                if same and place not in asked and task.state != TaskState.WITHDRAWN:
                    task.who = one.who
                    mine.tasks[one.who, one.key] = mine.tasks.pop(place)
                    renamed.add(task.pk)
                    break
    return renamed


def _make(
    items: Sequence[Item],
    wanted: dict[int, list[Wanted]],
    known: dict[int, _Known],
    synced: Synced,
) -> None:
    """Write the tasks that are new; an item a person settled before it had any gets none."""
    fresh = []
    for item in items:
        mine = known.get(item.pk)
        if mine is None and item.outcome != Outcome.OPEN:
            continue
        for one in wanted[item.pk]:
            if mine is None or (one.who, one.key) not in mine.tasks:
                place = {"roadmap_id": item.roadmap_id, "item_id": item.pk, "due": one.due}
                fresh.append(Task(**place, **one.facts()))
    Task.objects.bulk_create(fresh, batch_size=BATCH)
    synced.made = len(fresh)


def _follow(
    wanted: dict[int, list[Wanted]],
    known: dict[int, _Known],
    renamed: Collection[int],
    synced: Synced,
) -> None:
    """Change the tasks that are there: dates and executor follow, what is gone is withdrawn.

    A task somebody has worked on keeps its dates and its place whatever becomes of the item.
    """
    changed = []
    for item_pk, mine in known.items():
        asked = {(one.who, one.key): one for one in wanted.get(item_pk, ())}
        for key, task in mine.tasks.items():
            if key in asked:
                moved = _bring_up(task, asked[key], is_worked=task.pk in mine.worked)
                if moved or task.pk in renamed:
                    changed.append(task)
            elif task.state == TaskState.OPEN and task.pk not in mine.worked:
                task.state, task.version = TaskState.WITHDRAWN, task.version + 1
                changed.append(task)
                synced.withdrawn += 1
    fields = ["who", "state", "due", "version", *(name.removesuffix("_id") for name in FOLLOWING)]
    Task.objects.bulk_update(changed, fields, batch_size=BATCH)
    synced.changed = len(changed) - synced.withdrawn


def _bring_up(task: Task, wanted: Wanted, *, is_worked: bool) -> bool:
    """Let a task follow its item; tells whether anything has changed.

    A prolonged due date stays unless the plan itself now says a later one.
    """
    facts = wanted.facts()
    prolonged = task.due is not None and task.due != task.planned_due
    if prolonged:
        facts["waits_for"] = ""
    if task.state == TaskState.WITHDRAWN:
        task.state = TaskState.OPEN
    elif all(getattr(task, name) == facts[name] for name in FOLLOWING):
        return False
    elif is_worked and task.state not in AT_WORK:
        return False  # what was handed in or closed stays as it was
    for name in FOLLOWING:
        setattr(task, name, facts[name])
    if not prolonged:
        task.due = wanted.due
    elif wanted.due is not None and task.due is not None:
        task.due = max(task.due, wanted.due)
    task.version += 1
    return True
