"""The document as written, for the left side: lines of cells, each place with its anchor."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from nastavnik.pure.plans import Plan
from nastavnik.pure.source import Paragraph, Place, Source, Table

SHOWN_WHOLE = 400  # lines; a longer document is shown around the items of the page
AROUND = 2  # lines shown before and after a place in a longer document


@dataclass(frozen=True, slots=True)
class Cell:
    """Text of one cell; `anchor` where something points at it, `doubtful` where it is doubted."""

    text: str
    anchor: str = ""
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph or a row.

    `after_gap` where lines before it are left out, `marked` where the page is about it.
    """

    anchor: str
    cells: tuple[Cell, ...]
    sheet: str = ""
    after_gap: bool = False
    marked: bool = False


class SourceView:
    """Places of one source, and its lines as a page shows them."""

    def __init__(self, source: Source) -> None:
        self.source = source

    def anchor(self, place: Place) -> str:
        """Return the id of `place` on the page."""
        block = self.source.blocks[place.block]
        if isinstance(block, Paragraph):
            parts = [place.block]
            if place.cell is not None and "\t" in block.text:
                parts.append(place.cell)
        else:
            parts = [place.block, *(n for n in (place.row, place.cell) if n is not None)]
        return "-".join(("s", *map(str, parts)))

    def place(self, key: str) -> Place | None:
        """Return the place of a row's key; None where the source has none."""
        try:
            place = Place.from_key(key.partition("~")[0])
            self.source.text_at(place)
        except (ValueError, IndexError):
            return None
        return place

    def cells(self, place: Place) -> tuple[str, ...]:
        """Return the texts of the cells at `place` that are not empty."""
        texts = self.source.text_at(place).split("\t")
        return tuple(text.strip() for text in texts if text.strip())

    @cached_property
    def order(self) -> list[tuple[int, int]]:
        """Block and row of every line that is not empty, in order."""
        return [
            (number, at)
            for number, block in enumerate(self.source.blocks)
            for at, cells in enumerate(_rows(block))
            if any(cell.strip() for cell in cells)
        ]

    @cached_property
    def size(self) -> int:
        """Number of lines that are not empty."""
        return len(self.order)

    def index(self, place: Place) -> int:
        """Return which line the place is in."""
        return bisect_left(self.order, (place.block, place.row or 0))

    def lines(
        self,
        shown: Iterable[int],
        *,
        pointed: Iterable[Place] = (),
        doubtful: Iterable[Place] = (),
        marked: Iterable[Place] = (),
    ) -> Iterator[Line]:
        """Yield the lines with these indexes; `pointed` places get anchors."""
        doubts = {self.anchor(place) for place in doubtful}
        anchors = {self.anchor(place) for place in pointed} | doubts
        rows = {self.index(place) for place in marked}
        before = -1
        for at in sorted(set(shown)):
            if 0 <= at < self.size:
                line = self._line(at, anchors, doubts)
                yield replace(line, after_gap=at != before + 1, marked=at in rows)
                before = at

    def _line(self, at: int, anchors: set[str], doubts: set[str]) -> Line:
        number, row = self.order[at]
        block = self.source.blocks[number]
        whole = self.anchor(Place(number, row if isinstance(block, Table) else None))
        cells = []
        for index, text in enumerate(_rows(block)[row]):
            anchor = self.anchor(Place(number, row, index))
            if text.strip():
                known = anchor if anchor in anchors and anchor != whole else ""
                cells.append(Cell(text.strip(), known, anchor in doubts))
        sheet = block.name if isinstance(block, Table) and row == 0 else ""
        return Line(whole, tuple(cells), sheet)

    def around(self, places: Iterable[Place]) -> set[int]:
        """Return the indexes of the lines with these places and a few beside them."""
        found: set[int] = set()
        for place in places:
            at = self.index(place)
            found.update(range(at - AROUND, at + AROUND + 1))
        return found


def places_of(plan: Plan, keys: Iterable[str]) -> list[Place]:
    """Return every place the items with these keys were put together from."""
    wanted = set(keys)
    return [
        place
        for item in plan.items
        if item.key in wanted
        for places in ((item.place,), *item.places.values())
        for place in places
    ]


def doubtful_places(plan: Plan, keys: Iterable[str]) -> list[Place]:
    """Return the places of the fields of these items that are doubted."""
    wanted = set(keys)
    return [
        place
        for item in plan.items
        if item.key in wanted
        for doubt in item.doubts
        for place in item.places.get(doubt.field, ())
    ]


def _rows(block: Paragraph | Table) -> tuple[tuple[str, ...], ...]:
    return block.rows if isinstance(block, Table) else (tuple(block.text.split("\t")),)
