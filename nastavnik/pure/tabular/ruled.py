"""Tables drawn with characters: | between cells (also Markdown), or columns of spaces."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nastavnik.pure.source import Place
from nastavnik.pure.tabular.cleaning import clean
from nastavnik.pure.tabular.grid import Cell, Grid, Layout, Row
from nastavnik.pure.tabular.heads import Vocabulary
from nastavnik.pure.tabular.lines import Line, is_page_number

_RULE = re.compile(r"(?=.*[-=])[\s:|+=_-]{3,}\Z")
_PIPE = re.compile(r"(?<!\\)\|")
_PIECE = re.compile(r"\S+(?: \S+)*")
MIN_HEADERS = 3


def is_piped(text: str) -> bool:
    """Whether a line holds cells between | or is a rule of such a table."""
    return len(_PIPE.findall(text)) >= 2


def is_rule(text: str) -> bool:
    """Whether a line only draws: |---|---|, +----+----+."""
    return bool(_RULE.match(text))


def read_pipes(lines: Sequence[Line]) -> Grid | None:
    """Read lines with | between cells; rules are left out, blank lines may mean a new page."""
    rows: list[Row] = []
    blank = False
    for place, text in lines:
        if not text.strip():
            blank = True
        elif not is_rule(text):
            texts = _pipe_cells(text)
            rows.append(Row(tuple(Cell(t, (place,)) for t in texts), place, blank))
            blank = False
    return Grid(tuple(rows), Layout.PIPES) if rows else None


def _pipe_cells(text: str) -> list[str]:
    pieces = _PIPE.split(text.strip())
    if pieces and not pieces[0].strip():
        pieces = pieces[1:]
    if pieces and not pieces[-1].strip() and text.strip().endswith("|"):
        pieces = pieces[:-1]
    return [clean(piece.replace("\\|", "|")) for piece in pieces]


def spaced_head(text: str, vocabulary: Vocabulary) -> list[int] | None:
    """Where the columns begin when a line is a head drawn with two spaces or more."""
    pieces = _pieces(text)
    known = {vocabulary.meaning(piece) for _, piece in pieces} - {None}
    return [start for start, _ in pieces] if len(known) >= MIN_HEADERS else None


def read_spaces(lines: Sequence[Line], starts: Sequence[int]) -> tuple[Grid, int]:
    """Read lines under a head drawn with spaces; returns the grid and how many lines it took.

    A line whose first column is empty continues the row above. Three lines in sequence that
    do not keep to the columns end the table.
    """
    rows: list[list[tuple[str, list[Place]]]] = []
    breaks: list[bool] = []
    taken = 0
    blank = 0
    for index, (place, text) in enumerate(lines):
        if not text.strip():
            blank += 1
            continue
        pieces = _pieces(text)
        if len(pieces) == 1 and (blank > 1 or is_page_number(text)):
            if blank > 1 and not is_page_number(text):
                break
            continue
        cells = _by_columns(pieces, starts)
        if rows and not cells[0] and not (blank and len(pieces) > 2):
            for column, cell in enumerate(cells):
                if cell:
                    body, places = rows[-1][column]
                    rows[-1][column] = (f"{body}\n{cell}" if body else cell, [*places, place])
        else:
            rows.append([(cell, [place]) for cell in cells])
            breaks.append(blank > 0)
        taken, blank = index + 1, 0
    grid = Grid(
        tuple(
            Row(tuple(Cell(clean(t), tuple(p)) for t, p in row), row[0][1][0], broken)
            for row, broken in zip(rows, breaks, strict=True)
        ),
        Layout.SPACES,
    )
    return grid, taken


def _pieces(text: str) -> list[tuple[int, str]]:
    """Runs of words parted by two spaces or more, with the column each begins at."""
    return [(found.start(), found.group()) for found in _PIECE.finditer(text.expandtabs(8))]


def _by_columns(pieces: Sequence[tuple[int, str]], starts: Sequence[int]) -> list[str]:
    cells = [""] * len(starts)
    for place, piece in pieces:
        nearest = min(range(len(starts)), key=lambda column: abs(starts[column] - place))
        cells[nearest] = f"{cells[nearest]} {piece}".strip()
    return cells
