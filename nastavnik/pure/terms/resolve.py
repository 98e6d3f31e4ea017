"""From a window to dates: the year comes from the phrase, else from the plan, else stays open."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from nastavnik.pure.schoolyear import FIRST_MONTH, LAST, MonthDay, PlanYears, month_length
from nastavnik.pure.terms.items import EDGE_DOUBT, Item, day_before
from nastavnik.pure.terms.windows import Window

LEAP = 2024
COMMON = 2023
BACKWARDS = "начало срока позже его конца"


@dataclass(slots=True)
class Span:
    """A resolved window: dates when the year is known, month-days always, doubts with it."""

    start: date | None = None
    end: date | None = None
    md_from: str | None = None
    md_to: str | None = None
    dated: bool = False
    month: int = 1
    doubts: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    alt: tuple[date | None, date | None] | None = None


def possible(day: MonthDay, year: int | None) -> bool:
    """Whether a day exists; 29 February does while the year is unknown."""
    if not 1 <= day[0] <= 12 or day[1] == 0:
        return False
    return day[1] == LAST or day[1] <= month_length(year or LEAP, day[0])


def at(day: MonthDay, year: int) -> date:
    """Put a day into a year; the last days are counted there."""
    number, n = day
    length = month_length(year, number)
    if n == LAST:
        return date(year, number, length)
    return date(year, number, length + 1 + n if n < 0 else n)


@lru_cache(maxsize=1_024)
def month_day(day: MonthDay) -> str:
    """Write "MM-DD"; February is taken for 28 days long."""
    number, n = day
    if n == LAST or n < 0:
        length = month_length(COMMON, number)
        n = length if n == LAST else length + 1 + n
    return f"{number:02}-{n:02}"


def weekday_in(year: int, window: Window) -> date:
    """Find the nth weekday of the month of a window."""
    weekday, nth = window.weekday or (1, 1)
    days = [
        day
        for n in range(1, month_length(year, window.lo[0]) + 1)
        if (day := date(year, window.lo[0], n)).isoweekday() == weekday
    ]
    return days[nth - 1] if 0 < nth <= len(days) else days[-1]


def due_point(window: Window, role: str) -> tuple[MonthDay, int, tuple[str, ...]]:
    """Return the last day of a due window, the step of its year, and doubts.

    «до сентября» ends on 31 August, «до конца сентября» and «не позднее сентября» on the 30th.
    """
    if window.edge and window.base:
        lo, hi = window.base
        own = () if window.doubt == EDGE_DOUBT else (window.doubt,)
        if window.edge == "end":
            return hi, 0, own
        if window.edge == "middle":
            return (window.hi[0], 15), 0, ("середина понята как 15-е число",)
        if role == "to":
            return lo, 0, own
        return day_before(lo), -1 if lo == (1, 1) else 0, own
    doubts: tuple[str, ...] = (window.doubt,) if window.doubt else ()
    if role == "by" or window.single_day:
        return window.hi, 0, doubts
    if role == "to":
        doubts += ("«к» с названием месяца понято как «до него»",)
    return day_before(window.lo), -1 if window.lo == (1, 1) else 0, doubts


def due_span(window: Window, role: str, plan: PlanYears | None) -> Span:
    """Resolve a due date."""
    day, step, doubts = due_point(window, role)
    if window.school is not None and window.school > 0:
        plan = PlanYears(window.school, window.school + 1, school=True)
    year = window.y2
    if year is None and plan:
        year = plan.year_of(window.lo[0] if step or day != window.hi else day[0])
        if year is not None and step and not plan.school:
            year += 1  # «до января» in a plan for one calendar year is its last December
        if year is not None and plan.school and window.lo == (9, 1) and day == (8, LAST):
            year = plan.first
    span = Span(doubts=doubts, month=day[0])
    if not possible(day, None if year is None else year + step):
        return _impossible(span, None, day, year)
    span.md_to = month_day(day)
    if year is not None:
        span.end = at(day, year + step)
        span.dated = True
    return span


def span_of(item: Item, window: Window, plan: PlanYears | None) -> Span:
    """Resolve one window of an item."""
    if item.role in ("until", "to", "by"):
        return due_span(window, item.role, plan)
    if window.school is not None and window.school > 0:
        plan = PlanYears(window.school, window.school + 1, school=True)
    span = Span(doubts=(window.doubt,) if window.doubt else (), month=window.lo[0])
    y1, y2 = _years(window, plan, span)
    for day, year in ((window.lo, y1), (window.hi, y2)):
        if not possible(day, year):
            return _impossible(span, window.lo, window.hi, year)
    span.md_from, span.md_to = month_day(window.lo), month_day(window.hi)
    if y1 is not None and y2 is not None and 0 < y1 < 9999 and 0 < y2 < 9999:
        span.dated = True
        if window.weekday:
            span.start = span.end = weekday_in(y1, window)
        else:
            span.start, span.end = at(window.lo, y1), at(window.hi, y2)
        if span.start > span.end:
            span.warnings += (BACKWARDS,)
            span.doubts += (BACKWARDS,)
    return span


def _impossible(span: Span, lo: MonthDay | None, hi: MonthDay, year: int | None) -> Span:
    """Keep a day that does not exist as it is written, without a date."""
    span.md_from = None if lo is None else month_day(lo)
    span.md_to = month_day(hi)
    bad = hi if not possible(hi, year) else lo or hi
    when = "" if year is None else f" {year} года"
    span.warnings += (f"такого дня нет: {bad[1]:02}.{bad[0]:02}{when}",)
    if year is not None and bad == hi and 1 <= hi[0] <= 12:
        last = at((hi[0], LAST), year)
        span.alt = (None if lo is None else last if lo == hi else None, last)
    return span


def _years(window: Window, plan: PlanYears | None, span: Span) -> tuple[int | None, int | None]:
    """Find the years of both ends."""
    y1, y2 = window.y1, window.y2
    backwards = window.lo > window.hi
    if y1 is not None and y2 is not None:
        return _turned(window, plan, span, y1) if window.winter and y1 == y2 else (y1, y2)
    if y1 is not None:
        return y1, y1 + 1 if backwards else y1
    if y2 is not None:
        return _turned(window, plan, span, y2) if backwards else (y2, y2)
    if plan is None or not plan.single:
        return None, None
    first, last = plan.year_of(window.lo[0]), plan.year_of(window.hi[0])
    if first is None or last is None:
        return None, None
    if plan.school:
        # «август – сентябрь»: the August before the school year
        return (last, last) if first > last else (first, last)
    if backwards:
        span.doubts += ("срок переходит через Новый год, а план – на один год",)
        span.alt = (at(window.lo, first - 1), at(window.hi, last))
        return first, last + 1
    return first, last


def _turned(
    window: Window, plan: PlanYears | None, span: Span, year: int
) -> tuple[int | None, int | None]:
    """Read «ноябрь – апрель 2020 года»: the year cannot belong to both ends."""
    message = "год указан один, а срок переходит через Новый год"
    span.doubts += (message,)
    if not window.winter:
        span.warnings += (message,)
    if not possible(window.lo, None) or not possible(window.hi, None):
        return year, year + 1
    forward, back = (year, year + 1), (year - 1, year)
    inside = [
        plan is not None
        and plan.start <= at(window.lo, a if possible(window.lo, a) else LEAP)
        and at(window.hi, b if possible(window.hi, b) else LEAP) <= plan.end
        for a, b in (forward, back)
    ]
    chosen, other = (back, forward) if inside == [False, True] else (forward, back)
    if all(possible(day, y) for day, y in zip((window.lo, window.hi), other, strict=True)):
        span.alt = (at(window.lo, other[0]), at(window.hi, other[1]))
    return chosen


def outside(start: date | None, end: date | None, plan: PlanYears | None) -> bool:
    """Whether a term lies outside the plan; summers before and reports after belong to it."""
    first, last = start or end, end or start
    if plan is None or first is None or last is None:
        return False
    if plan.start <= last and first <= plan.end:
        return False
    before = 92 if plan.school else 31
    after = 122 if plan.school else 90
    return (plan.start - last).days > before or (first - plan.end).days > after


def merge(spans: list[Span]) -> list[Span]:
    """Join windows that touch: «октябрь, ноябрь» is one window."""
    joined: list[Span] = []
    for span in spans:
        before = joined[-1] if joined else None
        if before and _touch(before, span):
            joined[-1] = replace(
                before,
                end=span.end,
                md_to=span.md_to,
                doubts=before.doubts + span.doubts,
                warnings=before.warnings + span.warnings,
            )
        else:
            joined.append(span)
    return joined


def _touch(before: Span, after: Span) -> bool:
    """Whether one window begins the day after the other ends."""
    if before.start and before.end and after.start:
        return after.start == before.end + timedelta(days=1)
    if before.dated or after.dated or not (before.md_from and before.md_to and after.md_from):
        return False
    if before.warnings or after.warnings:
        return False
    number, day = map(int, before.md_to.split("-"))
    year = COMMON if day < 29 or number != 2 else LEAP
    return (date(year, number, day) + timedelta(days=1)).strftime("%m-%d") == after.md_from


def starts_school_year(month: int) -> bool:
    """Whether a month belongs to the first calendar year of a school year."""
    return month >= FIRST_MONTH
