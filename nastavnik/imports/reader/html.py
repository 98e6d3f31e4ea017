"""Web pages and pasted pages: paragraphs, lists and tables as a browser lays them out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from nastavnik.imports.reader import charset
from nastavnik.imports.reader.grid import Cell, Grid
from nastavnik.imports.reader.limits import Limits
from nastavnik.imports.reader.markup import local
from nastavnik.imports.reader.refusals import refusal
from nastavnik.pure.source import Block, Paragraph, Source

UNSEEN = frozenset({
    "head", "script", "style", "template", "noscript", "title", "meta", "link", "object", "svg",
    "iframe", "select", "textarea", "button", "audio", "video", "canvas", "math",
})  # fmt: skip
LINES = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4",
    "h5", "h6", "header", "hr", "html", "li", "main", "nav", "ol", "p", "pre", "section", "summary",
    "ul",
})  # fmt: skip
DECLARED = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)
SPACES = re.compile(r"[ \t\n\r\f]+")
LOOKS = re.compile(
    r"<(!doctype\s+html|html|head|body|table|tr|td|p|div|span|meta|br|ul|ol|h[1-6])[\s/>]",
    re.IGNORECASE,
)


def looks_like(text: str) -> bool:
    """True when the text begins as a page does or holds a table of one."""
    start = text.lstrip("\ufeff \t\r\n")
    if LOOKS.match(start):
        return True
    table = re.search(r"<table[\s>]", text, re.IGNORECASE)
    return bool(table and re.compile(r"<td[\s>]", re.IGNORECASE).search(text, table.end()))


def decode(data: bytes, encoding: str) -> tuple[str, str, list[str]]:
    """Return (text, encoding, remarks): what the page declares counts where nothing is forced."""
    declared = DECLARED.search(data[:4096])
    marked = any(data.startswith(mark) for mark, _ in charset.MARKS)
    if not encoding and not marked and declared:
        name = declared[1].decode("ascii").lower()
        if _reads(data, name):
            return charset.decode(data, name)
    return charset.decode(data, encoding)


def read(text: str, encoding: str, notes: list[str], limits: Limits) -> Source:
    """Read a page. Scripts, styles and what is hidden are left out."""
    return Source(tuple(blocks(text, limits)), "html", encoding, tuple(notes))


def blocks(text: str, limits: Limits) -> list[Block]:
    """Return the paragraphs and tables of a page in order."""
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    data = text.encode("utf-8", errors="ignore")
    root = etree.fromstring(data, parser) if text.strip() else None
    if root is None:
        return []
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise refusal("unsafe")  # nested deeper than any page: the rest would be lost silently
    page = _Page()
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if event == "start" and _unseen(element):
            walk.skip_subtree()
            page.text(element.tail)
        elif event == "start":
            page.start(element)
        elif not _unseen(element):
            page.end(element)
            page.text(element.tail if element is not root else None)
    page.close()
    found: list[Block] = []
    for part in page.content:
        found += part.blocks(limits) if isinstance(part, Grid) else [Paragraph(part)]
    return found


@dataclass(slots=True)
class _Page:
    """What is being laid out: the line at hand, and the tables and cells it stands in."""

    content: list[str | Grid] = field(default_factory=list)
    _line: list[str] = field(default_factory=list)
    _tables: list[Grid] = field(default_factory=list)
    _cells: list[Cell] = field(default_factory=list)
    _lists: list[int | None] = field(default_factory=list)  # next number; None for bullets
    _kept: int = 0  # depth of <pre>

    def start(self, element: etree._Element) -> None:
        """Enter an element."""
        name = local(element)
        if name == "br":
            self._line.append("\n")
        elif name in LINES or name == "table":
            self._end_line()
        if name == "table":
            self._tables.append(Grid())
        elif name == "tr" and self._tables:
            self._tables[-1].rows.append([])
        elif name in ("td", "th") and self._tables:
            self._start_cell(element)
        elif name in ("ol", "ul"):
            self._lists.append(_span(element, "start") if name == "ol" else None)
        elif name == "li":
            self._line.append(self._bullet(element))
        elif name == "pre":
            self._kept += 1
        self.text(element.text)

    def end(self, element: etree._Element) -> None:
        """Leave an element."""
        name = local(element)
        if name in LINES:
            self._end_line()
        if name in ("td", "th") and self._cells:
            self._end_line()
            self._cells.pop()
        elif name == "table" and self._tables:
            self._end_line()
            grid = self._tables.pop()
            self._place().append(grid)
        elif name in ("ol", "ul") and self._lists:
            self._lists.pop()
        elif name == "pre":
            self._kept -= 1

    def text(self, text: str | None) -> None:
        """Add running text; white space counts only inside <pre>."""
        if text:
            self._line.append(text if self._kept else SPACES.sub(" ", text))

    def close(self) -> None:
        """End the last line."""
        self._end_line()

    def _place(self) -> list[str | Grid]:
        return self._cells[-1].content if self._cells else self.content

    def _end_line(self) -> None:
        text = "".join(self._line)
        self._line.clear()
        if not self._kept:
            text = re.sub(r" *\n *", "\n", re.sub(r" {2,}", " ", text)).strip(" \n")
        if text.strip():
            self._place().append(text.strip("\n"))

    def _start_cell(self, element: etree._Element) -> None:
        self._end_line()
        if not self._tables[-1].rows:
            self._tables[-1].rows.append([])
        cell = Cell(columns=_span(element, "colspan"), rows=_span(element, "rowspan"))
        self._tables[-1].rows[-1].append(cell)
        self._cells.append(cell)

    def _bullet(self, element: etree._Element) -> str:
        if not self._lists or self._lists[-1] is None:
            return "• "
        number = _span(element, "value") if element.get("value") else self._lists[-1]
        self._lists[-1] = number + 1
        return f"{number}. "


def _reads(data: bytes, encoding: str) -> bool:
    """True when the page really is in the encoding it declares."""
    try:
        data.decode(encoding)
    except (LookupError, ValueError):
        return False
    return True


def _unseen(element: etree._Element) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    return local(element) in UNSEEN or element.get("hidden") is not None or "display:none" in style


def _span(element: etree._Element, name: str) -> int:
    text = (element.get(name) or "").strip()
    return int(text) if re.fullmatch(r"[1-9]\d{0,4}", text) else 1
