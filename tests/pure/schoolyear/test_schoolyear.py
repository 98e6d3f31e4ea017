"""School years and the years of a plan."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nastavnik.pure.schoolyear import (
    next_period,
    plan_years,
    school_year,
    school_year_of,
    shift_years,
)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2023/2024", date(2023, 9, 1), date(2024, 8, 31)),
        ("2023", date(2023, 1, 1), date(2023, 12, 31)),
        ("2023-2025", date(2023, 1, 1), date(2025, 12, 31)),
        ("2023–2025", date(2023, 1, 1), date(2025, 12, 31)),
    ],
)
def test_years_of_a_plan_are_read(text: str, start: date, end: date) -> None:
    years = plan_years(text)
    assert years is not None
    assert (years.start, years.end) == (start, end)


@pytest.mark.parametrize("text", [None, "", "осень", "2025-2023", "0000", "23/24"])
def test_anything_else_is_no_plan(text: str | None) -> None:
    assert plan_years(text) is None


@pytest.mark.parametrize(("month", "year"), [(9, 2023), (12, 2023), (1, 2024), (8, 2024)])
def test_a_bare_month_has_its_year_in_a_school_year(month: int, year: int) -> None:
    years = plan_years("2023/2024")
    assert years is not None
    assert years.year_of(month) == year


def test_a_bare_month_has_no_year_in_a_long_plan() -> None:
    years = plan_years("2023-2025")
    assert years is not None
    assert years.year_of(9) is None


@given(st.dates(date(1990, 1, 1), date(2090, 12, 31)))
def test_every_day_is_in_its_school_year(day: date) -> None:
    first, last = school_year(school_year_of(day))
    assert first <= day <= last


@pytest.mark.parametrize(
    ("text", "later"),
    [
        ("сентябрь 2026 года", "сентябрь 2027 года"),
        ("2026/2027 учебный год", "2027/2028 учебный год"),
        ("в 2026/27 учебном году", "в 2027/28 учебном году"),
        ("2026–2029 годы", "2027–2030 годы"),
        ("до 15.09.2026", "до 15.09.2027"),
        ("с 2099/00 учебного года", "с 2100/01 учебного года"),
        ("приказ № 2026-А", "приказ № 2027-А"),
        ("школа № 120261", "школа № 120261"),
        ("в течение учебного года", "в течение учебного года"),
    ],
)
def test_years_of_a_text_move_on(text: str, later: str) -> None:
    assert shift_years(text, 1) == later


@pytest.mark.parametrize(
    ("period", "following", "years"),
    [
        (("2026-09-01", "2027-08-31"), ("2027-09-01", "2028-08-31"), 1),
        (("2026-01-01", "2026-12-31"), ("2027-01-01", "2027-12-31"), 1),
        (("2020-01-01", "2024-12-31"), ("2025-01-01", "2029-12-31"), 5),
        (("2020-06-26", "2024-12-25"), ("2025-06-26", "2029-12-25"), 5),
        (("2026-10-01", "2026-12-31"), ("2027-10-01", "2027-12-31"), 1),
        (("2023-03-01", "2024-02-29"), ("2024-03-01", "2025-02-28"), 1),
    ],
)
def test_period_is_followed_by_one_of_the_same_length(
    period: tuple[str, str], following: tuple[str, str], years: int
) -> None:
    first, last = map(date.fromisoformat, period)
    (begins, ends), later = next_period((first, last))
    assert ((str(begins), str(ends)), later) == (following, years)
