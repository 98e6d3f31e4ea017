"""One measure in the editor: written, its words read back, changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from nastavnik.kernel.errors import Conflict, Missing, RuleBroken
from nastavnik.roadmaps import arranging, selectors, services
from nastavnik.web.roadmaps.editor import forms, presenters
from nastavnik.web.roadmaps.editor.plan_views import crumbs, editable
from nastavnik.web.roadmaps.presenters.plan import title_of_section
from nastavnik.web.shell.doors import action, screen, search
from nastavnik.web.shell.pages import go, page
from nastavnik.web.shell.request import Request

PLACES = ("section", "after", "under")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page with the form of a measure: its addresses and words."""

    title: str
    lead: str
    action: str
    reading: str
    cancel: str
    label: str
    crumbs: list[tuple[str, str]]


@screen
def new_item(request: Request, pk: int) -> HttpResponse:
    """Ask for a new measure at the end of a section, or right after another measure."""
    roadmap = _roadmap(request, pk)
    asked = {name: request.GET.get(name, "") for name in PLACES}
    place = _place(roadmap, **asked)
    if place is None:
        raise Missing("place")
    form = forms.NewWords(
        initial={
            "version": roadmap.version,
            "section": place.section,
            "after": place.after,
            "under": place.under,
            "number": place.number,
        }
    )
    return _page(request, roadmap, _sheet_of_new(roadmap, place), form)


@search
def read_new_item(request: Request, pk: int) -> HttpResponse:
    """Read back the words of a measure that is being written."""
    roadmap = _roadmap(request, pk)
    form = forms.NewWords(request.POST)
    return _page(request, roadmap, _sheet_of_new(roadmap, _sent_place(roadmap, form)), form, 200)


@action
def add_item(request: Request, pk: int) -> HttpResponse:
    """Add a measure."""
    roadmap = _roadmap(request, pk)
    form = forms.NewWords(request.POST)
    status = 422
    if form.is_valid():
        got = form.cleaned_data
        try:
            item = services.add_item(
                request.scope, pk, form.words(), version=got["version"],
                section_pk=got["section"], after_pk=got["after"], under_pk=got["under"],
            )  # fmt: skip
        except RuleBroken as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
            status = 409 if isinstance(refusal, Conflict) else 422
        else:
            return go(request, _at(roadmap, item.pk), message="Мероприятие добавлено.")
    place = _sent_place(roadmap, form)
    # sent again, it is meant for what is now, and for a place that is still there
    form.data = dict(form.data.items()) | {
        "version": str(roadmap.version),
        "section": place.section or "",
        "after": place.after or "",
        "under": place.under or "",
    }
    return _page(request, roadmap, _sheet_of_new(roadmap, place), form, status)


@screen
def change_item(request: Request, pk: int) -> HttpResponse:
    """Show the texts of a measure to be changed."""
    item, roadmap = _item(request, pk)
    form = forms.Words(initial={"version": item.version} | presenters.words_of(item))
    return _page(request, roadmap, _sheet_of(item, roadmap), form)


@search
def read_item(request: Request, pk: int) -> HttpResponse:
    """Read back the changed words of a measure."""
    item, roadmap = _item(request, pk)
    return _page(request, roadmap, _sheet_of(item, roadmap), forms.Words(request.POST), 200)


@action
def edit_item(request: Request, pk: int) -> HttpResponse:
    """Write other texts in a measure."""
    item, roadmap = _item(request, pk)
    form = forms.Words(request.POST)
    status, now = 422, {}
    if form.is_valid():
        try:
            services.edit_item(
                request.scope, pk, form.words(), version=form.cleaned_data["version"]
            )
        except RuleBroken as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
            if isinstance(refusal, Conflict):
                status = 409
                now = presenters.differences(presenters.words_of(item), form.data)
        else:
            return go(request, _at(roadmap, pk), message="Мероприятие исправлено.")
    form.data = dict(form.data.items()) | {"version": str(item.version)}
    return _page(request, roadmap, _sheet_of(item, roadmap), form, status, now)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a new measure will stand, in keys and in words, and the number offered for it."""

    section: int | None = None
    after: int | None = None
    under: int | None = None
    words: str = ""
    number: str = ""


def _place(roadmap: Any, section: str, after: str, under: str) -> _Place | None:
    """Return the place; None where the section or the measure is not in the plan (any more)."""
    outline = arranging.load_outline(roadmap)
    near = after or under
    if near:
        item = next((one for one in selectors.list_standing(roadmap) if str(one.pk) == near), None)
        if item is None:
            return None
        name = f"{item.number} {item.title}".strip()
        if after:
            number = outline.next_number(item.section_id, item.pk)
            return _Place(item.section_id, item.pk, None, f"После: {name}", number)
        number = outline.next_sub_number(item.pk)
        return _Place(item.section_id, None, item.pk, f"Подпункт мероприятия: {name}", number)
    if section:
        found = next((s for s in selectors.list_sections(roadmap) if str(s.pk) == section), None)
        if found is None:
            return None
        number = outline.next_number(found.pk, None, found.number)
        words = f"В раздел: {title_of_section(found)}"
        return _Place(found.pk, words=words, number=number)
    return _Place(number=outline.next_number(None, None))


def _sent_place(roadmap: Any, form: forms.NewWords) -> _Place:
    """The place the form names, or the nearest that is still there."""
    sent = {name: form.data.get(name, "") for name in PLACES}
    section = {"section": sent["section"], "after": "", "under": ""}
    places = (_place(roadmap, **sent), _place(roadmap, **section))
    return next((one for one in places if one), None) or _Place()


def _sheet_of_new(roadmap: Any, place: _Place) -> Sheet:
    return Sheet(
        title="Новое мероприятие",
        lead=place.words,
        action=reverse("add_item", args=[roadmap.pk]),
        reading=reverse("read_new_item", args=[roadmap.pk]),
        cancel=_at(roadmap, place.after or place.under),
        label="Добавить",
        crumbs=crumbs(roadmap),
    )


def _sheet_of(item: Any, roadmap: Any) -> Sheet:
    return Sheet(
        title="Изменить мероприятие",
        lead=f"{item.number} {item.title}".strip(),
        action=reverse("edit_item", args=[item.pk]),
        reading=reverse("read_item", args=[item.pk]),
        cancel=_at(roadmap, item.pk),
        label="Сохранить",
        crumbs=crumbs(roadmap),
    )


def _page(
    request: Request,
    roadmap: Any,
    sheet: Sheet,
    form: forms.Words,
    status: int | None = None,
    now: dict[str, str] | None = None,
) -> HttpResponse:
    """Render the form with its words read back; `status` None before anything was sent."""
    term, responsible = (form[name].value() or "" for name in ("term", "responsible"))
    said = bool(term.strip() or responsible.strip())
    context = {
        "sheet": sheet,
        "form": form,
        "now": now or {},
        "conflict": status == 409,
        "is_sent": status in (409, 422),
        "reading": presenters.read_words(request.scope, roadmap, term, responsible)
        if said
        else None,
    }
    template = "roadmaps/editor/item.html"
    return page(request, template, context, block="reading", status=status or 200)


def _roadmap(request: Request, pk: int) -> Any:
    return editable(request, selectors.get_roadmap(request.scope, pk))


def _item(request: Request, pk: int) -> tuple[Any, Any]:
    item = selectors.get_item(request.scope, pk)
    return item, editable(request, item.roadmap)


def _at(roadmap: Any, item_pk: int | None) -> str:
    editor = reverse("edit_roadmap", args=[roadmap.pk])
    return f"{editor}#item-{item_pk}" if item_pk else editor
