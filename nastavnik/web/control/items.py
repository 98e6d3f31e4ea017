"""The control of one item: its cards, putting it on control, prolonging it with all below."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpResponse

from nastavnik.kernel.errors import NotAllowed
from nastavnik.kernel.scope import Right
from nastavnik.organisations import selectors as organisations
from nastavnik.people import selectors as people
from nastavnik.roadmaps import selectors, services
from nastavnik.web.control import forms
from nastavnik.web.control.cards import controllers_of
from nastavnik.web.control.presenters import cards
from nastavnik.web.shell.doors import action, screen
from nastavnik.web.shell.form_pages import refusals_on
from nastavnik.web.shell.jinja import plural
from nastavnik.web.shell.pages import go, page
from nastavnik.web.shell.request import Request

if TYPE_CHECKING:
    from nastavnik.organisations.models import Unit

TASKS = ("задача", "задачи", "задач")


@screen
def show_item_control(request: Request, pk: int) -> HttpResponse:
    """Show who has the item on control and what a controller can do with it."""
    return _show(request, selectors.get_item(request.scope, pk))


@action
def put_on_control(request: Request, pk: int) -> HttpResponse:
    """Put the item on control."""
    scope = request.scope
    item = selectors.get_item(scope, pk)
    units = _controlling(request, item)
    if not units:
        raise NotAllowed(Right.CONTROL_ROADMAPS)
    form = _put_form(request, units, request.POST)
    if form.is_valid():
        given = dict(form.cleaned_data)
        unit = organisations.get_unit(scope, given.pop("unit"), right=Right.CONTROL_ROADMAPS)
        controller = people.get_person(scope, given.pop("controller"))
        with refusals_on(form):
            card = services.put_on_control(scope, pk, unit=unit, controller=controller, **given)
            return go(request, "show_card", card.pk, message="Поставлено на контроль.")
    return _show(request, item, {"put": form}, status=422)


@action
def prolong_item(request: Request, pk: int) -> HttpResponse:
    """Give the item's unfinished tasks, and those below, a later day."""
    item = selectors.get_item(request.scope, pk)
    form = forms.ProlongItem(request.POST, auto_id="prolong-%s")
    if form.is_valid():
        with refusals_on(form):
            deed, refusals = services.prolong_item(request.scope, pk, **form.cleaned_data)
            if refusals:
                kept = plural(len(refusals), *TASKS)
                messages.warning(request, f"Срок прежний: {kept}. {refusals[0].message}")
            moved = plural(len(deed.changes), *TASKS)
            return go(request, "show_item_control", pk, message=f"Срок продлён: {moved}.")
    return _show(request, item, {"prolong": form}, status=422)


def _show(
    request: Request,
    item: Any,
    sent: dict[str, django_forms.Form] | None = None,
    status: int = 200,
) -> HttpResponse:
    scope = request.scope
    found = list(selectors.list_cards_of(item))
    names = organisations.names_of({card.unit_id for card in found}, scope.on)
    units = _controlling(request, item)
    own = [unit for unit in units if unit.pk == item.roadmap.unit_id]
    offered: dict[str, django_forms.Form] = {}
    if units:
        offered["put"] = _put_form(request, units)
    if own:
        offered["prolong"] = forms.ProlongItem(auto_id="prolong-%s")
    context = {
        "item": item,
        "rows": [cards.row_of(card, scope.on, names) for card in found],
        "forms": offered | (sent or {}),
        "open": next(iter(sent or {}), ""),
    }
    return page(request, "control/show_item_control.html", context, status=status)


def _controlling(request: Request, item: Any) -> list[Unit]:
    """The plan's unit and those above it where the person controls, the nearest first."""
    scope = request.scope
    controlled = organisations.list_units(scope, right=Right.CONTROL_ROADMAPS)
    unit = controlled.filter(pk=item.roadmap.unit_id).first()
    if unit is None:
        return []
    above = organisations.list_above(scope, unit)
    reached = [one for one in above if scope.may(Right.CONTROL_ROADMAPS, one.path)]
    return [unit, *reversed(reached)]


def _put_form(request: Request, units: list[Unit], data: Any = None) -> forms.PutOnControl:
    """The form with the persons of the widest branch that the person controls."""
    offered = controllers_of(request.scope, units[-1])
    return forms.PutOnControl(
        data,
        auto_id="put-%s",
        units=[(str(unit.pk), unit.short_name) for unit in units],
        people=offered,
    )
