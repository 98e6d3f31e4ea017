"""A reading in plain Russian: what was understood, and what a person must look at."""

from __future__ import annotations

from nastavnik.pure.terms.reading import TermReading


def describe(reading: TermReading) -> str:
    """Say in plain Russian what was understood."""
    return reading.kind


def problem(reading: TermReading) -> str:
    """Say in one Russian sentence what a person must look at; "" when nothing."""
    return reading.note if reading.ambiguous or reading.warn else ""
