"""The last touch: harmful characters out, the volume checked, emptiness refused."""

from __future__ import annotations

import re
from dataclasses import replace

from nastavnik.imports.reader.limits import Limits
from nastavnik.imports.reader.refusals import refusal
from nastavnik.pure.source import Block, Paragraph, Source, Table

# Control characters but tab and line feed, halves of surrogate pairs, the byte mark.
HARMFUL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")


def clean(text: str) -> tuple[str, int]:
    """Return the text with one kind of line end and without harmful characters, and their count."""
    return HARMFUL.subn("", LINE_ENDS.sub("\n", text))


def finish(source: Source, limits: Limits) -> Source:
    """Return the source fit to be kept. Raises Unreadable when it is empty or too big."""
    blocks, removed = [], 0
    for block in source.blocks:
        tidy, found = _clean_block(block)
        blocks.append(tidy)
        removed += found
    _check_volume(blocks, limits)
    notes = source.notes
    if removed:
        notes = (*notes, f"Удалены знаки, которых не видно и которые мешают чтению: {removed}.")
    return replace(source, blocks=tuple(blocks), notes=notes)


def _clean_block(block: Block) -> tuple[Block, int]:
    if isinstance(block, Paragraph):
        text, removed = clean(block.text)
        return Paragraph(text), removed
    name, removed = clean(block.name)
    rows = []
    for row in block.rows:
        cells = [clean(text) for text in row]
        rows.append(tuple(text for text, _ in cells))
        removed += sum(found for _, found in cells)
    return Table(tuple(rows), name), removed


def _check_volume(blocks: list[Block], limits: Limits) -> None:
    rows = cells = characters = 0
    seen = False
    for block in blocks:
        texts = [block.text] if isinstance(block, Paragraph) else [t for r in block.rows for t in r]
        if isinstance(block, Table):
            rows += len(block.rows)
            cells += len(texts)
        characters += sum(map(len, texts))
        seen = seen or any(text and not text.isspace() for text in texts)
    if not seen:
        raise refusal("no_text")
    if rows > limits.rows:
        raise refusal("too_many_rows", limit=limits.rows)
    if cells > limits.cells:
        raise refusal("too_many_cells", limit=limits.cells)
    if characters > limits.characters:
        raise refusal("too_long", limit=limits.characters)
