"""Changing the tree: open, correct, rename, move, close. Each has a page with a form."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.urls import reverse

from nastavnik.kernel.scope import Right
from nastavnik.organisations import selectors, services
from nastavnik.people import selectors as people
from nastavnik.people import services as staff
from nastavnik.web.organisations.forms import DayForm, FactsForm, NameForm, PlaceForm, UnitForm
from nastavnik.web.organisations.presenters import crumbs_of
from nastavnik.web.shell.doors import action, screen
from nastavnik.web.shell.form_pages import FormPage, form_page, refusals_on
from nastavnik.web.shell.jinja import plural
from nastavnik.web.shell.pages import go
from nastavnik.web.shell.request import Request
from nastavnik.web.shell.unit_lists import Choices, unit_choices

if TYPE_CHECKING:
    from nastavnik.organisations.models import Unit


@screen
def start_unit(request: Request) -> HttpResponse:
    """Ask what is to be opened, under `?parent=`."""
    parents = _parents(request)
    given = request.GET.get("parent", "")
    first = {"parent": given, "on": request.scope.on, "timezone": _zone(request, given)}
    return _unit_page(request, UnitForm(initial=first, parents=parents))


@action
def open_unit(request: Request) -> HttpResponse:
    """Open a unit."""
    form = UnitForm(request.POST, parents=_parents(request))
    if form.is_valid():
        facts = dict(form.cleaned_data)
        parent = selectors.get_unit(request.scope, facts.pop("parent"), right=Right.MANAGE_UNITS)
        with refusals_on(form):
            unit = services.open_unit(request.scope, parent=parent, **facts)
            return go(
                request, _address(request, unit.pk, facts["on"]), message="Организация открыта."
            )
    return _unit_page(request, form)


def _unit_page(request: Request, form: UnitForm) -> HttpResponse:
    sheet = FormPage(
        title="Новая организация",
        lead="Организация появится в дереве с указанного дня.",
        action=reverse("open_unit"),
        cancel=reverse("list_units"),
        label="Открыть",
        crumbs=[("Организации", reverse("list_units"))],
    )
    return form_page(request, sheet, form)


def _parents(request: Request) -> Choices:
    """Return under whom the person may open units. Raises NotAllowed where nowhere."""
    scope = request.scope
    scope.require_somewhere(Right.MANAGE_UNITS)
    return unit_choices(selectors.list_units(scope, right=Right.MANAGE_UNITS))


def _zone(request: Request, parent: str) -> str:
    """Return the time zone a new unit most likely has: its parent's, else that of the own unit."""
    units = selectors.list_units(request.scope, right=Right.MANAGE_UNITS)
    over = units.filter(pk=int(parent)).first() if parent.isdecimal() else units.first()
    return over.timezone if over else ""


def _address(request: Request, pk: int, on: date) -> str:
    """Return the page of the unit as of the day it is there: a future one is not yet today."""
    address = reverse("show_unit", args=(pk,))
    return address if on <= request.scope.on else f"{address}?on={on.isoformat()}"


@screen
def edit_facts(request: Request, pk: int) -> HttpResponse:
    """Ask for the right kind and time zone."""
    unit = _managed(request, pk)
    form = FactsForm(initial={"kind": unit.kind, "timezone": unit.timezone})
    return _facts_page(request, unit, form)


@action
def correct_unit(request: Request, pk: int) -> HttpResponse:
    """Correct kind and time zone."""
    unit = _managed(request, pk)
    form = FactsForm(request.POST)
    if form.is_valid():
        services.correct_unit(request.scope, unit, **form.cleaned_data)
        return go(request, "show_unit", pk, message="Сведения исправлены.")
    return _facts_page(request, unit, form)


def _facts_page(request: Request, unit: Unit, form: FactsForm) -> HttpResponse:
    sheet = FormPage(
        title="Вид и часовой пояс",
        action=reverse("correct_unit", args=(unit.pk,)),
        cancel=reverse("show_unit", args=(unit.pk,)),
        crumbs=crumbs_of(unit),
    )
    return form_page(request, sheet, form)


@screen
def edit_name(request: Request, pk: int) -> HttpResponse:
    """Ask for the new name."""
    unit = _managed(request, pk)
    now = {"full_name": unit.full_name, "short_name": unit.short_name, "on": request.scope.on}
    return _name_page(request, unit, NameForm(initial=now))


