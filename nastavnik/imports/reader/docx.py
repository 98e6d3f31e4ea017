"""Documents .docx: paragraphs, tables and text boxes in their order, numbers of lists restored.

Reads the parts themselves: a library's object for every run takes hundreds of megabytes.
"""

from __future__ import annotations

from lxml import etree

from nastavnik.imports.reader.archive import Archive
from nastavnik.imports.reader.grid import Cell, Grid
from nastavnik.imports.reader.limits import Limits
from nastavnik.imports.reader.markup import attribute, child, local
from nastavnik.imports.reader.numbering import Numbering
from nastavnik.imports.reader.refusals import refusal
from nastavnik.pure.source import Block, Paragraph, Source

DROPPED = frozenset({
    "del", "moveFrom", "delText", "instrText", "delInstrText", "pPr", "rPr", "sdtPr", "sdtEndPr",
    "tblPr", "tblGrid", "trPr", "tcPr", "sectPr", "footnoteReference", "endnoteReference",
    "footnoteRef", "endnoteRef", "annotationRef", "rt", "Fallback", "softHyphen",
})  # fmt: skip
SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
TEXT_BOX = "txbxContent"


def read(archive: Archive) -> Source:
    """Read the main text. Headers, footers, notes and what was deleted under review are left."""
    main = next(
        (part for kind, part in archive.relations("").values() if kind == "officeDocument"),
        "word/document.xml",
    )
    parts = dict(archive.relations(main).values())
    root = archive.tree(main)
    body = child(root, "body")
    if body is None:
        raise refusal("damaged")
    numbering = Numbering(
        archive.tree(parts.get("numbering", "word/numbering.xml")),
        archive.tree(parts.get("styles", "word/styles.xml")),
    )
    blocks: list[Block] = []
    for part in _Flow(numbering, archive.limits).content(body):
        if isinstance(part, Grid):
            part.settle_columns()
            blocks += part.blocks(archive.limits)
        else:
            blocks.append(Paragraph(part))
    return Source(tuple(blocks), "docx")


class _Flow:
    """One way through the document: the counts of lists and the boxes of the paragraph at hand."""

    def __init__(self, numbering: Numbering, limits: Limits) -> None:
        self._numbering = numbering
        self._limits = limits
        self._rows = 0
        self._boxes: list[etree._Element] = []

    def content(self, holder: etree._Element) -> list[str | Grid]:
        """Return paragraphs and tables that stand in `holder`, in order."""
        found: list[str | Grid] = []
        carried: str | None = None  # text before a paragraph end that was deleted
        for element in holder:
            name = local(element)
            if name == "p":
                text, boxes = self._paragraph(element)
                text = text if carried is None else carried + text
                ended = child(element, "pPr", "rPr", "del") is None
                carried = None if ended else text
                if ended:
                    found.append(text)
                found += boxes
            elif name == "tbl":
                found.append(self._table(element))
            elif name not in DROPPED:
                found += self.content(element)
        return found if not carried else [*found, carried]

    def _paragraph(self, element: etree._Element) -> tuple[str, list[str | Grid]]:
        label = self._numbering.label(child(element, "pPr"))
        outer, self._boxes = self._boxes, []
        text = self._text(element).strip("\n")
        boxes, self._boxes = self._boxes, outer
        inside = [part for box in boxes for part in self.content(box)]
        return (label + text if text else label.rstrip()), inside

    def _text(self, element: etree._Element) -> str:
        parts: list[str] = []
        for inner in element:
            name = local(inner)
            if name == "t":
                parts.append(inner.text or "")
            elif name in SIGNS:
                parts.append(SIGNS[name])
            elif name == "sym":
                parts.append(_symbol(inner))
            elif name == TEXT_BOX:
                self._boxes.append(inner)
            elif name not in DROPPED and not (name == "r" and _hidden(inner)):
                parts.append(self._text(inner))
        return "".join(parts)

    def _table(self, element: etree._Element) -> Grid:
        rows = [row for row in _inside(element, "tr") if not _deleted(row)]
        self._rows += len(rows)
        if self._rows > self._limits.rows:
            raise refusal("too_many_rows", limit=self._limits.rows)
        return Grid([self._row(row) for row in rows])

    def _row(self, element: etree._Element) -> list[Cell]:
        properties = child(element, "trPr")
        cells = [Cell() for _ in range(_number(child(properties, "gridBefore")))]
        cells += [self._cell(cell) for cell in _inside(element, "tc") if not _deleted(cell)]
        return cells

    def _cell(self, element: etree._Element) -> Cell:
        properties = child(element, "tcPr")
        columns = max(_number(child(properties, "gridSpan")), 1)
        merge = child(properties, "vMerge")
        if merge is not None and attribute(merge, "val") != "restart":
            return Cell(columns=columns)  # covered by the cell above, nobody sees its text
        return Cell(self.content(element), columns=columns)


def _inside(element: etree._Element, name: str) -> list[etree._Element]:
    """Return the rows of a table or cells of a row, also those in controls and tracked parts."""
    found: list[etree._Element] = []
    for inner in element:
        if local(inner) == name:
            found.append(inner)
        elif local(inner) not in DROPPED:
            found += _inside(inner, name)
    return found


def _deleted(element: etree._Element) -> bool:
    return (
        child(element, "trPr", "del") is not None or child(element, "tcPr", "cellDel") is not None
    )


def _hidden(run: etree._Element) -> bool:
    mark = child(run, "rPr", "vanish")
    return mark is not None and attribute(mark, "val") not in ("0", "false", "off")


def _symbol(element: etree._Element) -> str:
    """Return a sign of a symbol font; its private codes are mostly bullets."""
    code = int(attribute(element, "char") or "2022", 16)
    return "•" if 0xE000 <= code <= 0xF8FF else chr(code)


def _number(element: etree._Element | None) -> int:
    text = None if element is None else attribute(element, "val")
    return min(int(text), 64) if text and text.isdecimal() else 0
