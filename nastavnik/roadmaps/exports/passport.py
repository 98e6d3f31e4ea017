"""The passport of a plan as a document: two columns, as passports are printed (R17)."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH

from nastavnik.roadmaps.exports.docx import add_paragraph, add_row, add_table, prepare

WEIGHTS = (1, 3)


def make_passport(title: str, facts: Sequence[tuple[str, str]]) -> bytes:
    """Return the bytes of the document; `facts` are (name, text), an empty text is left out."""
    document = Document()
    prepare(document)
    add_paragraph(document, "ПАСПОРТ", WD_ALIGN_PARAGRAPH.CENTER, bold=True)
    add_paragraph(document, title, WD_ALIGN_PARAGRAPH.CENTER, bold=True)
    table = add_table(document, WEIGHTS)
    for fact in facts:
        if fact[1]:
            add_row(table, fact, WEIGHTS)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()
