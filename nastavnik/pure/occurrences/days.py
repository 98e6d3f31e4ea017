"""Arithmetic of days, months and years that never leaves the calendar."""

from __future__ import annotations

from datetime import MAXYEAR, MINYEAR, date, timedelta

from nastavnik.pure.occurrences.model import Days, Window
from nastavnik.pure.schoolyear import month_length
from nastavnik.pure.terms.reading import Unit
from nastavnik.pure.workdays import add_working_days

DAYS_IN: dict[Unit, int] = {"day": 1, "week": 7}
MONTHS_IN: dict[Unit, int] = {"month": 1, "quarter": 3, "year": 12}


def add_months(year: int, month: int, count: int) -> tuple[int, int]:
    """Return the month `count` months later."""
    whole = year * 12 + month - 1 + count
    return whole // 12, whole % 12 + 1


def day_in(year: int, month: int, day: int) -> date:
    """Return a day of a month: 31 in June is the 30th, -1 the last of any month."""
    length = month_length(year, month)
    return date(year, month, length if day < 0 else min(day, length))


def day_of(year: int, month_day: str) -> date:
    """Put "MM-DD" into a year; «02-29» and «02-31» give the last day of that February."""
    month, day = map(int, month_day.split("-"))
    return day_in(year, month, day)


def month_end(day: date) -> date:
    """Return the last day of the month of `day`."""
    return day_in(day.year, day.month, -1)


def shifted(day: date, n: int, unit: Unit) -> date | None:
    """Return the day `n` units after `day` (before it when `n` < 0), months clipped to length.

    None for terms of the school, whose dates the school sets, and beyond the calendar.
    """
    try:
        if unit in DAYS_IN:
            return day + timedelta(days=n * DAYS_IN[unit])
        if unit == "working_day":
            return add_working_days(day, n)
    except OverflowError:
        return None
    if unit not in MONTHS_IN:
        return None
    year, month = add_months(day.year, day.month, n * MONTHS_IN[unit])
    return day_in(year, month, day.day) if MINYEAR <= year <= MAXYEAR else None


def ordered(first: date, last: date) -> Window:
    """A slipped pair (end before start) still names days: take them in order."""
    return (first, last) if first <= last else (last, first)


def in_order(days: Days) -> Days:
    """The same for days of which the first may be missing."""
    return days if days[0] is None else ordered(days[0], days[1])


def touch(one: Window, other: Window) -> bool:
    """Whether two windows share a day."""
    return one[0] <= other[1] and other[0] <= one[1]


def clipped(first: date, last: date, span: Window) -> Window:
    """The part of a window inside `span`, which it touches."""
    return max(first, span[0]), min(last, span[1])


def window(days: Days) -> Window:
    """A mere due date as a window of one day."""
    return days[0] or days[1], days[1]
