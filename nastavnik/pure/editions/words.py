"""Two wordings of one text, word by word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Kind = Literal["same", "old", "new"]

LONGEST = 4000  # tokens of both texts; longer ones are shown whole, the comparison is quadratic
_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words that stayed, went or came."""

    kind: Kind
    text: str


def compare_words(old: str, new: str) -> tuple[Piece, ...]:
    """Return the pieces in reading order: without the new ones they are `old`, without the old ones
    `new`. What went stands before what came in its place."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    if len(before) + len(after) > LONGEST:
        return _joined([("old", old), ("new", new)])
    runs: list[tuple[Kind, str]] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for verb, first, last, start, end in matcher.get_opcodes():
        if verb == "equal":
            runs.append(("same", "".join(before[first:last])))
        else:
            runs += [("old", "".join(before[first:last])), ("new", "".join(after[start:end]))]
    return _joined(_without_islands(runs))


def _without_islands(runs: list[tuple[Kind, str]]) -> list[tuple[Kind, str]]:
    """A space alone between two changes belongs to both: words are marked as one run."""
    found: list[tuple[Kind, str]] = []
    for at, (kind, text) in enumerate(runs):
        between = 0 < at < len(runs) - 1
        if kind == "same" and between and not text.strip():
            found += [("old", text), ("new", text)]
        else:
            found.append((kind, text))
    return found


def _joined(runs: list[tuple[Kind, str]]) -> tuple[Piece, ...]:
    """Put runs of one kind together, old before new between two that stayed."""
    pieces: list[Piece] = []
    went, came = "", ""
    for kind, text in [*runs, ("same", "")]:
        if kind == "old":
            went += text
        elif kind == "new":
            came += text
        else:
            pieces += [Piece("old", went)] if went else []
            pieces += [Piece("new", came)] if came else []
            went, came = "", ""
            pieces += [Piece("same", text)] if text else []
    return tuple(pieces)
