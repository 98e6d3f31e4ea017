"""A plan is brought down: first what would change, then the job that does it."""

from __future__ import annotations

from django.http import HttpResponse

from nastavnik.roadmaps import selectors, services
from nastavnik.web.coverage.presenters import named
from nastavnik.web.shell.doors import action, screen
from nastavnik.web.shell.pages import go, page
from nastavnik.web.shell.plan_frame import frame_of
from nastavnik.web.shell.request import Request

LONGEST = 20  # names that are listed; the rest is counted


@screen
def confirm_cascade(request: Request, pk: int) -> HttpResponse:
    """Show what bringing the plan down would change."""
    preview = selectors.plan_cascade(request.scope, pk)
    roadmap = selectors.get_roadmap(request.scope, pk)
    changes = preview.new or preview.changed or preview.doubted or preview.withdrawn
    context = {
        **frame_of(request.scope, roadmap, "show_coverage"),
        "preview": preview,
        "has_changes": bool(changes),
        "idle": [named(item) for item in preview.idle],
        "without": preview.without[:LONGEST],
        "more_without": max(0, len(preview.without) - LONGEST),
    }
    return page(request, "coverage/confirm_cascade.html", context)


@action
def start_cascade(request: Request, pk: int) -> HttpResponse:
    """Start the job that brings the plan down."""
    job = services.cascade_in_background(request.scope, pk)
    return go(request, "show_job", job.pk, message="Доведение мероприятий начато.")
