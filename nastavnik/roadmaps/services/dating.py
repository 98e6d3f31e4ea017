"""Dates of tasks: an event has happened, a schedule is attached, a term is prolonged (R15, R83)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models import Q

from nastavnik.audit.services import record
from nastavnik.files.models import StoredFile
from nastavnik.kernel.scope import Right, Scope
from nastavnik.roadmaps import rules
from nastavnik.roadmaps.choices import TaskState
from nastavnik.roadmaps.models import Item, ItemEvent, ItemSchedule, Prolongation, Task
from nastavnik.roadmaps.services.correcting import lock_item
from nastavnik.roadmaps.services.performing import lock_task
from nastavnik.roadmaps.services.syncing import sync_items


@transaction.atomic
def record_event(
    scope: Scope, item_pk: int, *, day: date | None, text: str = "", due: date | None = None
) -> ItemEvent:
    """Record that what the item's term counts from, or its condition, has happened.

    Its tasks get their dates from it; `due` is the day a person gives where the plan names none.
    """
    item, path = lock_item(scope, item_pk)
    rules.check_takes_events(item)
    rules.check_event(day, due, scope.on)
    assert day is not None
    _set_aside(item, day)
    event = ItemEvent.objects.create(
        item=item, day=day, text=text.strip(), due=due, by=scope.user_id
    )
    _follow(scope, item)
    record(scope, "record_event", item, branch=path, event=event.pk, day=event.day.isoformat())
    return event


@transaction.atomic
def attach_schedule(
    scope: Scope,
    item_pk: int,
    *,
    title: str,
    dates: Sequence[date],
    file: StoredFile | None = None,
) -> ItemSchedule:
    """Attach the separate schedule the item speaks of: each date is a task (R83).

    Attaching again replaces the dates; tasks somebody has worked on stay.
    """
    item, path = lock_item(scope, item_pk)
    rules.check_is_moving(item)
    rules.check_schedule(title, dates)
    facts: dict[str, object] = {
        "title": title.strip(),
        "dates": sorted(set(dates)),
        "by": scope.user_id,
    }
    if file is not None:
        facts["file"] = file
    schedule, _ = ItemSchedule.objects.update_or_create(item=item, defaults=facts)
    _follow(scope, item)
    record(scope, "attach_schedule", item, branch=path, dates=[one.isoformat() for one in dates])
    return schedule


@transaction.atomic
def prolong_task(
    scope: Scope, task_pk: int, *, until: date | None, reason: str, version: int | None = None
) -> Task:
    """Give an unfinished task a later due date; the reason and the old date stay (R79)."""
    task, place = lock_task(scope, task_pk, version)
    place.require(scope, Right.CONTROL_ROADMAPS)
    rules.check_prolongation(task, until, scope.on)
    rules.check_has_reason(reason)
    assert until is not None
    Prolongation.objects.create(
        task=task, was=task.due, until=until, reason=reason.strip(), by=scope.user_id, on=scope.on
    )
    was = task.due.isoformat() if task.due else None
    task.due, task.waits_for, task.version = until, "", task.version + 1
    task.save(update_fields=["due", "waits_for", "version"])
    record(scope, "prolong_task", task, branch=place.unit, was=was, now=until.isoformat())
    return task


def _set_aside(item: Item, day: date) -> None:
    """Give up the first event's key where its task was closed before anything had happened.

    What was not needed, or done, before this first event is no answer to it: the need is new.
    """
    if ItemEvent.objects.filter(item=item).exists():
        return
    closed = Q(state__in=(TaskState.NOT_NEEDED, TaskState.NOT_DONE))
    closed |= Q(state=TaskState.DONE, completed_on__lt=day)
    Task.objects.filter(closed, item=item, key="event:1").update(key="event:0")


def _follow(scope: Scope, item: Item) -> None:
    """Let the tasks of the item follow what has been recorded of it."""
    sync_items(scope.on, Item.objects.filter(pk=item.pk))
