"""Two units become one: which one goes on, and from which day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse

from nastavnik.kernel.scope import Right
from nastavnik.organisations import selectors as organisations
from nastavnik.roadmaps import services
from nastavnik.web.shell.doors import action, screen
from nastavnik.web.shell.form_pages import FormPage, form_page, refusals_on
from nastavnik.web.shell.jinja import plural
from nastavnik.web.shell.pages import go
from nastavnik.web.shell.request import Request
from nastavnik.web.shell.unit_lists import Choices, unit_choices

if TYPE_CHECKING:
    from nastavnik.organisations.models import Unit


class Merger(forms.Form):
    """The unit that goes on, and the day of the merger."""

    into = forms.TypedChoiceField(
        label="К какой организации присоединяется",
        coerce=int,
        error_messages={"required": "Выберите организацию."},
    )
    on = forms.DateField(
        label="С какого дня",
        widget=forms.DateInput,
        error_messages={"required": "Укажите дату."},
    )

    def __init__(self, *args: Any, units: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].choices = units  # type: ignore[attr-defined]


@screen
def confirm_merge(request: Request, pk: int) -> HttpResponse:
    """Ask into which unit this one is merged."""
    unit = _managed(request, pk)
    form = Merger(initial={"on": request.scope.on}, units=_others(request, unit))
    return _merge_page(request, unit, form)


@action
def merge_units(request: Request, pk: int) -> HttpResponse:
    """Close the unit and hand its unfinished work over."""
    unit = _managed(request, pk)
    form = Merger(request.POST, units=_others(request, unit))
    if form.is_valid():
        given = form.cleaned_data
        into = organisations.get_unit(request.scope, given["into"], right=Right.MANAGE_UNITS)
        with refusals_on(form):
            merged = services.merge_units(request.scope, unit, into, on=given["on"])
            tasks = plural(len(merged.moved), "задача", "задачи", "задач")
            message = f"Организации объединены. Передано: {tasks}."
            return go(request, "show_unit", into.pk, message=message)
    return _merge_page(request, unit, form)


def _merge_page(request: Request, unit: Unit, form: Merger) -> HttpResponse:
    address = reverse("show_unit", args=[unit.pk])
    sheet = FormPage(
        title="Присоединение к другой организации",
        lead="Незавершённые задачи с их документами перейдут к выбранной организации. Закрытые "
        "задачи и прошлое дерева останутся как есть.",
        action=reverse("merge_units", args=[unit.pk]),
        cancel=address,
        label="Объединить",
        crumbs=[("Организации", reverse("list_units")), (unit.short_name, address)],
        look="danger",
        warning=f"Организация закроется, её назначения и планы закончатся: {unit.short_name}.",
    )
    return form_page(request, sheet, form)


def _managed(request: Request, pk: int) -> Unit:
    """Return the unit. Raises Missing for another branch, NotAllowed without the right."""
    unit = organisations.get_unit(request.scope, pk)
    request.scope.require(Right.MANAGE_UNITS, str(unit.path))
    return unit


def _others(request: Request, unit: Unit) -> Choices:
    """Return the units of the same kind that the person manages."""
    units = organisations.list_units(request.scope, right=Right.MANAGE_UNITS)
    return unit_choices(units.filter(kind=unit.kind).exclude(pk=unit.pk), "Выберите организацию")
