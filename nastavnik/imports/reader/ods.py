"""Tables .ods: every sheet; the file itself keeps the text that a person sees."""

from __future__ import annotations

import re

from lxml import etree

from nastavnik.imports.reader import cellformat
from nastavnik.imports.reader.archive import Archive
from nastavnik.imports.reader.grid import sheet_blocks
from nastavnik.imports.reader.markup import attribute, local, walk
from nastavnik.imports.reader.refusals import refusal
from nastavnik.pure.source import Block, Source

DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T00:00:00.*)?")
NUMERIC_DATE = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}")
ASIDE = frozenset({"annotation", "frame", "custom-shape", "note", "ruby-text"})


def read(archive: Archive) -> Source:
    """Read every sheet that holds anything."""
    manifest = "META-INF/manifest.xml"
    if manifest in archive.names and b"encryption-data" in archive.read(manifest):
        raise refusal("encrypted")
    blocks: list[Block] = []
    rows: list[list[str]] = []
    limits = archive.limits
    room = limits.cells
    with archive.stream("content.xml") as stream:
        for element in walk(stream, "table-row", "table"):
            if local(element) == "table":
                blocks += sheet_blocks(rows, attribute(element, "name") or "")
                rows = []
                continue
            row = _row(element)
            if not row and not rows:
                continue
            repeated = _times(element, "number-rows-repeated") if row else 1
            if len(rows) + repeated > limits.rows:
                raise refusal("too_many_rows", limit=limits.rows)
            room -= len(row) * repeated
            if room < 0:
                raise refusal("too_many_cells", limit=limits.cells)
            rows += [row] * repeated
    return Source(tuple(blocks), "ods")


def _row(element: etree._Element) -> list[str]:
    """Return the texts of a row without the empty cells at its end."""
    texts: list[str] = []
    empty = 0
    for cell in element:
        name = local(cell)
        if name not in ("table-cell", "covered-table-cell"):
            continue
        text = _text(cell) if name == "table-cell" else ""
        repeated = _times(cell, "number-columns-repeated")
        if not text:
            empty += repeated
            continue
        if empty + repeated + len(texts) > 20_000:
            raise refusal("too_many_cells", limit=20_000)
        texts += [""] * empty + [text] * repeated
        empty = 0
    return texts


def _text(cell: etree._Element) -> str:
    text = "\n".join(_inline(inner) for inner in cell if local(inner) in ("p", "h"))
    moment = DATE.fullmatch(attribute(cell, "date-value") or "")
    if moment and (not text or NUMERIC_DATE.fullmatch(text)):
        return f"{moment[3]}.{moment[2]}.{moment[1]}"
    if text:
        return text
    kind = attribute(cell, "value-type")
    value = attribute(cell, "value") or ""
    if kind == "percentage":
        return cellformat.shown(value, "0.##%")
    return cellformat.shown(value, "") if value else attribute(cell, "string-value") or ""


def _inline(element: etree._Element) -> str:
    parts = [element.text or ""]
    for inner in element:
        name = local(inner)
        if name == "s":
            parts.append(" " * min(_times(inner, "c"), 1000))
        elif name in ("tab", "line-break"):
            parts.append("\t" if name == "tab" else "\n")
        elif name not in ASIDE:
            parts.append(_inline(inner))
        parts.append(inner.tail or "")
    return "".join(parts)


def _times(element: etree._Element, name: str) -> int:
    text = attribute(element, name) or "1"
    return int(text) if re.fullmatch(r"[1-9]\d{0,8}", text) else 1
