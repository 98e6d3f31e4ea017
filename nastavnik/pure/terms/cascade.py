"""Levels of rules: each level finds patterns of token classes and puts one token in their place."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from nastavnik.pure.terms.lexicon import CLASSES, Token, Value

Build = Callable[[str, list[Value], int], "Token | list[Token] | None"]
"""Makes a token out of a hit: its classes, its values, the index of its first token."""

NAME = re.compile(r"[a-z][a-z0-9]+")


def spell(pattern: str) -> str:
    """Turn a pattern of class names, such as `num month year4?`, into one of letters."""
    letters = NAME.sub(lambda name: re.escape(CLASSES[name[0]]), pattern)
    return re.sub(r"\s", "", letters)


class Level:
    """Rules tried in order at every place; what no rule takes stays as it is."""

    def __init__(self, rules: list[tuple[str, Build]]) -> None:
        builders = [build for _, build in rules]
        search = re.compile("|".join(f"({spell(pattern)})" for pattern, _ in rules))

        # Phrases differ more than their shapes: the places of the hits are remembered.
        @lru_cache(maxsize=4_096)
        def hits(shape: str) -> tuple[tuple[int, int, str, Build], ...]:
            return tuple(
                (*match.span(), match[0], builders[(match.lastindex or 1) - 1])
                for match in search.finditer(shape)
            )

        self._hits = hits

    def reduce(self, shape: str, values: list[Value]) -> tuple[str, list[Value]]:
        """Return the shorter string of classes and its values."""
        hits = self._hits(shape)
        if not hits:
            return shape, values
        letters = ""
        kept: list[Value] = []
        done = 0
        for start, end, found, build in hits:
            built = build(found, values[start:end], start)
            if built is None:
                continue
            if start > done:
                letters += shape[done:start]
                kept += values[done:start]
            for letter, value in (built,) if isinstance(built, tuple) else built:
                letters += letter
                kept.append(value)
            done = end
        return letters + shape[done:], kept + values[done:]
