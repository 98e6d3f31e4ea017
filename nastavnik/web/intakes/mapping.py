"""Tables and lines of a document whose columns a person names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nastavnik.pure.plans import Field, Plan
from nastavnik.pure.plans.vocabulary import PLAN
from nastavnik.pure.source import Source
from nastavnik.pure.tabular import Grid, find_tables

SAMPLES, SAMPLE_LENGTH = 3, 120


@dataclass(frozen=True, slots=True)
class ColumnView:
    """A column: its header, what it is taken for (None: nothing yet), a few of its texts."""

    index: int
    header: str
    field: Field | None
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GridView:
    """A table; `key` names it for corrections."""

    key: str
    columns: tuple[ColumnView, ...]


@dataclass(frozen=True, slots=True)
class LineView:
    """A numbered line of a text, from one."""

    number: int
    key: str
    text: str


def grids_of(source: Source, plan: Plan) -> list[GridView]:
    """Return the tables of the plan; where there is none, every table of the document."""
    grids = {grid.place.key: grid for grid in find_tables(source, PLAN) if grid.width > 1}
    if not plan.columns:
        return [
            GridView(
                key,
                tuple(
                    ColumnView(index, "", None, _samples(grid, index, 0))
                    for index in range(grid.width)
                ),
            )
            for key, grid in grids.items()
        ]
    tables = dict.fromkeys(column.table for column in plan.columns)
    return [
        GridView(
            table,
            tuple(
                ColumnView(
                    column.index,
                    column.header,
                    column.field,
                    _samples(grids[table], column.index, 1) if table in grids else (),
                )
                for column in plan.columns
                if column.table == table
            ),
        )
        for table in tables
    ]


def lines_of(source: Source) -> Sequence[LineView]:
    """Return the lines of the text that are not empty, numbered."""
    filled = [(place, text) for place, text in source.paragraphs() if text.strip()]
    return [
        LineView(number, place.key, " ".join(text.split()))
        for number, (place, text) in enumerate(filled, 1)
    ]


def _samples(grid: Grid, column: int, head: int) -> tuple[str, ...]:
    texts = (row.cell(column).text for row in grid.rows[head:])
    filled = [text for text in texts if text][:SAMPLES]
    return tuple(
        text if len(text) <= SAMPLE_LENGTH else text[:SAMPLE_LENGTH] + "…" for text in filled
    )
