"""Tables as they are drawn: merged cells laid out, tables inside cells, empty edges cut off."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from nastavnik.imports.reader.limits import Limits
from nastavnik.imports.reader.refusals import refusal
from nastavnik.pure.source import Block, Paragraph, Table

WIDEST = 200
"""Columns one cell may span: more is a slip of the program that wrote the file."""


@dataclass(slots=True)
class Cell:
    """A drawn cell: its paragraphs and inner tables in order, and how far it spreads."""

    content: list[str | Grid] = field(default_factory=list)
    columns: int = 1
    rows: int = 1

    @property
    def text(self) -> str:
        """Paragraphs parted by line feeds, small inner tables as lines of tabbed cells."""
        parts = [
            part if isinstance(part, str) else part.as_lines()
            for part in self.content
            if isinstance(part, str) or not part.stands_alone
        ]
        return "\n".join(parts).strip("\n")


@dataclass(slots=True)
class Grid:
    """A drawn table, row by row."""

    rows: list[list[Cell]] = field(default_factory=list)

    @property
    def width(self) -> int:
        """Columns of the widest row."""
        return max((sum(cell.columns for cell in row) for row in self.rows), default=0)

    @property
    def stands_alone(self) -> bool:
        """True when, inside a cell, it is a table of its own and no mere arrangement of lines."""
        return self.width >= 3 and len(self.rows) >= 2

    @property
    def inner(self) -> list[Grid]:
        """Tables inside cells that stand alone, in order."""
        return [
            part
            for row in self.rows
            for cell in row
            for part in cell.content
            if isinstance(part, Grid) and part.stands_alone
        ]

    def as_lines(self) -> str:
        """Return the cells tabbed, one row a line."""
        return "\n".join("\t".join(cell.text for cell in row) for row in self.rows)

    def settle_columns(self) -> None:
        """Leave only the columns a person sees; for tables without cells that span rows.

        Word splits the grid finer than that when a table was put together from parts. Where all
        rows have as many cells (a row of one is a heading over the whole width), cells count;
        otherwise the columns that no cell begins in go.
        """
        counts = {len(row) for row in self.rows if len(row) > 1}
        if len(counts) == 1:
            (count,) = counts
            for row in self.rows:
                for cell in row:
                    cell.columns = count if len(row) == 1 else 1
            return
        starts = {start for row in self.rows for start, _ in _spread(row)}
        for row in self.rows:
            for start, cell in list(_spread(row)):
                covers = range(start, start + cell.columns)
                cell.columns = sum(column in starts for column in covers)

    def blocks(self, limits: Limits) -> list[Block]:
        """Return the table as blocks.

        A table of one or two columns around a real one is a frame of the page: it is dissolved
        and its content stands in its order. Otherwise inner tables follow the outer one.
        """
        inner = self.inner
        if inner and self.width <= 2:
            return self._dissolved(limits)
        table = Table(squared(self._laid_out(limits)))
        after = [block for grid in inner for block in grid.blocks(limits)]
        return [table, *after] if any(map(any, table.rows)) else after

    def _dissolved(self, limits: Limits) -> list[Block]:
        blocks: list[Block] = []
        for row in self.rows:
            for cell in row:
                for part in cell.content:
                    if isinstance(part, Grid):
                        blocks += part.blocks(limits)
                    else:
                        blocks.append(Paragraph(part))
        return blocks

    def _laid_out(self, limits: Limits) -> list[list[str]]:
        """Put every cell at its column; what a merged cell covers stays ""."""
        laid: list[list[str]] = []
        covered: dict[int, int] = {}  # column → rows still covered from above
        room = limits.cells
        for row in self.rows:
            texts: list[str] = []
            below: dict[int, int] = {}
            for cell in row:
                while len(texts) in covered:
                    texts.append("")
                span = min(max(cell.columns, 1), WIDEST)
                if cell.rows > 1:
                    below |= dict.fromkeys(range(len(texts), len(texts) + span), cell.rows)
                texts += [cell.text] + [""] * (span - 1)
                if len(texts) > room:
                    raise refusal("too_many_cells", limit=limits.cells)
            room -= len(texts)
            covered = {column: left - 1 for column, left in (covered | below).items() if left > 1}
            laid.append(texts)
        return laid


def _spread(row: list[Cell]) -> Iterator[tuple[int, Cell]]:
    """Yield the cells of a row with the columns they begin at, as they are at the start."""
    column = 0
    for cell in row:
        span = cell.columns
        yield column, cell
        column += span


def squared(rows: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    """Make all rows as long as the longest."""
    width = max(map(len, rows), default=0)
    return tuple(tuple(row) + ("",) * (width - len(row)) for row in rows)


def trimmed(rows: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    """Cut empty rows and columns off the four edges of a sheet; rows are equally long."""
    square = squared(rows)
    filled = [number for number, row in enumerate(square) if any(map(str.strip, row))]
    if not filled:
        return ()
    kept = square[filled[0] : filled[-1] + 1]
    columns = [
        number
        for number, column in enumerate(zip(*kept, strict=True))
        if any(map(str.strip, column))
    ]
    return tuple(row[columns[0] : columns[-1] + 1] for row in kept)
