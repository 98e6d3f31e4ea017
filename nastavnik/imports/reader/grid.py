"""Tables as they are drawn: merged cells laid out, tables inside cells, empty edges cut off."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

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


def sheet_blocks(rows: Sequence[Sequence[str]], name: str = "") -> list[Block]:
    """Return a sheet as a table, and as paragraphs the words that stand outside it.

    A plan on a sheet begins with its title and ends with a signature; the table is from the
    first to the last row with three filled cells (two where no row has three) and goes on to
    the next empty row. Between two tables the words of a heading take several rows.
    """
    kept = trimmed(rows)
    filled = [sum(1 for text in row if text.strip()) for row in kept]
    full = min(max(filled, default=0), 3)
    if full < 2:
        return [Table(kept, name)] if kept else []
    wide = [number for number, count in enumerate(filled) if count >= full]
    gaps = (number for number in range(wide[-1], len(kept)) if not filled[number])
    start, end = wide[0], next(gaps, len(kept))
    outside = {*range(start), *range(end, len(kept)), *_headings(kept, start, end)}
    left, right = _edges([row for number, row in enumerate(kept) if number not in outside])
    blocks: list[Block] = []
    for apart, group in groupby(range(len(kept)), key=outside.__contains__):
        lines = [kept[number] for number in group]
        if apart:
            blocks += _lines(lines)
        else:
            table = tuple(row[left:right] for row in lines)
            blocks.append(Table(table, name))
    return blocks


def _headings(rows: Sequence[Sequence[str]], start: int, end: int) -> Iterator[int]:
    """Yield rows between tables: after an empty row several that hold words in the first cell."""
    for words, group in groupby(range(start, end), key=lambda number: _is_words(rows[number])):
        run = list(group)
        if words and not any(rows[run[0]]) and sum(any(rows[number]) for number in run) > 1:
            yield from run


def _is_words(row: Sequence[str]) -> bool:
    """True for an empty row and for one whose only cell is the first and bears no number."""
    return not any(row[1:]) and not re.match(r"\s*(\d|[IVX]+\b)", row[0])


def _edges(rows: Sequence[Sequence[str]]) -> tuple[int, int]:
    """Return the first filled column and the one after the last."""
    columns = [number for row in rows for number, text in enumerate(row) if text.strip()]
    return min(columns), max(columns) + 1


def _lines(rows: Sequence[Sequence[str]]) -> list[Block]:
    """Return rows as paragraphs, filled cells parted by tabs."""
    texts = ("\t".join(text for text in row if text.strip()) for row in rows)
    return [Paragraph(text) for text in texts if text]
