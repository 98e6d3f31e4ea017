"""A roadmap as plain texts: heading, columns as in the order, rows, indicators."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from nastavnik.documents.choices import ActKind
from nastavnik.documents.models import Act
from nastavnik.pure.plans import Field
from nastavnik.roadmaps import selectors
from nastavnik.roadmaps.models import Indicator, Item, Roadmap, Section

Kind = Literal["section", "item", "more"]

# the dative, for «Приложение к …»
_TO = {
    ActKind.ORDER: "приказу",
    ActKind.DIRECTIVE: "распоряжению",
    ActKind.RESOLUTION: "постановлению",
    ActKind.REGULATION: "положению",
    ActKind.DECISION: "решению",
    ActKind.DECREE: "указу",
    ActKind.LAW: "закону",
    ActKind.LETTER: "письму",
    ActKind.MINUTES: "протоколу",
}
_USUAL = {
    Field.NUMBER: "№ п/п",
    Field.TITLE: "Мероприятие",
    Field.TERM: "Срок",
    Field.RESPONSIBLE: "Ответственные",
    Field.RESULT: "Результат",
    Field.NOTE: "Примечание",
}
_WEIGHTS = {Field.NUMBER: 3, Field.TITLE: 14, Field.TERM: 7, Field.RESPONSIBLE: 9, Field.RESULT: 10}
_USUAL_WEIGHT = 8


@dataclass(frozen=True, slots=True)
class Column:
    """A column: header, what it holds, its share of the width; `key` of an extra column."""

    header: str
    field: Field
    weight: int
    key: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A heading row (one text), an item, or a further result of the item above."""

    kind: Kind
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything an export holds. `indicators` is a table with its header first, () for none.

    `notes` are lines under the title, `pictures` (PNG) stand before the table of a document,
    `name` is that of the sheet in a workbook.
    """

    heading: tuple[str, ...]
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    indicators: tuple[tuple[str, ...], ...] = ()
    notes: tuple[str, ...] = ()
    pictures: tuple[bytes, ...] = ()
    name: str = "Мероприятия"


def sheet_of(roadmap: Roadmap) -> Sheet:
    """Return the texts of a plan read through `get_roadmap`."""
    items = list(selectors.list_items(roadmap, selectors.Filter(), roadmap.created.date()))
    columns = _columns(roadmap, items)
    return Sheet(
        heading=_heading(roadmap.act),
        title=roadmap.title,
        columns=columns,
        rows=tuple(_rows(items, list(selectors.list_sections(roadmap)), columns)),
        indicators=tuple(_indicators(list(selectors.list_indicators(roadmap)))),
    )


def _heading(act: Act | None) -> tuple[str, ...]:
    """«Приложение к приказу …», its date and number, a line each; () without an act."""
    if act is None:
        return ()
    to = _TO.get(ActKind(act.kind), "документу")
    date = f"от {act.date:%d.%m.%Y}" if act.date else ""
    number = f"№ {act.number}" if act.number else ""
    lines = ("Приложение", f"к {to} {act.issuer}".strip(), f"{date} {number}".strip())
    return tuple(filter(None, lines))


def _columns(roadmap: Roadmap, items: Sequence[Item]) -> tuple[Column, ...]:
    """The columns of the document, and one more for every text that has none of its own."""
    columns = [
        Column(
            column["header"],
            Field(column["field"]),
            _WEIGHTS.get(Field(column["field"]), _USUAL_WEIGHT),
            str(index) if column["field"] == Field.OTHER else "",
        )
        for index, column in enumerate(roadmap.columns)
    ]
    held = {column.field for column in columns}
    for field, header in _USUAL.items():
        if field not in held and any(_text(item, field) for item in items):
            columns.append(Column(header, field, _WEIGHTS.get(field, _USUAL_WEIGHT)))
    known = {column.key for column in columns}
    homeless = sorted({key for item in items for key in item.extra} - known)
    columns += [
        Column("Прочие сведения", Field.OTHER, _USUAL_WEIGHT, key) for key in homeless
    ]  # fmt: skip
    return tuple(columns)


def _rows(
    items: Sequence[Item], sections: Sequence[Section], columns: Sequence[Column]
) -> Iterator[Row]:
    """Heading rows, also of empty sections, items in their order, further results below them."""
    waiting = list(sections)
    for item in items:
        while waiting and item.section is not None and waiting[0].position <= item.section.position:
            yield _section_row(waiting.pop(0))
        yield Row("item", _cells(item, columns))
        for more in item.results_more:
            texts = (more if column.field == Field.RESULT else "" for column in columns)
            yield Row("more", tuple(texts))
    for section in waiting:
        yield _section_row(section)


def _section_row(section: Section) -> Row:
    return Row("section", (section.number, section.title))


def _cells(item: Item, columns: Sequence[Column]) -> tuple[str, ...]:
    """The texts of an item; of two columns for one field the first has the text."""
    cells, written = [], set()
    for column in columns:
        if column.field == Field.OTHER:
            cells.append(item.extra.get(column.key, ""))
        else:
            cells.append("" if column.field in written else _text(item, column.field))
            written.add(column.field)
    return tuple(cells)


def _text(item: Item, field: Field) -> str:
    """The text of a field as the document has it: a restored number is not written."""
    if field == Field.NUMBER:
        return "" if item.number_restored else item.number
    if field == Field.TITLE and item.parent_id and (item.number_restored or not item.number):
        return f"– {item.title}"
    texts = {
        Field.TITLE: item.title,
        Field.TERM: item.term_text,
        Field.RESPONSIBLE: item.responsible_text,
        Field.RESULT: item.result,
        Field.NOTE: item.note,
    }
    return texts[field]


def _indicators(indicators: Sequence[Indicator]) -> Iterator[tuple[str, ...]]:
    if not indicators:
        return
    years = sorted({target.year for one in indicators for target in one.targets.all()})
    head = ("№ п/п", "Наименование показателя", "Единица измерения")
    yield (*head, *(f"{year} год" for year in years))
    for one in indicators:
        values = {target.year: f"{target.value.normalize():f}" for target in one.targets.all()}
        name = f"{one.name} ({one.formula})" if one.formula else one.name
        cells = (values.get(year, "").replace(".", ",") for year in years)
        yield (one.number, name, one.unit_of_measure, *cells)
