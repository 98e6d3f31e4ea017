"""From a document to its tables: real ones, and those that stand in plain lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from nastavnik.pure.source import Paragraph, Place, Source, Table
from nastavnik.pure.tabular import cells as one_a_line
from nastavnik.pure.tabular import lines as tabbed
from nastavnik.pure.tabular import ruled
from nastavnik.pure.tabular.cleaning import clean
from nastavnik.pure.tabular.grid import Cell, Grid, Layout, Row
from nastavnik.pure.tabular.heads import Vocabulary
from nastavnik.pure.tabular.lines import Line

EXACT_ENOUGH = 0.7  # share of rows that must fit when cells have not even tabs


def find_tables(source: Source, vocabulary: Vocabulary) -> tuple[Grid, ...]:
    """Find every run of rows in `source`, in order; which of them matter is not decided here.

    `vocabulary` is needed where only the head tells a table from text (one cell a line,
    columns of spaces).
    """
    grids: list[Grid] = []
    for chunk in _chunks(source):
        if isinstance(chunk, tuple):
            grids.append(_read_table(*chunk))
        else:
            grids.extend(_read_lines(chunk, vocabulary))
    return tuple(grid for grid in grids if grid.rows)


def _chunks(source: Source) -> Iterator[list[Line] | tuple[int, Table]]:
    lines: list[Line] = []
    for number, block in enumerate(source.blocks):
        if isinstance(block, Paragraph):
            lines.append((Place(number), block.text))
            continue
        if lines:
            yield lines
        lines = []
        yield number, block
    if lines:
        yield lines


def _read_table(number: int, table: Table) -> Grid:
    rows = tuple(
        Row(
            tuple(Cell(clean(text), (Place(number, at, c),)) for c, text in enumerate(cells)),
            Place(number, at),
            after_break=at == 0,
        )
        for at, cells in enumerate(table.rows)
    )
    return Grid(rows, Layout.TABLE, table.name)


def _read_lines(lines: Sequence[Line], vocabulary: Vocabulary) -> list[Grid]:
    """Read the tables of a run of paragraphs, by the surest signs first."""
    if any(ruled.is_piped(text) for _, text in lines):
        return _read_piped(lines, vocabulary)
    if grids := _read_tabbed(lines, vocabulary):
        return grids
    if grids := _read_spaced(lines, vocabulary):
        return grids
    return _read_cells(lines, vocabulary, tabs=False)


def _read_piped(lines: Sequence[Line], vocabulary: Vocabulary) -> list[Grid]:
    """Lines with pipes become grids, the lines between them are read for other layouts."""
    grids: list[Grid] = []
    for piped, run in groupby(_label(lines), key=lambda labelled: labelled[0]):
        part = [line for _, line in run]
        if not piped:
            grids.extend(_read_lines(part, vocabulary))
        elif grid := ruled.read_pipes(part):
            grids.append(grid)
    return grids


def _label(lines: Sequence[Line]) -> Iterator[tuple[bool, Line]]:
    """Say of every line whether it belongs to a table with pipes; blank ones go with the last."""
    piped = False
    for line in lines:
        if line[1].strip():
            piped = ruled.is_piped(line[1]) or ruled.is_rule(line[1])
        yield piped, line


def _read_tabbed(lines: Sequence[Line], vocabulary: Vocabulary) -> list[Grid]:
    single = sum(tabbed.starts_cell(text) for _, text in lines)
    rows = sum(text.strip().count("\t") >= 2 for _, text in lines)
    if single > rows and (grids := _read_cells(lines, vocabulary, tabs=True)):
        return grids
    grids = []
    for first, last in tabbed.tab_regions(lines):
        region = lines[first:last]
        if grid := tabbed.read_tab_rows(region, _width(region), vocabulary):
            grids.append(grid)
    return grids


def _width(region: Sequence[Line]) -> int:
    """Cells of most rows."""
    counts = Counter(text.rstrip(" \r").count("\t") + 1 for _, text in region if "\t" in text)
    return max(counts, key=lambda count: (counts[count], count))


def _read_cells(lines: Sequence[Line], vocabulary: Vocabulary, *, tabs: bool) -> list[Grid]:
    """One cell a line; what stands before the head in the same layout is a table of pairs."""
    cells = tabbed.cell_runs(lines, tabs=tabs)
    start = one_a_line.find_head(cells, vocabulary)
    if start is None:
        return []
    grids = one_a_line.cut_rows(cells[start:], vocabulary)
    if not tabs:
        return [grid for grid in grids if one_a_line.exact_share(grid) >= EXACT_ENOUGH]
    before = cells[:start]
    return [*([_pairs(before)] if len(before) > 1 else []), *grids]


def _pairs(cells: Sequence[Cell]) -> Grid:
    """Cells before a head, two in a row: the name and the text of a passport line.

    Counted back from the head, for lines of the order may stand before the first pair.
    """
    rows = [
        Row(tuple(cells[at : at + 2]), cells[at].places[0])
        for at in range(len(cells) % 2, len(cells), 2)
    ]
    return Grid(tuple(rows), Layout.CELLS)


def _read_spaced(lines: Sequence[Line], vocabulary: Vocabulary) -> list[Grid]:
    grids: list[Grid] = []
    at = 0
    while at < len(lines):
        starts = ruled.spaced_head(lines[at][1], vocabulary)
        if starts is None:
            at += 1
            continue
        grid, taken = ruled.read_spaces(lines[at:], starts)
        grids.append(grid)
        at += max(taken, 1)
    return grids
