"""Reading tasks: whose, of which plan, in which state, when due; the counts of a branch."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import Coalesce

from nastavnik.kernel.errors import Missing
from nastavnik.kernel.scope import Right, Scope
from nastavnik.organisations import selectors as organisations
from nastavnik.people import selectors as people
from nastavnik.pure.occurrences import Window
from nastavnik.roadmaps.choices import AT_WORK, UNFINISHED, RoadmapState, TaskState
from nastavnik.roadmaps.models import Evidence, Item, Prolongation, Roadmap, Task
from nastavnik.roadmaps.selectors.plans import matches

AT_RISK = timedelta(days=14)
"""A task due within these days that nobody has handed in is at risk (R79)."""


def list_tasks(
    scope: Scope, *, right: Right = Right.SEE_ROADMAPS, withdrawn: bool = False
) -> QuerySet[Task]:
    """Return the tasks of the branches where `right` holds: carried out there or of plans there.

    Also, to see them, the tasks laid upon the person. Withdrawn ones are left out unless wanted.
    """
    units = organisations.list_units(scope, right=right).order_by().values("pk")
    seen = Q(unit__in=units) | Q(roadmap__in=Roadmap.objects.filter(unit__in=units).values("pk"))
    person = people.find_person_of(scope.user_id) if scope.user_id is not None else None
    if person is not None and right == Right.SEE_ROADMAPS:
        seen |= Q(person=person)
    tasks = Task.objects.filter(seen)
    return tasks if withdrawn else tasks.exclude(state=TaskState.WITHDRAWN)


def get_task(scope: Scope, pk: int) -> Task:
    """Return the task with item, plan, evidence, dates. Raises Missing for a neighbour's."""
    found = (
        list_tasks(scope)
        .filter(pk=pk)
        .select_related("item__section", "item__schedule", "roadmap__act", "person")
        .prefetch_related(
            Prefetch("evidence", Evidence.objects.filter(removed=None).select_related("file")),
            Prefetch("prolongations", Prolongation.objects.order_by("pk")),
            "item__events",
        )
        .first()
    )
    if found is None:
        raise Missing("task")
    return found


def get_evidence(scope: Scope, pk: int) -> Evidence:
    """Return the document of a task with its file. Raises Missing for a neighbour's."""
    found = Evidence.objects.filter(pk=pk, removed=None, task__in=list_tasks(scope).values("pk"))
    evidence = found.select_related("file", "task").first()
    if evidence is None:
        raise Missing("evidence")
    return evidence


def has_own_tasks(scope: Scope) -> bool:
    """Tell whether some task is laid upon the person by name."""
    person = people.find_person_of(scope.user_id) if scope.user_id is not None else None
    own = Task.objects.filter(person=person).exclude(state=TaskState.WITHDRAWN)
    return person is not None and own.exists()


def list_to_accept(scope: Scope) -> QuerySet[Task]:
    """Return what others have handed in where the person controls, the longest waiting first."""
    waiting = list_tasks(scope, right=Right.CONTROL_ROADMAPS).filter(state=TaskState.SUBMITTED)
    if scope.user_id is not None:
        waiting = waiting.exclude(submitted_by=scope.user_id)
    return waiting.select_related("item__parent").order_by("submitted_on", "pk")


GROUPS_OF_STATES = {
    "unfinished": UNFINISHED,
    "settled": (TaskState.DONE, TaskState.NOT_NEEDED),
}


def _carrying_out(item_pk: int) -> QuerySet[Item]:
    """Return the standing items of living plans below that carry out an item of an upper plan."""
    items = Item.objects.filter(origin=item_pk, withdrawn_on=None)
    return items.exclude(roadmap__state=RoadmapState.CLOSED)


@dataclass(frozen=True, slots=True)
class TaskFilter:
    """Which tasks are wanted; what is empty does not narrow.

    `mine`: laid upon the person or on the units and posts they answer for; `under`: the branch of
    a unit; `when`: a word of `due_condition`; `window`: due within these days; `bare`: without any
    document; `prolonged`: the due date in force was given by a prolongation; `upper`: of the items
    that carry out this item of an upper plan; `state`: one of theirs, `unfinished` or `settled`.
    """

    q: str = ""
    mine: bool = False
    unit: int | None = None
    under: int | None = None
    roadmap: int | None = None
    item: int | None = None
    state: str = ""
    when: str = ""
    window: Window | None = None
    bare: bool = False
    prolonged: bool = False
    upper: int | None = None


