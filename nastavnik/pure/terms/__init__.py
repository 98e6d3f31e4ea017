"""Deadline phrases of Russian plans: what they say, never what the clock says."""

from __future__ import annotations

from datetime import date

from nastavnik.pure.terms.reading import Offset, Per, TermReading

__all__ = ["Offset", "Per", "TermReading", "describe", "problem", "read_term"]


def read_term(
    phrase: str, context_year: str | None = None, *, period: tuple[date, date] | None = None
) -> TermReading:
    """Read one deadline phrase."""
    return TermReading(note="срок не прочитан", ambiguous=True)


def describe(reading: TermReading) -> str:
    """Say in plain Russian what was understood."""
    return "срок не прочитан"


def problem(reading: TermReading) -> str:
    """Say in Russian what a person must look at; "" when nothing."""
    return reading.note if reading.ambiguous or reading.warn else ""
