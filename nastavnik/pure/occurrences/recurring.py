"""The turns of what recurs by the calendar: every year, every quarter, every month."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from nastavnik.pure.occurrences.days import (
    add_months,
    day_in,
    day_of,
    in_order,
    ordered,
)
from nastavnik.pure.occurrences.model import Days, Slot, Window
from nastavnik.pure.terms import TermReading
from nastavnik.pure.workdays import working_day_of_month


def stated(term: TermReading) -> tuple[Days, ...]:
    """Return the days that stand in the phrase itself, with their years."""
    parts = [(first, last) for first, last in term.parts if isinstance(last, date)]
    if parts and len(parts) == len(term.parts):
        return tuple(
            in_order((first if isinstance(first, date) else None, last)) for first, last in parts
        )
    last = term.end or (term.start if term.kind == "once" else None)
    return () if last is None else (in_order((term.start, last)),)


def month_days(term: TermReading) -> list[tuple[str | None, str]]:
    """Return the windows of a year as "MM-DD"; [] when none is said, or an impossible one."""
    parts = [
        (first if isinstance(first, str) else None, last)
        for first, last in term.parts
        if isinstance(last, str)
    ]
    if not parts and term.month_day_to:
        parts = [(term.month_day_from, term.month_day_to)]
    return [
        (first, last)
        for first, last in dict.fromkeys(parts)
        if _possible(last) and (first is None or _possible(first))
    ]


def _possible(month_day: str) -> bool:
    """Whether there is such a month and day of some month; a slip keeps «99-99» as it stands."""
    month, day = map(int, month_day.split("-"))
    return 1 <= month <= 12 and 1 <= day <= 31


def yearly(term: TermReading, first_year: int, last_year: int) -> Iterator[Slot]:
    """Every year's windows, a year being that of the due day."""
    pairs = month_days(term)
    for year in range(first_year, last_year + 1):
        found = {_in_year(term, year, *pair) for pair in pairs}
        for first, last in sorted(found, key=lambda days: (days[1], days[0] or days[1])):
            yield Slot(str(year), first, last)


def _in_year(term: TermReading, year: int, month_day_from: str | None, month_day_to: str) -> Days:
    """The window that ends in `year`; it may begin in the year before."""
    last = day_of(year, month_day_to)
    if isinstance(term.weekday, int) and term.nth:
        return in_month(term, year, last.month)
    if month_day_from is None:
        return None, last
    first = day_of(year, month_day_from)
    return (first if first <= last else day_of(year - 1, month_day_from)), last


def monthly(term: TermReading, span: Window) -> Iterator[Slot]:
    """The turn of every month that touches `span`; its days may lie in the month after."""
    for year, month in _months(span):
        if not in_season(term, month):
            continue
        later = add_months(year, month, term.offset_months or 0)
        yield Slot(f"{year}-{month:02}", *in_month(term, *later))


def quarterly(term: TermReading, span: Window) -> Iterator[Slot]:
    """The turn of every quarter that touches `span`: whole, in a month of it or in the next."""
    for year, month in _months(span):
        quarter = (month + 2) // 3
        begun = month % 3 == 1 or (year, month) == (span[0].year, span[0].month)
        if not begun or not in_season(term, *range(3 * quarter - 2, 3 * quarter + 1)):
            continue
        yield Slot(f"{year}-Q{quarter}", *_in_quarter(term, year, 3 * quarter - 2))


def _in_quarter(term: TermReading, year: int, first_month: int) -> Days:
    """The days of a quarter that the term names; the whole quarter when it names no month."""
    if term.offset_months:
        return in_month(term, *add_months(year, first_month, 2 + term.offset_months))
    if term.month_of_quarter:
        return in_month(term, year, first_month + term.month_of_quarter - 1)
    return date(year, first_month, 1), day_in(year, first_month + 2, -1)


def in_month(term: TermReading, year: int, month: int) -> Days:
    """The days of one month that the term names; the whole month when it names none."""
    if isinstance(term.weekday, int) and term.nth:
        length = day_in(year, month, -1).day
        days = [
            day for day in (date(year, month, number + 1) for number in range(length))
            if day.isoweekday() == term.weekday
        ]  # fmt: skip
        number = term.nth if term.nth < 0 else term.nth - 1
        if -len(days) <= number < len(days):
            return days[number], days[number]
    if term.working_day_of_month_to:
        return None, working_day_of_month(year, month, term.working_day_of_month_to)
    if term.day_of_month_from is None:
        last = day_in(year, month, term.day_of_month_to or -1)
        return (None if term.day_of_month_to else date(year, month, 1)), last
    first = day_in(year, month, term.day_of_month_from)
    return ordered(first, day_in(year, month, term.day_of_month_to or -1))


def names_days(term: TermReading) -> bool:
    """Whether the days of a month or a quarter are said, so that the whole is not meant."""
    in_quarter = term.offset_months or term.month_of_quarter
    if term.kind == "quarterly":
        return bool(in_quarter)
    return bool(
        in_quarter
        or (isinstance(term.weekday, int) and term.nth)
        or term.working_day_of_month_to
        or term.day_of_month_from
        or term.day_of_month_to
    )


def in_season(term: TermReading, *months: int) -> bool:
    """Whether a rhythm goes on in one of `months`: «ежемесячно с сентября по май»."""
    if term.month_day_from is None and term.month_day_to is None:
        return True
    first = int((term.month_day_from or "01-01")[:2])
    last = int((term.month_day_to or "12-31")[:2])
    season = {(first - 1 + n) % 12 + 1 for n in range((last - first) % 12 + 1)}
    return not season.isdisjoint(months)


def _months(span: Window) -> Iterator[tuple[int, int]]:
    """The months that `span` touches, as year and number."""
    year, month = span[0].year, span[0].month
    while (year, month) <= (span[1].year, span[1].month):
        yield year, month
        year, month = add_months(year, month, 1)
