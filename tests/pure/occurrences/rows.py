"""How the truth tables of occurrences are written and compared."""

from __future__ import annotations

from datetime import date

from nastavnik.pure.occurrences import Occurrence, Window, occurrences_of
from nastavnik.pure.schoolyear import plan_years
from nastavnik.pure.terms import read_term


def shown(one: Occurrence) -> str:
    """Write «key first..last», «?» with what it waits for, «*» when conditional."""
    words = [one.key, f"{one.first or ''}..{one.last or ''}"]
    if one.waits_for:
        words[1:] = [f"?{one.waits_for}"]
        assert one.first is None
        assert one.last is None
    return " ".join(words + ["*"] * one.conditional)


def period_of(context: str | None) -> Window | None:
    """Return the days of a plan's years."""
    years = plan_years(context)
    return (years.start, years.end) if years else None


def dated(
    phrase: str,
    context: str | None,
    *,
    stated: Window | None = None,
    events: list[tuple[str, date]] | None = None,
    schedule: list[date] | None = None,
) -> list[str]:
    """Read a phrase and write its occurrences; `stated`: the term that the order gives."""
    return [
        shown(one)
        for one in occurrences_of(
            read_term(phrase, context, period=stated),
            stated or period_of(context),
            term_text=phrase,
            events=events or [],
            schedule=schedule or [],
        )
    ]


def each_year(first: int, last: int, days: str) -> list[str]:
    """Write one row a year: «11-01..12-25», «..10-01»."""
    begin, end = days.split("..")
    return [
        f"{year} {f'{year}-{begin}' if begin else ''}..{year}-{end}"
        for year in range(first, last + 1)
    ]
