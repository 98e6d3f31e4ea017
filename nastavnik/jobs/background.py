"""Work of the system itself: the queue is kept tidy, the journal checked."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib.sessions.models import Session

from nastavnik.audit import selectors as audit
from nastavnik.jobs import queue, rules
from nastavnik.jobs.models import Job
from nastavnik.jobs.registry import job_kind, periodic
from nastavnik.jobs.running import Run, rescue
from nastavnik.kernel import clock
from nastavnik.kernel.errors import NotAllowed
from nastavnik.kernel.scope import Right, Scope
from nastavnik.organisations import selectors as organisations

QUEUE_KEPT = 24  # hours
JOBS_KEPT = timedelta(days=90)


# must not wait for the run of it that was killed
@periodic("stalled", title="Возврат прерванных заданий", cron="* * * * *", alone=False)
def retry_stalled(scope: Scope, run: Run) -> dict[str, Any]:
    """Put what killed workers had into the queue again."""
    count = rescue()
    return {"freed": count, "message": f"Возвращено в очередь: {count}."}


@periodic("tidy", title="Очистка завершённых заданий", cron="17 * * * *")
def forget_old(scope: Scope, run: Run) -> dict[str, Any]:
    """Delete jobs that ended long ago; the journal keeps that they were started."""
    queue.forget_old(hours=QUEUE_KEPT)
    old = Job.objects.exclude(state__in=rules.LIVING).filter(finished__lt=clock.now() - JOBS_KEPT)
    count, _ = old.delete()
    return {"deleted": count, "message": f"Удалено завершённых заданий: {count}."}


@periodic("sessions", title="Очистка истёкших сеансов", cron="37 * * * *")
def forget_sessions(scope: Scope, run: Run) -> dict[str, Any]:
    """Delete sessions whose time is over."""
    count, _ = Session.objects.filter(expire_date__lt=clock.now()).delete()
    return {"deleted": count, "message": f"Удалено истёкших сеансов: {count}."}


@job_kind("check_journal", title="Проверка журнала", right=Right.SEE_JOURNAL)
def check_journal(scope: Scope, run: Run) -> dict[str, Any]:
    """Go through the whole chain of digests."""
    total = audit.list_entries(scope, whole=True).count()
    if not organisations.may_everywhere(scope, Right.SEE_JOURNAL):
        raise NotAllowed(Right.SEE_JOURNAL)
    broken = audit.find_break(tell=lambda done: run.progress(min(done, total), total))
    if broken is None:
        return {"checked": total, "message": "Журнал цел: ни одна запись не изменена и не удалена."}
    return {
        "checked": total,
        "broken": broken.pk,
        "message": f"Цепочка записей нарушена: первая неверная запись — № {broken.pk}.",
    }
