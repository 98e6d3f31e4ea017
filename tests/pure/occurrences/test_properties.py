"""What holds for the occurrences of every reading."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from nastavnik.pure.occurrences import Occurrence, WaitsFor, Window, occurrences_of, windows_of
from nastavnik.pure.occurrences.days import month_end
from nastavnik.pure.terms import Offset, TermReading, read_term
from tests.pure.terms import once_rows, other_rows, rhythm_rows, yearly_rows
from tests.pure.terms.rows import Row
from tests.pure.terms.test_properties import CONTEXTS, SALAD

DAYS = st.dates(date(2019, 1, 1), date(2032, 12, 31))
PERIODS = st.none() | st.tuples(DAYS, DAYS).map(lambda days: (min(days), max(days)))
WIDE = st.tuples(st.dates(), st.dates()).map(lambda days: (min(days), max(days)))
ROWS: list[Row] = [
    *once_rows.ONCE, *yearly_rows.YEARLY, *rhythm_rows.RHYTHM, *other_rows.CONTINUOUS,
    *other_rows.RELATIVE, *other_rows.AS_NEEDED, *other_rows.UNPARSABLE,
]  # fmt: skip
TEXTS = SALAD | st.sampled_from([row[0] for row in ROWS])
EVENTS = st.lists(DAYS, max_size=4).map(
    lambda days: [(f"event:{number}", day) for number, day in enumerate(days, start=1)]
)
SCHEDULES = st.lists(DAYS, max_size=5)
MONTH_DAYS = st.dates(date(2024, 1, 1), date(2024, 12, 31)).map(lambda day: f"{day:%m-%d}")
RECURRING = ("yearly", "quarterly", "monthly", "periodic")
PLAN: Window = (date(2024, 1, 1), date(2027, 12, 31))


def _keys(found: tuple[Occurrence, ...]) -> set[str]:
    return {one.key for one in found}


@settings(max_examples=400, deadline=None)
@given(TEXTS, CONTEXTS, PERIODS | WIDE, EVENTS, SCHEDULES)
def test_every_reading_has_ordered_occurrences_of_different_keys(
    text: str,
    context: str | None,
    period: Window | None,
    events: list[tuple[str, date]],
    schedule: list[date],
) -> None:
    term = read_term(text, context)
    found = occurrences_of(term, period, term_text=text, events=events, schedule=schedule)
    again = occurrences_of(term, period, term_text=text, events=events, schedule=schedule)
    assert found == again
    assert found
    assert len(_keys(found)) == len(found)
    assert all(one.key for one in found)
    dues = [one.last or date.max for one in found]
    assert dues == sorted(dues)
    for one in found:
        assert one.first is None or one.last is None or one.first <= one.last
        if one.waits_for:
            assert (one.first, one.last) == (None, None)
    if schedule:
        assert [one.last for one in found] == sorted(set(schedule))


@settings(max_examples=400, deadline=None)
@given(TEXTS, CONTEXTS, PERIODS)
def test_what_recurs_stays_inside_the_period(
    text: str, context: str | None, period: Window | None
) -> None:
    term = read_term(text, context)
    dates_said = term.start or term.end or (term.parts and isinstance(term.parts[0][1], date))
    if period is None or term.kind not in RECURRING or dates_said:
        return
    for one in occurrences_of(term, period, term_text=text):
        if one.waits_for:
            continue
        assert one.last is not None
        if term.until_year == period[1].year + 1:
            assert one.last <= date(term.until_year, 12, 31)
        elif term.offset_months:
            assert one.last <= month_end(month_end(period[1]) + timedelta(days=1))
        else:
            assert one.last <= month_end(period[1])
        assert one.last >= period[0]


@settings(max_examples=300, deadline=None)
@given(TEXTS, CONTEXTS, PERIODS)
def test_a_page_shows_the_days_of_the_tasks(
    text: str, context: str | None, period: Window | None
) -> None:
    term = read_term(text, context)
    if term.kind not in ("once", "yearly") or not (term.month_day_to or term.kind == "once"):
        return
    shown = windows_of(term, period)
    for one in occurrences_of(term, period, term_text=text):
        inside = period is None or (one.last and period[0] <= one.last <= period[1])
        if one.last and one.key != "all" and inside:
            assert ((one.first or one.last), one.last) in shown


@given(MONTH_DAYS, MONTH_DAYS)
def test_another_month_day_keeps_the_years(one: str, other: str) -> None:
    term = TermReading(kind="yearly", month_day_to=one, from_year=2024, until_year=2027)
    corrected = replace(term, month_day_to=other)
    assert _keys(occurrences_of(term, PLAN)) == _keys(occurrences_of(corrected, PLAN))


@given(st.integers(1, 31), st.integers(1, 31), st.integers(1, 20))
def test_another_day_of_the_month_keeps_the_months(one: int, other: int, working: int) -> None:
    keys = [
        _keys(occurrences_of(term, PLAN))
        for term in (
            TermReading(kind="monthly", day_of_month_to=one),
            TermReading(kind="monthly", day_of_month_to=other),
            TermReading(kind="monthly", working_day_of_month_to=working),
            TermReading(kind="monthly"),
        )
    ]
    assert all(found == keys[0] for found in keys)
    assert len(keys[0]) == 48


@given(DAYS, DAYS, DAYS, DAYS)
def test_other_dates_of_windows_keep_their_numbers(
    one: date, two: date, three: date, four: date
) -> None:
    days = sorted((one, two, three, four))
    term = TermReading(
        start=days[0], end=days[3], kind="once", parts=((days[0], days[1]), (days[2], days[3]))
    )
    moved = replace(term, parts=((None, days[0]), (None, days[2])))
    assert _keys(occurrences_of(term, PLAN)) == _keys(occurrences_of(moved, PLAN)) == {"1", "2"}


@given(DAYS, DAYS, st.integers(0, 60), st.sampled_from(["day", "working_day", "week", "month"]))
def test_the_event_that_was_waited_for_keeps_the_key(
    day: date, other: date, n: int, unit: str
) -> None:
    term = TermReading(kind="relative", offset=Offset(n, unit, "after"))  # type: ignore[arg-type]
    (waiting,) = occurrences_of(term, PLAN)
    (happened,) = occurrences_of(term, PLAN, events=[(waiting.key, day)])
    (corrected,) = occurrences_of(term, PLAN, events=[(waiting.key, other)])
    assert waiting.waits_for == WaitsFor.EVENT
    assert waiting.key == happened.key == corrected.key
    assert happened.first == day
    assert happened.last is not None
    assert happened.last >= day
