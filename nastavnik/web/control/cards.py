"""Control cards: the list, one card with its history, what is done with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django import forms as django_forms
from django.core.paginator import Paginator
from django.http import HttpResponse

from nastavnik.kernel.errors import Conflict
from nastavnik.kernel.scope import Right, Scope
from nastavnik.organisations import selectors as organisations
from nastavnik.people import selectors as people
from nastavnik.roadmaps import selectors, services
from nastavnik.roadmaps.choices import CardState
from nastavnik.web.control import forms
from nastavnik.web.control.presenters import cards
from nastavnik.web.shell.doors import action, screen
from nastavnik.web.shell.form_pages import refusals_on
from nastavnik.web.shell.pages import go, page
from nastavnik.web.shell.request import Request
from nastavnik.web.shell.unit_lists import Choices

if TYPE_CHECKING:
    from nastavnik.organisations.models import Unit

ON_A_LIST = 50
WHICH = (("on", "На контроле"), ("mine", "Мои"), ("removed", "Снятые"))


@screen
def list_cards(request: Request) -> HttpResponse:
    """Show the cards of the branch: on control, one's own, removed."""
    scope = request.scope
    scope.require_somewhere(Right.SEE_ROADMAPS)
    which = request.GET.get("which", "on")
    which = which if which in dict(WHICH) else "on"
    if which == "mine":
        found = selectors.list_own_cards(scope)
    else:
        found = selectors.list_cards(scope).filter(state=which)
    listed = Paginator(found, ON_A_LIST).get_page(request.GET.get("page"))
    names = organisations.names_of({card.unit_id for card in listed}, scope.on)
    context = {
        "rows": [cards.row_of(card, scope.on, names) for card in listed],
        "listed": listed,
        "which": which,
        "tabs": [
            {"label": label, "url": f"?which={code}", "current": code == which}
            for code, label in WHICH
        ],
        "may_control": scope.may_somewhere(Right.CONTROL_ROADMAPS),
    }
    return page(request, "control/list_cards.html", context)


@screen
def show_card(request: Request, pk: int) -> HttpResponse:
    """Show who controls the item until when, what has happened, what can be done."""
    return _show(request, selectors.get_card(request.scope, pk))


@action
def prolong_control(request: Request, pk: int) -> HttpResponse:
    """Let the control last longer."""
    return _change(request, pk, "prolong", services.prolong_control, "Срок контроля продлён.")


@action
def reassign_control(request: Request, pk: int) -> HttpResponse:
    """Hand the card to another person."""
    return _change(request, pk, "reassign", services.reassign_control, "Контролёр сменён.")


@action
def note_finding(request: Request, pk: int) -> HttpResponse:
    """Write down what the check has shown."""
    return _change(request, pk, "finding", services.note_finding, "Результат проверки записан.")


@action
def remove_from_control(request: Request, pk: int) -> HttpResponse:
    """Take the item off control."""
    return _change(request, pk, "remove", services.remove_from_control, "Снято с контроля.")


def controllers_of(scope: Scope, unit: Unit) -> Choices:
    """Return who of the unit and of those below it can be chosen as a controller."""
    found = people.list_people_under(scope, unit).order_by("surname", "name")
    return [("", "Выберите человека"), *((str(one.pk), one.short_name) for one in found)]


def _change(
    request: Request, pk: int, name: str, service: Callable[..., object], done: str
) -> HttpResponse:
    """Do what the form called `name` says; what is wrong in it comes back with the page."""
    scope = request.scope
    card = selectors.get_card(scope, pk)
    if not (name == "finding" and _is_own(scope, card)):
        scope.require(Right.CONTROL_ROADMAPS, _path(scope, card))
    form = _form(scope, card, name, request.POST)
    if form.is_valid():
        given = dict(form.cleaned_data)
        if "controller" in given:
            given["controller"] = people.get_person(scope, given["controller"])
        try:
            with refusals_on(form):
                service(scope, pk, **given)
                return go(request, "show_card", pk, message=done)
        except Conflict:
            now = selectors.get_card(scope, pk)
            again = request.POST.copy()
            again["version"] = str(now.version)
            return _show(request, now, {name: _form(scope, now, name, again)}, status=409)
    return _show(request, card, {name: form}, status=422)


def _show(
    request: Request,
    card: Any,
    sent: dict[str, django_forms.Form] | None = None,
    status: int = 200,
) -> HttpResponse:
    """Render the card; a form in `sent` comes back with what is wrong in it."""
    scope = request.scope
    notes = list(card.notes.all())
    keys = {
        int(text) for note in notes if note.kind == "reassigned" for text in (note.was, note.now)
    }
    names = organisations.names_of({card.unit_id, card.item.roadmap.unit_id}, scope.on)
    users = people.names_of_users({note.by for note in notes if note.by})
    context = {
        "card": cards.row_of(card, scope.on, names),
        "plan_unit": names.get(card.item.roadmap.unit_id, ""),
        "history": cards.history_of(notes, users, people.names_of_people(keys), request.user.pk),
        "forms": _forms(scope, card) | (sent or {}),
        "open": next(iter(sent or {}), ""),
        "conflict": status == 409,
    }
    return page(request, "control/show_card.html", context, status=status)


def _forms(scope: Scope, card: Any) -> dict[str, django_forms.Form]:
    """The empty forms of what the person may do with the card now."""
    if card.state != CardState.ON:
        return {}
    may_control = scope.may(Right.CONTROL_ROADMAPS, _path(scope, card))
    names = ["finding"] if may_control or _is_own(scope, card) else []
    if may_control:
        names += ["prolong", "reassign", "remove"]
    return {name: _form(scope, card, name) for name in names}


def _form(scope: Scope, card: Any, name: str, data: Any = None) -> django_forms.Form:
    given: dict[str, Any] = {"initial": {"version": card.version}, "auto_id": f"{name}-%s"}
    if name == "reassign":
        unit = organisations.get_unit(scope, card.unit_id)
        return forms.ReassignControl(data, people=controllers_of(scope, unit), **given)
    return _MAKERS[name](data, **given)


_MAKERS = {
    "finding": forms.NoteFinding,
    "prolong": forms.ProlongControl,
    "remove": forms.RemoveFromControl,
}


def _is_own(scope: Scope, card: Any) -> bool:
    return card.controller.user_id is not None and card.controller.user_id == scope.user_id


def _path(scope: Scope, card: Any) -> str:
    """Where the card's unit stands, or stood last."""
    return organisations.last_paths_of({card.unit_id}, scope.on)[card.unit_id]
