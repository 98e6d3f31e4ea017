"""Text pasted into a page: lines as they are, or the tables of a pasted web page."""

from __future__ import annotations

from dataclasses import replace

from nastavnik.imports.reader import html, tidy
from nastavnik.imports.reader.limits import Limits
from nastavnik.imports.reader.refusals import refusal
from nastavnik.pure.source import Source


def read_pasted(text: str, *, limits: Limits | None = None) -> Source:
    """Read pasted text in this process. Raises Unreadable when it is empty or too long."""
    limits = limits or Limits()
    if len(text) > limits.characters:
        raise refusal("too_long", limit=limits.characters)
    if html.looks_like(text):
        source = replace(html.read(text, "", [], limits), format="paste")
    else:
        source = Source.from_text(text)
    return tidy.finish(source, limits)
