"""Background jobs: the list, one job with its progress, and its cancelling."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse

from nastavnik.jobs import selectors, services
from nastavnik.kernel import clock
from nastavnik.web.jobs.presenters import job_view, job_views
from nastavnik.web.shell.doors import action, screen
from nastavnik.web.shell.pages import go, page
from nastavnik.web.shell.request import Request

ON_A_PAGE = 50


@screen
def list_jobs(request: Request) -> HttpResponse:
    """Show the jobs the person started; to an administrator, those of the branch."""
    jobs = selectors.list_jobs(request.scope)
    found = Paginator(jobs, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"found": found, "rows": job_views(request.scope, found.object_list, clock.now())}
    return page(request, "jobs/list.html", context)


@screen
def show_job(request: Request, pk: int) -> HttpResponse:
    """Show how far the job is; its block asks again by itself while the job lives."""
    job = selectors.get_job(request.scope, pk)
    context = {"job": job_view(request.scope, job, clock.now())}
    return page(request, "jobs/job.html", context, block="part")


@action
def cancel_job(request: Request, pk: int) -> HttpResponse:
    """Cancel the job, or ask it to stop."""
    job = services.cancel_job(request.scope, pk)
    told = "Задание остановится через несколько секунд." if job.cancel_asked else "Отменено."
    return go(request, "show_job", job.pk, message=told)
