"""The turns of a term inside the plan's period: which years, quarters, months and spans count."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import repeat

from nastavnik.pure.occurrences import recurring, rhythm
from nastavnik.pure.occurrences.days import add_months, clipped, month_end, shifted, touch, window
from nastavnik.pure.occurrences.model import Slot, Window
from nastavnik.pure.occurrences.windows import CALENDAR, span_of
from nastavnik.pure.occurrences.wording import speaks_of_first_time
from nastavnik.pure.terms import Per, TermReading


def of(term: TermReading, period: Window | None, term_text: str) -> Iterator[Slot]:
    """Return the turns of a term that has days of its own; none where no day is known."""
    if term.kind == "once":
        return _once(term)
    if term.kind == "yearly" or (term.per == Per(1, "year") and term.month_day_to):
        return _yearly(term, period)
    if term.parts and not speaks_of_first_time(term_text):
        return _named(term, period)
    if term.kind in ("monthly", "quarterly"):
        return _by_months(term, period, term_text)
    if term.kind == "periodic":
        return _periodic(term, period, term_text)
    return iter(())


def _once(term: TermReading) -> Iterator[Slot]:
    for number, (first, last) in enumerate(recurring.stated(term), start=1):
        yield Slot(str(number) if term.parts else "once", first, last)


def _named(term: TermReading, period: Window | None) -> Iterator[Slot]:
    """«Ежеквартально: сентябрь, декабрь, март»: these windows, and every year where no year is."""
    for first, last in recurring.stated(term):
        yield Slot(_label(term, last), first, last)
    for slot in _due_yearly(term, period, date.min):
        yield slot._replace(label=_label(term, slot.last))


def _yearly(term: TermReading, period: Window | None) -> Iterator[Slot]:
    """The first time as stated, then every year's days; the year is that of the due day."""
    pairs = recurring.month_days(term)
    begin = term.start or date.min
    if not _states_parts(term):
        for first, last in recurring.stated(term):
            yield Slot(str(last.year), first, last)
            begin = max(begin, date(min(last.year + 1, CALENDAR[1].year), 1, 1))
    if pairs or term.month_day_to:
        found = _due_yearly(term, period, begin)
    else:
        found = _whole_years(term, period, begin)
    times = 1 if len(pairs) > 1 else rhythm.times_of(term)
    for slot in found:
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


def _by_months(term: TermReading, period: Window | None, term_text: str) -> Iterator[Slot]:
    """Months or quarters; those whose days are not said are clipped to the bounds."""
    unroll = recurring.quarterly if term.kind == "quarterly" else recurring.monthly
    first_times = [
        Slot(_label(term, last), first, last)
        for first, last in recurring.stated(term)
        if speaks_of_first_time(term_text) or (first and _label(term, first) == _label(term, last))
    ]
    yield from first_times
    bounds = _bounds(term, period, first_times)
    if bounds is None:
        return
    labels = {slot.label for slot in first_times}
    wide = (bounds[0], month_end(bounds[1]))
    for slot in unroll(term, wide):
        days = window((slot.first, slot.last))
        # what lies in the month after the one (or the quarter) reported counts by that month
        reported = add_months(slot.last.year, slot.last.month, -(term.offset_months or 0))
        if slot.label in labels or (term.offset_months and reported > _year_month(wide[1])):
            continue
        if term.offset_months or (recurring.names_days(term) and touch(days, wide)):
            yield slot
        elif not recurring.names_days(term) and touch(days, bounds):
            yield Slot(slot.label, *clipped(*days, bounds))


def _bounds(term: TermReading, period: Window | None, first_times: list[Slot]) -> Window | None:
    """The days in which a rhythm goes on: those that are said, else those of the period."""
    begin, end = span_of(term, period) or (None, None)
    if not first_times:
        begin, end = term.start or begin, term.end or end
    elif begin:
        after = shifted(max(slot.last for slot in first_times), 1, "day")
        begin = max(begin, after or date.max)
    if begin is None or end is None:
        return None
    begin, end = clipped(begin, end, CALENDAR)
    return (begin, end) if begin <= end else None


def _year_month(day: date) -> tuple[int, int]:
    return day.year, day.month


def _label(term: TermReading, day: date) -> str:
    """The turn to which a day belongs: its month, its quarter, else its year."""
    if term.kind == "monthly":
        return f"{day.year}-{day.month:02}"
    if term.kind == "quarterly":
        return f"{day.year}-Q{(day.month + 2) // 3}"
    return str(day.year)


def _periodic(term: TermReading, period: Window | None, term_text: str) -> Iterator[Slot]:
    """`times` in every span of `per`."""
    # «сентябрь, далее еженедельно»: the end said is that of the first time
    begun = replace(term, end=None) if speaks_of_first_time(term_text) else term
    span = span_of(begun, period)
    if term.per is None or span is None:
        return
    school = period is not None and rhythm.made_of_school_years(period)
    for slot in rhythm.spans(term, term.per, span, school=school):
        if recurring.in_season(term, slot.last.month):
            yield from repeat(slot, rhythm.times_of(term))
