"""The plan as a workbook. Every cell is a text, so «=…» is no formula and «+7…» stays as it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

from rustpy_xlsxwriter import Format, write_worksheets

from nastavnik.pure.plans import Field
from nastavnik.roadmaps.exports.sheet import Sheet

INDICATORS = "Показатели"
LONGEST = 32_767  # characters a cell of a workbook can hold
WIDTH = 150  # characters of all columns together
A4 = 9


def make_xlsx(sheet: Sheet) -> bytes:
    """Return the bytes of the workbook: a sheet of measures, and one of indicators if there are."""
    top = [*sheet.heading, sheet.title, *sheet.notes]
    headers = _distinct([column.header for column in sheet.columns])
    rows = [cells for row in sheet.rows for cells in _fitting(_cells(sheet, row.kind, row.cells))]
    weights = [column.weight for column in sheet.columns]
    # the writer takes the head from the rows: without any it would write none
    filled = _records(headers, rows or [("",) * len(headers)])
    books: list[tuple[str, Any]] = [(sheet.name, filled)]
    widths: dict[str, Any] = {sheet.name: dict(zip(headers, _widths(weights), strict=True))}
    looks: dict[str, Any] = {sheet.name: dict.fromkeys(headers, _cell())}
    if sheet.indicators:
        head, *body = sheet.indicators
        names = _distinct(head)
        books.append((INDICATORS, _records(names, body)))
        weights = [3, 24, 8, *[4] * (len(names) - 3)]
        widths[INDICATORS] = dict(zip(names, _widths(weights), strict=True))
        looks[INDICATORS] = dict.fromkeys(names, _cell())
    sections = _section_rows(sheet, len(top) + 1)
    stream = BytesIO()
    write_worksheets(
        books,
        stream,
        header_row={sheet.name: len(top)},
        merge_ranges={sheet.name: list(_merged(top, len(headers), len(sheet.heading)))},
        header_format={name: _cell().set_bold().set_align("center") for name, _ in books},
        column_widths=widths,
        column_formats=looks,
        row_formats={sheet.name: dict.fromkeys(sections, _cell().set_bold())},
        freeze_panes={sheet.name: {"row": len(top) + 1, "col": 0}},
        page_setup={name: _page(len(top) if name == sheet.name else 0) for name, _ in books},
    )
    return stream.getvalue()


def _cells(sheet: Sheet, kind: str, cells: Sequence[str]) -> tuple[str, ...]:
    """A heading row stands under the number and the title."""
    if kind != "section":
        return tuple(cells)
    number, title = cells
    fields = [column.field for column in sheet.columns]
    row = [""] * len(fields)
    if Field.NUMBER in fields and number:
        row[fields.index(Field.NUMBER)] = number
    elif number:
        title = f"{number.rstrip('.')}. {title}"
    row[fields.index(Field.TITLE) if Field.TITLE in fields else 0] = title
    return tuple(row)


def _fitting(cells: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Give the row, and the rest of a text too long for a cell in rows below it."""
    while any(cells):
        yield tuple(text[:LONGEST] for text in cells)
        cells = [text[LONGEST:] for text in cells]


def _records(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> list[dict[str, str | None]]:
    """Rows by header; an empty text is an empty cell."""
    return [
        {name: text or None for name, text in zip(headers, row, strict=True)} for row in rows
    ]  # fmt: skip


def _distinct(headers: Sequence[str]) -> list[str]:
    """The writer knows columns by their headers: equal ones differ by spaces at the end."""
    names: list[str] = []
    for header in headers:
        name = header or " "
        while name in names:
            name += " "
        names.append(name)
    return names


def _merged(top: Sequence[str], width: int, aligned_right: int) -> Iterator[tuple[Any, ...]]:
    """The lines above the table: requisites to the right, the title and notes in the middle."""
    for number, text in enumerate(top):
        look = Format().set_font_name("Times New Roman").set_text_wrap()
        look = look.set_align("right") if number < aligned_right else look.set_align("center")
        if number == aligned_right:
            look = look.set_bold().set_font_size(14)
        yield (number, 0, number, max(width - 1, 1), text, look)


def _section_rows(sheet: Sheet, first: int) -> list[int]:
    return [first + at for at, row in enumerate(sheet.rows) if row.kind == "section"]


def _cell() -> Format:
    """The look of a cell: wrapped text at the top, never a number."""
    return (
        Format()
        .set_font_name("Times New Roman")
        .set_font_size(11)
        .set_text_wrap()
        .set_align("top")
        .set_border("thin")
        .set_num_format("@")
    )


def _widths(weights: Sequence[int]) -> list[float]:
    whole = sum(weights)
    return [max(6.0, WIDTH * weight / whole) for weight in weights]


def _page(head: int) -> dict[str, Any]:
    """Landscape A4, one page wide, the head on every page."""
    return {
        "landscape": True,
        "paper_size": A4,
        "fit_to_pages": (1, 0),
        "repeat_rows": head,
        "margins": {"left": 0.79, "right": 0.39, "top": 0.79, "bottom": 0.6},
    }
