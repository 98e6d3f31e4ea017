"""A table with one cell a line: the stream of cells is cut into rows again.

The head gives the width, the numbers in the first column keep the rows in step where a cell
is missing or a heading stands between them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from nastavnik.pure.tabular.grid import Cell, Grid, Layout, Row
from nastavnik.pure.tabular.heads import Vocabulary, header_words
from nastavnik.pure.tabular.lines import MIN_HEAD
from nastavnik.pure.tabular.numbers import parts, read_number, split_number


def head_run(cells: Sequence[Cell], start: int, vocabulary: Vocabulary) -> int:
    """How many cells from `start` read as the head of a table; 0 when they do not."""
    meanings: list[str] = []
    index = start
    while index < len(cells) and (meaning := vocabulary.meaning(cells[index].text)):
        if meaning in meanings:
            break
        meanings.append(meaning)
        index += 1
    named = [meaning for meaning in meanings if ":" not in meaning]  # years alone are no head
    return index - start if len(meanings) >= MIN_HEAD and len(named) > 1 else 0


def find_head(cells: Sequence[Cell], vocabulary: Vocabulary) -> int | None:
    """Where the first head begins in a stream of cells.

    Lines of the title may read like headers too («на 2024 год»): the number's column is first.
    """
    for at in range(len(cells)):
        if run := head_run(cells, at, vocabulary):
            return next(
                (
                    start
                    for start in range(at, at + run)
                    if vocabulary.meaning(cells[start].text) == "number"
                    and head_run(cells, start, vocabulary)
                ),
                at,
            )
    return None


def cut_rows(cells: Sequence[Cell], vocabulary: Vocabulary) -> list[Grid]:
    """Cut a stream that begins with a head into grids, one for every different head."""
    grids: list[Grid] = []
    start = 0
    while start < len(cells):
        cutter = _Cutter(cells, start, vocabulary)
        grids.append(Grid(tuple(cutter.run()), Layout.CELLS))
        start = cutter.at
    return grids


def exact_share(grid: Grid) -> float:
    """Share of the numbered rows that hold no more cells than the head has."""
    width = len(grid.rows[0].cells)
    rows = [row for row in grid.rows[1:] if row.cells and read_number(row.cell(0).text)]
    good = sum(1 < len(row.cells) <= width for row in rows)
    return good / len(rows) if rows else 0.0


class _Cutter:
    """Walks over the cells of one table; `at` is the first cell not yet used."""

    def __init__(self, cells: Sequence[Cell], start: int, vocabulary: Vocabulary) -> None:
        self.cells = cells
        self.at = start
        self.vocabulary = vocabulary
        self.width = self._measure(start)
        self.head = [header_words(cell.text) for cell in cells[start : start + self.width]]
        self.numbered = vocabulary.meaning(cells[start].text) == "number"
        self.last: tuple[int, ...] = ()

    def _measure(self, start: int) -> int:
        """Width of the table: the run of headers, corrected by the distance of the numbers."""
        run = head_run(self.cells, start, self.vocabulary)
        numbers = [
            index
            for index in range(start + run, len(self.cells))
            if parts(read_number(self.cells[index].text))
        ]
        if not numbers:
            return run
        steps = Counter(after - before for before, after in pairwise(numbers))
        usual = steps.most_common(1)[0][0] if steps else run
        spare = numbers[0] - start
        spares = self.cells[start + run : numbers[0]]
        headings = any(split_number(cell.text)[0] for cell in spares)
        wider = run < usual <= run + 2 and usual == spare and not headings
        return usual if wider else run

    def run(self) -> list[Row]:
        """All rows of the table; stops before another head."""
        rows = [self._take(self.width)]
        after_break = False
        while self.at < len(self.cells):
            if self._repeats_head():
                rows.append(self._take(self.width))
                after_break = True
                continue
            if head_run(self.cells, self.at, self.vocabulary):
                break
            row = self._next_row()
            rows.append(row.broken() if after_break else row)
            after_break = False
        return rows

    def _next_row(self) -> Row:
        cell = self.cells[self.at]
        if not self.numbered:
            return self._take(self._room(self.width))
        number = parts(read_number(cell.text))
        if number:
            self.last = number
            return self._take(self._room(self.width))
        if not cell.text:
            return self._take(self._room(self.width))
        inside = parts(split_number(cell.text)[0])
        room = self._room(self.width - 1)
        if inside and room > 1 and self._follows(inside):
            self.last = inside
            row = self._take(room)
            return Row((Cell(), *row.cells), row.place)
        return self._take(1)

    def _take(self, count: int) -> Row:
        taken = tuple(self.cells[self.at : self.at + count])
        self.at += len(taken)
        return Row(taken, taken[0].places[0])

    def _room(self, limit: int) -> int:
        """How many cells, `limit` at most, the row at hand has before another row begins."""
        for count in range(1, limit):
            index = self.at + count
            if index >= len(self.cells) or self._repeats_head(index):
                return count
            number = parts(read_number(self.cells[index].text))
            if self.numbered and number and self._follows(number):
                return count
        return limit

    def _follows(self, number: tuple[int, ...]) -> bool:
        """Whether `number` may be the next after the last one."""
        last = self.last
        if not last:
            return number in ((1,), (1, 1))
        candidates = {(*last, 1), (*last[:-1], last[-1] + 1)}
        candidates |= {(*last[:cut], last[cut] + 1) for cut in range(len(last) - 1)}
        candidates |= {(last[0] + 1, 1)}
        return number in candidates

    def _repeats_head(self, index: int | None = None) -> bool:
        start = self.at if index is None else index
        here = self.cells[start : start + self.width]
        if len(here) < self.width:
            return False
        same = sum(header_words(c.text) == words for c, words in zip(here, self.head, strict=True))
        return same >= 2 and same * 3 >= self.width * 2
