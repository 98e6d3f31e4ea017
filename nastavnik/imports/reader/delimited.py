"""Tables kept as text (.csv): the delimiter is found by trying, quotes are honoured."""

from __future__ import annotations

import csv
import io
from collections import Counter
from itertools import islice

from nastavnik.imports.reader import grid
from nastavnik.imports.reader.limits import Limits
from nastavnik.imports.reader.refusals import refusal
from nastavnik.pure.source import Source

DELIMITERS = (";", "\t", ",", "|")
TRIED = 300


def read(text: str, encoding: str, notes: list[str], limits: Limits) -> Source:
    """Read the text as one sheet."""
    csv.field_size_limit(limits.characters)
    declared, text = _declared(text)
    delimiter = declared or max(DELIMITERS, key=lambda sign: _fitness(text, sign))
    rows = []
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
        rows.append(row)
        if len(rows) > limits.rows:
            raise refusal("too_many_rows", limit=limits.rows)
    if max(map(len, rows), default=0) * len(rows) > limits.cells:
        raise refusal("too_many_cells", limit=limits.cells)
    return Source(tuple(grid.sheet_blocks(rows)), "csv", encoding, tuple(notes))


def _declared(text: str) -> tuple[str, str]:
    """Return the delimiter that a table editor wrote in the first line («sep=;»), and the rest."""
    line, _, rest = text.partition("\n")
    line = line.strip()
    if line.lower().startswith("sep=") and len(line) == 5:
        return line[4], rest
    return "", text


def _fitness(text: str, delimiter: str) -> tuple[float, int]:
    """Return (share of rows that have the usual number of cells, that number)."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    counts = Counter(len(row) for row in islice(reader, TRIED) if row)
    several = [(rows, cells) for cells, rows in counts.items() if cells > 1]
    if not several:
        return 0.0, 0
    rows, usual = max(several)
    return rows / counts.total(), usual
