"""One item of a plan: shown beside its place in the source, corrected, settled."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.http import HttpResponse

from nastavnik.audit import selectors as audit
from nastavnik.imports import selectors as imports
from nastavnik.kernel.errors import Conflict, RuleBroken
from nastavnik.kernel.scope import Right
from nastavnik.organisations import selectors as organisations
from nastavnik.people import selectors as people
from nastavnik.roadmaps import resolving, selectors, services
from nastavnik.roadmaps.meanings import Meaning
from nastavnik.web.roadmaps import forms
from nastavnik.web.roadmaps.presenters import choices, item, plan, source
from nastavnik.web.shell.doors import action, screen
from nastavnik.web.shell.form_pages import versions_of
from nastavnik.web.shell.pages import go, page
from nastavnik.web.shell.request import Request

Verb = Callable[..., object]  # a service of an item: scope, key, what the form says


@screen
def show_item(request: Request, pk: int) -> HttpResponse:
    """Show everything about an item."""
    return _show(request, selectors.get_item(request.scope, pk))


@action
def correct_item(request: Request, pk: int) -> HttpResponse:
    """Write other texts in the item."""
    return _correct(request, pk, "texts", forms.Texts, services.correct_item, "Тексты исправлены.")


@action
def correct_item_term(request: Request, pk: int) -> HttpResponse:
    """Say the term in other words."""
    return _correct(request, pk, "term", forms.Term, services.correct_term, "Срок прочитан заново.")


@action
def correct_item_days(request: Request, pk: int) -> HttpResponse:
    """Say the term by its days."""
    return _correct(request, pk, "days", forms.Days, services.correct_term, "Дни срока записаны.")


@action
def correct_responsible(request: Request, pk: int) -> HttpResponse:
    """Write otherwise who is responsible."""
    return _correct(
        request,
        pk,
        "responsible",
        forms.Responsible,
        services.correct_responsible,
        "Ответственные прочитаны заново.",
    )


@action
def accept_doubts(request: Request, pk: int) -> HttpResponse:
    """Confirm that the item is right as it stands."""
    return _correct(
        request,
        pk,
        "accept",
        forms.Versioned,
        services.accept_doubts,
        "Сомнения сняты: мероприятие верно.",
    )


@action
def settle_item(request: Request, pk: int) -> HttpResponse:
    """Mark what became of the item."""
    return _correct(request, pk, "settle", forms.Settle, services.settle_item, "Исход отмечен.")


@action
def assign_actor(request: Request, pk: int) -> HttpResponse:
    """Say whom an actor means, here or in the whole plan."""
    shown = selectors.get_item_of_actor(request.scope, pk)
    path = _require_writing(request, shown)
    directory = resolving.load_directory(request.scope, shown.roadmap.unit_id)
    actor = next(one for one in shown.actors.all() if one.pk == pk)
    form = forms.Assign(
        request.POST,
        auto_id=f"actor-{pk}-%s",
        choices=choices.all_choices(request.scope, directory, [actor])[pk],
        may_remember=request.scope.may(Right.MANAGE_UNITS, path),
    )
    if not form.is_valid():
        return _show(request, shown, {f"actor_{pk}": form}, status=422)
    given = dict(form.cleaned_data)
    meaning = Meaning.from_code(given.pop("who"))
    try:
        count = services.assign_actor(request.scope, pk, meaning, **given)
    except RuleBroken as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        return _show(request, shown, {f"actor_{pk}": form}, status=422)
    message = "Ответственный указан." if count == 1 else f"Ответственный указан в строках: {count}."
    return go(request, "show_item", shown.pk, message=message)


def _correct(
    request: Request,
    pk: int,
    name: str,
    kind: type[django_forms.Form],
    verb: Verb,
    message: str,
) -> HttpResponse:
    """Do `verb` with what the form says; a refusal comes back with the form and what is now."""
    form = kind(request.POST, auto_id=f"{name}-%s")
    shown = selectors.get_item(request.scope, pk)
    _require_writing(request, shown)
    status = 422
    if form.is_valid():
        try:
            verb(request.scope, pk, **form.cleaned_data)
        except RuleBroken as refusal:
            field = refusal.field if refusal.field in form.fields else None
            form.add_error(field, refusal.message)
            status = 409 if isinstance(refusal, Conflict) else 422
        else:
            return go(request, "show_item", pk, message=message)
    if "version" in form.data:
        # sent again, it is meant for what is now
        form.data = dict(form.data.items()) | {"version": str(shown.version)}
    return _show(request, shown, {name: form}, status=status)


def _require_writing(request: Request, shown: Any) -> str:
    """Refuse a person who may only read the plan; returns the path of its unit."""
    path = organisations.path_of(shown.roadmap.unit_id, request.scope.on)
    request.scope.require(Right.WRITE_ROADMAPS, path)
    return path


def _show(
    request: Request,
    shown: Any,
    sent: dict[str, django_forms.Form] | None = None,
    status: int = 200,
) -> HttpResponse:
    """Render the item with its forms; those in `sent` come back with what is wrong in them."""
    scope, unit_id = request.scope, shown.roadmap.unit_id
    path = organisations.path_of(unit_id, scope.on)
    tasks = list(selectors.list_tasks_of(shown))
    meant = {actor.unit_id for actor in shown.actors.all() if actor.unit_id}
    meant |= {task.unit_id for task in tasks}
    names = organisations.names_of({unit_id, *meant}, scope.on)
    entries = list(audit.list_entries_of(shown))
    who = people.names_of_users({entry.actor for entry in entries if entry.actor})
    may_write = scope.may(Right.WRITE_ROADMAPS, path)
    row = plan.row_of(shown, names, unit_id)
    doubtful = {doubt["field"] for doubt in shown.doubts}
    context = {
        "item": row,
        "heading": item.heading_of(shown),
        "around": item.around(*selectors.find_neighbours(shown)),
        "columns": plan.columns_of(shown.roadmap),
        "doubts": item.doubts_of(shown),
        "family": item.family_of(shown, sees_origin=_sees_origin(request, shown)),
        "lines": _source(shown, doubtful),
        "history": item.history(shown, entries, who, request.user.pk),
        "may_write": may_write,
        "tasks": [item.task_line(task, names, scope.on) for task in tasks],
        "forms": {},
        "conflict": status == 409,
        "versions": [],
    }
    if may_write:
        now = _forms(request, shown, path, has_tasks=selectors.is_summed(shown))
        context["forms"] = now | (sent or {})
        if status == 409:
            context["versions"] = [
                one for name, form in (sent or {}).items()
                for one in versions_of(form, now[name].initial)
            ]  # fmt: skip
    return page(request, "roadmaps/show_item.html", context, status=status)


def _sees_origin(request: Request, shown: Any) -> bool:
    """Tell whether the person may open the upper plan whose item this one carries out."""
    if shown.origin is None:
        return False
    over = shown.origin.roadmap.unit_id
    path = organisations.paths_of({over}, request.scope.on).get(over)
    return path is not None and request.scope.may(Right.SEE_ROADMAPS, path)


def _source(shown: Any, doubtful: set[str]) -> list[source.SourceLine]:
    """The item's lines in the document it was taken from; [] for a plan without one."""
    if shown.roadmap.intake is None:
        return []
    document = imports.source_of(shown.roadmap.intake)
    return source.source_lines(document, shown.places, doubtful)


