"""The passport of a plan: shown with its live figures, written, printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.urls import reverse

from nastavnik.kernel.errors import Conflict, Missing, RuleBroken
from nastavnik.kernel.scope import Right
from nastavnik.organisations import selectors as organisations
from nastavnik.roadmaps import exports, rules, selectors, services
from nastavnik.web.papers.forms import PASSPORT, PassportForm
from nastavnik.web.shell.doors import action, screen
from nastavnik.web.shell.downloads import attachment
from nastavnik.web.shell.form_pages import versions_of
from nastavnik.web.shell.pages import go, page
from nastavnik.web.shell.plan_frame import frame_of
from nastavnik.web.shell.request import Request

if TYPE_CHECKING:
    from nastavnik.roadmaps.models import Passport, Roadmap


@screen
def show_passport(request: Request, pk: int) -> HttpResponse:
    """Show the passport as it is printed, with the figures of the day."""
    scope = request.scope
    roadmap = selectors.get_roadmap(scope, pk)
    passport = selectors.find_passport(roadmap)
    figures = selectors.figures_of(scope, roadmap)
    context = frame_of(scope, roadmap, "show_papers") | {
        "facts": _facts(passport, figures) if passport else [],
        "unknown": rules.unknown_figures(passport.problem, figures) if passport else [],
        "may_write": _may_write(request, roadmap) and rules.may_correct(roadmap),
        "on": scope.on,
    }
    return page(request, "papers/passport.html", context)


@screen
def edit_passport(request: Request, pk: int) -> HttpResponse:
    """Show the form of the passport."""
    roadmap = selectors.get_roadmap(request.scope, pk)
    _require_writing(request, roadmap)
    rules.check_can_correct(roadmap)
    passport = selectors.find_passport(roadmap)
    return _edit_page(request, roadmap, PassportForm(initial=_values(passport)), passport)


@action
def save_passport(request: Request, pk: int) -> HttpResponse:
    """Write the passport."""
    roadmap = selectors.get_roadmap(request.scope, pk)
    _require_writing(request, roadmap)
    form = PassportForm(request.POST)
    status = 422
    if form.is_valid():
        try:
            services.save_passport(request.scope, pk, **form.cleaned_data)
        except RuleBroken as refusal:
            form.add_error(None, refusal.message)
            status = 409 if isinstance(refusal, Conflict) else 422
        else:
            return go(request, "show_passport", pk, message="Паспорт сохранён.")
    passport = selectors.find_passport(roadmap)
    if passport is not None and status == 409:  # sent again, it is meant for what is now
        form.data = dict(form.data.items()) | {"version": str(passport.version)}
    return _edit_page(request, roadmap, form, passport, status=status)


@screen
def export_passport(request: Request, pk: int) -> HttpResponse:
    """Give the passport as a document."""
    scope = request.scope
    roadmap = selectors.get_roadmap(scope, pk)
    passport = selectors.find_passport(roadmap)
    if passport is None:
        raise Missing("passport")
    facts = _facts(passport, selectors.figures_of(scope, roadmap))
    content = exports.make_passport(roadmap.title, facts)
    return attachment(content, f"passport-{pk}.docx", exports.MAKERS["docx"].content_type)


def _edit_page(
    request: Request,
    roadmap: Roadmap,
    form: PassportForm,
    passport: Passport | None,
    status: int | None = None,
) -> HttpResponse:
    """The form; where somebody else saved meanwhile, what they wrote stands beside it."""
    context = frame_of(request.scope, roadmap, "show_papers") | {
        "form": form,
        "versions": versions_of(form, _values(passport)) if status == 409 else [],
        "action": reverse("save_passport", args=[roadmap.pk]),
        "cancel": reverse("show_passport", args=[roadmap.pk]),
        "figures": selectors.figures_of(request.scope, roadmap),
    }
    return page(request, "papers/edit_passport.html", context, status=status or 200)


def _values(passport: Passport | None) -> dict[str, Any]:
    if passport is None:
        return dict.fromkeys(rules.PASSPORT_FIELDS, "") | {"version": 0}
    return {name: getattr(passport, name) for name in ("version", *rules.PASSPORT_FIELDS)}


def _facts(passport: Passport, figures: dict[str, str]) -> list[tuple[str, str]]:
    return [
        (PASSPORT[name][0], rules.with_figures(getattr(passport, name), figures))
        for name in rules.PASSPORT_FIELDS
    ]


def _may_write(request: Request, roadmap: Roadmap) -> bool:
    path = organisations.path_of(roadmap.unit_id, request.scope.on)
    return request.scope.may(Right.WRITE_ROADMAPS, path)


def _require_writing(request: Request, roadmap: Roadmap) -> None:
    path = organisations.path_of(roadmap.unit_id, request.scope.on)
    request.scope.require(Right.WRITE_ROADMAPS, path)
