"""Documents .pdf with a text layer: lines put together into paragraphs, ruled tables into tables.

A table that goes on over pages is several tables in order, as the pages have it.
"""

from __future__ import annotations

import io
import re
import statistics
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.utils.exceptions import PdfminerException

from nastavnik.imports.reader import grid
from nastavnik.imports.reader.limits import Limits
from nastavnik.imports.reader.refusals import refusal
from nastavnik.pure.source import Block, Paragraph, Source, Table

Word = dict[str, Any]
"""A word of pdfplumber: text, x0, x1, top, bottom in points from the left upper corner."""

EDGE = 60.0
"""Points from the top and the bottom of a page where page numbers and running heads stand."""
LIST_MARK = re.compile(r"[-–—•]|\d{1,2}(\.\d{1,2})*[.)]|[а-яa-z]\)")
PAGE_NUMBER = re.compile(
    r"[-–— ]*(стр\.?|страница|лист)?\s*\d{1,3}\s*(из\s*\d{1,3})?[-–— ]*", re.IGNORECASE
)
NO_LETTER = re.compile(r"\(cid:\d+\)|[\ue000-\uf8ff\ufffd]")


@dataclass(slots=True)
class _Line:
    """Words on one height."""

    words: list[Word]

    @property
    def text(self) -> str:
        return " ".join(word["text"] for word in self.words)

    @property
    def left(self) -> float:
        return float(self.words[0]["x0"])

    @property
    def right(self) -> float:
        return float(self.words[-1]["x1"])

    @property
    def top(self) -> float:
        return float(min(word["top"] for word in self.words))

    @property
    def bottom(self) -> float:
        return float(max(word["bottom"] for word in self.words))

    @property
    def height(self) -> float:
        return max(self.bottom - self.top, 1.0)


@dataclass(slots=True)
class _Page:
    """What stands on a page, by height: lines outside tables, and tables."""

    number: int
    width: float
    height: float
    lines: list[_Line]
    tables: list[tuple[float, Table]]
    letters: int
    unknown: int


def read(data: bytes, limits: Limits) -> Source:
    """Read all pages. Raises Unreadable for a scan, a password, too many pages."""
    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            if len(document.pages) > limits.pages:
                raise refusal("too_many_pages", limit=limits.pages)
            pages = [_read_page(page) for page in document.pages]
    except PdfminerException as error:  # the library wraps the true cause
        causes = {PDFPasswordIncorrect: "encrypted", MemoryError: "memory"}
        code = next(
            (causes[type(inner)] for inner in error.args if type(inner) in causes), "damaged"
        )
        raise refusal(code) from error
    letters = sum(page.letters for page in pages)
    if letters == 0:
        raise refusal("scan")
    if sum(page.unknown for page in pages) > 0.2 * letters:
        raise refusal("garbled")
    blank = [str(page.number) for page in pages if not page.letters]
    notes = []
    if blank:
        notes.append(
            f"На страницах {', '.join(blank)} текста нет: снимки или пустые листы не прочитаны."
        )
    if _drop_running_heads(pages):
        notes.append("Номера страниц и повторяющиеся колонтитулы пропущены.")
    blocks = [block for page in pages for block in _blocks(page)]
    return Source(tuple(blocks), "pdf", notes=tuple(notes))


def _read_page(page: Any) -> _Page:
    words = page.extract_words(x_tolerance_ratio=0.2, keep_blank_chars=False)
    drawn = [table for table in page.find_tables() if len(table.cells) > 1]
    tables = []
    for table in drawn:
        inside = [word for word in words if _within(word, table.bbox)]
        rows = grid.squared([_row(row.cells, inside) for row in table.rows])
        tables.append((float(table.bbox[1]), Table(rows)))
    boxes = [table.bbox for table in drawn]
    outside = [word for word in words if not any(_within(word, box) for box in boxes)]
    text = "".join(word["text"] for word in words)
    found = _Page(
        page.page_number,
        float(page.width),
        float(page.height),
        list(_lines(outside)),
        tables,
        len(text),
        len(NO_LETTER.findall(text)),
    )
    page.close()
    return found


