"""Carrying work out: a job is taken up, keeps its progress, and is ended; so is periodic work."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import Q
from django.utils import timezone

from nastavnik.accounts import selectors as accounts
from nastavnik.jobs import queue, rules
from nastavnik.jobs.models import Job
from nastavnik.jobs.registry import KINDS, Periodic, Result
from nastavnik.kernel import clock
from nastavnik.kernel.errors import NotAllowed, RuleBroken
from nastavnik.kernel.scope import Scope

log = logging.getLogger(__name__)

SILENT = 30  # seconds without a word after which a worker is taken for dead
LOST = timedelta(minutes=2)  # after which a job that nobody has is put into the queue again
ATTEMPTS = 10  # a job that takes its worker down is not tried for ever

CANCELLED = "Отменено. Сделанное до отмены сохранено."
NOT_ALLOWED = "Не хватает полномочий: они изменились с тех пор, как задание было начато."
MISSING = "То, с чем работало задание, больше не доступно."
BROKEN = "Внутренняя ошибка. Сделанное до неё сохранено. Обратитесь к администратору."
TOO_OFTEN = "Задание прерывалось слишком много раз. Обратитесь к администратору."


class Cancelled(Exception):
    """Somebody asked for the job to be cancelled."""


class Interrupted(Exception):
    """The worker is being stopped: the rest is for the next one."""


class Superseded(Exception):
    """Another worker has taken the job up."""


class Run:
    """One run of a handler: it tells how far it is here, and learns that it has to stop."""

    def __init__(self, stopping: Callable[[], bool] = lambda: False) -> None:
        self._stopping = stopping

    def progress(self, done: int, total: int | None = None) -> None:
        """Tell that `done` of `total` (None: unknown) are done; between chunks, in no transaction.

        Raises what ends the handler: it has nothing to tidy up, its chunks are committed.
        """
        if self._stopping():
            raise Interrupted


class JobRun(Run):
    """A run of a job: everybody sees its progress at once."""

    def __init__(self, job: Job, stopping: Callable[[], bool]) -> None:
        super().__init__(stopping)
        self._mine = Job.objects.filter(pk=job.pk, attempt=job.attempt, state=job.state)

    def progress(self, done: int, total: int | None = None) -> None:
        """Store the progress; raises Cancelled, Interrupted or Superseded."""
        with transaction.atomic(durable=True):
            told = self._mine.update(done=done, total=total, heartbeat=clock.now())
            if not told:
                raise Superseded
            cancel_asked = self._mine.values_list("cancel_asked", flat=True).get()
        if cancel_asked:
            raise Cancelled
        super().progress(done, total)


def carry_out(pk: int, *, stopping: Callable[[], bool] = lambda: False) -> None:
    """Carry the job out, unless it has ended. An error of the program is stored and goes on."""
    job = _take_up(pk)
    if job is None:
        return
    try:
        with _acting_for(job) as scope:
            handler = KINDS[job.kind].handler
            result = dict(handler(scope, JobRun(job, stopping), **job.arguments))
    except Superseded:
        return
    except Interrupted:
        with transaction.atomic():
            _end(job, "put_back", finished=None)
            queue.put_again(job.pk)
    except Cancelled:
        _end(job, "cancel", message=CANCELLED)
    except NotAllowed:
        _end(job, "fail", message=NOT_ALLOWED)
    except ObjectDoesNotExist:
        _end(job, "fail", message=MISSING)
    except RuleBroken as refusal:
        _end(job, "fail", message=refusal.message)
    except (OperationalError, InterfaceError):
        raise  # the database went away: the job stays running and is found by `rescue`
    except Exception:
        _end(job, "fail", message=BROKEN)
        raise
    else:
        _end(job, "finish", message=result.pop("message", ""), result=result)


def do_periodic(work: Periodic, *, stopping: Callable[[], bool] = lambda: False) -> Result:
    """Do periodic work once, for the system."""
    scope = Scope.of_operator(clock.today(settings.TIME_ZONE))
    try:
        return work.handler(scope, Run(stopping))
    except Interrupted:
        return {}


def rescue() -> int:
    """Put what killed workers had into the queue again; returns how many."""
    now = clock.now()
    freed = queue.free_stalled(silent=SILENT, at=now)
    silent = Q(heartbeat__lt=now - LOST) | Q(heartbeat=None, created__lt=now - LOST)
    living = Job.objects.filter(silent, state__in=rules.LIVING)
    lost = [pk for pk in living.values_list("pk", flat=True) if not queue.holds(pk)]
    for pk in lost:
        queue.put_again(pk)
    return freed + len(lost)


def _take_up(pk: int) -> Job | None:
    """Make the job ours; None when it has ended, was cancelled or failed too often."""
    with transaction.atomic():
        jobs = Job.objects.select_for_update(of=("self",)).select_related("user")
        job = jobs.filter(pk=pk, state__in=rules.LIVING).first()
        if job is None:
            return None
        job.state = rules.next_state(job, "start")
        job.attempt += 1
        job.started = job.heartbeat = clock.now()
        job.done, job.total = 0, None
        job.save(update_fields=["state", "attempt", "started", "heartbeat", "done", "total"])
        if job.cancel_asked:
            _end(job, "cancel", message=CANCELLED)
        elif job.attempt > ATTEMPTS:
            _end(job, "fail", message=TOO_OFTEN)
        else:
            return job
    return None


def _end(job: Job, verb: str, **facts: Any) -> None:
    """Move the job on, unless another worker has taken it up meanwhile."""
    facts = {"finished": clock.now(), **facts}
    mine = Job.objects.filter(pk=job.pk, attempt=job.attempt, state=job.state)
    mine.update(state=rules.next_state(job, verb), **facts)


@contextmanager
def _acting_for(job: Job) -> Iterator[Scope]:
    """Act with today's rights of whoever started the job, on the day of their zone."""
    user = job.user
    if user is None:
        yield Scope.of_operator(clock.today(settings.TIME_ZONE))
        return
    if not user.is_active:
        raise NotAllowed("closed login")
    zone = accounts.zone_of(user) or settings.TIME_ZONE
    with timezone.override(zone):
        yield accounts.get_scope(user, clock.today(zone))
