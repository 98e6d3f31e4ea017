"""School years, quarters, half-years and school terms; the years that a plan speaks of."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

MonthDay = tuple[int, int]
LAST = 1_000
"""Day number that stands for the last day of the month, whatever its length."""

FIRST_MONTH = 9
"""A school year begins on 1 September and ends on 31 August."""

QUARTERS: dict[int, tuple[MonthDay, MonthDay]] = {
    n: ((3 * n - 2, 1), (3 * n, LAST)) for n in range(1, 5)
}
HALVES: dict[int, tuple[MonthDay, MonthDay]] = {1: ((1, 1), (6, LAST)), 2: ((7, 1), (12, LAST))}

# The school itself sets the dates of its terms; these months are the usual ones.
SCHOOL_HALVES: dict[int, tuple[MonthDay, MonthDay]] = {
    1: ((9, 1), (12, LAST)),
    2: ((1, 1), (5, LAST)),
}
SCHOOL_TERMS: dict[str, dict[int, tuple[MonthDay, MonthDay]]] = {
    "quarter": {
        1: ((9, 1), (10, LAST)),
        2: ((11, 1), (12, LAST)),
        3: ((1, 1), (3, LAST)),
        4: ((4, 1), (5, LAST)),
    },
    "trimester": {
        1: ((9, 1), (11, LAST)),
        2: ((12, 1), (2, LAST)),
        3: ((3, 1), (5, LAST)),
    },
    "semester": {1: ((9, 1), (12, LAST)), 2: ((1, 1), (6, LAST))},
}
"""Четверти, триместры, семестры."""

LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

CONTEXT = re.compile(r"\s*(?:(\d{4})(?:\s*([-–—/])\s*(\d{4}))?)\s*")


def month_length(year: int, month: int) -> int:
    """Return the number of days of a month."""
    if month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0):
        return 29
    return LENGTHS[month - 1]


def school_year(first: int) -> tuple[date, date]:
    """Return the first and last day of the school year that begins in `first`."""
    return date(first, FIRST_MONTH, 1), date(first + 1, FIRST_MONTH - 1, 31)


def school_year_of(day: date) -> int:
    """Return the year in which the school year of `day` began."""
    return day.year if day.month >= FIRST_MONTH else day.year - 1


@dataclass(frozen=True, slots=True)
class PlanYears:
    """The years of a plan: `first`..`last`, school years when `school` (then last = first + n)."""

    first: int
    last: int
    school: bool = False
    start: date = field(init=False)
    end: date = field(init=False)

    def __post_init__(self) -> None:
        """Count the first and last day of the plan once."""
        start = school_year(self.first)[0] if self.school else date(self.first, 1, 1)
        end = school_year(self.last - 1)[1] if self.school else date(self.last, 12, 31)
        object.__setattr__(self, "start", start)
        object.__setattr__(self, "end", end)

    @property
    def single(self) -> bool:
        """Whether the plan covers one year, so that a bare month has one place in it."""
        return self.last - self.first == (1 if self.school else 0)

    def year_of(self, month: int) -> int | None:
        """Return the year of a bare month; None when the plan covers several."""
        if not self.single:
            return None
        return self.last if self.school and month < FIRST_MONTH else self.first


@lru_cache(maxsize=256)
def plan_years(text: str | None) -> PlanYears | None:
    """Read "2020/2021" (school year), "2021" or "2020-2024"; None for anything else."""
    match = CONTEXT.fullmatch(text or "")
    if not match or not 1 < int(match[1]) < int(match[3] or match[1]) + 1 <= 9999:
        return None
    first, last = int(match[1]), int(match[3] or match[1])
    return PlanYears(first, last, school=match[2] == "/" and first < last)


_WRITTEN_YEAR = re.compile(r"(?<!\d)(20\d\d)(?:(\s*[/–—-]\s*)(\d\d)(?!\d|\.))?(?!\d)")


def shift_years(text: str, by: int) -> str:
    """Return the text with every year of this century `by` years later: «2026/27» too."""

    def later(found: re.Match[str]) -> str:
        year, joint, short = found.groups()
        shifted = str(int(year) + by)
        return shifted if short is None else f"{shifted}{joint}{(int(short) + by) % 100:02}"

    return _WRITTEN_YEAR.sub(later, text)


def next_period(period: tuple[date, date]) -> tuple[tuple[date, date], int]:
    """Return the period that follows: the least number of whole years later, and that number.

    A plan of 2020–2024 is followed by one of 2025–2029. 29 February becomes 28 where it must.
    """
    first, last = period
    years = 1
    while _years_later(first, years) <= last:
        years += 1
    return (_years_later(first, years), _years_later(last, years)), years


def _years_later(day: date, years: int) -> date:
    last = month_length(day.year + years, day.month)
    return day.replace(year=day.year + years, day=min(day.day, last))
