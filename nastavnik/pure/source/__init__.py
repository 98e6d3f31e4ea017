"""A document as it was read: paragraphs and tables of verbatim text, each with its place.

Readers of files (`imports`) make a `Source`; `tabular`, `acts` and `plans` read it.
Text formats (.txt, pasted text) give one `Paragraph` a line, tabs kept: finding the
tables in such lines is the work of `tabular`, not of the reader.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a text stands: block of the source, row and cell of a table, all from 0."""

    block: int
    row: int | None = None
    cell: int | None = None

    @property
    def key(self) -> str:
        """Short stable name of the place, such as `12`, `3:7` or `3:7:2`."""
        return ":".join(str(part) for part in (self.block, self.row, self.cell) if part is not None)

    @classmethod
    def from_key(cls, key: str) -> Place:
        """Read `key` back. Raises ValueError when it is no key."""
        parts = [int(part) for part in key.split(":")]
        if not 1 <= len(parts) <= 3 or min(parts) < 0:
            raise ValueError(f"not a place: {key!r}")
        return cls(*parts)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, or one line of a text file, verbatim."""

    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table: rows of verbatim cell texts.

    A cell merged over several columns has its text in the first and "" in the others;
    paragraphs inside a cell are parted by a line feed.
    `name` is the title of the sheet, "" for a table of a text document.
    """

    rows: tuple[tuple[str, ...], ...]
    name: str = ""


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Source:
    """A read document.

    `format` is one of docx, xlsx, ods, csv, txt, html, pdf, paste; `encoding` is what a text
    was read in ("" where it is no question); `notes` are Russian remarks for the person,
    such as a guess of the encoding.
    """

    blocks: tuple[Block, ...]
    format: str
    encoding: str = ""
    notes: tuple[str, ...] = ()

    def paragraphs(self) -> Iterator[tuple[Place, str]]:
        """Yield every paragraph outside tables with its place, in order."""
        for number, block in enumerate(self.blocks):
            if isinstance(block, Paragraph):
                yield Place(number), block.text

    def text_at(self, place: Place) -> str:
        """Return the verbatim text at `place`: paragraph, row (cells parted by tabs) or cell.

        Raises IndexError when there is no such place.
        """
        block = self.blocks[place.block]
        if isinstance(block, Paragraph):
            if place.row is None:
                return block.text
            cells: tuple[str, ...] = tuple(block.text.split("\t"))
            return block.text if place.cell is None else cells[place.cell]
        if place.row is None:
            return "\n".join("\t".join(row) for row in block.rows)
        row = block.rows[place.row]
        return "\t".join(row) if place.cell is None else row[place.cell]

    def to_json(self) -> dict[str, Any]:
        """Return plain lists and strings that `from_json` reads back."""
        return {
            "format": self.format,
            "encoding": self.encoding,
            "notes": list(self.notes),
            "blocks": [
                block.text
                if isinstance(block, Paragraph)
                else {"name": block.name, "rows": [list(row) for row in block.rows]}
                for block in self.blocks
            ],
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Source:
        """Rebuild what `to_json` gave. Raises KeyError on anything else."""
        blocks: list[Block] = [
            Paragraph(block)
            if isinstance(block, str)
            else Table(tuple(tuple(row) for row in block["rows"]), block["name"])
            for block in data["blocks"]
        ]
        return cls(tuple(blocks), data["format"], data["encoding"], tuple(data["notes"]))

    @classmethod
    def from_text(cls, text: str, *, format: str = "paste") -> Source:
        """One paragraph a line of `text`; line ends of any system."""
        return cls(tuple(Paragraph(line) for line in text.splitlines()), format)
