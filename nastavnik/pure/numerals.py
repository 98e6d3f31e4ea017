"""Counts with their nouns, as Russian declines them."""

from __future__ import annotations


def plural(count: int, one: str, few: str, many: str) -> str:
    """Write a count with its noun: 1 пара, 2 пары, 5 пар."""
    tail, tens = count % 10, count % 100
    if tail == 1 and tens != 11:
        return f"{count} {one}"
    if 2 <= tail <= 4 and not 12 <= tens <= 14:
        return f"{count} {few}"
    return f"{count} {many}"
