"""Rhythms that are neither yearly, quarterly nor monthly: a period cut into equal spans."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from nastavnik.pure.occurrences.days import add_months, clipped, day_in
from nastavnik.pure.occurrences.model import Slot, Window
from nastavnik.pure.schoolyear import FIRST_MONTH, SCHOOL_TERMS, school_year, school_year_of
from nastavnik.pure.terms import Per, TermReading
from nastavnik.pure.terms.reading import Unit

TERMS = SCHOOL_TERMS["quarter"]
WEEK = 7
DAYS_PER: dict[Unit, float] = {
    "day": 1, "working_day": 1.4, "week": 7, "month": 30, "quarter": 91, "year": 365,
    "school_term": 60,
}  # fmt: skip
"""About how long a unit is: to tell what comes more often than once a week."""


def made_of_school_years(period: Window) -> bool:
    """Whether a period begins in the autumn and ends with a school year (May to August)."""
    return period[0].month >= FIRST_MONTH and 5 <= period[1].month < FIRST_MONTH


def times_of(term: TermReading) -> int:
    """Return how many times a turn brings: what is said, or the least; «не более» asks for one."""
    return term.times or term.min_times or 1


def often(term: TermReading) -> bool:
    """Whether it comes more often than once a week: nobody closes a task for each time."""
    return term.per is None or term.per.n * DAYS_PER[term.per.unit] < WEEK * times_of(term)


def spans(term: TermReading, per: Per, span: Window, *, school: bool) -> Iterator[Slot]:
    """Cut `span` into spans of `per`, the first and last of them clipped to it."""
    for label, first, last in _cut(per, span, school):
        if per == Per(1, "week") and isinstance(term.weekday, int):
            first = last = date.fromordinal(first.toordinal() + term.weekday - 1)
            if not span[0] <= first <= span[1]:
                continue
        yield Slot(label, *clipped(first, last, span))


def _cut(per: Per, span: Window, school: bool) -> Iterator[tuple[str, date, date]]:
    if per.unit == "year":
        return years(span, per.n, school=school)
    if per.unit == "quarter":
        return _blocks(span, 3 * per.n, 0, quarters=True)
    if per.unit == "month":
        return _blocks(span, per.n, FIRST_MONTH - 1 if school else 0, quarters=False)
    if per.unit == "school_term":
        return _terms(span, per.n)
    return _runs(per, span)


def years(span: Window, n: int = 1, *, school: bool) -> Iterator[tuple[str, date, date]]:
    """Calendar or school years, `n` at a time, labelled by the first: «2026», «2026/2027»."""
    first = school_year_of(span[0]) if school else span[0].year
    last = school_year_of(span[1]) if school else span[1].year
    for year in range(first, last + 1, n):
        end = min(year + n - 1, last)
        if school:
            yield f"{year}/{year + 1}", school_year(year)[0], school_year(end)[1]
        else:
            yield str(year), date(year, 1, 1), date(end, 12, 31)


def _blocks(
    span: Window, n: int, begin: int, *, quarters: bool
) -> Iterator[tuple[str, date, date]]:
    """Runs of `n` months; where they fill a year they begin with it (`begin`: 0 = January)."""
    year, month = span[0].year, span[0].month
    if 12 % n == 0:
        year, month = add_months(year, month, -((month - 1 - begin) % n))
    while date(year, month, 1) <= span[1]:
        end = add_months(year, month, min(n - 1, 12 * (span[1].year - year + 1)))
        label = f"{year}-Q{(month + 2) // 3}" if quarters else f"{year}-{month:02}"
        yield label, date(year, month, 1), day_in(*end, -1)
        year, month = add_months(year, month, n)
        if year > span[1].year:
            return


def _terms(span: Window, n: int) -> Iterator[tuple[str, date, date]]:
    """Quarters of the school year by their usual months, `n` at a time."""
    for year in range(school_year_of(span[0]), school_year_of(span[1]) + 1):
        for number in range(1, len(TERMS) + 1, n):
            begin, end = TERMS[number][0], TERMS[min(number + n - 1, len(TERMS))][1]
            first, last = _in_school_year(year, *begin), _in_school_year(year, *end)
            if first <= span[1] and last >= span[0]:
                yield f"{year}/{year + 1}-{number}", first, last


def _in_school_year(first_year: int, month: int, day: int) -> date:
    return day_in(first_year if month >= FIRST_MONTH else first_year + 1, month, day)


def _runs(per: Per, span: Window) -> Iterator[tuple[str, date, date]]:
    """Weeks from Monday, or days; several at a time from the first."""
    weeks = per.unit == "week"
    length = round(per.n * DAYS_PER[per.unit])
    begin = span[0].toordinal() - (span[0].weekday() if weeks else 0)
    for number, day in enumerate(range(begin, span[1].toordinal() + 1, length), start=1):
        first = date.fromordinal(day)
        last = date.fromordinal(min(day + length - 1, span[1].toordinal()))
        yield f"{first:%G-W%V}" if weeks else str(number), first, last
