"""The queue in PostgreSQL: what is put into it in a transaction is there once that commits."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from asgiref.sync import async_to_sync
from django.db import transaction
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.exceptions import AlreadyEnqueued, UniqueViolation
from procrastinate.jobs import Status
from procrastinate.manager import JobManager
from procrastinate.tasks import configure_task

TASK = "carry_out"
QUEUE = "jobs"
# always the connection of whoever calls, in a worker too
_MANAGER = JobManager(DjangoConnector())


def put(pk: int) -> None:
    """Let a worker carry out the job `pk` once the transaction has been committed."""
    lock = _lock_of(pk)
    configure_task(
        name=TASK, job_manager=_MANAGER, queue=QUEUE, lock=lock, queueing_lock=lock
    ).defer(job=pk)


def put_again(pk: int) -> None:
    """Do the same for a job that may be waiting already."""
    with suppress(AlreadyEnqueued), transaction.atomic():
        put(pk)


def take_back(pk: int) -> bool:
    """Take the job out of the queue; False when it does not wait there (any more)."""
    waiting = _MANAGER.list_jobs(lock=_lock_of(pk), status=Status.TODO.value)
    return any(_MANAGER.cancel_job_by_id(row.id) for row in waiting if row.id is not None)


def holds(pk: int) -> bool:
    """Tell whether the job waits in the queue or a worker has it."""
    living = {Status.TODO.value, Status.DOING.value}
    return any(row.status in living for row in _MANAGER.list_jobs(lock=_lock_of(pk)))


def free_stalled(*, silent: float, at: datetime) -> int:
    """Put back what workers had that were not heard of for so many seconds; returns how many."""
    stalled = list(async_to_sync(_MANAGER.get_stalled_jobs)(seconds_since_heartbeat=silent))
    for row in stalled:
        assert row.id is not None
        try:
            with transaction.atomic():
                _MANAGER.retry_job_by_id(row.id, retry_at=at)
        except UniqueViolation:  # its successor waits already
            async_to_sync(_MANAGER.finish_job_by_id_async)(
                row.id, status=Status.FAILED, delete_job=False
            )
    return len(stalled)


def forget_old(*, hours: int) -> None:
    """Delete what has ended so many hours ago."""
    async_to_sync(_MANAGER.delete_old_jobs)(
        nb_hours=hours, include_failed=True, include_cancelled=True, include_aborted=True
    )


def _lock_of(pk: int) -> str:
    return f"job-{pk}"
