"""Rows of cells as they were found in a document, before anybody knows what a column means."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from nastavnik.pure.source import Place


class Layout(StrEnum):
    """How a table was written down."""

    TABLE = "table"  # a real table of docx, xlsx, html, pdf
    TABS = "tabs"  # one row a line, cells parted by tabs
    CELLS = "cells"  # one cell a line
    PIPES = "pipes"  # cells parted by |, also Markdown
    SPACES = "spaces"  # columns drawn with spaces


@dataclass(frozen=True, slots=True)
class Cell:
    """The clean text of a cell and the places its verbatim text stands at."""

    text: str = ""
    places: tuple[Place, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.text)


@dataclass(frozen=True, slots=True)
class Row:
    """One row. `after_break`: a page may have ended before it; `loose`: a line without columns."""

    cells: tuple[Cell, ...]
    place: Place
    after_break: bool = False
    loose: bool = False

    @property
    def key(self) -> str:
        """Stable name of the row for corrections."""
        return self.place.key

    def cell(self, index: int) -> Cell:
        """The cell at `index`, an empty one where the row is shorter."""
        return self.cells[index] if 0 <= index < len(self.cells) else Cell()

    def texts(self) -> tuple[str, ...]:
        """Clean texts of all cells."""
        return tuple(cell.text for cell in self.cells)

    def filled(self) -> tuple[int, ...]:
        """Indexes of the cells that hold a text."""
        return tuple(index for index, cell in enumerate(self.cells) if cell.text)

    def broken(self) -> Row:
        """The same row, known to stand after a page break."""
        return self if self.after_break else replace(self, after_break=True)


@dataclass(frozen=True, slots=True)
class Grid:
    """A run of rows that were written as one table; pages of one table may be several grids."""

    rows: tuple[Row, ...]
    layout: Layout
    name: str = ""

    @property
    def place(self) -> Place:
        """Where the grid begins."""
        return Place(self.rows[0].place.block)

    @property
    def width(self) -> int:
        """The commonest number of cells of a row with columns."""
        counts = [len(row.cells) for row in self.rows if not row.loose] or [1]
        return max(set(counts), key=lambda count: (counts.count(count), count))
