"""An edition as it was, and what one says otherwise than another, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from nastavnik.people.choices import Post
from nastavnik.pure.editions import (
    PLACES,
    Changes,
    Content,
    FieldChange,
    ItemText,
    Piece,
    RowChange,
    compare_words,
)
from nastavnik.pure.plans import Field
from nastavnik.pure.terms import TermReading, describe
from nastavnik.roadmaps.choices import ActorState, RoadmapKind

LABELS = {
    "number": "Номер",
    "title": "Мероприятие",
    "term_text": "Срок",
    "term": "Срок понят так",
    "responsible_text": "Ответственные",
    "executors": "Кого имеют в виду",
    "result": "Результат",
    "results_more": "Другие результаты",
    "note": "Примечание",
    "extra": "Прочие графы",
}
_HEAD = {"title": "Название", "kind": "Вид плана", "period": "Срок действия"}
_SAID_BY = {"term": "term_text", "executors": "responsible_text"}  # told by the words themselves
_USUAL = (
    ("№", Field.NUMBER),
    ("Мероприятие", Field.TITLE),
    ("Срок", Field.TERM),
    ("Ответственные", Field.RESPONSIBLE),
    ("Результат", Field.RESULT),
)
_WIDTHS: dict[str, str] = {Field.NUMBER: "number", Field.TITLE: "main", Field.TERM: "short"}


@dataclass(frozen=True, slots=True)
class FieldView:
    """A field that reads otherwise: its words with what went and what came."""

    label: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class ItemView:
    """A measure in a comparison: its name now, the fields that changed or the facts it has."""

    title: str
    fields: tuple[FieldView, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    where: str = ""


@dataclass(frozen=True, slots=True)
class ComparisonView:
    """Everything two editions differ in, by kind of change."""

    head: tuple[FieldView, ...]
    sections: tuple[str, ...]
    added: tuple[ItemView, ...]
    rewritten: tuple[ItemView, ...]
    removed: tuple[ItemView, ...]
    moved: tuple[ItemView, ...]
    renumbered: tuple[ItemView, ...]


def comparison_of(
    old: Content, new: Content, changes: Changes, units: Mapping[int, str]
) -> ComparisonView:
    """Present the changes; `units` are the names of units that executors mean."""
    now = {item.key: item for item in new.items}
    parts = {part.key: _part(part) for part in (*old.sections, *new.sections)}
    return ComparisonView(
        head=tuple(_head_view(one) for one in changes.head if one.field in _HEAD),
        sections=tuple(_section_lines(changes, parts)),
        added=tuple(_whole(item, parts) for item in changes.added),
        rewritten=tuple(
            ItemView(_name(now[row.key]), _field_views(row, units)) for row in changes.rewritten
        ),
        removed=tuple(_whole(item, parts) for item in changes.removed),
        moved=tuple(_moved(now[key], now, parts, _placed(changes)) for key in changes.moved),
        renumbered=tuple(
            ItemView(now[row.key].title, _field_views(row, units)) for row in changes.renumbered
        ),
    )


def units_in(contents: Iterable[Content]) -> set[int]:
    """Return the keys of the units that executors of any of the contents mean."""
    return {
        executor["unit_id"]
        for content in contents
        for item in content.items
        for executor in item.executors
        if executor["unit_id"]
    }


@dataclass(frozen=True, slots=True)
class EditionTable:
    """An edition as a table: columns (header, width), rows that are a heading or cells."""

    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


def table_of(content: Content, columns: Sequence[Mapping[str, str]]) -> EditionTable:
    """Present an edition in the columns of its plan; a heading row has no cells."""
    given = [(one["header"], one["field"]) for one in columns] or list(_USUAL)
    fields = [(header, field, str(at)) for at, (header, field) in enumerate(given)]
    titles = {part.key: _part(part) for part in content.sections}
    rows: list[tuple[str, tuple[str, ...]]] = []
    section = None
    for item in content.items:
        if item.section is not None and item.section != section:
            rows.append((titles[item.section], ()))
        section = item.section
        rows.append(("", tuple(_cell(item, field, key) for _, field, key in fields)))
    heads = tuple((header, _WIDTHS.get(field, "")) for header, field, _ in fields)
    return EditionTable(heads, tuple(rows))


def _cell(item: ItemText, field: str, key: str) -> str:
    if field == Field.OTHER:
        return (item.extra or {}).get(key, "")
    if field == Field.NUMBER:
        return f"({item.number})" if item.number_restored else item.number
    texts = {
        Field.TITLE: item.title,
        Field.TERM: item.term_text,
        Field.RESPONSIBLE: item.responsible_text,
        Field.RESULT: "\n".join(filter(None, (item.result, *item.results_more))),
        Field.NOTE: item.note,
    }
    return texts[Field(field)]


def _field_views(row: RowChange, units: Mapping[int, str]) -> tuple[FieldView, ...]:
    changed = {one.field for one in row.fields}
    return tuple(
        FieldView(LABELS[one.field], compare_words(*(
            _said(one.field, value, units) for value in (one.old, one.new)
        )))
        for one in row.texts
        if _SAID_BY.get(one.field) not in changed
    )  # fmt: skip


def _said(field: str, value: Any, units: Mapping[int, str]) -> str:
    if field == "term":
        return describe(TermReading.from_json(dict(value or {})))
    if field == "executors":
        return "\n".join(_executor(one, units) for one in value)
    if field == "results_more":
        return "\n".join(value)
    if field == "extra":
        return "\n".join(text for _, text in sorted((value or {}).items()))
    return str(value)


def _executor(executor: Mapping[str, Any], units: Mapping[int, str]) -> str:
    """Write «Директор: должность, школа № 1»; a person is not named in an edition."""
    state = ActorState(executor["state"])
    post = Post(executor["post"]).label if executor["post"] else ""
    unit = units.get(executor["unit_id"] or 0, "")
    about = ", ".join(filter(None, (post or state.label.lower(), unit)))
    return f"{executor['text']}: {about}"


def _head_view(change: FieldChange) -> FieldView:
    said = [_head_text(change.field, value) for value in (change.old, change.new)]
    return FieldView(_HEAD[change.field], compare_words(*said))


def _head_text(field: str, value: Any) -> str:
    if field == "kind":
        return RoadmapKind(value).label
    if field == "period":
        return f"{_day(value[0])} – {_day(value[1])}" if value else "не указан"
    return str(value)


def _section_lines(changes: Changes, parts: Mapping[str, str]) -> Iterable[str]:
    yield from (f"Добавлен раздел «{_part(one)}»" for one in changes.sections_added)
    yield from (f"Исключён раздел «{_part(one)}»" for one in changes.sections_removed)
    for row in changes.sections_changed:
        was = {one.field: one.old for one in row.fields}
        now = {one.field: one.new for one in row.fields}
        if "title" in now:
            yield f"Раздел «{was['title']}» теперь называется «{now['title']}»"
        else:
            yield f"Раздел «{parts[row.key]}»: был номер «{was['number']}»"
    is_same = not (changes.sections_added or changes.sections_removed)
    if changes.section_order is not None and is_same:
        yield "Изменён порядок разделов"


def _whole(item: ItemText, parts: Mapping[str, str]) -> ItemView:
    facts = (
        ("Раздел", parts.get(item.section or "", "")),
        ("Срок", item.term_text),
        ("Ответственные", item.responsible_text),
        ("Результат", "\n".join(filter(None, (item.result, *item.results_more)))),
    )
    return ItemView(_name(item), facts=tuple((name, text) for name, text in facts if text))


def _placed(changes: Changes) -> set[str]:
    """Keys of the measures that stand in another section or under another measure."""
    return {row.key for row in changes.changed if any(one.field in PLACES for one in row.fields)}


def _moved(
    item: ItemText, now: Mapping[str, ItemText], parts: Mapping[str, str], placed: set[str]
) -> ItemView:
    if item.key not in placed:
        where = "стоит в другом порядке"
    elif item.parent is not None:
        where = f"теперь в мероприятии «{now[item.parent].title}»"
    elif item.section is not None:
        where = f"теперь в разделе «{parts[item.section]}»"
    else:
        where = "теперь вне разделов"
    return ItemView(_name(item), where=where)


def _part(part: Any) -> str:
    return f"{part.number.rstrip('.')}. {part.title}" if part.number else str(part.title)


def _name(item: ItemText) -> str:
    return f"{item.number} {item.title}".strip()


def _day(value: date) -> str:
    return f"{value:%d.%m.%Y}"
