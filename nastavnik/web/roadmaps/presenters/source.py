"""The place of an item in its document: its lines, those around, its own cells marked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from nastavnik.pure.source import Paragraph, Place, Source

AROUND = 3  # lines shown before and after

FIELDS = {
    "number": "Номер",
    "title": "Мероприятие",
    "term": "Срок",
    "responsible": "Ответственные",
    "result": "Результат",
    "note": "Примечание",
    "other": "Прочее",
}


@dataclass(frozen=True, slots=True)
class SourceCell:
    """Text of one cell; `field` says what of the item was read from it, "" for nothing."""

    text: str
    field: str
    doubtful: bool
    anchor: str


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A paragraph or a row of a table; `is_item` where the item stands."""

    cells: tuple[SourceCell, ...]
    is_item: bool
    after_gap: bool


def source_lines(
    source: Source, places: Mapping[str, Sequence[str]], doubtful: Iterable[str]
) -> list[SourceLine]:
    """Return the lines around the item's `places` ({field: place keys})."""
    marked: dict[tuple[int, int, int | None], str] = {}
    for field, keys in places.items():
        for key in keys:
            place = Place.from_key(key.partition("~")[0])
            marked.setdefault((place.block, place.row or 0, place.cell), field)
    lines = _lines(source)
    own = {(block, row) for block, row, _ in marked}
    at = [number for number, (block, row, _) in enumerate(lines) if (block, row) in own]
    near = (range(max(0, place - AROUND), place + AROUND + 1) for place in at)
    shown = sorted({number for numbers in near for number in numbers if number < len(lines)})
    return [
        SourceLine(
            cells=_cells(lines[number], marked, set(doubtful)),
            is_item=lines[number][:2] in own,
            after_gap=bool(place) and shown[place - 1] != number - 1,
        )
        for place, number in enumerate(shown)
    ]


Line = tuple[int, int, tuple[str, ...]]


def _lines(source: Source) -> list[Line]:
    """Block, row and cells of every line that is not empty."""
    rows: list[Line] = []
    for number, block in enumerate(source.blocks):
        if isinstance(block, Paragraph):
            rows.append((number, 0, tuple(block.text.split("\t"))))
        else:
            rows += [(number, at, cells) for at, cells in enumerate(block.rows)]
    return [row for row in rows if any(cell.strip() for cell in row[2])]


def _cells(
    line: Line, marked: Mapping[tuple[int, int, int | None], str], doubtful: set[str]
) -> tuple[SourceCell, ...]:
    block, row, texts = line
    whole = marked.get((block, row, None), "")
    cells = []
    for at, text in enumerate(texts):
        field = marked.get((block, row, at), whole)
        if text.strip():
            anchor = f"s-{block}-{row}-{at}" if field else ""
            cells.append(SourceCell(text, FIELDS.get(field, ""), field in doubtful, anchor))
    return tuple(cells)
