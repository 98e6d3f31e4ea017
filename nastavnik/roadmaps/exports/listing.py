"""Tasks as a document and as a workbook: what is asked for on top, rows under headings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import fontpkg_pt_sans
import resvg_py

from nastavnik.pure.plans import Field
from nastavnik.pure.timeline import Bar, draw
from nastavnik.roadmaps.exports.sheet import Column, Row, Sheet

LONGEST = {"docx": 2_000, "xlsx": 20_000}  # tasks that a file takes
COLUMNS = (
    Column("№ п/п", Field.NUMBER, 3),
    Column("Мероприятие", Field.TITLE, 14),
    Column("Дорожная карта", Field.OTHER, 10),
    Column("Ответственный", Field.RESPONSIBLE, 10),
    Column("Начало", Field.OTHER, 5),
    Column("Срок", Field.TERM, 5),
    Column("Состояние", Field.OTHER, 5),
)
ON_A_PICTURE, MOST_DRAWN = 22, 220  # bars: a sheet of paper, ten sheets
SHARP = 2  # points of the picture for one of the drawing
_FONTS = [str(Path(fontpkg_pt_sans.ROOT) / "files")]


@dataclass(frozen=True, slots=True)
class Listing:
    """What is to be printed: `groups` are a heading ("" for none) and rows, a text per column.

    `bars` are drawn above the table of a document, in the rows' order.
    """

    title: str
    notes: tuple[str, ...]
    groups: Sequence[tuple[str, Sequence[tuple[str, ...]]]]
    bars: Sequence[Bar] = ()


def sheet_of_tasks(listing: Listing, on: date, *, drawn: bool) -> Sheet:
    """Return the texts of the listing; with its pictures where they are to be `drawn`."""
    return Sheet(
        heading=(),
        title=listing.title,
        columns=COLUMNS,
        rows=tuple(_rows(listing)),
        notes=listing.notes,
        pictures=tuple(_pictures(listing.bars[:MOST_DRAWN], on)) if drawn else (),
        name="Задачи",
    )


def _rows(listing: Listing) -> Iterator[Row]:
    for heading, rows in listing.groups:
        if heading:
            yield Row("section", ("", heading))
        yield from (Row("item", row) for row in rows)


def _pictures(bars: Sequence[Bar], on: date) -> Iterator[bytes]:
    """A picture for each sheet of paper; its letters come along, a server may have none."""
    for at in range(0, len(bars), ON_A_PICTURE):
        svg = draw(bars[at : at + ON_A_PICTURE], on, title="Лента времени", description="")
        yield bytes(
            resvg_py.svg_to_bytes(
                svg_string=svg,
                background="#ffffff",
                zoom=SHARP,
                skip_system_fonts=True,
                font_dirs=_FONTS,
            )
        )
