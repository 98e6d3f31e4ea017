"""The same verb for several tasks at once: what fails is listed, what was done can be undone."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from nastavnik.audit.services import record
from nastavnik.kernel import clock
from nastavnik.kernel.errors import Missing, NotAllowed, RuleBroken
from nastavnik.kernel.scope import Scope
from nastavnik.roadmaps import rules
from nastavnik.roadmaps.models import Deed, Task
from nastavnik.roadmaps.services import dating, performing
from nastavnik.roadmaps.services.locking import lock_items
from nastavnik.roadmaps.services.syncing import settle_outcomes

# what undoing puts back; prolongations and documents are rows of their own and stay in history
FIELDS = (
    "state",
    "remark",
    "due",
    "waits_for",
    "completed_on",
    "submitted_on",
    "submitted_by",
    "closed_on",
)
VERBS: Mapping[str, Callable[..., Task]] = {
    "submit": performing.submit_task,
    "recall": performing.recall_task,
    "accept": performing.accept_task,
    "return": performing.return_task,
    "waive": performing.waive_task,
    "give_up": performing.give_up_task,
    "reopen": performing.reopen_task,
    "prolong": dating.prolong_task,
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """A task with which the verb could not be done, and why."""

    task_pk: int
    message: str


@transaction.atomic
def do_with_tasks(
    scope: Scope, verb: str, task_pks: Collection[int], **values: Any
) -> tuple[Deed, list[Refusal]]:
    """Do `verb` (a key of VERBS) with each of the tasks; one that refuses stays as it was.

    Returns what was done, for the line that undoes it, and the refusals in the tasks' order.
    Every single step asks its right and writes the journal.
    """
    rules.check_some_chosen(task_pks)
    step = VERBS[verb]
    _lock_all(task_pks)
    changes: list[dict[str, Any]] = []
    refusals: list[Refusal] = []
    for pk in dict.fromkeys(task_pks):
        with _refusing(pk, refusals):
            was = picture_of(performing.lock_task(scope, pk)[0])
            task = step(scope, pk, **values)
            changes.append({"task": pk, "version": task.version, "was": was})
    deed = Deed.objects.create(
        user=scope.user_id,
        verb=verb,
        done=clock.now(),
        changes=changes,
        refusals=[{"task": one.task_pk, "message": one.message} for one in refusals],
    )
    record(scope, "do_with_tasks", deed, what=verb, done=len(changes), refused=len(refusals))
    return deed, refusals


@transaction.atomic
def undo_deed(scope: Scope, deed_pk: int) -> tuple[int, list[Refusal]]:
    """Put the tasks of one's own deed back as they were, once.

    A task that somebody has changed since stays as it is and is listed. Returns how many were put
    back and the refusals. Raises Missing for another person's deed, RuleBroken for one undone.
    """
    deed = Deed.objects.select_for_update().filter(pk=deed_pk, user=scope.user_id).first()
    if deed is None:
        raise Missing("deed")
    rules.check_can_undo(deed.undone is not None)
    _lock_all([change["task"] for change in deed.changes])
    refusals: list[Refusal] = []
    restored = []
    for change in deed.changes:
        with _refusing(change["task"], refusals):
            restored.append(_put_back(scope, deed.verb, change))
    settle_outcomes(restored)
    deed.undone = clock.now()
    deed.refusals += [{"task": one.task_pk, "message": one.message} for one in refusals]
    deed.save(update_fields=["undone", "refusals"])
    record(scope, "undo_deed", deed, restored=len(restored), refused=len(refusals))
    return len(restored), refusals


def _put_back(scope: Scope, verb: str, change: Mapping[str, Any]) -> int:
    """Put one task back, by the right of the verb that is undone; returns its item."""
    task, place = performing.lock_task(scope, change["task"])
    if verb in rules.CONTROL:
        place.require(scope, rules.CONTROL[verb])
    else:
        performing.require_work(scope, task, place)
    rules.check_untouched(task.version, change["version"])
    for name, value in change["was"].items():
        setattr(task, name, value)
    task.version += 1
    task.save(update_fields=[*FIELDS, "version"])
    record(scope, f"undo_{verb}_task", task, branch=place.unit, now=task.state)
    return task.item_id


@contextmanager
def _refusing(task_pk: int, refusals: list[Refusal]) -> Iterator[None]:
    """Undo what was begun with the task and note why, when a rule or a right says no."""
    try:
        with transaction.atomic():
            yield
    except RuleBroken as refusal:
        refusals.append(Refusal(task_pk, refusal.message))
    except NotAllowed:
        refusals.append(Refusal(task_pk, "На это действие у Вас нет права."))
    except Missing:
        refusals.append(Refusal(task_pk, "Задача не найдена."))


def _lock_all(task_pks: Collection[int]) -> None:
    """Lock what will be changed before the first change, in the order of all services."""
    tasks = Task.objects.filter(pk__in=task_pks)
    lock_items(sorted(set(tasks.values_list("item_id", flat=True))))
    list(tasks.select_for_update().order_by("pk").values_list("pk", flat=True))


def picture_of(task: Task) -> dict[str, Any]:
    """Return the fields of the task that undoing puts back, as JSON values."""
    values = {name: getattr(task, name) for name in FIELDS}
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in values.items()
    }
