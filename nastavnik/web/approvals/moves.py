"""The way of a plan: where it stands, who acts next, the steps a person may make."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from django import forms as django_forms
from django.http import HttpResponse
from django.urls import reverse

from nastavnik.kernel.errors import Conflict, RuleBroken
from nastavnik.kernel.scope import Right
from nastavnik.organisations import selectors as organisations
from nastavnik.people import selectors as people
from nastavnik.roadmaps import rules, selectors, services
from nastavnik.roadmaps.choices import EDITABLE
from nastavnik.web.approvals import editions, forms
from nastavnik.web.approvals.presenters import way
from nastavnik.web.shell.doors import action, screen
from nastavnik.web.shell.pages import go, page
from nastavnik.web.shell.plan_frame import frame_of
from nastavnik.web.shell.request import Request

if TYPE_CHECKING:
    from nastavnik.roadmaps.models import Roadmap

Forms = dict[str, django_forms.Form]
Service = Callable[..., object]
ABANDON = "Внесённые исправления больше не нужны"
CLOSE = "Всё исполнено, карту можно закрыть"


@screen
def show_approvals(request: Request, pk: int) -> HttpResponse:
    """Show where the plan stands, whose turn it is and what has happened."""
    return _show(request, selectors.get_roadmap(request.scope, pk))


@action
def submit_roadmap(request: Request, pk: int) -> HttpResponse:
    """Send the plan to who agrees it."""
    return _move(request, pk, "submit", services.submit_roadmap, "Отправлено на согласование.")


@action
def recall_roadmap(request: Request, pk: int) -> HttpResponse:
    """Take the plan back before it is agreed."""
    return _move(request, pk, "recall", services.recall_roadmap, "Отозвано с согласования.")


@action
def agree_roadmap(request: Request, pk: int) -> HttpResponse:
    """Agree the plan."""
    return _move(request, pk, "agree", services.agree_roadmap, "Карта согласована.")


@action
def approve_roadmap(request: Request, pk: int) -> HttpResponse:
    """Put the plan in force by a paper."""
    message = "Карта утверждена: задачи поставлены."
    return _move(request, pk, "approve", services.approve_roadmap, message)


@action
def start_revision(request: Request, pk: int) -> HttpResponse:
    """Open the texts of an approved plan."""
    message = "Пересмотр начат: карту можно менять. Задачи пока идут по прежней редакции."
    return _move(request, pk, "revise", services.start_revision, message)


@action
def abandon_revision(request: Request, pk: int) -> HttpResponse:
    """Give a revision up."""
    message = "Пересмотр отменён: действует прежняя редакция."
    return _move(request, pk, "abandon", services.abandon_revision, message)


@action
def close_roadmap(request: Request, pk: int) -> HttpResponse:
    """Put a plan that has been carried out aside."""
    return _move(request, pk, "close", services.close_roadmap, "Карта закрыта.")


@screen
def write_remarks(request: Request, pk: int) -> HttpResponse:
    """Ask what is to be put right, in the plan as a whole and item by item."""
    roadmap = selectors.get_roadmap(request.scope, pk)
    _require(request, roadmap, "return")
    rules.roadmap_state_after(roadmap, "return")
    initial = {"version": roadmap.version}
    return _remarks_page(request, roadmap, forms.Return(items=_items(roadmap), initial=initial))


@action
def return_roadmap(request: Request, pk: int) -> HttpResponse:
    """Give the plan back with remarks."""
    roadmap = selectors.get_roadmap(request.scope, pk)
    _require(request, roadmap, "return")
    form = forms.Return(request.POST, items=_items(roadmap))
    status = 422
    if form.is_valid():
        got = form.cleaned_data
        given = {"remark": got["remark"], "version": got["version"]}
        try:
            services.return_roadmap(request.scope, pk, item_remarks=form.item_remarks(), **given)
        except RuleBroken as refusal:
            status = _refuse(form, refusal)
        else:
            return go(request, "show_approvals", pk, message="Карта возвращена с замечаниями.")
    _renew(form, roadmap)
    return _remarks_page(request, roadmap, form, status=status)


@action
def settle_remark(request: Request, pk: int) -> HttpResponse:
    """Mark a remark as taken into account."""
    remark = services.settle_remark(request.scope, pk)
    return go(request, "show_approvals", remark.approval.roadmap_id, message="Замечание учтено.")


def _move(request: Request, pk: int, verb: str, service: Service, message: str) -> HttpResponse:
    """Do the step with what its form says; a refusal comes back with what was typed and is now."""
    roadmap = selectors.get_roadmap(request.scope, pk)
    _require(request, roadmap, verb)
    form = _form(verb, request.POST)
    status = 422
    if form.is_valid():
        given = {name: value for name, value in form.cleaned_data.items() if name != "sure"}
        try:
            service(request.scope, pk, **given)
        except RuleBroken as refusal:
            status = _refuse(form, refusal)
        else:
            return go(request, "show_approvals", pk, message=message)
    _renew(form, roadmap)
    return _show(request, roadmap, {verb: form}, status=status)


def _form(verb: str, data: Any = None, **kwargs: Any) -> django_forms.Form:
    kwargs |= {"auto_id": f"{verb}-%s"}
    if verb in ("abandon", "close"):
        return forms.Sure(data, label=ABANDON if verb == "abandon" else CLOSE, **kwargs)
    kinds: dict[str, type[django_forms.Form]] = {
        "agree": forms.Agree,
        "approve": forms.Approve,
        "revise": forms.Revise,
    }
    return kinds.get(verb, forms.Step)(data, **kwargs)


def _refuse(form: django_forms.Form, refusal: RuleBroken) -> int:
    """Put the message at its field; returns the status of the answer."""
    form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
    return 409 if isinstance(refusal, Conflict) else 422


def _renew(form: django_forms.Form, roadmap: Roadmap) -> None:
    """Sent again, the form is meant for what is now."""
    form.data = dict(form.data.items()) | {"version": str(roadmap.version)}


def _require(request: Request, roadmap: Roadmap, verb: str) -> None:
    """Refuse a person who may never do this with the plan."""
    rules.check_who(request.scope, verb, _path(request, roadmap))


def _path(request: Request, roadmap: Roadmap) -> str:
    return organisations.path_of(roadmap.unit_id, request.scope.on)


def _items(roadmap: Roadmap) -> list[Any]:
    return list(selectors.list_standing(roadmap).order_by("position"))


def _show(
    request: Request,
    roadmap: Roadmap,
    sent: Mapping[str, django_forms.Form] | None = None,
    status: int = 200,
) -> HttpResponse:
    """Render the page; forms in `sent` come back with what is wrong in them."""
    scope, path = request.scope, _path(request, roadmap)
    approvals = list(selectors.list_approvals(roadmap))
    above = [int(key) for key in reversed(path.split(".")[:-1])]
    shown = {roadmap.unit_id, *above, *(one.unit_id for one in approvals if one.unit_id)}
    units = organisations.names_of(shown, scope.on)
    who = people.names_of_users({one.by for one in approvals if one.by is not None})
    names, current = way.steps_of(roadmap, is_top=rules.is_top(path))
    may_write = scope.may(Right.WRITE_ROADMAPS, path)
    context = frame_of(scope, roadmap, "show_approvals", units) | {
        "steps": (names, current),
        "turn": way.turn_of(roadmap, units.get(roadmap.unit_id, ""),
                            [units[key] for key in above if key in units]),
        "ready": selectors.readiness_of(roadmap),
        "remarks": [way.remark_view(one) for one in selectors.list_unsettled(roadmap)],
        "may_settle": may_write and roadmap.state in EDITABLE,
        "forms": _forms(request, roadmap, path) | dict(sent or {}),
        "history": way.history(approvals, who, units, request.user.pk),
        "editions": editions.rows_of(roadmap),
        "conflict": status == 409,
        "children": selectors.count_children_of(roadmap) if roadmap.edition else 0,
    }  # fmt: skip
    return page(request, "approvals/show_approvals.html", context, status=status)


def _forms(request: Request, roadmap: Roadmap, path: str) -> Forms:
    """The forms of the steps the person may make now, by verb."""
    names = {"recall_revision": "recall", "approve_alone": "approve"}
    verbs = [names.get(verb, verb) for verb in rules.verbs_of(request.scope, roadmap, path)]
    initial = {"version": roadmap.version, "on": request.scope.on}
    return {verb: _form(verb, initial=initial) for verb in verbs}


def _remarks_page(
    request: Request, roadmap: Roadmap, form: forms.Return, status: int = 200
) -> HttpResponse:
    context = frame_of(request.scope, roadmap, "show_approvals") | {
        "form": form,
        "action": reverse("return_roadmap", args=[roadmap.pk]),
        "cancel": reverse("show_approvals", args=[roadmap.pk]),
    }
    return page(request, "approvals/write_remarks.html", context, status=status)
