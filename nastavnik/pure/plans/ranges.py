"""A text whose order is lost: recognising it, and putting its columns together by hand.

In such a text all numbers stand first, then all titles, and so on. No rule can pair them
safely, so a person says which lines are which column.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from nastavnik.pure.plans.columns import Entry
from nastavnik.pure.plans.corrections import Corrections, EditKind
from nastavnik.pure.plans.reading import Field, Finding, Section, Severity
from nastavnik.pure.plans.rows import Decided, RowKind
from nastavnik.pure.source import Paragraph, Place, Source, Table
from nastavnik.pure.tabular import Cell, clean, join
from nastavnik.pure.tabular.numbers import parts, read_number

LOST_RUN = 3  # so many numbers with nothing between them are a column, not rows


def lost_place(source: Source) -> tuple[Place, int] | None:
    """Where a column of bare numbers stands by itself, and how many; the longest one."""
    best: tuple[Place, int] | None = None
    start, length = Place(0), 0
    last: tuple[int, ...] = ()
    for place, text in _pieces(source):
        number = parts(read_number(text))
        if number and length and number > last:
            length += 1
        elif number:
            start, length = place, 1
        else:
            length = 0
        last = number
        if length >= LOST_RUN and (best is None or length > best[1]):
            best = (start, length)
    return best


def _pieces(source: Source) -> Iterable[tuple[Place, str]]:
    """Lines of the text and lines inside cells, without empty ones."""
    for number, block in enumerate(source.blocks):
        if isinstance(block, Paragraph):
            if block.text.strip():
                yield Place(number), clean(block.text)
            continue
        assert isinstance(block, Table)
        for at, row in enumerate(block.rows):
            for index, cell in enumerate(row):
                lines = clean(cell).split("\n")
                yield from ((Place(number, at, index), line) for line in lines if line)
                yield Place(number, at, index), "|"  # numbers of two cells are no run


def has_ranges(corrections: Corrections) -> bool:
    """Whether a person has given columns as ranges of lines."""
    return any(True for _ in corrections.of(EditKind.RANGE))


def read_ranges(source: Source, corrections: Corrections) -> tuple[list[Decided], list[Finding]]:
    """Pair the lines of the given ranges: the first of every column, the second …

    A line decided to be joined goes to the line above, a skipped one is left out, one
    decided to be a section parts the items.
    """
    given = corrections.rows()
    columns: dict[Field, list[tuple[Place, Cell]]] = {}
    sections: dict[int, Section] = {}
    findings: list[Finding] = []
    for edit in corrections.of(EditKind.RANGE):
        name = Field(edit.name)
        column = columns.setdefault(name, [])
        lines = _lines(source, edit.target, edit.value)
        if lines is None:
            message = "Правка относится к строкам, которых в документе нет: она не учтена"
            quote = f"{edit.target}–{edit.value}"
            findings.append(Finding("correction_ignored", Severity.WARNING, message, quote))
            continue
        for place, text in lines:
            decision = given.get(place.key)
            if decision is RowKind.SECTION:
                sections[len(column)] = Section(None, text, place)
            elif decision is RowKind.JOIN and column:
                at, cell = column[-1]
                column[-1] = (at, Cell(join(cell.text, text), (*cell.places, place)))
            elif decision is not RowKind.SKIP:
                column.append((place, Cell(text, (place,))))
    findings.extend(_uneven(columns))
    return _pair(columns, sections), findings


def _lines(source: Source, first: str, last: str) -> list[tuple[Place, str]] | None:
    try:
        start, end = Place.from_key(first).block, Place.from_key(last).block
    except ValueError:
        return None
    if start > end or end >= len(source.blocks):
        return None
    found = [(at, clean(t)) for at, t in source.paragraphs() if start <= at.block <= end]
    return [(at, text) for at, text in found if text]


def _uneven(columns: dict[Field, list[tuple[Place, Cell]]]) -> list[Finding]:
    counts = {name: len(column) for name, column in columns.items()}
    if len(set(counts.values())) <= 1:
        return []
    message = "В столбцах разное число строк: объедините строки, которые относятся к одному пункту"
    quote = ", ".join(str(count) for count in counts.values())
    return [Finding("range_lengths", Severity.WARNING, message, quote)]


def _pair(
    columns: dict[Field, list[tuple[Place, Cell]]], sections: dict[int, Section]
) -> list[Decided]:
    decided: list[Decided] = []
    lead: Sequence[tuple[Place, Cell]] = columns.get(Field.TITLE) or columns.get(Field.NUMBER) or ()
    for at in range(max((len(column) for column in columns.values()), default=0)):
        if at in sections:
            section = sections[at]
            cells = {Field.TITLE: Cell(section.title, (section.place,))}
            entry = Entry(section.place.key, section.place, None, cells)
            decided.append(Decided(entry, RowKind.SECTION))
        found = {name: column[at] for name, column in columns.items() if at < len(column)}
        place = lead[at][0] if at < len(lead) else next(iter(found.values()))[0]
        cells = {name: cell for name, (_, cell) in found.items() if name is not Field.OTHER}
        number = read_number(cells[Field.NUMBER].text) if Field.NUMBER in cells else None
        other = found.get(Field.OTHER)
        entry = Entry(place.key, place, number, cells, {0: other[1]} if other else {})
        decided.append(Decided(entry, RowKind.ITEM))
    return decided
