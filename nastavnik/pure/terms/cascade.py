"""Levels of rules: each level finds patterns of token classes and puts one token in their place."""

from __future__ import annotations

import re
from collections.abc import Callable

from nastavnik.pure.terms.words import CLASSES, Token, Value

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
        self._build = [build for _, build in rules]
        self._find = re.compile("|".join(f"({spell(pattern)})" for pattern, _ in rules)).finditer

    def reduce(self, shape: str, values: list[Value]) -> tuple[str, list[Value]]:
        """Return the shorter string of classes and its values."""
        letters: list[str] = []
        kept: list[Value] = []
        done = 0
        for match in self._find(shape):
            start, end = match.span()
            built = self._build[match.lastindex - 1](match[0], values[start:end], start)  # type: ignore[operator]
            if built is None:
                continue
            letters.append(shape[done:start])
            kept += values[done:start]
            for letter, value in [built] if isinstance(built, tuple) else built:
                letters.append(letter)
                kept.append(value)
            done = end
        if not done:
            return shape, values
        letters.append(shape[done:])
        return "".join(letters), kept + values[done:]
