"""A plan as in its order: columns, heading rows, items with what was understood of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from nastavnik.pure.plans import Field
from nastavnik.pure.terms import TermReading, describe
from nastavnik.roadmaps.choices import Outcome
from nastavnik.web.roadmaps.presenters.meanings import ActorView, actor_view, bare

TONES: dict[str, str] = {
    Outcome.OPEN: "info",
    Outcome.DONE: "success",
    Outcome.NOT_DONE: "danger",
    Outcome.NOT_OURS: "neutral",
}
WIDTHS: dict[str, str] = {Field.NUMBER: "number", Field.TITLE: "main", Field.TERM: "short"}
USUAL_COLUMNS = (
    ("№", Field.NUMBER),
    ("Мероприятие", Field.TITLE),
    ("Срок", Field.TERM),
    ("Ответственные", Field.RESPONSIBLE),
    ("Результат", Field.RESULT),
)


@dataclass(frozen=True, slots=True)
class ColumnView:
    """A column: its header in the document, what it holds, its width; `key` of an extra column."""

    header: str
    field: str
    width: str
    key: str


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item as a row of the plan."""

    pk: int
    url: str
    number: str
    number_restored: bool
    title: str
    is_sub: bool
    term_text: str
    term: str
    actors: tuple[ActorView, ...]
    result: str
    results_more: tuple[str, ...]
    note: str
    extra: Mapping[str, str]
    outcome: str
    tone: str
    state: str
    to_check: int


@dataclass(frozen=True, slots=True)
class SectionRow:
    """A heading row; `continued` when the page begins in the middle of the section."""

    title: str
    continued: bool


def columns_of(roadmap: Any) -> tuple[ColumnView, ...]:
    """Return the columns in the document's order; a column of the same content comes once."""
    given = [(column["header"], column["field"]) for column in roadmap.columns]
    views = [
        ColumnView(header, field, WIDTHS.get(field, ""), str(index))
        for index, (header, field) in enumerate(given or USUAL_COLUMNS)
    ]
    kept: dict[str, ColumnView] = {}
    for view in views:
        kept.setdefault(view.key if view.field == Field.OTHER else view.field, view)
    if Field.TITLE not in kept:
        kept[Field.TITLE] = ColumnView("Мероприятие", Field.TITLE, "main", "")
    return tuple(kept.values())


def rows_of(
    items: Sequence[Any], units: Mapping[int, str], own: int, continued: bool
) -> list[ItemRow | SectionRow]:
    """Return the items of one page with the heading rows between them."""
    rows: list[ItemRow | SectionRow] = []
    section = None
    for item in items:
        if item.section_id and item.section_id != section:
            rows.append(SectionRow(title_of_section(item.section), continued and not rows))
        section = item.section_id
        rows.append(row_of(item, units, own))
    return rows


def row_of(item: Any, units: Mapping[int, str], own: int) -> ItemRow:
    """Present one item."""
    actors = tuple(actor_view(actor, units, own) for actor in item.actors.all())
    return ItemRow(
        pk=item.pk,
        url=reverse("show_item", args=[item.pk]),
        number=item.number,
        number_restored=item.number_restored,
        title=item.title,
        is_sub=item.parent_id is not None,
        term_text=item.term_text,
        term=_unless_same(describe(TermReading.from_json(item.term)), item.term_text),
        actors=actors,
        result=item.result,
        results_more=tuple(item.results_more),
        note=item.note,
        extra=item.extra,
        outcome=item.outcome,
        tone="danger" if item.is_late else TONES[item.outcome],
        state="Срок прошёл" if item.is_late else item.get_outcome_display(),
        to_check=len(item.doubts) + sum(actor.unresolved for actor in actors),
    )


def _unless_same(reading: str, text: str) -> str:
    """What was understood, "" where the words say just that."""
    return "" if bare(reading) == bare(text) else reading


def title_of_section(section: Any) -> str:
    """Write a heading row with its number."""
    return f"{section.number.rstrip('.')}. {section.title}" if section.number else section.title


def units_of(items: Iterable[Any]) -> set[int]:
    """Return the keys of the units that the items' actors mean."""
    return {actor.unit_id for item in items for actor in item.actors.all() if actor.unit_id}
