"""The plan as a document: landscape A4, the head of the table on every page.

Rows are written as XML at once: python-docx walks the whole table for every cell.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from nastavnik.roadmaps.exports.sheet import Row, Sheet

FONT = "Times New Roman"
PAGE = (Mm(297), Mm(210))
MARGINS = {"top_margin": 20, "bottom_margin": 15, "left_margin": 20, "right_margin": 10}
TEXT_WIDTH = 297 - 30  # mm
TWIPS = 1440 / 25.4  # in a millimetre
CELL_SIZE = "20"  # half points


def make_docx(sheet: Sheet) -> bytes:
    """Return the bytes of the document."""
    document = Document()
    prepare(document)
    for line in sheet.heading:
        add_paragraph(document, line, WD_ALIGN_PARAGRAPH.RIGHT)
    add_paragraph(document, sheet.title, WD_ALIGN_PARAGRAPH.CENTER, bold=True)
    for line in sheet.notes:
        add_paragraph(document, line, WD_ALIGN_PARAGRAPH.CENTER)
    for picture in sheet.pictures:
        document.add_picture(BytesIO(picture), width=Mm(TEXT_WIDTH))
    weights = [column.weight for column in sheet.columns]
    table = add_table(document, weights)
    add_row(table, [column.header for column in sheet.columns], weights, head=True)
    for row in sheet.rows:
        _add_plan_row(table, row, weights)
    if sheet.indicators:
        add_paragraph(document, "Целевые показатели", WD_ALIGN_PARAGRAPH.CENTER, bold=True)
        weights = [3, 24, 8, *[5] * (len(sheet.indicators[0]) - 3)]
        table = add_table(document, weights)
        for number, cells in enumerate(sheet.indicators):
            add_row(table, cells, weights, head=number == 0)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def prepare(document: Any) -> None:
    """Page, margins, font; numbers of pages are left to the order the plan is a part of."""
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = PAGE
    for name, millimetres in MARGINS.items():
        setattr(section, name, Mm(millimetres))
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(12)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    style.element.rPr.rFonts.set(qn("w:cs"), FONT)
    style.paragraph_format.space_after = Pt(0)


def add_paragraph(document: Any, text: str, align: Any, *, bold: bool = False) -> None:
    """Append a paragraph; a bold one is a heading and stays with what follows."""
    paragraph = document.add_paragraph()
    paragraph.alignment = align
    if bold:
        paragraph.paragraph_format.space_before = Pt(12)
        paragraph.paragraph_format.space_after = Pt(8)
        paragraph.paragraph_format.keep_with_next = True
    paragraph.add_run(text).bold = bold


def add_table(document: Any, weights: Sequence[int]) -> Any:
    """Append an empty table whose columns share the page by `weights`; returns its element."""
    table = document.add_table(rows=0, cols=len(weights))
    table.style = "Table Grid"
    table.autofit = False
    for column, width in zip(table._tbl.tblGrid.gridCol_lst, _widths(weights), strict=True):
        column.set(qn("w:w"), str(width))
    return table._tbl


def _add_plan_row(table: Any, row: Row, weights: Sequence[int]) -> None:
    if row.kind == "section":
        number, title = row.cells
        text = " ".join(filter(None, (number and f"{number.rstrip('.')}.", title)))
        add_row(table, [text], [sum(weights)], span=len(weights), bold=True)
    else:
        add_row(table, row.cells, weights)


def add_row(
    table: Any,
    cells: Sequence[str],
    weights: Sequence[int],
    *,
    head: bool = False,
    bold: bool = False,
    span: int = 1,
) -> None:
    """Append one row; a head is repeated on every page, no row is cut by the end of one."""
    row = _child(table, "w:tr")
    properties = _child(row, "w:trPr")
    _child(properties, "w:cantSplit")
    if head:
        _child(properties, "w:tblHeader")
    for text, width in zip(cells, _widths(weights), strict=True):
        cell = _child(row, "w:tc")
        about = _child(cell, "w:tcPr")
        _child(about, "w:tcW", type="dxa", w=str(width))
        if span > 1:
            _child(about, "w:gridSpan", val=str(span))
        for line in text.split("\n"):
            _line(cell, line, bold=bold or head, centred=head)


def _line(cell: Any, text: str, *, bold: bool, centred: bool) -> None:
    paragraph = _child(cell, "w:p")
    if centred:
        _child(_child(paragraph, "w:pPr"), "w:jc", val="center")
    run = _child(paragraph, "w:r")
    look = _child(run, "w:rPr")
    if bold:
        _child(look, "w:b")
    _child(look, "w:sz", val=CELL_SIZE)
    content = _child(run, "w:t")
    content.text = text
    content.set(qn("xml:space"), "preserve")


def _child(parent: Any, tag: str, **attributes: str) -> Any:
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    parent.append(element)
    return element


def _widths(weights: Sequence[int]) -> list[int]:
    """Share the width of the page among the columns; in twips."""
    whole = sum(weights)
    return [int(TEXT_WIDTH * TWIPS * weight / whole) for weight in weights]
