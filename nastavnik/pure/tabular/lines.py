"""Tables in plain lines with tabs: one row a line, or one cell a line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from nastavnik.pure.source import Place
from nastavnik.pure.tabular.cleaning import clean
from nastavnik.pure.tabular.grid import Cell, Grid, Layout, Row
from nastavnik.pure.tabular.heads import Vocabulary

Line = tuple[Place, str]

MIN_HEAD = 3  # so many known headers make a head
MAX_HEADER = 90
MAX_GAP = 6  # lines without columns that may stand between two rows of one table
_PAGE_NUMBER = re.compile(
    r"\s*(?:[-–—]\s*\d{1,3}\s*[-–—]|\d{1,3}|стр(?:аница|\.)\s*\d{1,3})\s*\Z", re.I
)
_NUMBER_CELL = re.compile(r"\s*(?:№\s*)?\d{1,3}(?:\.\d{1,3})*\s*[.)]*\s*\Z")
_LIST_MARK = re.compile(r"\s*(?:[-–—•·*]|\d+\)|[а-я]\))\s*\S")


def is_page_number(text: str) -> bool:
    """Whether a line outside the columns is nothing but the number of a page."""
    return bool(_PAGE_NUMBER.match(text))


def has_columns(text: str) -> bool:
    """Whether a line holds at least two cells parted by tabs."""
    return "\t" in text.strip(" ").lstrip("\t") or text.count("\t") > 1


def starts_cell(text: str) -> bool:
    """Whether a line is one cell after a tab."""
    return text.startswith("\t") and not has_columns(text) and bool(text.strip())


@dataclass
class _OpenRow:
    """A row that is still being read: its cells with their lines."""

    place: Place
    cells: list[tuple[str, list[Place]]]
    after_break: bool = False
    loose: bool = False

    def close(self) -> Row:
        return Row(
            tuple(Cell(clean(text), tuple(places)) for text, places in self.cells),
            self.place,
            self.after_break,
            self.loose,
        )


@dataclass
class _TabReader:
    """Reads the lines of one region with one row a line; a head sets the width anew."""

    width: int
    vocabulary: Vocabulary
    rows: list[_OpenRow] = field(default_factory=list)
    blank: bool = False

    def take(self, place: Place, text: str) -> None:
        if not text.strip(" \r\f\v\u00a0\t"):
            self.blank = self.blank or "\t" not in text
            return
        if "\t" in text.rstrip(" "):
            self._take_row(place, text.rstrip(" \r"))
        else:
            self._take_loose(place, text)
        self.blank = False

    def _take_row(self, place: Place, text: str) -> None:
        texts = text.split("\t")
        if is_head_line(texts, self.vocabulary):
            self.width = len(texts)
        last = self.rows[-1] if self.rows else None
        if last and not last.loose and self._completes(last, texts):
            body, places = last.cells[-1]
            last.cells[-1] = (f"{body}\n{texts[0]}", [*places, Place(place.block, 0, 0)])
            texts, start = texts[1:], 1
        else:
            last, start = _OpenRow(place, [], self.blank), 0
            self.rows.append(last)
        for index, cell in enumerate(texts, start):
            last.cells.append((cell, [Place(place.block, 0, index)]))

    def _completes(self, last: _OpenRow, texts: list[str]) -> bool:
        """Whether a line brings the cells a row lacks: a cell held a line feed."""
        return (
            len(last.cells) < self.width
            and len(last.cells) + len(texts) - 1 == self.width
            and bool(texts[0].strip())
            and not _NUMBER_CELL.match(texts[0])
        )

    def _take_loose(self, place: Place, text: str) -> None:
        last = self.rows[-1] if self.rows else None
        if last and not last.loose and self._continues(last, text):
            body, places = last.cells[-1]
            last.cells[-1] = (f"{body}\n{text}", [*places, place])
        else:
            self.rows.append(_OpenRow(place, [(text, [place])], self.blank, loose=True))

    def _continues(self, last: _OpenRow, text: str) -> bool:
        """Whether a line without columns is a further paragraph of the last cell."""
        if len(last.cells) < self.width:
            return not self.blank or not is_page_number(text)
        return not self.blank and (text.strip()[0].islower() or bool(_LIST_MARK.match(text)))


def is_head_line(texts: Sequence[str], vocabulary: Vocabulary) -> bool:
    """Whether the cells of a line are headers: three known ones at least."""
    if _NUMBER_CELL.match(texts[0]):
        return False
    known = {vocabulary.meaning(clean(cell)) for cell in texts if 0 < len(cell) < MAX_HEADER}
    return len(known - {None}) >= MIN_HEAD


def read_tab_rows(lines: Sequence[Line], width: int, vocabulary: Vocabulary) -> Grid | None:
    """Read the lines of one region, from its first row with columns to its last.

    `width` is the number of cells to expect until a head says it.
    """
    reader = _TabReader(width, vocabulary)
    for place, text in lines:
        reader.take(place, text)
    rows = [row.close() for row in reader.rows]
    if not rows:
        return None
    breaks = sum(row.after_break for row in rows)
    if breaks * 2 > len(rows):  # a blank line after every row says nothing about pages
        rows = [Row(row.cells, row.place, False, row.loose) for row in rows]
    return Grid(tuple(rows), Layout.TABS)


def tab_regions(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Find runs of rows with columns: (first line, line after the last), gaps allowed."""
    regions: list[list[int]] = []
    gap = 0
    for index, (_, text) in enumerate(lines):
        if has_columns(text) or starts_cell(text):
            if regions and gap <= MAX_GAP:
                regions[-1][1] = index + 1
            else:
                regions.append([index, index + 1])
            gap = 0
        elif text.strip():
            gap += 1
    return [
        (first, _with_tail(lines, last))
        for first, last in regions
        if any(has_columns(text) for _, text in lines[first:last])
    ]


def _with_tail(lines: Sequence[Line], last: int) -> int:
    """Take in list lines that directly follow the last row: they belong to its last cell."""
    while last < len(lines) and _LIST_MARK.match(lines[last][1]) and "\t" not in lines[last][1]:
        last += 1
    return last


def cell_runs(lines: Sequence[Line], *, tabs: bool) -> list[Cell]:
    """Cells of a text with one cell a line.

    With `tabs` a cell begins at a tab and takes the lines up to the next tab; otherwise every
    line is a cell. The last cell ends at a blank line.
    """
    cells: list[tuple[list[str], list[Place]]] = []
    starts = [index for index, (_, text) in enumerate(lines) if text.startswith("\t")]
    final = starts[-1] if starts else -1
    closed = False
    for index, (place, text) in enumerate(lines):
        blank = not text.strip()
        if text.startswith("\t") if tabs else not blank:
            cells.append(([text], [place]))
        elif cells and not blank and not closed:
            cells[-1][0].append(text)
            cells[-1][1].append(place)
        closed = tabs and (closed or (blank and index > final))
    return [Cell(clean("\n".join(texts)), tuple(places)) for texts, places in cells]
