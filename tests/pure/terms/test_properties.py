"""What holds for every text: no exception, no invented date, no look at the clock."""

from __future__ import annotations

import json
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from nastavnik.pure.terms import TermReading, describe, problem, read_term
from nastavnik.pure.terms.describe import MONTHS, OF_MONTHS
from tests.pure.terms import once_rows, other_rows, rhythm_rows, yearly_rows

CONTEXTS = st.sampled_from([None, "2020/2021", "2021", "2020-2024", "2023", "", "вздор", "9999"])
PIECES = st.sampled_from(
    [
        *(word for row in once_rows.ONCE for word in row[0].split()),
        *(word for row in yearly_rows.YEARLY for word in row[0].split()),
        *(word for row in rhythm_rows.RHYTHM for word in row[0].split()),
        *(word for row in other_rows.RELATIVE + other_rows.CONTINUOUS for word in row[0].split()),
        "9999", "0001", "31", "00", "-", ",", "(", ")", ";", "1)", "99.99.2021", "№", "№ 5/1",
    ]
)  # fmt: skip
SALAD = st.lists(PIECES, max_size=14).map(" ".join)
TIMELESS = st.lists(
    st.sampled_from(
        """в с по до к на от за при после не реже согласно графику плану куратор наставник
        программа издания приказа необходимости мере запросу проведения мероприятия отдельному
        руководитель школа организации постоянно ответственный отчёт анкета пары группы итогам
        п. № приложение классы человек часов раза процентов и или , ; ( ) – ведётся""".split()
    ),
    max_size=12,
).map(" ".join)
DAYS = st.dates(date(2000, 1, 1), date(2060, 12, 31))


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=80) | SALAD, CONTEXTS)
def test_any_text_is_read_without_an_exception(text: str, context: str | None) -> None:
    reading = read_term(text, context)
    assert isinstance(describe(reading), str)
    assert isinstance(problem(reading), str)


@settings(max_examples=300, deadline=None)
@given(SALAD, CONTEXTS)
def test_a_reading_survives_the_way_through_json(text: str, context: str | None) -> None:
    reading = read_term(text, context)
    assert TermReading.from_json(json.loads(json.dumps(reading.to_json()))) == reading


@settings(max_examples=300, deadline=None)
@given(TIMELESS, CONTEXTS)
def test_a_text_without_time_never_gets_a_date(text: str, context: str | None) -> None:
    reading = read_term(text, context)
    assert (reading.start, reading.end, reading.parts) == (None, None, ())
    assert (reading.month_day_from, reading.month_day_to) == (None, None)


@settings(max_examples=200, deadline=None)
@given(SALAD, CONTEXTS)
def test_a_doubt_is_always_said_in_words(text: str, context: str | None) -> None:
    reading = read_term(text, context)
    assert bool(problem(reading)) == (reading.ambiguous or reading.warn)


@settings(max_examples=200, deadline=None)
@given(SALAD, CONTEXTS)
def test_a_window_never_runs_backwards_in_silence(text: str, context: str | None) -> None:
    reading = read_term(text, context)
    if reading.start and reading.end and reading.start > reading.end:
        assert reading.warn


@given(DAYS, CONTEXTS)
def test_a_full_date_is_read_in_every_form(day: date, context: str | None) -> None:
    month = OF_MONTHS[day.month - 1]
    forms = [
        f"{day:%d.%m.%Y}",
        f"{day:%d.%m.%Y} г.",
        f"{day:%d.%m. %Y}",
        f"{day.day} {month} {day.year} года",
        f"{day.day} {month} {day.year}г.",
        f"«{day.day:02}» {month} {day.year} г.",
        f"{day.day} {month.upper()} {day.year}",
        f"{day.day}\u00a0{month}\u00a0{day.year}",
        f"{day.isoformat()}",
    ]
    for form in forms:
        reading = read_term(form, context)
        assert (reading.kind, reading.start, reading.end) == ("once", day, day), form
        due = read_term(f"до {form}", context)
        assert (due.kind, due.start, due.end) == ("once", None, day), form


@given(DAYS, DAYS)
def test_a_window_of_two_dates_is_read_in_every_form(one: date, two: date) -> None:
    lo, hi = sorted((one, two))
    for form in (
        f"с {lo:%d.%m.%Y} по {hi:%d.%m.%Y}",
        f"{lo:%d.%m.%Y}–{hi:%d.%m.%Y}",
        f"{lo:%d.%m.%Y} - {hi:%d.%m.%Y} гг.",
        f"с {lo.day} {OF_MONTHS[lo.month - 1]} {lo.year} г. по "
        f"{hi.day} {OF_MONTHS[hi.month - 1]} {hi.year} г.",
    ):
        reading = read_term(form)
        assert (reading.start, reading.end) == (lo, hi), form


@given(st.integers(2000, 2060), st.integers(1, 12))
def test_a_month_of_a_year_is_all_its_days(year: int, month: int) -> None:
    for form in (
        f"{MONTHS[month - 1]} {year}",
        f"{MONTHS[month - 1].capitalize()} {year} г.",
        f"{MONTHS[month - 1]}{year}года",
        f"в течение {OF_MONTHS[month - 1]} {year} года",
    ):
        reading = read_term(form)
        assert reading.start == date(year, month, 1), form
        assert reading.end is not None
        assert date.fromordinal(reading.end.toordinal() + 1).day == 1, form


def test_the_same_phrase_is_read_alike_on_any_day() -> None:
    first = read_term("до 1 октября", "2021/2022")
    read_term.cache_clear()
    assert read_term("до 1 октября", "2021/2022") == first
