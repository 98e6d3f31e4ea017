"""On which days a term falls: the windows of a reading inside the plan's period."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date

from nastavnik.pure.terms import TermReading
from nastavnik.pure.workdays import working_day_of_month

Window = tuple[date, date]
"""First and last day, both inclusive; a mere due date is a window of one day."""

RHYTHMS = ("continuous", "periodic")


def windows_of(term: TermReading, period: Window | None) -> tuple[Window, ...]:
    """Return the windows of `term`, earliest first; () where no day is known.

    What recurs is unrolled inside `period` (inclusive days) and the years the term names itself;
    what goes on all the time or in a rhythm finer than a month is one window.
    """
    stated = _stated(term)
    if term.kind == "once":
        return stated
    span = _span(term, period)
    if span is None:
        return stated
    if term.kind in RHYTHMS:
        return (span,)
    unrolled = {"yearly": _yearly, "monthly": _monthly, "quarterly": _quarterly}.get(term.kind)
    if unrolled is None:
        return stated
    later = (window for window in unrolled(term, span) if _touch(window, span))
    return tuple(sorted({*stated, *later}))


def _stated(term: TermReading) -> tuple[Window, ...]:
    """The windows that stand in the phrase itself, with their years."""
    if term.parts and all(isinstance(end, date) for _, end in term.parts):
        return tuple(
            _ordered(first if isinstance(first, date) else last, last)
            for first, last in term.parts
            if isinstance(last, date)
        )
    first, last = term.start or term.end, term.end or term.start
    if term.kind in RHYTHMS or first is None or last is None:
        return ()
    return (_ordered(first, last),)


def _span(term: TermReading, period: Window | None) -> Window | None:
    """The days within which the term recurs."""
    first = (term.start if term.kind in RHYTHMS else None) or (period and period[0])
    last = (term.end if term.kind in RHYTHMS else None) or (period and period[1])
    if term.kind not in RHYTHMS and term.from_year:
        first = max(first or date.min, date(term.from_year, 1, 1))
    if term.kind not in RHYTHMS and term.until_year:
        last = min(last or date.max, date(term.until_year, 12, 31))
    return (first, last) if first and last and first <= last else None


def _yearly(term: TermReading, span: Window) -> Iterator[Window]:
    """Every year's window; one that runs over New Year begins in the year before."""
    if term.month_day_to is None:
        return
    for year in range(span[0].year - 1, span[1].year + 1):
        last = _day_of(year, term.month_day_to)
        first = _day_of(year, term.month_day_from) if term.month_day_from else last
        yield (first, last) if first <= last else (first, _day_of(year + 1, term.month_day_to))


def _monthly(term: TermReading, span: Window) -> Iterator[Window]:
    """Every month's window; «the month after» is the same rhythm."""
    year, month = span[0].year, span[0].month
    while (year, month) <= (span[1].year, span[1].month):
        yield _in_month(term, year, month)
        year, month = _add_months(year, month, 1)


def _quarterly(term: TermReading, span: Window) -> Iterator[Window]:
    """Every quarter's window: whole, or in the month the phrase names."""
    for year in range(span[0].year, span[1].year + 1):
        for first_month in (1, 4, 7, 10):
            if term.offset_months:
                yield _in_month(term, *_add_months(year, first_month, 2 + term.offset_months))
            elif term.month_of_quarter:
                yield _in_month(term, year, first_month + term.month_of_quarter - 1)
            else:
                last_day = calendar.monthrange(year, first_month + 2)[1]
                yield date(year, first_month, 1), date(year, first_month + 2, last_day)


def _in_month(term: TermReading, year: int, month: int) -> Window:
    """The days of one month that the term names; the whole month when it names none."""
    length = calendar.monthrange(year, month)[1]
    if isinstance(term.weekday, int) and term.nth:
        days = [
            day for day in range(1, length + 1)
            if date(year, month, day).isoweekday() == term.weekday
        ]  # fmt: skip
        number = term.nth if term.nth < 0 else term.nth - 1
        if -len(days) <= number < len(days):
            chosen = date(year, month, days[number])
            return chosen, chosen
    if term.working_day_of_month_to:
        last_day = working_day_of_month(year, month, term.working_day_of_month_to)
        return date(year, month, 1), last_day
    last = _clip(term.day_of_month_to, length) or length
    first = _clip(term.day_of_month_from, length) or (1 if term.day_of_month_to is None else last)
    return _ordered(date(year, month, first), date(year, month, last))


def _clip(day: int | None, length: int) -> int | None:
    """A day of the month as a number from 1; -1 is the last, 31 in June is 30."""
    return None if day is None else length if day < 0 else min(day, length)


def _add_months(year: int, month: int, count: int) -> tuple[int, int]:
    whole = year * 12 + month - 1 + count
    return whole // 12, whole % 12 + 1


def _day_of(year: int, month_day: str) -> date:
    """«02-29» and «02-31» give the last day of that February."""
    month, day = (int(part) for part in month_day.split("-"))
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))


def _ordered(first: date, last: date) -> Window:
    """A slipped pair (end before start) still names days: take them in order."""
    return (first, last) if first <= last else (last, first)


def _touch(one: Window, other: Window) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]
