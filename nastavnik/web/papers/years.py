"""A new year: what is carried over is shown first, then the draft is made."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse

from nastavnik.kernel.scope import Right
from nastavnik.organisations import selectors as organisations
from nastavnik.roadmaps import rules, selectors, services
from nastavnik.roadmaps.choices import Outcome
from nastavnik.web.shell.doors import action, screen
from nastavnik.web.shell.jinja import day
from nastavnik.web.shell.pages import go, page
from nastavnik.web.shell.plan_frame import frame_of
from nastavnik.web.shell.request import Request


@screen
def ask_roll_over(request: Request, pk: int) -> HttpResponse:
    """Show what the next plan will be made of."""
    scope = request.scope
    roadmap = selectors.get_roadmap(scope, pk)
    scope.require(Right.WRITE_ROADMAPS, organisations.path_of(roadmap.unit_id, scope.on))
    (first, last), _ = rules.next_period_of(roadmap)
    items = selectors.list_standing(roadmap)
    context = frame_of(scope, roadmap, "show_papers") | {
        "period": f"с {day(first)} по {day(last)}",
        "own": items.filter(origin=None).count(),
        "upper": items.exclude(origin=None).count(),
        "unfinished": items.filter(
            origin=None, outcome__in=[Outcome.OPEN, Outcome.NOT_DONE]
        ).count(),
        "action": reverse("roll_over", args=[pk]),
        "cancel": reverse("show_papers", args=[pk]),
    }
    return page(request, "papers/roll_over.html", context)


@action
def roll_over(request: Request, pk: int) -> HttpResponse:
    """Make the draft of the next period."""
    draft, is_new = services.roll_over(request.scope, pk)
    message = "Черновик нового плана готов." if is_new else "Черновик уже был создан раньше."
    return go(request, "show_roadmap", draft.pk, message=message)
