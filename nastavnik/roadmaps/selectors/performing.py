"""What a person may do with tasks, where tasks stand, how they lie on a board."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import Case, CharField, Count, Q, QuerySet, Value, When

from nastavnik.kernel.errors import Missing
from nastavnik.kernel.scope import Right, Scope
from nastavnik.organisations import selectors as organisations
from nastavnik.people import selectors as people
from nastavnik.roadmaps import rules
from nastavnik.roadmaps.choices import AT_WORK, TaskState
from nastavnik.roadmaps.models import Deed, ItemSchedule, Task
from nastavnik.roadmaps.selectors.plans import get_item
from nastavnik.roadmaps.selectors.tasks import list_tasks

COLUMNS = (
    "ahead",
    "work",
    "overdue",
    "submitted",
    "returned",
    "done",
    "closed",
)
"""The columns of a board: every task that is not withdrawn lies in exactly one."""


def places_of(scope: Scope, tasks: Iterable[Task]) -> dict[int, rules.Place]:
    """Return where the tasks (with their plan) stand on the scope's day, by key.

    A closed unit stands where it stood last.
    """
    known = list(tasks)
    units = {task.unit_id for task in known} | {task.roadmap.unit_id for task in known}
    paths = organisations.paths_of(units, scope.on)
    if missing := units - paths.keys():
        paths |= organisations.last_paths_of(missing, scope.on)
    return {
        task.pk: rules.Place(paths[task.unit_id], paths[task.roadmap.unit_id]) for task in known
    }


def is_own(scope: Scope, task: Task) -> bool:
    """Tell whether the task is laid upon the person by name."""
    if scope.user_id is None or task.person_id is None:
        return False
    person = people.find_person_of(scope.user_id)
    return person is not None and person.pk == task.person_id


def verbs_of_tasks(scope: Scope, tasks: Collection[Task]) -> dict[int, tuple[str, ...]]:
    """Return what the person may do with each of the tasks (with item and plan), by key."""
    places = places_of(scope, tasks)
    person = people.find_person_of(scope.user_id) if scope.user_id is not None else None
    own = person.pk if person else 0
    return {
        task.pk: rules.verbs_of_task(scope, task, places[task.pk], is_own=task.person_id == own)
        for task in tasks
    }


def require_part(scope: Scope, task: Task, verb: str) -> None:
    """Raise NotAllowed for who could not do the verb with the task whatever its state."""
    place = places_of(scope, [task])[task.pk]
    if verb in rules.CONTROL:
        place.require(scope, rules.CONTROL[verb])
    elif verb in rules.OF_ITEM:
        scope.require(Right.WRITE_ROADMAPS, place.roadmap)
    elif not is_own(scope, task):
        place.require(scope, Right.WRITE_ROADMAPS)


def ground_for_files(scope: Scope, task: Task) -> tuple[Right, str]:
    """Return by which right, at which path, the person attaches files to the task.

    Who carries a task out without writing plans keeps the file where they belong themselves.
    """
    place = places_of(scope, [task])[task.pk]
    for path in (place.unit, place.roadmap):
        if scope.may(Right.WRITE_ROADMAPS, path):
            return Right.WRITE_ROADMAPS, path
    if is_own(scope, task) and (branches := scope.branches(Right.SEE_UNITS)):
        return Right.SEE_UNITS, branches[0]
    return Right.WRITE_ROADMAPS, place.unit


def get_schedule(scope: Scope, item_pk: int) -> ItemSchedule:
    """Return the schedule attached to an item, with its file. Raises Missing as `get_item`."""
    item = get_item(scope, item_pk)
    schedule = ItemSchedule.objects.filter(item=item).select_related("file").first()
    if schedule is None:
        raise Missing("schedule")
    return schedule


def get_deed(scope: Scope, pk: int) -> Deed:
    """Return what the person did to several tasks. Raises Missing for another's."""
    deed = Deed.objects.filter(pk=pk, user=scope.user_id).first()
    if deed is None:
        raise Missing("deed")
    return deed


def list_named(scope: Scope, task_pks: Collection[int]) -> QuerySet[Task]:
    """Return those of the tasks the person may see, with their items: to call them by name."""
    return list_tasks(scope).filter(pk__in=task_pks).select_related("item")


def column_condition(column: str, on: date) -> Q:
    """Return the condition of lying in a column of the board on the day."""
    late = Q(state__in=AT_WORK, due__lt=on)
    ahead = Q(first__gt=on) | ~Q(waits_for="")
    return {
        "ahead": Q(ahead, ~late, state=TaskState.OPEN),
        "work": Q(~ahead, ~late, state=TaskState.OPEN),
        "overdue": late,
        "submitted": Q(state=TaskState.SUBMITTED),
        "returned": Q(~late, state=TaskState.RETURNED),
        "done": Q(state=TaskState.DONE),
        "closed": Q(state__in=(TaskState.NOT_NEEDED, TaskState.NOT_DONE)),
    }[column]


def with_column(tasks: QuerySet[Task], on: date) -> QuerySet[Task]:
    """Annotate each of the tasks with the `column` of the board in which it lies on the day."""
    cases = [When(column_condition(name, on), then=Value(name)) for name in COLUMNS]
    return tasks.annotate(column=Case(*cases, output_field=CharField()))


def count_closed(item_pks: Collection[int]) -> dict[int, tuple[int, int]]:
    """Return (closed as done or not needed, all) of the tasks of those items that have any."""
    closed = Q(state__in=(TaskState.DONE, TaskState.NOT_NEEDED))
    tasks = Task.objects.filter(item__in=item_pks).exclude(state=TaskState.WITHDRAWN)
    counted = tasks.order_by().values("item").annotate(
        done=Count("pk", filter=closed), total=Count("pk")
    )  # fmt: skip
    return {row["item"]: (row["done"], row["total"]) for row in counted}


def count_columns(tasks: QuerySet[Task], on: date) -> dict[str, int]:
    """Return how many of the tasks lie in each column of the board on the day."""
    counts = tasks.order_by().aggregate(
        **{name: Count("pk", filter=column_condition(name, on)) for name in COLUMNS}
    )
    return {name: int(count) for name, count in counts.items()}
