"""A task is carried out: evidence, submission, acceptance or return, closing, reopening (R14)."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from nastavnik.audit.services import record
from nastavnik.files.models import StoredFile
from nastavnik.kernel import clock
from nastavnik.kernel.errors import Missing
from nastavnik.kernel.scope import Right, Scope
from nastavnik.roadmaps import rules, selectors
from nastavnik.roadmaps.choices import EvidenceKind
from nastavnik.roadmaps.models import Evidence, Task
from nastavnik.roadmaps.rules import Place
from nastavnik.roadmaps.services.locking import lock_items
from nastavnik.roadmaps.services.syncing import settle_outcomes


def lock_task(scope: Scope, task_pk: int, version: int | None = None) -> tuple[Task, Place]:
    """Return the task under a row lock with its item and plan, and where it stands.

    Raises Missing for a neighbour's, Conflict when it has changed since `version` was shown.
    """
    item_pk = Task.objects.filter(pk=task_pk).values_list("item_id", flat=True).first()
    if item_pk is None:
        raise Missing("task")
    lock_items([item_pk])
    found = Task.objects.select_for_update(of=("self",)).select_related("roadmap", "item")
    task = found.get(pk=task_pk)
    place = selectors.places_of(scope, [task])[task.pk]
    if not place.may(scope, Right.SEE_ROADMAPS) and not selectors.is_own(scope, task):
        raise Missing("task")
    rules.check_task_version(task.version, version)
    return task, place


@transaction.atomic
def attach_evidence(
    scope: Scope,
    task_pk: int,
    *,
    kind: str,
    number: str = "",
    date: date | None = None,
    title: str = "",
    link: str = "",
    note: str = "",
    file: StoredFile | None = None,
) -> Evidence:
    """Put a document to the task as a proof. Raises RuleBroken when it lacks what its kind needs.

    Evidence may be added while the task is at work; also between whiles to one that goes on.
    """
    task, place = lock_task(scope, task_pk)
    require_work(scope, task, place)
    rules.check_can_attach(task)
    rules.check_evidence(
        kind, number=number, day=date, has_file=file is not None, link=link, on=scope.on
    )
    evidence = Evidence.objects.create(
        task=task,
        kind=EvidenceKind(kind),
        number=number.strip(),
        date=date,
        title=title.strip(),
        file=file,
        link=link,
        note=note.strip(),
        added_by=scope.user_id,
    )
    _save(task)
    record(scope, "attach_evidence", task, branch=place.unit, evidence=evidence.pk, kind=kind)
    return evidence


@transaction.atomic
def remove_evidence(scope: Scope, evidence_pk: int) -> Task:
    """Take a document back; its row stays. Not from a task that has been handed in or closed."""
    evidence = Evidence.objects.filter(pk=evidence_pk, removed=None).first()
    if evidence is None:
        raise Missing("evidence")
    task, place = lock_task(scope, evidence.task_id)
    require_work(scope, task, place)
    rules.check_can_attach(task)
    evidence.removed = clock.now()
    evidence.save(update_fields=["removed"])
    _save(task)
    record(scope, "remove_evidence", task, branch=place.unit, evidence=evidence.pk)
    return task


@transaction.atomic
def submit_task(
    scope: Scope, task_pk: int, *, completed_on: date | None, version: int | None = None
) -> Task:
    """Hand the task in for acceptance, with the day on which it was carried out.

    Raises RuleBroken unless a document of a kind that the plan asks for is there.
    """
    task, place = lock_task(scope, task_pk, version)
    require_work(scope, task, place)
    state = rules.state_after(task, "submit")
    rules.check_completed_on(completed_on, scope.on)
    kinds = Evidence.objects.filter(task=task, removed=None).values_list("kind", flat=True)
    rules.check_has_evidence(task.item, list(kinds))
    task.completed_on, task.remark = completed_on, ""
    task.submitted_on, task.submitted_by = scope.on, scope.user_id
    _move(scope, task, place, "submit", state, "completed_on", "remark", "submitted_on",
          "submitted_by")  # fmt: skip
    return task


@transaction.atomic
def recall_task(scope: Scope, task_pk: int, *, version: int | None = None) -> Task:
    """Take back what was handed in, before anybody has looked at it."""
    task, place = lock_task(scope, task_pk, version)
    require_work(scope, task, place)
    state = rules.state_after(task, "recall")
    task.submitted_on = task.submitted_by = None
    _move(scope, task, place, "recall", state, "submitted_on", "submitted_by")
    return task


@transaction.atomic
def accept_task(scope: Scope, task_pk: int, *, version: int | None = None) -> Task:
    """Accept what was handed in: the task is done. Nobody accepts their own work."""
    task, place = lock_task(scope, task_pk, version)
    place.require(scope, Right.CONTROL_ROADMAPS)
    state = rules.state_after(task, "accept")
    rules.check_acceptor(task, scope.user_id, is_top=rules.is_top(place.unit))
    task.closed_on = scope.on
    _move(scope, task, place, "accept", state, "closed_on")
    return task


@transaction.atomic
def return_task(scope: Scope, task_pk: int, *, remark: str, version: int | None = None) -> Task:
    """Give what was handed in back with a remark."""
    task, place = lock_task(scope, task_pk, version)
    place.require(scope, Right.CONTROL_ROADMAPS)
    state = rules.state_after(task, "return")
    rules.check_has_reason(remark, field="remark")
    task.remark, task.submitted_on, task.submitted_by = remark.strip(), None, None
    _move(scope, task, place, "return", state, "remark", "submitted_on", "submitted_by")
    return task


@transaction.atomic
def waive_task(scope: Scope, task_pk: int, *, reason: str, version: int | None = None) -> Task:
    """Close a task «при необходимости» as not needed."""
    task, place = lock_task(scope, task_pk, version)
    require_work(scope, task, place)
    rules.check_conditional(task)
    return _close(scope, task, place, "waive", reason)


@transaction.atomic
def give_up_task(scope: Scope, task_pk: int, *, reason: str, version: int | None = None) -> Task:
    """Close a task as not done; who controls it decides so."""
    task, place = lock_task(scope, task_pk, version)
    place.require(scope, Right.CONTROL_ROADMAPS)
    return _close(scope, task, place, "give_up", reason)


@transaction.atomic
def reopen_task(scope: Scope, task_pk: int, *, reason: str, version: int | None = None) -> Task:
    """Put a closed task to work again; its evidence stays."""
    task, place = lock_task(scope, task_pk, version)
    place.require(scope, Right.CONTROL_ROADMAPS)
    state = rules.state_after(task, "reopen")
    rules.check_has_reason(reason)
    task.remark, task.closed_on = reason.strip(), None
    task.completed_on = task.submitted_on = task.submitted_by = None
    _move(scope, task, place, "reopen", state, "remark", "closed_on", "completed_on",
          "submitted_on", "submitted_by")  # fmt: skip
    return task


def _close(scope: Scope, task: Task, place: Place, verb: str, reason: str) -> Task:
    state = rules.state_after(task, verb)
    rules.check_has_reason(reason)
    task.remark, task.closed_on = reason.strip(), scope.on
    _move(scope, task, place, verb, state, "remark", "closed_on")
    return task


def require_work(scope: Scope, task: Task, place: Place) -> None:
    """Raise NotAllowed unless the person writes plans there or the task is laid upon them."""
    if not selectors.is_own(scope, task):
        place.require(scope, Right.WRITE_ROADMAPS)


def _move(scope: Scope, task: Task, place: Place, verb: str, state: str, *fields: str) -> None:
    was = task.state
    task.state = state
    _save(task, "state", *fields)
    settle_outcomes([task.item_id])
    record(scope, f"{verb}_task", task, branch=place.unit, was=was, now=state)


def _save(task: Task, *fields: str) -> None:
    task.version += 1
    task.save(update_fields=[*fields, "version"])
