"""What repeats: every year, month, quarter, and any other rhythm."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from nastavnik.pure.terms import yearspans
from nastavnik.pure.terms.draft import Draft, earliest, put_month_days, put_spans, resolve_items
from nastavnik.pure.terms.gather import Side
from nastavnik.pure.terms.items import Item
from nastavnik.pure.terms.lexicon import Rhythm
from nastavnik.pure.terms.reading import Kind, Per, TermReading
from nastavnik.pure.terms.resolve import Span

NAMED_KINDS: dict[tuple[int, str], Kind] = {
    (1, "year"): "yearly",
    (1, "month"): "monthly",
    (1, "quarter"): "quarterly",
}
DAYS_PER = {"day": 1, "working_day": 1, "week": 7, "month": 30, "quarter": 91, "year": 365}


def has_rhythm(side: Side, draft: Draft) -> bool:
    """Whether the phrase repeats; days of an unnamed month repeat every month."""
    if side.rhythms:
        return True
    if side.windows:
        return False
    if side.next_month == "quarter" or side.quarter_month:
        side.rhythms.append(Rhythm(1, "quarter"))
    elif side.next_month is not None or side.monthday:
        if side.next_month is None and side.monthday and side.monthday.lo != -1:
            draft.doubt("не сказано, какого месяца; понято как «каждый месяц»")
        side.rhythms.append(Rhythm(1, "month"))
    elif side.weekdays and side.weekdays.nth:
        side.rhythms.append(Rhythm(1, "month"))
    return bool(side.rhythms)


def choose(draft: Draft, rhythms: list[Rhythm]) -> Rhythm:
    """Choose the rhythm that counts: one with a number, else the first."""
    plain = [r for r in rhythms if not r.named] or rhythms
    counted = [r for r in plain if r.times or r.least or r.most]
    chosen = (counted or plain)[0]
    if len({(r.n, r.unit) for r in plain}) > 1:
        draft.doubt("названо несколько повторений")
    if chosen.doubt:
        draft.doubt(chosen.doubt)
    return chosen


def kind_of(rhythm: Rhythm) -> Kind:
    """Return the kind of a rhythm: «2 раза в год» is periodic, «раз в год» yearly."""
    counts = {count for count in (rhythm.times, rhythm.least, rhythm.most) if count is not None}
    if counts <= {1}:
        return NAMED_KINDS.get((rhythm.n, rhythm.unit), "periodic")
    return "periodic"


def recurring(draft: Draft, side: Side) -> TermReading:
    """Read a phrase that repeats, without «далее»."""
    rhythm = choose(draft, side.rhythms)
    kind = kind_of(rhythm)
    _put_counts(draft, rhythm, kind)
    for offset, anchor in side.relations[:1]:
        draft.values |= {"offset": offset, "anchor": anchor or draft.values.get("anchor")}
    if kind == "yearly":
        return _yearly(draft, side)
    _put_days(draft, side, kind)
    _put_bounds(draft, side)
    return draft.reading(kind)


def weekdays_only(draft: Draft, side: Side) -> TermReading:
    """Read «вторник, четверг»."""
    days = side.weekdays.days if side.weekdays else ()
    draft.doubt("назван только день недели; понято как «каждую неделю»")
    _put_counts(draft, Rhythm(1, "week", len(days)), "periodic")
    draft.values["weekday"] = days[0] if len(days) == 1 else days
    return draft.reading("periodic")


def _put_counts(draft: Draft, rhythm: Rhythm, kind: Kind) -> None:
    """Put the counts of a rhythm into the reading."""
    if rhythm.least is not None:
        draft.values["min_times"] = rhythm.least
    if rhythm.most is not None:
        draft.values["max_times"] = rhythm.most
    if kind == "periodic":
        draft.values["per"] = Per(rhythm.n, rhythm.unit)
        if rhythm.least is None and rhythm.most is None:
            draft.values["times"] = rhythm.times or 1


def _put_days(draft: Draft, side: Side, kind: Kind) -> None:
    """Put days of the month and of the week into the reading."""
    if side.weekdays:
        days = side.weekdays.days
        draft.values["weekday"] = days[0] if len(days) == 1 else days
        if side.weekdays.nth:
            draft.values["nth"] = side.weekdays.nth
        if kind == "periodic" and len(days) > 1 and draft.values.get("times") == 1:
            draft.values["times"] = len(days)
    days_said = side.monthday
    if days_said and days_said.working:
        draft.values["working_day_of_month_to"] = days_said.hi
    elif days_said:
        draft.values |= {"day_of_month_from": days_said.lo, "day_of_month_to": days_said.hi}
        draft.doubt(days_said.doubt)
    if side.next_month is not None:
        draft.values["offset_months"] = 1
    if side.quarter_month:
        draft.values["month_of_quarter"] = side.quarter_month
    which = side.quarter_month is not None or side.next_month is not None
    if kind == "quarterly" and side.monthday and not which:
        draft.doubt("не сказано, в каком месяце")


def _put_bounds(draft: Draft, side: Side) -> None:
    """Put the span in which something repeats into start and end."""
    if side.windows:
        spans = resolve_items(draft, side.windows)
        if all(span.dated for span in spans):
            put_spans(draft, spans)
        else:
            put_month_days(draft, spans)
        if all(item.role == "from" for item in side.windows):
            draft.values |= {"end": None, "month_day_to": None}
        return
    for item in side.years:
        if item.years and item.years.kind == "year" and item.role == "in":
            continue
        start, end = yearspans.bounds(draft, item)
        if item.role == "from":
            end = None
        draft.values |= {
            "start": start or draft.values.get("start"),
            "end": end or draft.values.get("end"),
        }


def _yearly(draft: Draft, side: Side) -> TermReading:
    """Read «ежегодно …»."""
    first, last = _year_bounds(draft, side)
    turn = yearspans.turning(side.items)
    step = 1 if turn in ("next", "following") else 0
    side.windows = [_one_year_of(item) for item in side.windows]
    dated = [item for item in side.windows if any(w.y1 or w.y2 or w.school for w in item.windows)]
    if side.windows:
        spans = resolve_items(draft, _without_years(side.windows, dated, draft))
        if dated:
            return _from_first(draft, spans, last, dated[0].role)
        put_month_days(draft, spans)
        weekday = side.windows[0].windows[0].weekday
        if weekday:
            draft.values["weekday"], draft.values["nth"] = weekday
        first = _first_year(draft, spans, first, turn)
    elif side.monthday:
        draft.doubt("не сказано, какого месяца")
    _edges(draft, side)
    draft.values |= {
        "from_year": None if first is None else first + step,
        "until_year": None if last is None else last + step,
    }
    return draft.reading("yearly")


def _edges(draft: Draft, side: Side) -> None:
    """Put «до конца года», «в конце учебного года», «в течение учебного года» as month-days."""
    for item in side.years:
        years = item.years
        if (
            not years
            or years.kind not in ("year", "current", "this", "school_year")
            or side.windows
        ):
            continue
        school = years.kind == "school_year"
        if item.role in ("until", "to", "by"):
            begin = "09-01" if school else "01-01"
            before = "08-31" if school else "12-31"
            opens = item.edge == "begin" and item.role != "until"
            draft.values["month_day_to"] = begin if opens else before
        elif item.edge:
            draft.doubt("границы начала, середины и конца года не названы")
            month = {"begin": 9 if school else 1, "middle": 1 if school else 6,
                     "end": 5 if school else 12}[item.edge]  # fmt: skip
            last = 30 if month in (6, 9) else 31
            draft.values |= {
                "month_day_from": f"{month:02}-01",
                "month_day_to": f"{month:02}-{last}",
            }
        elif item.role == "during" and school:
            draft.values |= {"month_day_from": "09-01", "month_day_to": "08-31"}


def _without_years(items: list[Item], dated: list[Item], draft: Draft) -> list[Item]:
    """Choose the windows of a yearly phrase: those with years state the first occurrence."""
    if dated and len(dated) < len(items):
        draft.doubt("часть сроков с годом, часть без года")
    return dated or items


def _one_year_of(item: Item) -> Item:
    """Take «сентябрь 2021–2024 гг.» of a yearly term as one window; the years are its bounds."""
    if not item.years or item.years.kind not in ("calendar", "list"):
        return item
    return item._replace(windows=[replace(item.windows[0], y1=None, y2=None)])


def _from_first(draft: Draft, spans: list[Span], last: int | None, role: str) -> TermReading:
    """Read «сентябрь 2021, ежегодно»: the window with a year is the first occurrence."""
    put_spans(draft, spans)
    begun = earliest(spans)
    if role == "from" and len(spans) == 1 and spans[0].start == spans[0].end:
        # «ежегодно с 1 сентября 2022 года» says when it begins, not on which day it falls
        draft.values |= {"end": None, "from_year": begun.year if begun else None}
        draft.values["until_year"] = last
        return draft.reading("yearly")
    parts = draft.values.pop("parts", None)
    put_month_days(draft, spans)
    if parts:
        draft.values["parts"] = parts
    plan = draft.plan
    draft.values |= {
        "from_year": begun.year if begun else None,
        "until_year": last or (plan.last if plan and not plan.single else None),
    }
    return draft.reading("yearly")


def _year_bounds(draft: Draft, side: Side) -> tuple[int | None, int | None]:
    """Return the first and last year of a yearly phrase: said, else those of the plan."""
    plan = draft.plan
    first = plan.first if plan else None
    last = plan.last if plan and not plan.single else None
    for item in side.items:
        years = item.years
        if not years or years.kind in yearspans.UNNUMBERED:
            continue
        if item.windows:
            first, last = years.first, years.last
        elif item.role == "from":
            first = years.first
        elif item.role in ("until", "to", "by"):
            last = years.last - (item.role != "by" and item.edge != "end")
            if item.role != "by" and not item.edge:
                draft.doubt(yearspans.BEFORE_YEAR)
        elif years.first == years.last and item.role == "in" and side.windows:
            draft.doubt("назван один год, а срок повторяется")
        else:
            first, last = years.first, years.last
    return first, last


def _first_year(draft: Draft, spans: list[Span], first: int | None, turn: str) -> int | None:
    """Return the first year in which the window applies."""
    plan = draft.plan
    if first is None or plan is None or any(span.warnings for span in spans):
        return first
    if turn in ("next", "following") or first != plan.first:
        return first
    span = spans[0]
    if plan.school:
        days = [day for day in (span.start, span.end) if day]
        return min(days).year if days else first
    if draft.period:
        begun = draft.period[0]
        while first < plan.last and _date_in(first, span.md_to) < begun:
            first += 1
        if span.month == 1:
            _next_january(draft)
        return first
    if span.month == 1 and span.md_from in (None, span.md_to) and not plan.single:
        _next_january(draft)
        return first + 1
    return first


def _next_january(draft: Draft) -> None:
    """A January due date is mostly the report for the year before."""
    draft.doubt("январский срок обычно относится к прошедшему году: проверьте первый и последний")


def _date_in(year: int, month_day: str | None) -> date:
    """Put a month-day into a year, the last of February included."""
    month, day = map(int, (month_day or "12-31").split("-"))
    return date(year, month, min(day, 28) if month == 2 else day)


def first_then(draft: Draft, first: Side, rule: Side) -> TermReading:
    """Read «июль 2020 года, далее ежегодно (до 1 сентября)»."""
    rhythm = choose(draft, rule.rhythms)
    kind = kind_of(rhythm)
    _put_counts(draft, rhythm, kind)
    spans = resolve_items(draft, first.windows) if first.windows else []
    if not spans:
        return _years_then(draft, first, rule, kind)
    if all(span.dated for span in spans):
        put_spans(draft, spans)
    if kind != "yearly":
        _put_days(draft, rule, kind)
        return draft.reading(kind)
    begun = earliest(spans)
    plan = draft.plan
    year = begun.year if begun else plan.first if plan else None
    if rule.windows:
        parts = draft.values.pop("parts", None)
        repeated = resolve_items(draft, rule.windows)
        put_month_days(draft, repeated)
        if parts and "parts" not in draft.values:
            draft.values["parts"] = parts
        year = None if year is None else year + 1
    else:
        put_month_days(draft, spans)
        if rhythm.named:
            draft.doubt("сроки повторения не названы; взяты сроки первого раза")
    _, last = _year_bounds(draft, rule)
    draft.values |= {"from_year": year, "until_year": last}
    return draft.reading("yearly")


def _years_then(draft: Draft, first: Side, rule: Side, kind: Kind) -> TermReading:
    """Read «2021 год, далее ежегодно» and «после издания приказа, далее ежегодно»."""
    for item in first.years:
        start, end = yearspans.bounds(draft, item)
        draft.values |= {"start": start, "end": end}
    for offset, anchor in first.relations[:1]:
        draft.values |= {"offset": offset, "anchor": anchor}
    if kind != "yearly":
        _put_days(draft, rule, kind)
        return draft.reading(kind)
    if rule.windows:
        put_month_days(draft, resolve_items(draft, rule.windows))
    begun, last = _year_bounds(draft, rule)
    start = draft.values.get("start")
    if start:
        begun = start.year + (1 if rule.windows else 0)
    draft.values |= {"from_year": begun, "until_year": last}
    return draft.reading("yearly")
