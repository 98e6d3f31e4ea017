"""Deadline phrases of Russian plans: what they say, never what the clock says."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from nastavnik.pure.schoolyear import plan_years
from nastavnik.pure.terms import gather, interpret
from nastavnik.pure.terms.describe import describe, problem
from nastavnik.pure.terms.reading import Offset, Per, TermReading

__all__ = ["Offset", "Per", "TermReading", "describe", "problem", "read_term"]

LONGEST = 2_000
EMPTY = TermReading(note="срок не указан", warn=True)


@lru_cache(maxsize=8_192)
def read_term(
    phrase: str, context_year: str | None = None, *, period: tuple[date, date] | None = None
) -> TermReading:
    """Read one deadline phrase; never raises and never looks at today's date.

    `context_year`: "2020/2021" school year, "2021" calendar year, "2020-2024" plan over
    calendar years, None unknown. `period`: the implementation term that the order states,
    for «в течение периода реализации». Text after the first 2,000 characters is not read.
    """
    if not any(map(str.isalnum, phrase)):
        return EMPTY
    plan = plan_years(context_year)
    return interpret.interpret(gather.sides(phrase[:LONGEST]), plan, period)
