"""Whole years: «2020–2024 гг.», «в течение учебного года», «текущего года», the plan's period."""

from __future__ import annotations

from datetime import date

from nastavnik.pure.schoolyear import PlanYears, school_year
from nastavnik.pure.terms.draft import Draft
from nastavnik.pure.terms.gather import Side
from nastavnik.pure.terms.items import Item
from nastavnik.pure.terms.reading import Kind, TermReading
from nastavnik.pure.terms.resolve import outside, span_of
from nastavnik.pure.terms.years import Years

Bounds = tuple[date | None, date | None]
FAR = 9990

TWO_YEARS = "два года подряд: календарные годы или один учебный год"
WHICH_SCHOOL_YEAR = "не сказано, какой учебный год"
WHICH_YEAR = "не сказано, какой год"
TURNS = {"current": "current", "this": "current", "next": "next", "following": "following"}
BEFORE_YEAR = "«до года»: не сказано, входит ли этот год"
UNNUMBERED = {
    *TURNS,
    "next_school",
    "new_school",
    "year",
    "school_year",
    "period",
}


def years_reading(draft: Draft, side: Side) -> Kind | None:
    """Read a phrase that names years only; None when it names none."""
    named = [item for item in side.items if item.years and _means_time(item)]
    if not named:
        return None
    edges = all(item.edge for item in named)
    loose = any(item.years.kind in UNNUMBERED for item in named if item.years)
    if len(named) == 1 or (loose and not edges):
        item = next((i for i in named if i.years and i.years.kind not in UNNUMBERED), named[0])
        return _one(draft, item)
    if named[0].role == "from" and named[1].role in ("until", "by", "to"):
        start, end = bounds(draft, named[0])[0], bounds(draft, named[1])[1]
        draft.values |= {"start": start, "end": end}
        return "continuous"
    found = [bounds(draft, item) for item in named]
    starts, ends = [a for a, _ in found if a], [b for _, b in found if b]
    draft.values |= {"start": min(starts, default=None), "end": max(ends, default=None)}
    if len(starts) == len(found) == len(ends) and len(found) > 1:
        draft.values["parts"] = tuple(found)
    return "once"


def _means_time(item: Item) -> bool:
    """Whether years say when: a bare «год» or «текущего года» in a sentence does not."""
    kind = item.years.kind if item.years else ""
    return kind not in ("year", "this", "following") or bool(item.edge) or item.role != "in"


def _one(draft: Draft, item: Item) -> Kind:
    """Read one name of years."""
    years = item.years or Years("year")
    start, end = bounds(draft, item)
    if item.role == "from":
        draft.values |= {"start": start}
        draft.say("конец не назван")
        return "continuous"
    if item.role in ("until", "to", "by"):
        draft.values |= {"end": end}
        return "once"
    draft.values |= {"start": start, "end": end}
    if item.edge:
        return "once"
    single = years.kind == "calendar" and years.first == years.last
    if (single or years.kind in ("current", "next")) and item.role != "during":
        return "once"
    return "continuous"


def bounds(draft: Draft, item: Item) -> Bounds:
    """Return the first and last day that an item of years speaks of, with doubts in the draft."""
    years = item.years or Years("year")
    if years.kind in UNNUMBERED:
        found = _unnumbered(draft, item, years.kind)
    else:
        found = _numbered(draft, years, item.role)
    start, end = found
    if start is None or end is None:
        return found
    school = (start.month, start.day) == (9, 1)
    if item.role in ("until", "to") and not item.edge:
        draft.doubt(BEFORE_YEAR)
        draft.values["alt"] = TermReading(kind="once", end=end)
        return None, _before(start)
    if item.role in ("until", "to", "by") and item.edge:
        return None, _edge_due(start, end, item)
    if item.edge:
        return _edge(draft, start, end, item.edge, school)
    return found


def _numbered(draft: Draft, years: Years, role: str) -> Bounds:
    """Resolve years with numbers."""
    first, last = years.first, years.last
    if years.kind == "backwards":
        message = "первый год позже последнего"
        draft.doubt(message)
        draft.warning(message)
        return date(first, 1, 1), date(last, 12, 31)
    if years.kind == "school":
        found: Bounds = school_year(first)[0], school_year(last)[1]
    elif years.kind in ("span", "school_span"):
        found = _two_years(draft, first, years.kind == "school_span")
    else:
        found = date(first, 1, 1), date(last, 12, 31)
    if outside(found[0], None if role == "from" else found[1], draft.plan):
        draft.warning("срок вне периода плана")
    return found


def _two_years(draft: Draft, first: int, slashed: bool) -> Bounds:
    """Read «2023-2024»: calendar years, or a school year where the plan is for one."""
    plan = draft.plan
    calendar = date(first, 1, 1), date(first + 1, 12, 31)
    if plan and not plan.school and (plan.first, plan.last) == (first, first + 1):
        return calendar
    draft.doubt(TWO_YEARS)
    as_school = slashed or bool(plan and plan.school)
    found, other = (school_year(first), calendar) if as_school else (calendar, school_year(first))
    draft.values["alt"] = TermReading(kind="continuous", start=other[0], end=other[1])
    return found


