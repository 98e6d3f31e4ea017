"""What is done with jobs: start one, cancel it, carry it out here and now."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from nastavnik.audit.services import record
from nastavnik.jobs import queue, rules, running, selectors
from nastavnik.jobs.choices import JobState
from nastavnik.jobs.models import Job
from nastavnik.jobs.registry import KINDS
from nastavnik.kernel import clock
from nastavnik.kernel.errors import Conflict
from nastavnik.kernel.scope import Scope
from nastavnik.organisations import selectors as organisations
from nastavnik.organisations.models import Unit


@transaction.atomic
def start_job(
    scope: Scope, kind: str, *, title: str = "", unit: Unit | None = None, **arguments: Any
) -> Job:
    """Put a job into the queue, in the transaction of the change that needs it.

    `title` holds no personal data, `arguments` are JSON values. While the same work of the same
    person waits or runs, that job is returned. Raises NotAllowed without the right the kind asks
    for, at `unit` or, with none, anywhere; the handler's services ask again when it runs.
    """
    known = KINDS[kind]
    path = "" if unit is None else organisations.path_of(unit.pk, scope.on)
    if unit is None:
        scope.require_somewhere(known.right)
    else:
        scope.require(known.right, path)
    same = Job.objects.filter(
        kind=kind, user=scope.user_id, unit=unit, arguments=arguments, state__in=rules.LIVING
    ).first()
    if same is not None:
        return same
    job = Job.objects.create(
        kind=kind,
        title=title or known.title,
        user_id=scope.user_id,
        unit=unit,
        arguments=arguments,
    )
    queue.put(job.pk)
    record(scope, "start_job", job, branch=path, kind=kind)
    return job


@transaction.atomic
def cancel_job(scope: Scope, pk: int) -> Job:
    """Cancel a job that waits; ask one that runs to stop. Raises RuleBroken when it has ended."""
    selectors.get_job(scope, pk)
    job = Job.objects.select_for_update(of=("self",)).select_related("user").get(pk=pk)
    if job.state == JobState.RUNNING:
        job.state = rules.next_state(job, "ask_to_cancel")
        job.cancel_asked = True
    else:
        job.state = rules.next_state(job, "cancel")
        job.message, job.finished = running.CANCELLED, clock.now()
        queue.take_back(job.pk)
    job.save(update_fields=["state", "cancel_asked", "message", "finished"])
    record(scope, "cancel_job", job, branch=_branch_of(scope, job))
    return job


def run_job_here(scope: Scope, pk: int) -> Job:
    """Carry a waiting job out in this process, in no transaction; returns it as it ended.

    Raises Conflict when a worker has it already, RuleBroken when it has ended.
    """
    job = selectors.get_job(scope, pk)
    rules.next_state(job, "start")
    if not queue.take_back(job.pk):
        raise Conflict("Задание уже выполняется.")
    running.carry_out(job.pk)
    return selectors.get_job(scope, pk)


def _branch_of(scope: Scope, job: Job) -> str:
    if job.unit_id is None:
        return ""
    return organisations.paths_of({job.unit_id}, scope.on).get(job.unit_id, "")
