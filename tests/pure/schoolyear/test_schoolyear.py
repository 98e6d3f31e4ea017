"""School years and the years of a plan."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nastavnik.pure.schoolyear import plan_years, school_year, school_year_of


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
