"""Reading jobs: one's own; an administrator sees those of the branch."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from nastavnik.jobs.models import Job
from nastavnik.kernel.errors import Missing
from nastavnik.kernel.scope import Right, Scope
from nastavnik.organisations import selectors as organisations


def list_jobs(scope: Scope) -> QuerySet[Job]:
    """Return the jobs the person started, and those of branches whose jobs they may see."""
    if organisations.may_everywhere(scope, Right.SEE_JOBS):
        return Job.objects.select_related("user").order_by("-id")
    seen = Q(user=scope.user_id) if scope.user_id is not None else Q(pk__in=())
    if scope.may_somewhere(Right.SEE_JOBS):
        seen |= Q(unit__in=organisations.list_reached(scope, right=Right.SEE_JOBS).values("pk"))
    return Job.objects.filter(seen).select_related("user").order_by("-id")


def get_job(scope: Scope, pk: int) -> Job:
    """Return one of those jobs. Raises Missing."""
    job = list_jobs(scope).filter(pk=pk).first()
    if job is None:
        raise Missing("job")
    return job