def _row(cells: Iterable[tuple[float, ...] | None], words: list[Word]) -> list[str]:
    """Return the texts of a row; a cell that another one covers is ""."""
    return [
        ""
        if box is None
        else "\n".join(
            _paragraphs(
                list(_lines([word for word in words if _within(word, box)])),
                float(box[0]),
                float(box[2]),
            )
        )
        for box in cells
    ]


def _within(word: Word, box: tuple[float, ...]) -> bool:
    x, y = (word["x0"] + word["x1"]) / 2, (word["top"] + word["bottom"]) / 2
    return bool(box[0] <= x <= box[2] and box[1] <= y <= box[3])


def _lines(words: list[Word]) -> Iterator[_Line]:
    """Put words on one height together, from the top down and from the left."""
    line: list[Word] = []
    for word in sorted(words, key=lambda word: (word["top"] + word["bottom"], word["x0"])):
        if line and not _same_height(line[0], word):
            yield _Line(sorted(line, key=lambda word: float(word["x0"])))
            line = []
        line.append(word)
    if line:
        yield _Line(sorted(line, key=lambda word: float(word["x0"])))


def _same_height(one: Word, other: Word) -> bool:
    """True when the middle of one word is inside the other."""
    middle = (other["top"] + other["bottom"]) / 2
    return bool(one["top"] < middle < one["bottom"])


def _blocks(page: _Page) -> list[Block]:
    """Return paragraphs and tables of a page from the top down."""
    left = min((line.left for line in page.lines), default=0.0)
    right = max([page.width - left, *(line.right for line in page.lines)])  # margins are alike
    blocks: list[Block] = []
    lines = page.lines
    for top, table in sorted(page.tables, key=lambda pair: pair[0]):
        above = [line for line in lines if line.top < top]
        lines = [line for line in lines if line.top >= top]
        blocks += [Paragraph(text) for text in _paragraphs(above, left, right)]
        blocks.append(table)
    return blocks + [Paragraph(text) for text in _paragraphs(lines, left, right)]


def _paragraphs(lines: list[_Line], left: float, right: float) -> list[str]:
    """Put wrapped lines between `left` and `right` together into paragraphs."""
    gaps = [below.top - above.bottom for above, below in pairwise(lines)]
    usual = statistics.median_low(gaps) if gaps else 0.0
    texts: list[str] = []
    for number, line in enumerate(lines):
        above = lines[number - 1] if number else None
        if above is None or _begins(above, line, left, right, usual):
            texts.append(line.text)
        else:
            texts[-1] = _continued(texts[-1], line.text)
    return texts


def _begins(above: _Line, line: _Line, left: float, right: float, usual: float) -> bool:
    """True when `line` begins a paragraph: after a gap, with a mark, or after a short line."""
    if line.top - above.bottom > max(usual, 0.0) + 0.6 * line.height:
        return True
    if LIST_MARK.match(line.words[0]["text"]):
        return True
    indented = line.left > left + 12 and line.left > above.left + 12 and line.right > right - 40
    first = line.words[0]
    fits = above.right + (first["x1"] - first["x0"]) + 0.6 * line.height < right - 0.02 * (
        right - left
    )
    return indented or fits


def _continued(text: str, more: str) -> str:
    """Join a wrapped line: a soft hyphen goes, a hard one stays without a space."""
    if text.endswith("\xad"):
        return text[:-1] + more
    return text + more if re.search(r"\w-$", text) else f"{text} {more}"


def _drop_running_heads(pages: list[_Page]) -> bool:
    """Take page numbers and heads that repeat on three pages or more out of the lines."""

    def at_edge(page: _Page, line: _Line) -> bool:
        return line.bottom < EDGE or line.top > page.height - EDGE

    def likeness(line: _Line) -> str:
        return re.sub(r"\d+", "#", line.text)

    seen = Counter(
        text for page in pages for text in {likeness(ln) for ln in page.lines if at_edge(page, ln)}
    )
    dropped = False
    for page in pages:
        kept = [
            line
            for line in page.lines
            if not at_edge(page, line)
            or not (PAGE_NUMBER.fullmatch(line.text) or seen[likeness(line)] >= 3)
        ]
        dropped = dropped or len(kept) < len(page.lines)
        page.lines = kept
    return dropped