def _forms(
    request: Request, shown: Any, path: str, *, has_tasks: bool
) -> dict[str, django_forms.Form]:
    """The forms of an item, each with what stands in it now."""
    now = {"version": shown.version}
    texts = {name: getattr(shown, name) for name in ("number", "title", "result", "note")}
    who = {"text": shown.responsible_text}
    days = {"first": shown.term.get("start"), "last": shown.term.get("end")}
    actors = list(shown.actors.all())
    directory = resolving.load_directory(
        request.scope, shown.roadmap.unit_id, [item.read_actor(actor) for actor in actors]
    )
    offered = choices.all_choices(request.scope, directory, actors)
    may_remember = request.scope.may(Right.MANAGE_UNITS, path)
    return {
        "texts": forms.Texts(auto_id="texts-%s", initial=now | texts),
        "term": forms.Term(auto_id="term-%s", initial=now | {"text": shown.term_text}),
        "days": forms.Days(auto_id="days-%s", initial=now | days),
        "responsible": forms.Responsible(auto_id="responsible-%s", initial=now | who),
        "accept": forms.Versioned(auto_id="accept-%s", initial=now),
        "settle": forms.Settle(
            auto_id="settle-%s", initial={"outcome": shown.outcome}, has_tasks=has_tasks
        ),
    } | {
        f"actor_{actor.pk}": forms.Assign(
            auto_id=f"actor-{actor.pk}-%s",
            choices=offered[actor.pk],
            may_remember=may_remember,
            initial={"who": item.meaning_code(actor), "everywhere": True},
        )
        for actor in actors
    }
