"""On which days a term falls: the windows of a reading inside the plan's period."""

from __future__ import annotations

from datetime import date

from nastavnik.pure.occurrences import recurring
from nastavnik.pure.occurrences.days import clipped, touch, window
from nastavnik.pure.occurrences.model import Slot, Window
from nastavnik.pure.terms import TermReading

RHYTHMS = ("continuous", "periodic")
CALENDAR: Window = (date(2, 1, 1), date(9998, 12, 31))
"""A year is left on both sides for what begins or is due in the next one."""


def windows_of(term: TermReading, period: Window | None) -> tuple[Window, ...]:
    """Return the windows of `term`, earliest first; () where no day is known.

    What recurs is unrolled inside `period` (inclusive days) and the years the term names itself;
    what goes on all the time or in a rhythm finer than a month is one window.
    """
    stated = () if term.kind in RHYTHMS else tuple(map(window, recurring.stated(term)))
    if term.kind == "once":
        return stated
    span = span_of(term, period)
    if span is None:
        return stated
    if term.kind in RHYTHMS:
        return (span,)
    turns = (window((first, last)) for _, first, last in _turns(term, span))
    return tuple(sorted({*stated, *(turn for turn in turns if touch(turn, span))}))


def span_of(term: TermReading, period: Window | None) -> Window | None:
    """Return the days within which the term recurs or goes on; None when not known."""
    first = (term.start if term.kind in RHYTHMS else None) or (period and period[0])
    last = (term.end if term.kind in RHYTHMS else None) or (period and period[1])
    if term.kind not in RHYTHMS and term.from_year:
        first = max(first or date.min, date(term.from_year, 1, 1))
    if term.kind not in RHYTHMS and term.until_year:
        last = min(last or date.max, date(term.until_year, 12, 31))
    if not first or not last or first > last:
        return None
    return clipped(first, last, CALENDAR)


def _turns(term: TermReading, span: Window) -> list[Slot]:
    """Every turn that may touch `span`: days of a year or a month may lie in the next."""
    if term.kind == "yearly":
        return list(recurring.yearly(term, span[0].year, span[1].year + 1))
    if term.kind == "monthly":
        return list(recurring.monthly(term, _begun_earlier(span)))
    if term.kind == "quarterly":
        return list(recurring.quarterly(term, _begun_earlier(span)))
    return []


def _begun_earlier(span: Window) -> Window:
    return date(span[0].year - 1, span[0].month, 1), span[1]
