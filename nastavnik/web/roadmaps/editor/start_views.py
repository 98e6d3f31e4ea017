"""A plan is begun: whose, from which template, from which year; a draft is thrown away."""

from __future__ import annotations

from typing import Any

from django import forms as django_forms
from django.http import HttpResponse
from django.urls import reverse

from nastavnik.kernel.errors import Missing
from nastavnik.kernel.scope import Right
from nastavnik.organisations import selectors as organisations
from nastavnik.pure.schoolyear import school_year
from nastavnik.roadmaps import library, selectors, services
from nastavnik.web.roadmaps.editor import forms
from nastavnik.web.roadmaps.editor.plan_views import crumbs, editable
from nastavnik.web.roadmaps.forms import Versioned
from nastavnik.web.shell.doors import action, screen
from nastavnik.web.shell.form_pages import FormPage, form_page, refusals_on
from nastavnik.web.shell.pages import go, page
from nastavnik.web.shell.request import Request
from nastavnik.web.shell.unit_lists import unit_choices


@screen
def start_roadmap(request: Request) -> HttpResponse:
    """Ask for a new plan; the unit is in the address, the nearest one by itself."""
    units = _units(request)
    asked = request.GET.get("unit", "")
    unit = next((one for one in units if str(one.pk) == asked), None)
    if asked and unit is None:
        raise Missing("unit")
    chosen = unit or units[0]
    return _page(request, units, chosen, _form(request, chosen))


@action
def create_roadmap(request: Request) -> HttpResponse:
    """Make the draft and open it in the editor."""
    units = _units(request)
    asked = request.POST.get("unit", str(units[0].pk))
    unit = next((one for one in units if str(one.pk) == asked), None)
    if unit is None:
        raise Missing("unit")
    form = _form(request, unit, request.POST)
    if form.is_valid():
        with refusals_on(form):
            roadmap = _create(request, unit, **form.cleaned_data)
            message = "Черновик создан. Исправьте его под себя и отправьте на согласование."
            return go(request, "edit_roadmap", roadmap.pk, message=message)
    return _page(request, units, unit, form)


@screen
def confirm_discard(request: Request, pk: int) -> HttpResponse:
    """Ask whether the draft is to be thrown away."""
    roadmap = editable(request, selectors.get_roadmap(request.scope, pk))
    return _discard_page(request, roadmap, Versioned(initial={"version": roadmap.version}))


@action
def discard_draft(request: Request, pk: int) -> HttpResponse:
    """Throw the draft away."""
    roadmap = editable(request, selectors.get_roadmap(request.scope, pk))
    form = Versioned(request.POST)
    if form.is_valid():
        with refusals_on(form):
            services.discard_draft(request.scope, pk, **form.cleaned_data)
            return go(request, "list_roadmaps", message="Черновик удалён.")
    return _discard_page(request, roadmap, form)


def _discard_page(request: Request, roadmap: Any, form: django_forms.Form) -> HttpResponse:
    sheet = FormPage(
        title="Удалить черновик",
        lead=roadmap.title,
        action=reverse("discard_draft", args=[roadmap.pk]),
        cancel=reverse("edit_roadmap", args=[roadmap.pk]),
        label="Удалить черновик",
        crumbs=crumbs(roadmap),
        look="danger",
        warning="Черновик исчезнет вместе с разделами и мероприятиями. Вернуть его нельзя.",
    )
    return form_page(request, sheet, form)


def _create(request: Request, whose: Any, *, unit: int, template: str, year: int) -> Any:
    if template != forms.EMPTY:
        return services.create_from_template(request.scope, whose, template, first_year=year)
    first, last = school_year(year)
    title = f"План мероприятий на {year}/{year + 1} учебный год"
    return services.create_empty_roadmap(request.scope, whose, title=title, first=first, last=last)


def _units(request: Request) -> list[Any]:
    """Return the units whose plans the person writes, the highest first."""
    request.scope.require_somewhere(Right.WRITE_ROADMAPS)
    return list(organisations.list_units(request.scope, right=Right.WRITE_ROADMAPS))


def _form(request: Request, unit: Any, data: Any = None) -> forms.Start:
    offered = library.templates_for(unit.kind)
    first = offered[0].code if offered else forms.EMPTY
    return forms.Start(
        data,
        templates=[(one.code, one.name) for one in offered],
        on=request.scope.on,
        initial={"unit": unit.pk, "template": first, "year": request.scope.on.year},
    )


def _page(request: Request, units: list[Any], unit: Any, form: django_forms.Form) -> HttpResponse:
    choose = forms.ChooseUnit(
        initial={"unit": unit.pk}, units=unit_choices(units), auto_id="choose-%s"
    )
    purposes = {one.code: one.purpose for one in library.templates_for(unit.kind)}
    context = {
        "form": form,
        "choose": choose if len(units) > 1 else None,
        "unit": unit.short_name,
        "purposes": purposes | {forms.EMPTY: "Без разделов и мероприятий: всё напишете сами."},
    }
    status = 422 if form.is_bound else 200
    return page(request, "roadmaps/editor/start.html", context, status=status)
