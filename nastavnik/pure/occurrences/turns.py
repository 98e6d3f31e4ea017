"""The turns of a term inside the plan's period: which years, quarters, months and spans count."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import repeat

from nastavnik.pure.occurrences import recurring, rhythm
from nastavnik.pure.occurrences.days import add_months, clipped, month_end, touch, window
from nastavnik.pure.occurrences.model import Slot, Window
from nastavnik.pure.occurrences.windows import CALENDAR, span_of
from nastavnik.pure.terms import Per, TermReading

THEN = re.compile(r"далее|дальше|затем|потом|впоследствии|дальнейшем|последующ", re.IGNORECASE)
ONE_DAY = timedelta(days=1)


def of(term: TermReading, period: Window | None, term_text: str) -> Iterator[Slot]:
    """Return the turns of a term that has days of its own; none where no day is known."""
    if term.kind == "once":
        return _once(term)
    if term.kind == "yearly" or (term.kind == "periodic" and _in_months_of_a_year(term)):
        return _yearly(term, period)
    if term.kind == "monthly":
        return _by_months(term, period, term_text, recurring.monthly, _month)
    if term.kind == "quarterly":
        return _by_months(term, period, term_text, recurring.quarterly, _quarter)
    if term.kind == "periodic":
        return _periodic(term, period, term_text)
    return iter(())


def _once(term: TermReading) -> Iterator[Slot]:
    for number, (first, last) in enumerate(recurring.stated(term), start=1):
        yield Slot(str(number) if term.parts else "once", first, last)


def _in_months_of_a_year(term: TermReading) -> bool:
    """Whether it is «2 раза в год, в апреле и октябре»."""
    return term.per == Per(1, "year") and bool(term.parts or term.month_day_to)


def _yearly(term: TermReading, period: Window | None) -> Iterator[Slot]:
    """The first time as stated, then every year's days; the year is that of the due day."""
    pairs = recurring.month_days(term)
    begin = term.start or date.min
    if not _states_parts(term):
        for first, last in recurring.stated(term):
            yield Slot(str(last.year), first, last)
            begin = max(begin, date(min(last.year + 1, CALENDAR[1].year), 1, 1))
    times = 1 if len(pairs) > 1 else rhythm.times_of(term)
    for slot in _due_yearly(term, period, begin) if pairs else _whole_years(term, period, begin):
        yield from repeat(slot, times)


def _states_parts(term: TermReading) -> bool:
    """Whether start..end of the term are its windows of a year, put into their first years."""
    return bool(term.parts) and term.end is not None and f"{term.end:%m-%d}" == term.parts[-1][1]


def _due_yearly(term: TermReading, period: Window | None, begin: date) -> Iterator[Slot]:
    """Every year's days that are due inside the bounds."""
    bounds = _due_bounds(term, period)
    if bounds is None:
        return
    first, last = max(bounds[0], begin), bounds[1]
    for slot in recurring.yearly(term, first.year, last.year):
        if first <= slot.last <= last:
            yield slot


def _due_bounds(term: TermReading, period: Window | None) -> Window | None:
    """From the first year or day to the last; the month in which the period ends counts whole.

    What is due in the year after the one reported («до 20 января года, следующего за отчётным»)
    has both its first and its last year moved by one, and may be due after the period.
    """
    if period is None:
        return span_of(term, None)
    begin, end = period[0], month_end(period[1])
    moved = (term.from_year or 0) > begin.year and term.until_year == end.year + 1
    if term.until_year:
        until = date(term.until_year, 12, 31)
        end = until if moved else min(end, until)
    if term.from_year:
        begin = max(begin, date(term.from_year, 1, 1))
    return clipped(begin, end, CALENDAR) if touch((begin, end), CALENDAR) else None


def _whole_years(term: TermReading, period: Window | None, begin: date) -> Iterator[Slot]:
    """Calendar years, or the school years a period is made of, clipped to it."""
    span = span_of(term, period)
    if span is None or span[1] < begin:
        return
    school = period is not None and rhythm.made_of_school_years(period)
    if school and term.from_year and period:  # a school year bears the year of its September
        begin = max(begin, date(term.from_year, 9, 1))
    span = (max(span[0], begin), span[1])
    for label, first, last in rhythm.years(span, school=school):
        if touch((first, last), span):
            yield Slot(label, *clipped(first, last, span))


def _by_months(
    term: TermReading,
    period: Window | None,
    term_text: str,
    unroll: Callable[[TermReading, Window], Iterator[Slot]],
    label: Callable[[date], str],
) -> Iterator[Slot]:
    """Months or quarters; those whose days are not said are clipped to the bounds."""
    first_said = _states_first(term, term_text, label)
    if first_said and term.end:
        yield Slot(label(term.end), term.start, term.end)
    bounds = _bounds(term, period, first_said=first_said)
    if bounds is None:
        return
    wide = (bounds[0], month_end(bounds[1]))
    for slot in unroll(term, wide):
        if first_said and term.end and slot.label == label(term.end):
            continue
        days = window((slot.first, slot.last))
        if term.offset_months:
            # the days lie in the month after: a quarter counts by its own last month
            reported = add_months(slot.last.year, slot.last.month, -term.offset_months)
            if reported <= (wide[1].year, wide[1].month):
                yield slot
        elif not touch(days, wide):
            continue
        elif recurring.names_days(term):
            yield slot
        elif touch(days, bounds):
            yield Slot(slot.label, *clipped(*days, bounds))


def _states_first(term: TermReading, term_text: str, label: Callable[[date], str]) -> bool:
    """Whether start..end are the first time («январь, далее ежемесячно»), not the bounds."""
    if term.end is None:
        return False
    within_one = term.start is not None and label(term.start) == label(term.end)
    return within_one or THEN.search(term_text) is not None


def _bounds(term: TermReading, period: Window | None, *, first_said: bool) -> Window | None:
    """The days in which a rhythm goes on: those of the period and those that are said."""
    span = span_of(term, period)
    if span is None and period is None and term.start and term.end and not first_said:
        return clipped(term.start, term.end, CALENDAR)
    if span is None:
        return None
    begin, end = span
    if first_said and term.end:
        begin = max(begin, term.end + ONE_DAY)
    elif not first_said:
        begin, end = max(begin, term.start or begin), min(end, term.end or end)
    return (begin, end) if begin <= end else None


def _month(day: date) -> str:
    return f"{day.year}-{day.month:02}"


def _quarter(day: date) -> str:
    return f"{day.year}-Q{(day.month + 2) // 3}"


def _periodic(term: TermReading, period: Window | None, term_text: str) -> Iterator[Slot]:
    """`times` in every span of `per`."""
    if THEN.search(term_text):  # «сентябрь, далее еженедельно»: the end is that of the first time
        term = replace(term, end=None)
    span = span_of(term, period)
    if term.per is None or span is None:
        return
    school = period is not None and rhythm.made_of_school_years(period)
    for slot in rhythm.spans(term, term.per, span, school=school):
        if recurring.in_season(term, slot.last.month):
            yield from repeat(slot, rhythm.times_of(term))
