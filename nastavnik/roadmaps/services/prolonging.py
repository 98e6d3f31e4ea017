"""A term is prolonged for an item and for everything that carries it out below, at once (R79)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Any

from django.db import transaction

from nastavnik.audit.services import record, record_many
from nastavnik.kernel import clock
from nastavnik.kernel.errors import Missing, RuleBroken
from nastavnik.kernel.scope import Right, Scope
from nastavnik.organisations import selectors as organisations
from nastavnik.roadmaps import rules, selectors
from nastavnik.roadmaps.choices import UNFINISHED
from nastavnik.roadmaps.models import Deed, Item, Prolongation, Task
from nastavnik.roadmaps.services.deeds import Refusal, picture_of
from nastavnik.roadmaps.services.locking import lock_items

BATCH = 1000


@transaction.atomic
def prolong_item(
    scope: Scope, item_pk: int, *, until: date | None, reason: str
) -> tuple[Deed, list[Refusal]]:
    """Give every unfinished task of the item and of the items that carry it out below a later day.

    By the rules of `prolong_task`; a task that refuses stays as it was and is listed. Returns what
    was done, so that it can be undone, and the refusals in the tasks' order.
    """
    item = Item.objects.select_related("roadmap").filter(pk=item_pk).first()
    if item is None:
        raise Missing("item")
    path = organisations.path_of(item.roadmap.unit_id, scope.on)
    if not scope.may(Right.SEE_ROADMAPS, path):
        raise Missing("item")
    scope.require(Right.CONTROL_ROADMAPS, path)
    rules.check_until(until, scope.on)
    rules.check_has_reason(reason)
    assert until is not None
    tasks = _lock_unfinished([item.pk, *_carried_out_by(item.pk)])
    places = selectors.places_of(scope, tasks)
    refusals = [
        Refusal(task.pk, message)
        for task in tasks
        if (message := _refusal(scope, task, places[task.pk], until))
    ]
    refused = {one.task_pk for one in refusals}
    moved = [task for task in tasks if task.pk not in refused]
    deed = _prolong(scope, moved, places, refusals, until, reason)
    record(
        scope, "prolong_item", item, branch=path, until=until.isoformat(), done=len(moved),
        refused=len(refusals),
    )  # fmt: skip
    return deed, refusals


def _carried_out_by(item_pk: int) -> Iterator[int]:
    """Give the items that carry the item out, through all levels of plans."""
    level: Collection[int] = [item_pk]
    while level:
        below = Item.objects.filter(origin__in=level, withdrawn_on=None)
        level = list(below.values_list("pk", flat=True))
        yield from level


def _lock_unfinished(item_pks: Collection[int]) -> list[Task]:
    lock_items(item_pks)
    tasks = Task.objects.select_for_update(of=("self",)).filter(
        item__in=item_pks, state__in=UNFINISHED
    )
    return list(tasks.select_related("roadmap").order_by("pk"))


def _refusal(scope: Scope, task: Task, place: rules.Place, until: date) -> str:
    """Say why the task cannot be prolonged; "" when it can."""
    if not place.may(scope, Right.CONTROL_ROADMAPS):
        return "На это действие у Вас нет права."
    try:
        rules.check_prolongation(task, until, scope.on)
    except RuleBroken as refusal:
        return refusal.message
    return ""


def _prolong(
    scope: Scope,
    tasks: Sequence[Task],
    places: dict[int, rules.Place],
    refusals: Sequence[Refusal],
    until: date,
    reason: str,
) -> Deed:
    """Move the due dates, with a row of history and a row of the journal for each task."""
    changes: list[dict[str, Any]] = []
    history = []
    entries = []
    for task in tasks:
        changes.append({"task": task.pk, "version": task.version + 1, "was": picture_of(task)})
        was = task.due.isoformat() if task.due else None
        entries.append(
            ("prolong_task", task, places[task.pk].unit, {"was": was, "now": until.isoformat()})
        )
        history.append(
            Prolongation(
                task=task, was=task.due, until=until, reason=reason.strip(), by=scope.user_id,
                on=scope.on,
            )
        )  # fmt: skip
        task.due, task.waits_for, task.version = until, "", task.version + 1
    Prolongation.objects.bulk_create(history, batch_size=BATCH)
    Task.objects.bulk_update(tasks, ["due", "waits_for", "version"], batch_size=BATCH)
    record_many(scope, entries)
    return Deed.objects.create(
        user=scope.user_id,
        verb="prolong",
        done=clock.now(),
        changes=changes,
        refusals=[{"task": one.task_pk, "message": one.message} for one in refusals],
    )
