"""Many tasks of chance in the small region, and the controller's figures counted the slow way."""

from __future__ import annotations

import random
from collections.abc import Collection, Iterable
from datetime import date, timedelta

from nastavnik.pure.occurrences import Window
from nastavnik.roadmaps import services
from nastavnik.roadmaps.choices import TaskState, Wait
from nastavnik.roadmaps.models import Evidence, Prolongation, Task
from nastavnik.roadmaps.selectors import Figures
from tests.region import TODAY, Region
from tests.roadmaps.plans import long_plan

SPAN = 60  # days around today
UNFINISHED = ("open", "returned", "submitted")


def scatter_tasks(region: Region, seed: int, count: int = 60) -> list[Task]:
    """Plant `count` tasks of chance, of every state, at every unit, around today."""
    chance = random.Random(seed)  # noqa: S311 - the same tasks in every run
    units = sorted(region.units)
    plan = services.create_roadmap_from_plan(region.operator, region.unit("ministry"), long_plan(1))
    item = plan.items.get()
    Task.objects.all().delete()
    tasks = [
        _task(chance, region.units[chance.choice(units)].pk, plan.pk, item.pk, str(number))
        for number in range(count)
    ]
    Task.objects.bulk_create(tasks)
    for task in tasks:
        for _ in range(chance.choice((0, 0, 1, 2))):
            taken_back = task.created if chance.random() < 0.3 else None
            Evidence.objects.create(task=task, kind="report", date=TODAY, removed=taken_back)
        if task.due and chance.random() < 0.3:
            # the last one may have been undone: then the date in force is another
            for until in (task.due - timedelta(days=3), task.due)[: chance.choice((1, 2))]:
                Prolongation.objects.create(task=task, until=until, reason="Так", on=TODAY)
    return tasks


def _task(chance: random.Random, unit: int, plan: int, item: int, key: str) -> Task:
    due = TODAY + timedelta(days=chance.randint(-SPAN, SPAN)) if chance.random() < 0.9 else None
    state = chance.choice(TaskState.values)
    day = (due or TODAY) + timedelta(days=chance.randint(-4, 4))
    handed = day if state in ("submitted", "done") else None
    closed = day + timedelta(days=3) if state in ("done", "not_needed", "not_done") else None
    return Task(
        roadmap_id=plan, item_id=item, key=key, unit_id=unit, due=due, planned_due=due,
        waits_for="" if due else Wait.EVENT, state=state, submitted_on=handed, closed_on=closed,
    )  # fmt: skip


def recount(units: Collection[int], on: date, window: Window) -> Figures:
    """Count the figures of these units' tasks one by one, as a person with a list would."""
    tasks = [
        task
        for task in Task.objects.filter(unit__in=units)
        if task.state != "withdrawn"
    ]  # fmt: skip
    proven = set(Evidence.objects.filter(removed=None).values_list("task", flat=True))
    given = set(Prolongation.objects.values_list("task", "until"))
    first, last = window
    soon, risk = on + timedelta(days=30), on + timedelta(days=14)

    def count(wanted: Iterable[bool]) -> int:
        return sum(1 for one in wanted if one)

    dated = [task for task in tasks if task.due is not None]
    waiting = [task for task in dated if task.state in UNFINISHED]
    fell = [task for task in dated if task.due < on and first <= task.due <= last]
    return Figures(
        soon=count(on <= task.due <= soon for task in waiting),
        overdue=count(task.due < on for task in waiting),
        risk=count(on <= task.due <= risk and task.state != "submitted" for task in waiting),
        waiting=count(task.state == "submitted" for task in tasks),
        bare=count(task.due <= soon and task.pk not in proven for task in waiting),
        fell=len(fell),
        in_time=count(_in_time(task) for task in fell),
        prolonged=count(
            first <= task.due <= last and (task.pk, task.due) in given for task in dated
        ),
    )


def _in_time(task: Task) -> bool:
    if task.state == "done":
        return task.submitted_on <= task.due
    return task.state == "not_needed" and task.closed_on <= task.due
