"""A roadmap as a document and as a workbook with the same texts; deadlines as a calendar."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from nastavnik.roadmaps.exports.docx import make_docx
from nastavnik.roadmaps.exports.feed import CONTENT_TYPE, make_feed
from nastavnik.roadmaps.exports.listing import LONGEST, Listing, sheet_of_tasks
from nastavnik.roadmaps.exports.passport import make_passport
from nastavnik.roadmaps.exports.proposals import sheet_of_proposals
from nastavnik.roadmaps.exports.sheet import Column, Row, Sheet, sheet_of
from nastavnik.roadmaps.exports.xlsx import make_xlsx

__all__ = [
    "CONTENT_TYPE",
    "LONGEST",
    "MAKERS",
    "Column",
    "Listing",
    "Maker",
    "Row",
    "Sheet",
    "make_docx",
    "make_feed",
    "make_passport",
    "make_xlsx",
    "sheet_of",
    "sheet_of_proposals",
    "sheet_of_tasks",
]


@dataclass(frozen=True, slots=True)
class Maker:
    """How a sheet becomes a file, and what the file is called on the wire."""

    make: Callable[[Sheet], bytes]
    content_type: str


_OFFICE = "application/vnd.openxmlformats-officedocument"
MAKERS = {
    "docx": Maker(make_docx, f"{_OFFICE}.wordprocessingml.document"),
    "xlsx": Maker(make_xlsx, f"{_OFFICE}.spreadsheetml.sheet"),
}
