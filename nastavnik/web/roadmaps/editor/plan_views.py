"""The editor of a plan: head, sections, the order of measures, what is taken out and put back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.text import Truncator

from nastavnik.kernel.errors import Conflict, RuleBroken
from nastavnik.kernel.scope import Right
from nastavnik.organisations import selectors as organisations
from nastavnik.roadmaps import arranging, rules, selectors, services
from nastavnik.roadmaps.choices import RoadmapState
from nastavnik.web.roadmaps.editor import forms, presenters
from nastavnik.web.roadmaps.forms import Versioned
from nastavnik.web.shell.doors import action, screen
from nastavnik.web.shell.form_pages import FormPage, form_page
from nastavnik.web.shell.pages import go, page
from nastavnik.web.shell.plan_frame import heading_of
from nastavnik.web.shell.request import Request

Verb = Callable[..., object]


@screen
def edit_roadmap(request: Request, pk: int) -> HttpResponse:
    """Show a plan that may be edited, with everything that can be done to it."""
    return _show(request, editable(request, selectors.get_roadmap(request.scope, pk)))


@action
def correct_roadmap(request: Request, pk: int) -> HttpResponse:
    """Give the plan another title and other days."""
    roadmap = editable(request, selectors.get_roadmap(request.scope, pk))
    form = forms.Head(request.POST, auto_id="head-%s")
    return _do(request, roadmap, "head", form, services.correct_roadmap, pk, "План исправлен.")


@action
def add_section(request: Request, pk: int) -> HttpResponse:
    """Add a section at the end."""
    roadmap = editable(request, selectors.get_roadmap(request.scope, pk))
    form = forms.SectionName(request.POST, auto_id="section-%s")
    return _do(request, roadmap, "section", form, services.add_section, pk, "Раздел добавлен.")


@action
def renumber_roadmap(request: Request, pk: int) -> HttpResponse:
    """Count sections and measures anew."""
    roadmap = editable(request, selectors.get_roadmap(request.scope, pk))
    form = Versioned(request.POST)
    verb = services.renumber_roadmap
    return _do(request, roadmap, "move", form, verb, pk, "Номера расставлены заново.")


@action
def rename_section(request: Request, pk: int) -> HttpResponse:
    """Write another number and title of a section."""
    section, roadmap = _section(request, pk)
    name = f"section_{pk}"
    form = forms.SectionName(request.POST, auto_id=f"section-{pk}-%s")
    verb = services.rename_section
    return _do(request, roadmap, name, form, verb, section.pk, "Раздел переименован.")


@action
def move_section(request: Request, pk: int) -> HttpResponse:
    """Move a section past its neighbour."""
    section, roadmap = _section(request, pk)
    form = forms.Move(request.POST)
    place = f"section-{pk}"
    return _do(request, roadmap, "move", form, services.move_section, section.pk, place=place)


@action
def remove_section(request: Request, pk: int) -> HttpResponse:
    """Take an empty section out."""
    section, roadmap = _section(request, pk)
    form = Versioned(request.POST)
    verb = services.remove_section
    return _do(request, roadmap, "move", form, verb, section.pk, "Раздел удалён.")


@action
def move_item(request: Request, pk: int) -> HttpResponse:
    """Move a measure one place up or down."""
    _, roadmap = _item(request, pk)
    form = forms.Move(request.POST)
    return _do(request, roadmap, "move", form, services.move_item, pk, place=f"item-{pk}")


@screen
def confirm_item_removal(request: Request, pk: int) -> HttpResponse:
    """Ask whether the measure is to be taken out."""
    item, roadmap = _item(request, pk)
    return _removal(request, item, roadmap, Versioned(initial={"version": roadmap.version}))


@action
def remove_item(request: Request, pk: int) -> HttpResponse:
    """Take a measure out of the plan."""
    item, roadmap = _item(request, pk)
    form = Versioned(request.POST)
    if not form.is_valid():
        return _removal(request, item, roadmap, form)
    message = f"Убрано из плана: {item.title}"
    return _do(request, roadmap, "move", form, services.remove_item, pk, message)


@action
def restore_item(request: Request, pk: int) -> HttpResponse:
    """Put a withdrawn measure back."""
    _, roadmap = _item(request, pk)
    form = Versioned(request.POST)
    verb, place = services.restore_item, f"item-{pk}"
    return _do(request, roadmap, "move", form, verb, pk, "Мероприятие возвращено.", place=place)


def editable(request: Request, roadmap: Any) -> Any:
    """Return the plan. Raises NotAllowed for a reader, RuleBroken where it is not edited now."""
    path = organisations.path_of(roadmap.unit_id, request.scope.on)
    request.scope.require(Right.WRITE_ROADMAPS, path)
    rules.check_can_edit(roadmap)
    return roadmap


def _section(request: Request, pk: int) -> tuple[Any, Any]:
    section = selectors.get_section(request.scope, pk)
    return section, editable(request, section.roadmap)


def _item(request: Request, pk: int) -> tuple[Any, Any]:
    item = selectors.get_item(request.scope, pk)
    return item, editable(request, item.roadmap)


def _do(
    request: Request,
    roadmap: Any,
    name: str,
    form: django_forms.Form,
    verb: Verb,
    target: int,
    message: str = "",
    *,
    place: str = "",
) -> HttpResponse:
    """Do `verb` with what the form says and come back to `place`; a refusal shows the plan as it
    is now, with the form as it was sent."""
    status = 422
    if form.is_valid():
        try:
            verb(request.scope, target, **form.cleaned_data)
        except RuleBroken as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
            status = 409 if isinstance(refusal, Conflict) else 422
        else:
            anchor = f"#{place}" if place else ""
            return go(request, reverse("edit_roadmap", args=[roadmap.pk]) + anchor, message=message)
    now = selectors.get_roadmap(request.scope, roadmap.pk)
    # sent again, it is meant for what is now
    form.data = dict(form.data.items()) | {"version": str(now.version)}
    return _show(request, now, {name: form}, status=status)


def _show(
    request: Request,
    roadmap: Any,
    sent: dict[str, django_forms.Form] | None = None,
    status: int = 200,
) -> HttpResponse:
    """Render the editor; forms in `sent` come back with what is wrong in them."""
    sections = list(selectors.list_sections(roadmap))
    items = list(selectors.list_items(roadmap, selectors.Filter(), request.scope.on))
    outline = arranging.load_outline(roadmap)
    names = organisations.names_of([roadmap.unit_id], request.scope.on)
    remarks = selectors.list_open_remarks(roadmap)
    shown = presenters.sections_of(roadmap, sections, items, outline, request.scope, remarks)
    context = {
        "roadmap": heading_of(roadmap, names.get(roadmap.unit_id, "")),
        "version": roadmap.version,
        "is_draft": roadmap.state == RoadmapState.DRAFT,
        "remark": selectors.remark_of(roadmap) if roadmap.state == RoadmapState.RETURNED else "",
        "sections": shown,
        "withdrawn": list(selectors.list_withdrawn(roadmap)),
        "forms": _forms(roadmap, sections) | (sent or {}),
        "opened": next(iter(sent or {}), ""),
        "conflict": status == 409,
    }
    return page(request, "roadmaps/editor/edit.html", context, status=status)


def _forms(roadmap: Any, sections: list[Any]) -> dict[str, django_forms.Form]:
    now = {"version": roadmap.version}
    days = rules.days_of(roadmap.period) or (None, None)
    head = {"title": roadmap.title, "first": days[0], "last": days[1]}
    known: dict[str, django_forms.Form] = {
        "head": forms.Head(auto_id="head-%s", initial=now | head),
        "section": forms.SectionName(
            auto_id="section-%s", initial=now | {"number": str(len(sections) + 1)}
        ),
        "move": Versioned(initial=now),
    }
    for one in sections:
        known[f"section_{one.pk}"] = forms.SectionName(
            auto_id=f"section-{one.pk}-%s",
            initial=now | {"number": one.number, "title": one.title},
        )
    return known


def _removal(request: Request, item: Any, roadmap: Any, form: django_forms.Form) -> HttpResponse:
    editor = reverse("edit_roadmap", args=[roadmap.pk])
    sheet = FormPage(
        title="Убрать мероприятие из плана",
        lead=f"{item.number} {item.title}".strip(),
        action=reverse("remove_item", args=[item.pk]),
        cancel=f"{editor}#item-{item.pk}",
        label="Убрать из плана",
        crumbs=crumbs(roadmap),
        look="danger",
        warning=(
            "Вместе с мероприятием уйдут его подпункты. Если по нему уже что-то записано или план "
            "утверждался, записи сохранятся и мероприятие можно будет вернуть."
        ),
    )
    return form_page(request, sheet, form)


def crumbs(roadmap: Any) -> list[tuple[str, str]]:
    """Return the way from the list of plans to the editor."""
    return [
        ("Дорожные карты", reverse("list_roadmaps")),
        (Truncator(roadmap.title).chars(70), reverse("show_roadmap", args=[roadmap.pk])),
        ("Редактирование", reverse("edit_roadmap", args=[roadmap.pk])),
    ]