@action
def rename_unit(request: Request, pk: int) -> HttpResponse:
    """Rename the unit from a day."""
    unit = _managed(request, pk)
    form = NameForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            services.rename_unit(request.scope, unit, **form.cleaned_data)
            return go(request, "show_unit", pk, message="Новое название записано.")
    return _name_page(request, unit, form)


def _name_page(request: Request, unit: Unit, form: NameForm) -> HttpResponse:
    sheet = FormPage(
        title="Новое название",
        action=reverse("rename_unit", args=(unit.pk,)),
        cancel=reverse("show_unit", args=(unit.pk,)),
        label="Переименовать",
        crumbs=crumbs_of(unit),
    )
    return form_page(request, sheet, form)


@screen
def edit_place(request: Request, pk: int) -> HttpResponse:
    """Ask under whom the unit is to stand."""
    unit = _managed(request, pk)
    form = PlaceForm(initial={"on": request.scope.on}, parents=_places(request, unit))
    return _place_page(request, unit, form)


@action
def move_unit(request: Request, pk: int) -> HttpResponse:
    """Move the unit with its branch from a day."""
    unit = _managed(request, pk)
    form = PlaceForm(request.POST, parents=_places(request, unit))
    if form.is_valid():
        given = form.cleaned_data
        parent = selectors.get_unit(request.scope, given["parent"], right=Right.MANAGE_UNITS)
        with refusals_on(form):
            services.move_unit(request.scope, unit, parent=parent, on=given["on"])
            return go(request, "show_unit", pk, message="Перевод записан.")
    return _place_page(request, unit, form)


def _place_page(request: Request, unit: Unit, form: PlaceForm) -> HttpResponse:
    sheet = FormPage(
        title="Перевод в другое подчинение",
        lead="Вместе с организацией переходят все подчинённые ей.",
        action=reverse("move_unit", args=(unit.pk,)),
        cancel=reverse("show_unit", args=(unit.pk,)),
        label="Перевести",
        crumbs=crumbs_of(unit),
    )
    return form_page(request, sheet, form)


def _places(request: Request, unit: Unit) -> Choices:
    """Return where the unit may go: where the person manages units, outside its own branch."""
    units = selectors.list_units(request.scope, right=Right.MANAGE_UNITS)
    inside = selectors.list_below(request.scope, unit).values("pk")
    return unit_choices(
        units.exclude(pk__in=inside).exclude(pk__in=[unit.pk, unit.parent_id or 0]),
        "Выберите организацию",
    )


@screen
def confirm_closing(request: Request, pk: int) -> HttpResponse:
    """Ask from which day the unit is closed."""
    unit = _managed(request, pk)
    return _closing_page(request, unit, DayForm(initial={"on": request.scope.on}))


@action
def close_unit(request: Request, pk: int) -> HttpResponse:
    """Close the unit; its appointments and groups end with it."""
    unit = _managed(request, pk)
    form = DayForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            staff.disband_unit(request.scope, unit, on=form.cleaned_data["on"])
            return go(request, "list_units", message=f"Организация закрыта: {unit.short_name}.")
    return _closing_page(request, unit, form)


def _closing_page(request: Request, unit: Unit, form: DayForm) -> HttpResponse:
    count = people.list_appointments(request.scope, unit=unit).count()
    ending = plural(
        count, "действующее назначение", "действующих назначения", "действующих назначений"
    )
    sheet = FormPage(
        title="Закрытие организации",
        lead="Прошлое сохранится: дерево на прежние даты останется прежним.",
        action=reverse("close_unit", args=(unit.pk,)),
        cancel=reverse("show_unit", args=(unit.pk,)),
        label="Закрыть организацию",
        crumbs=crumbs_of(unit),
        look="danger",
        warning=f"С того же дня закончится {ending}." if count else "",
    )
    return form_page(request, sheet, form)


def _managed(request: Request, pk: int) -> Unit:
    """Return the unit. Raises Missing for another branch, NotAllowed without the right."""
    unit = selectors.get_unit(request.scope, pk)
    request.scope.require(Right.MANAGE_UNITS, str(unit.path))
    return unit
