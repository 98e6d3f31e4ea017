"""Short names that a document gives to its actors: «(далее – ОО)»."""

from __future__ import annotations

import re
from collections.abc import Iterable

ALIAS = re.compile(
    r"\(\s*далее(?:\s+по\s+тексту|\s+именуем\w+|\s+именуется)?\s*[-–—:−]*\s*(?P<alias>[^()]{1,80}?)\s*\)",
    re.IGNORECASE,
)
"""A bracket that defines a short name, in the wordings orders use."""


def collect_aliases(texts: Iterable[str]) -> dict[str, str]:
    """Return short name → what it stands for, for every definition in `texts`.

    What it stands for is the text before the bracket back to the nearest separator;
    the first definition of a name wins.
    """
    found: dict[str, str] = {}
    for text in texts:
        for match in ALIAS.finditer(text):
            before = re.split(r"[;,\n\t]", text[: match.start()])[-1].strip()
            if before:
                found.setdefault(match["alias"], before)
    return found
