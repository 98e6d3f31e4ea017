"""Working days of the Russian five-day week: holidays, days off moved by the government.

The library `holidays` keeps both, every year of moved days with the text of its decree; it knows
no days off that republics add for themselves. Days that the President declared non-working in
2020 and 2021 moved no days off and count as they stood in the calendar.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from nastavnik.pure.schoolyear import month_length

if TYPE_CHECKING:
    from holidays import HolidayBase

DAY = timedelta(days=1)
SATURDAY = 6


def is_working_day(day: date) -> bool:
    """Whether people of a five-day week work on `day`.

    After `transfers_known_until` only what the law itself says is known.
    """
    off, moved = _calendar(day.year)
    return day in moved if day.isoweekday() >= SATURDAY else day not in off


def note_of(day: date) -> str:
    """Return why `day` is not what its day of the week says: a holiday's name, a moved day; "".

    A plain weekend has no note, nor has a plain working day.
    """
    known = _russia(day.year)
    if day in known:
        return str(known[day])
    if day in known.weekend_workdays:
        return "Рабочий день (перенос)"
    is_off = day.isoweekday() < SATURDAY and not is_working_day(day)
    return "Выходной (перенос)" if is_off else ""


def add_working_days(day: date, n: int) -> date:
    """Return the `n`-th working day after `day`, before it when `n` < 0, `day` itself for 0.

    The count begins on the next day, as terms do in the Civil Code (ст. 191) and the Labour Code
    (ст. 14). Raises OverflowError beyond the years 1..9999.
    """
    step = DAY if n > 0 else -DAY
    left = abs(n)
    while left:
        day += step
        left -= is_working_day(day)
    return day


def working_day_of_month(year: int, month: int, n: int) -> date:
    """Return the `n`-th working day of a month, -1 is the last; past the end the last there is."""
    days = [
        day
        for day in (date(year, month, number + 1) for number in range(month_length(year, month)))
        if is_working_day(day)
    ]
    place = n if n < 0 else n - 1
    return days[max(-len(days), min(place, len(days) - 1))]


@cache
def transfers_known_until() -> int:
    """Return the last year whose moved days off the government has published.

    A term counted in working days of a later year is a doubt: the decree may still move it.
    """
    moved: dict[int, object] = _russia().special_public_holidays
    return max(moved)


@cache
def _calendar(year: int) -> tuple[frozenset[date], frozenset[date]]:
    """The holidays and days off of a year, and its weekends on which people work."""
    known = _russia(year)
    off = frozenset(known)
    if year > transfers_known_until():
        off |= _carried(off)
    return off, frozenset(known.weekend_workdays)


def _carried(holidays: frozenset[date]) -> frozenset[date]:
    """The days off that a holiday on a weekend moves by law (ТК РФ, ст. 112), January's apart."""
    carried: set[date] = set()
    for day in sorted(holidays):
        if day.month == 1 or day.isoweekday() < SATURDAY:
            continue
        while day.isoweekday() >= SATURDAY or day in holidays or day in carried:
            day += DAY
        carried.add(day)
    return frozenset(carried)


@cache
def _russia(year: int | None = None) -> HolidayBase:
    """The library's calendar; it is loaded only when working days are counted."""
    from holidays import country_holidays  # 80 ms of import

    return country_holidays("RU", years=year, language="ru")
