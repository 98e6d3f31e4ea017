"""Correcting a reading: columns, rows, texts, terms, actors, doubts."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from nastavnik.kernel.errors import Missing, RuleBroken
from nastavnik.pure.plans import Corrections, EditKind, Field, Item, RowKind
from nastavnik.pure.terms import read_term
from nastavnik.web.intakes import desk as desks
from nastavnik.web.intakes.cards import Dealer
from nastavnik.web.intakes.correction_forms import (
    Actors,
    Columns,
    LineRanges,
    RowDecision,
    Split,
    TermDays,
    TermWords,
    Texts,
)
from nastavnik.web.intakes.mapping import grids_of, lines_of
from nastavnik.web.intakes.presenters import row_view
from nastavnik.web.intakes.source import SourceView, doubtful_places, places_of
from nastavnik.web.intakes.views import preview_context
from nastavnik.web.shell.doors import action, screen
from nastavnik.web.shell.pages import go, page
from nastavnik.web.shell.request import Request

Form = Any


@screen
def edit_reading(request: Request, pk: int, key: str) -> HttpResponse:
    """Show one item with its source and forms for its texts, term, actors and rows."""
    desk = desks.lay_open(request, pk)
    return _item_page(request, desk, desk.item(key))


def _item_page(
    request: Request, desk: desks.Desk, item: Item, *, status: int = 200, **bound: Form
) -> HttpResponse:
    """Return the page of an item; `bound` are forms that came back with errors."""
    view = SourceView(desk.source)
    places = places_of(desk.plan, [item.key])
    doubtful = doubtful_places(desk.plan, [item.key])
    forms = {
        "texts": Texts(initial=Texts.initial_of(item)),
        "words": TermWords(initial={"phrase": item.term_text}),
        "days": TermDays.of(item.term),
        "actors": Actors(actors=item.actors),
        "split_form": Split(texts=_split_texts(desk, item)),
    }
    card = Dealer(desk.plan, view, desk.corrections).card(item)
    context = {
        "desk": desk,
        "item": item,
        "card": card,
        "term": card.field(Field.TERM),
        "responsible": card.field(Field.RESPONSIBLE),
        "rows": [row_view(desk.plan, view, key) for key in item.rows],
        "can_split": _can_split(desk, item),
        "lines": list(
            view.lines(view.around(places), pointed=places, doubtful=doubtful, marked=places)
        ),
        "only": desks.only_doubts(request),
        **forms,
        **bound,
    }
    return page(request, "intakes/item.html", context, status=status)


@action
def correct_field(request: Request, pk: int, key: str) -> HttpResponse:
    """Change texts of an item; a new term or responsible text is read anew."""
    desk = desks.lay_open(request, pk)
    item = desk.item(key)
    form = Texts(request.POST, initial=Texts.initial_of(item))
    if not form.is_valid():
        return _item_page(request, desk, item, status=422, texts=form)
    given = desk.corrections
    for field, text in form.changes().items():
        given = given.with_field(key, field, text)
    return _kept(request, desk, given, key, "Текст исправлен.")


@action
def reread_term(request: Request, pk: int, key: str) -> HttpResponse:
    """Read the term in other words, or take it by its kind and days."""
    desk = desks.lay_open(request, pk)
    item = desk.item(key)
    if "phrase" in request.POST:
        words = TermWords(request.POST)
        if words.is_valid():
            phrase = words.cleaned_data["phrase"]
            reading = read_term(phrase, desk.plan.context_year, period=desk.plan.period)
            if reading.kind == "unparsable":
                words.add_error("phrase", "Срок не понят. Скажите иначе или укажите дни ниже.")
            elif reading.ambiguous or reading.warn:
                words.add_error("phrase", f"Срок не вполне ясен: {reading.note}.")
        if not words.is_valid():
            return _item_page(request, desk, item, status=422, words=words)
    else:
        days = TermDays(request.POST)
        if not days.is_valid():
            return _item_page(request, desk, item, status=422, days=days)
        reading = days.reading()
    return _kept(request, desk, desk.corrections.with_term(key, reading), key, "Срок исправлен.")


@action
def correct_actors(request: Request, pk: int, key: str) -> HttpResponse:
    """Say who is responsible."""
    desk = desks.lay_open(request, pk)
    item = desk.item(key)
    form = Actors(request.POST, actors=item.actors)
    if not form.is_valid():
        return _item_page(request, desk, item, status=422, actors=form)
    given = desk.corrections.with_actors(key, form.parties())
    return _kept(request, desk, given, key, "Ответственные исправлены.")


@action
def accept_doubt(request: Request, pk: int, key: str) -> HttpResponse:
    """Say that a doubtful reading is right: one doubt of the item, or all of them."""
    desk = desks.lay_open(request, pk)
    wanted = request.POST.get("doubt", "")
    given = desk.corrections
    for doubt in desk.item(key).doubts:
        if wanted in ("all", f"{doubt.code}:{doubt.field.value}"):
            given = given.accept_doubt(key, doubt.code, doubt.field)
    if given == desk.corrections:
        raise RuleBroken("Этого сомнения уже нет: откройте документ заново.")
    desk = desks.keep(request, desk, given)
    if request.htmx:
        context = preview_context(
            desk,
            only=desks.only_doubts(request),
            number=request.POST.get("page", "1"),
            focus=key,
        )
        return page(request, "intakes/show.html", context, block="preview")
    return desks.back_to(request, desk, key, message="Прочитанное подтверждено.")


@screen
def edit_row(request: Request, pk: int, key: str) -> HttpResponse:
    """Show one row of the document and ask what it is."""
    desk = desks.lay_open(request, pk)
    return _row_page(request, desk, key, RowDecision())


def _row_page(
    request: Request, desk: desks.Desk, key: str, form: RowDecision, *, status: int = 200
) -> HttpResponse:
    view = SourceView(desk.source)
    place = view.place(key)
    if place is None:
        raise Missing("row")
    context = {
        "desk": desk,
        "row": row_view(desk.plan, view, key),
        "form": form,
        "lines": list(view.lines(view.around([place]), pointed=[place], marked=[place])),
        "anchor": view.anchor(place),
        "only": desks.only_doubts(request),
    }
    return page(request, "intakes/row.html", context, status=status)


@action
def change_row(request: Request, pk: int, key: str) -> HttpResponse:
    """Say what a row is: an item, a sub-row, the rest of the row above, a heading, nothing."""
    desk = desks.lay_open(request, pk)
    form = RowDecision(request.POST)
    if not form.is_valid():
        return _row_page(request, desk, key, form, status=422)
    given = desk.corrections.with_row(key, RowKind(form.cleaned_data["kind"]))
    return _kept(request, desk, given, key, "Строка прочитана заново.")


@action
def split_row(request: Request, pk: int, key: str) -> HttpResponse:
    """Make two items of one row."""
    desk = desks.lay_open(request, pk)
    item = desk.item(key)
    form = Split(request.POST, texts=_split_texts(desk, item))
    if not _can_split(desk, item):
        raise RuleBroken("Эту строку разделить нельзя: сначала отмените её исправления.")
    if not form.is_valid():
        return _item_page(request, desk, item, status=422, split_form=form)
    given = desk.corrections.with_split(item.rows[0], form.offsets())
    return _kept(request, desk, given, key, "Строка разделена на два мероприятия.")


def _can_split(desk: desks.Desk, item: Item) -> bool:
    """A row that stands by itself and whose texts are those of the document."""
    edited = any(edit.target == item.key for edit in desk.corrections.of(EditKind.FIELD))
    return len(item.rows) == 1 and "~" not in item.key and not edited


def _split_texts(desk: desks.Desk, item: Item) -> dict[Field, str]:
    if not _can_split(desk, item):
        return {}
    return {
        Field.TITLE: item.title,
        Field.TERM: item.term_text,
        Field.RESPONSIBLE: item.responsible_text,
        Field.RESULT: item.result,
        Field.NOTE: item.note,
    }


@screen
def edit_columns(request: Request, pk: int) -> HttpResponse:
    """Show every table of the document and what its columns are taken for."""
    desk = desks.lay_open(request, pk)
    form = Columns(grids=grids_of(desk.source, desk.plan))
    return page(request, "intakes/columns.html", {"desk": desk, "form": form})


@action
def map_column(request: Request, pk: int) -> HttpResponse:
    """Say what the columns hold."""
    desk = desks.lay_open(request, pk)
    form = Columns(request.POST, grids=grids_of(desk.source, desk.plan))
    if not form.is_valid():
        return page(request, "intakes/columns.html", {"desk": desk, "form": form}, status=422)
    given = desk.corrections
    for table, index, field in form.changes():
        given = given.with_column(table, index, field)
    desks.keep(request, desk, given)
    return go(request, "show_intake", pk, message="Графы назначены, документ прочитан заново.")


@screen
def edit_lines(request: Request, pk: int) -> HttpResponse:
    """Show the numbered lines of a text whose order is lost and ask which are which column."""
    desk = desks.lay_open(request, pk)
    return _lines_page(request, desk, LineRanges(lines=lines_of(desk.source), given=_ranges(desk)))


@action
def map_lines(request: Request, pk: int) -> HttpResponse:
    """Say which lines are which column; earlier ranges go."""
    desk = desks.lay_open(request, pk)
    form = LineRanges(request.POST, lines=lines_of(desk.source), given=_ranges(desk))
    if not form.is_valid():
        return _lines_page(request, desk, form, status=422)
    others = (edit for edit in desk.corrections.edits if edit.kind is not EditKind.RANGE)
    given = Corrections(tuple(others))
    for field, first, last in form.ranges():
        given = given.with_range(field, first, last)
    desks.keep(request, desk, given)
    return go(request, "show_intake", pk, message="Столбцы указаны, документ прочитан заново.")


def _ranges(desk: desks.Desk) -> list[tuple[Field, str, str]]:
    return [
        (Field(edit.name), edit.target, edit.value) for edit in desk.corrections.of(EditKind.RANGE)
    ]


def _lines_page(
    request: Request, desk: desks.Desk, form: LineRanges, *, status: int = 200
) -> HttpResponse:
    context = {"desk": desk, "form": form, "lines": lines_of(desk.source)}
    return page(request, "intakes/lines.html", context, status=status)


def _kept(
    request: Request, desk: desks.Desk, given: Corrections, key: str, message: str
) -> HttpResponse:
    """Save and lead back to the item; an unchanged form saves nothing."""
    if given == desk.corrections:
        return desks.back_to(request, desk, key, message="Ничего не изменено.")
    return desks.back_to(request, desks.keep(request, desk, given), key, message=message)
