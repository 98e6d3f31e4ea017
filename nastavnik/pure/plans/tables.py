"""Which rows of a document are the plan, the indicators and the passport.

All rows pass in one stream: a head opens a table, the same head again is a new page of it,
a table without a head that follows is its continuation.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from nastavnik.pure.plans.vocabulary import NAME, PASSPORT_KEY, PLAN
from nastavnik.pure.plans.wording import is_numbered_heading
from nastavnik.pure.source import Paragraph, Place, Source
from nastavnik.pure.tabular import Cell, Grid, Head, HeadColumn, Layout, Row, clean, one_line
from nastavnik.pure.tabular.heads import is_column_numbers, is_same_head
from nastavnik.pure.tabular.lines import is_page_number
from nastavnik.pure.tabular.numbers import read_number

MAX_CAPTION_LINES, MAX_CAPTION = 3, 250
_ANOTHER = re.compile(
    r"\s*(?:приложение|состав|список|положение|перечень|форма|анкета|пояснительная|лист\s+ознак)",
    re.I,
)


class Kind(StrEnum):
    """What a table with a head holds."""

    PLAN = "plan"
    INDICATORS = "indicators"


@dataclass
class HeadedTable:
    """A table: its head and the rows under it, pages put together, repeated heads left out.

    `skipped` counts heads and rows that only number the columns. `key` names the table for
    corrections: the key of its first row.
    """

    kind: Kind
    head: Head
    key: str
    layout: Layout
    place: Place
    rows: list[Row] = field(default_factory=list)
    skipped: int = 0

    @property
    def width(self) -> int:
        """Number of columns."""
        return len(self.head.columns)


@dataclass
class Tables:
    """What `sort_tables` found; `passport` holds rows of name and text, `skipped` the rest."""

    plans: list[HeadedTable] = field(default_factory=list)
    indicators: list[HeadedTable] = field(default_factory=list)
    passport: list[Row] = field(default_factory=list)
    skipped: int = 0


def read_head(rows: Sequence[Row], at: int) -> tuple[Kind, Head] | None:
    """Read the head that begins at row `at`, one to three rows; None when there is none."""
    row = rows[at]
    if row.loose or len(row.filled()) < 2 or read_number(row.cell(row.filled()[0]).text):
        return None
    head = _one_row(row)
    kind = _kind(head, row)
    size = 1
    while size < 3 and at + size < len(rows) and _extends(rows[at + size], head, kind):
        taller = _two_rows(head, rows[at + size])
        head, size = taller, size + 1
        kind = kind or _kind(head, None)
    if kind is None:
        return None
    if at + size < len(rows) and is_column_numbers(rows[at + size]):
        size += 1
    return kind, Head(head.columns, size)


def _one_row(row: Row) -> Head:
    return Head(tuple(_column(one_line(text)) for text in row.texts()))


def _column(header: str) -> HeadColumn:
    return HeadColumn(header, PLAN.meaning(header))


def _extends(row: Row, head: Head, kind: Kind | None) -> bool:
    """Whether a row is a further row of the head: nothing but words of heads, no number."""
    filled = row.filled()
    if not filled or row.loose or is_same_head(row, head) or is_column_numbers(row):
        return False
    if not all(PLAN.is_filler(row.cell(index).text) for index in filled):
        return False
    if len(filled) == 1:
        text = row.cell(filled[0]).text
        return filled[0] > 0 and (text[0] == "(" or text[0].islower())
    return kind is not Kind.PLAN or not read_number(row.cell(filled[0]).text)


def _two_rows(head: Head, row: Row) -> Head:
    columns: list[HeadColumn] = []
    above = ""
    for index in range(max(len(head.columns), len(row.cells))):
        own = head.columns[index].header if index < len(head.columns) else ""
        below = one_line(row.cell(index).text)
        above = own or (above if below else "")
        columns.append(_column(" ".join(part for part in (own or above, below) if part)))
    return Head(tuple(columns))


def _kind(head: Head, row: Row | None) -> Kind | None:
    """What a head heads; None when it is no head."""
    known = head.meanings
    filled = [column for column in head.columns if column.header]
    if sum(column.meaning is not None for column in filled) * 5 < len(filled) * 3:
        return None
    years = any(meaning.startswith("year:") for meaning in known)
    title, task = "title" in known, bool(known & {"term", "responsible"})
    if task and (title or len(known & {"number", "term", "responsible", "result", "note"}) >= 3):
        return Kind.PLAN
    if NAME in known and not task and (years or len(known) >= 2):
        return Kind.INDICATORS
    if title and years and not task:
        return Kind.INDICATORS
    return Kind.PLAN if title and {"number", "result"} <= known else None


def sort_tables(
    source: Source, grids: Sequence[Grid], mapped: Collection[str] = frozenset()
) -> Tables:
    """Put the rows of all grids into tables.

    `mapped` are keys of tables whose columns a person has given: such a grid is a plan even
    without a head.
    """
    stream = _Stream(source, mapped)
    for grid in grids:
        stream.take(grid)
    for table in stream.tables.plans + stream.tables.indicators:
        _drop_captions(table)
    return stream.tables


class _Stream:
    """Takes grid after grid into the tables."""

    def __init__(self, source: Source, mapped: Collection[str]) -> None:
        self.source = source
        self.mapped = mapped
        self.tables = Tables()
        self.current: HeadedTable | None = None
        self.before: Grid | None = None
        self.after_head = False  # a repeated head stands right before the next row

    def take(self, grid: Grid) -> None:
        """Take in one grid."""
        heads = [read_head(grid.rows, at) for at in range(len(grid.rows))]
        inside = self._continues(grid)
        if not any(heads) and grid.rows[0].key in self.mapped:
            blank = Head(tuple(HeadColumn("", None) for _ in range(grid.width)), 0)
            self._open(grid, Kind.PLAN, blank, 0)
            inside = True
        at = 0
        while at < len(grid.rows):
            if found := heads[at]:
                at += self._meet_head(grid, *found, at)
                inside = True
            else:
                self._take_row(grid.rows[at], inside)
                at += 1
        self.before = grid

    def _continues(self, grid: Grid) -> bool:
        """Whether a grid without a head is a further page of the table at hand."""
        if self.current is None or grid.layout is not self.current.layout:
            return False
        if self.before and any(_ANOTHER.match(text) for text in self._between(self.before, grid)):
            return False
        return abs(grid.width - self.current.width) <= (grid.layout is Layout.TABLE)

    def _between(self, before: Grid, grid: Grid) -> list[str]:
        """Paragraphs between two grids."""
        first, last = before.rows[-1].place.block + 1, grid.rows[0].place.block
        blocks = self.source.blocks[first:last]
        return [b.text for b in blocks if isinstance(b, Paragraph) and b.text.strip()]

    def _meet_head(self, grid: Grid, kind: Kind, head: Head, at: int) -> int:
        """Open a table or a new page of the one at hand; returns the rows the head takes."""
        current = self.current
        if current and current.kind is kind and _same(current.head, head):
            if at == 0 and self.before:
                current.rows.extend(self._captions(self.before, grid))
            # a row after a repeated head may be the rest of a cut row, not of the head
            size = min(head.size, current.head.size)
            current.skipped += size
            self.after_head = True
            return size
        if current:
            _drop_captions(current)
        self._open(grid, kind, head, at)
        return head.size

    def _open(self, grid: Grid, kind: Kind, head: Head, at: int) -> None:
        row = grid.rows[at]
        table = HeadedTable(kind, head, row.key, grid.layout, row.place, skipped=head.size)
        if kind is Kind.PLAN and not self.tables.plans and at == 0:
            table.rows.extend(self._heading_above(row.place.block))
        (self.tables.plans if kind is Kind.PLAN else self.tables.indicators).append(table)
        self.current = table
        self.after_head = False

    def _heading_above(self, block: int) -> list[Row]:
        """The heading of the first section when it stands right above the table."""
        for number in range(block - 1, -1, -1):
            above = self.source.blocks[number]
            if not isinstance(above, Paragraph):
                break
            if text := clean(above.text):
                place = Place(number)
                heading = is_numbered_heading(text)
                return [Row((Cell(text, (place,)),), place, loose=True)] if heading else []
        return []

    def _take_row(self, row: Row, inside: bool) -> None:
        if inside and self.current and _heads_another(row):
            self.current = None
        elif inside and self.current and is_column_numbers(row):
            self.current.skipped += 1
        elif inside and self.current:
            self.current.rows.append(row.broken() if self.after_head else row)
            self.after_head = False
        elif not row.loose:
            self._take_pair(row)

    def _take_pair(self, row: Row) -> None:
        """A row of no plan: a line of a passport is kept to be searched."""
        filled = [i for i in row.filled() if not read_number(row.cell(i).text)]
        name = row.cell(filled[0]).text if len(filled) == 2 else ""
        if name and (self.tables.passport or PASSPORT_KEY.match(name)):
            cells = tuple(row.cell(index) for index in filled)
            self.tables.passport.append(Row(cells, row.place))
            self.tables.skipped += 1

    def _captions(self, before: Grid, grid: Grid) -> list[Row]:
        """Paragraphs between two pages of the plan: they may be headings of sections."""
        first = before.rows[-1].place.block + 1
        lines = [
            (Place(number), block.text)
            for number in range(first, grid.rows[0].place.block)
            if isinstance(block := self.source.blocks[number], Paragraph) and block.text.strip()
        ]
        if len(lines) > MAX_CAPTION_LINES or any(len(text) > MAX_CAPTION for _, text in lines):
            return []
        return [
            Row((Cell(clean(text), (place,)),), place, loose=True)
            for place, text in lines
            if not is_page_number(text)
        ]


def _heads_another(row: Row) -> bool:
    """Whether a row heads a table of another kind: «№ | Фамилия | Должность»."""
    filled = row.filled()
    if row.loose or len(filled) < 2 or PLAN.meaning(row.cell(filled[0]).text) != "number":
        return False
    return not read_number(row.cell(filled[0]).text)


def _same(first: Head, second: Head) -> bool:
    """Whether two heads have the same columns."""
    meanings = [[c.meaning for c in head.columns if c.header] for head in (first, second)]
    return meanings[0] == meanings[1]


def _drop_captions(table: HeadedTable) -> None:
    """Lines after the last row with columns are headings of what follows, not rows."""
    while table.rows and table.rows[-1].loose:
        table.rows.pop()