def find_tasks(scope: Scope, wanted: TaskFilter) -> QuerySet[Task]:
    """Return the wanted tasks with item, plan and `has_evidence`, those due first on top."""
    tasks = narrow(scope, list_tasks(scope), wanted)
    shown = tasks.select_related("item__section", "item__parent", "roadmap", "person")
    return shown.annotate(has_evidence=with_evidence()).order_by("due", "item__position", "pk")


def narrow(scope: Scope, tasks: QuerySet[Task], wanted: TaskFilter) -> QuerySet[Task]:
    """Keep the tasks that the filter wants on the scope's day."""
    on = scope.on
    if wanted.q:
        tasks = tasks.filter(item__in=Item.objects.filter(matches(wanted.q)).values("pk"))
    if wanted.mine:
        tasks = tasks.filter(_mine(scope))
    if wanted.under is not None:
        top = organisations.get_unit(scope, wanted.under)
        below = organisations.list_below(scope, top).order_by().values("pk")
        tasks = tasks.filter(Q(unit=wanted.under) | Q(unit__in=below))
    for name in ("unit", "roadmap", "item"):
        if (key := getattr(wanted, name)) is not None:
            tasks = tasks.filter(**{name: key})
    if wanted.upper is not None:
        tasks = tasks.filter(item__in=_carrying_out(wanted.upper).values("pk"))
    if wanted.state in GROUPS_OF_STATES:
        tasks = tasks.filter(state__in=GROUPS_OF_STATES[wanted.state])
    elif wanted.state:
        tasks = tasks.filter(state=wanted.state)
    if wanted.window:
        tasks = tasks.filter(due__range=wanted.window)
    if wanted.when:
        tasks = tasks.filter(due_condition(wanted.when, on))
    if wanted.prolonged:
        tasks = tasks.filter(is_prolonged())
    return tasks.filter(~with_evidence()) if wanted.bare else tasks


def due_condition(when: str, on: date) -> Q:
    """Return the condition of the word `when` on the day.

    Of unfinished tasks: `overdue`, due `soon` (30 days), `pressing` (either), `undated`; at `risk`:
    due within AT_RISK and not handed in. Of all: `fell`, the due day is past; `in_time`, it is past
    and the task had been handed in by it and was then accepted, or closed by it as not needed.
    """
    soon = on + timedelta(days=30)
    handed = Coalesce("submitted_on", "closed_on")
    closed = (TaskState.DONE, TaskState.NOT_NEEDED)
    return {
        "overdue": Q(state__in=UNFINISHED, due__lt=on),
        "risk": Q(state__in=AT_WORK, due__gte=on, due__lte=on + AT_RISK),
        "soon": Q(state__in=UNFINISHED, due__gte=on, due__lte=soon),
        "pressing": Q(state__in=UNFINISHED, due__lte=soon),
        "undated": Q(state__in=UNFINISHED, due=None),
        "fell": Q(due__lt=on),
        "in_time": Q(state__in=closed, due__lt=on, due__gte=handed),
    }[when]


def is_prolonged() -> Exists:
    """Return the condition: the due date in force was given by a prolongation."""
    return Exists(Prolongation.objects.filter(task=OuterRef("pk"), until=OuterRef("due")))


def with_evidence() -> Exists:
    """Return the condition: some document has been put to the task and not taken back."""
    return Exists(Evidence.objects.filter(task=OuterRef("pk"), removed=None))


def count_states(tasks: QuerySet[Task], on: date) -> dict[str, int]:
    """Return how many of the tasks are in each state, `all`, and by `when` of the filter."""
    counts = tasks.order_by().aggregate(
        all=Count("pk"),
        **{state: Count("pk", filter=Q(state=state)) for state in TaskState.values},
        **{
            when: Count("pk", filter=due_condition(when, on))
            for when in ("overdue", "risk", "soon", "undated")
        },
    )
    return {name: int(count) for name, count in counts.items()}


def list_tasks_of(item: Item) -> QuerySet[Task]:
    """Return the tasks of an item (read through `get_item`) with `has_evidence`, by due day."""
    tasks = Task.objects.filter(item=item).exclude(state=TaskState.WITHDRAWN)
    annotated = tasks.annotate(has_evidence=with_evidence())
    return annotated.select_related("person").order_by("due", "pk")


def _mine(scope: Scope) -> Q:
    """Laid upon the person, on a post they hold, or on a unit they act for without naming a post.

    An operator at the console has none.
    """
    person = people.find_person_of(scope.user_id) if scope.user_id is not None else None
    if person is None:
        return Q(pk__in=[])
    held = list(people.list_duties(person, scope.on))
    mine = Q(person=person)
    for unit_id, post in held:
        mine |= Q(unit=unit_id, post=post)
    acting = [unit_id for unit_id, post in held if post in people.ACTING_POSTS]
    return mine | Q(unit__in=acting, post="", person=None)