def _unnumbered(draft: Draft, item: Item, kind: str) -> Bounds:
    """Resolve years without numbers from the plan."""
    plan = draft.plan
    if kind == "period":
        return _period(draft)
    if plan is None:
        return None, None
    if kind in ("next", "next_school", "following"):
        return _next(draft, plan, kind == "next_school")
    if kind == "new_school":
        draft.doubt("«новый учебный год»: этот или следующий")
        kind = "school_year"
    if kind == "school_year" and not plan.school:
        return _school_in_calendar(draft, plan, item)
    if not plan.single:
        draft.doubt(WHICH_SCHOOL_YEAR if kind == "school_year" else WHICH_YEAR)
        return None, None
    if kind == "year" and plan.school and (item.edge or item.role != "during"):
        draft.doubt("не сказано, учебный или календарный год")
    return plan.start, plan.end


def _period(draft: Draft) -> Bounds:
    """Resolve «в течение периода реализации»: the order's term, else the plan's years."""
    if draft.period:
        return draft.period
    if draft.plan and draft.plan.single:
        draft.doubt("период реализации не назван; взят период плана")
    return (draft.plan.start, draft.plan.end) if draft.plan else (None, None)


def _next(draft: Draft, plan: PlanYears, school: bool) -> Bounds:
    """Resolve «следующий год»."""
    if not plan.single or plan.last >= FAR:
        draft.doubt(WHICH_YEAR)
        return None, None
    if school or plan.school:
        return school_year(plan.last if plan.school else plan.first)
    return date(plan.first + 1, 1, 1), date(plan.first + 1, 12, 31)


def _school_in_calendar(draft: Draft, plan: PlanYears, item: Item) -> Bounds:
    """Resolve a bare «учебный год» in a plan for calendar years: only its edges are known."""
    if plan.single and (item.edge or item.role != "during"):
        if item.edge == "begin" or item.role == "from":
            return date(plan.first, 9, 1), date(min(plan.first + 1, 9999), 8, 31)
        return date(max(plan.first - 1, 1), 9, 1), date(plan.first, 8, 31)
    draft.doubt(WHICH_SCHOOL_YEAR)
    if item.edge or item.role in ("until", "to", "by"):
        day = "09-01" if item.edge == "begin" and item.role != "until" else "08-31"
        draft.values["month_day_to"] = day
    return None, None


def _before(day: date) -> date:
    """Return the day before."""
    return date.fromordinal(max(day.toordinal() - 1, 1))


def _edge_due(start: date, end: date, item: Item) -> date:
    """Resolve «до конца года», «к началу учебного года», «до начала года»."""
    if item.edge == "end":
        return end
    if item.edge == "begin":
        return start if item.role != "until" else _before(start)
    return date(start.year, 6, 30) if start.month == 1 else date(end.year, 1, 31)


def _edge(draft: Draft, start: date, end: date, edge: str, school: bool) -> Bounds:
    """Resolve «в конце года», «начало учебного года» as a month."""
    draft.doubt("границы начала, середины и конца года не названы")
    if edge == "begin":
        return start, date(start.year, start.month, 31 if start.month == 1 else 30)
    if edge == "end" and school:
        return date(end.year, 5, 1), date(end.year, 5, 31)
    if edge == "end":
        return date(end.year, 12, 1), end
    if school:
        return date(start.year, 12, 1), date(end.year, 1, 31)
    return date(start.year, 6, 1), date(start.year, 6, 30)


def turning(items: list[Item]) -> str:
    """Return which unnumbered year a phrase puts its windows into: current, next, following."""
    for item in items:
        if item.years and item.years.kind in TURNS:
            return TURNS[item.years.kind]
    return ""


def turned_windows(draft: Draft, side: Side, turn: str) -> TermReading | None:
    """Read «до 20 января года, следующего за отчётным», «до 10 сентября текущего года»."""
    plan, item = draft.plan, side.windows[0]
    span = span_of(item, item.windows[0], None)
    if span.warnings:
        return None
    step = 0 if turn == "current" else 1
    if plan and plan.single:
        year = plan.last if plan.school else plan.first + 1
        moved = span_of(item, item.windows[0], PlanYears(year, year))
        draft.values |= {"start": moved.start, "end": moved.end}
        if plan.school and (turn == "following" or moved.month >= 9):
            draft.doubt(WHICH_YEAR)
        return draft.reading("once")
    draft.doubt(*span.doubts)
    draft.values |= {"month_day_from": span.md_from, "month_day_to": span.md_to}
    if plan is None:
        return draft.reading("yearly" if turn == "following" else "once")
    draft.values |= {"from_year": plan.first + step, "until_year": plan.last + step}
    if turn != "following":
        draft.doubt("план на несколько лет: понято как «каждый год»")
    return draft.reading("yearly")
