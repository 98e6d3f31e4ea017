"""The production calendar, year by year, with the decrees that moved days off."""

from __future__ import annotations

import calendar
import subprocess
import sys
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nastavnik.pure.workdays import (
    add_working_days,
    is_working_day,
    transfers_known_until,
    working_day_of_month,
)

D = date.fromisoformat

# Year: the decree of the government, holidays and days off on weekdays after the New Year
# holidays of 1-8 January, weekends on which people work.
MOVED = {
    2019: ("01.10.2018 № 1163", "03-08 05-01 05-02 05-03 05-09 05-10 06-12 11-04", ""),
    2020: ("10.07.2019 № 875", "02-24 03-09 05-01 05-04 05-05 05-11 06-12 11-04", ""),
    2021: (
        "10.10.2020 № 1648",
        "02-22 02-23 03-08 05-03 05-10 06-14 11-04 11-05 12-31",
        "02-20",
    ),
    2022: (
        "16.09.2021 № 1564",
        "02-23 03-07 03-08 05-02 05-03 05-09 05-10 06-13 11-04",
        "03-05",
    ),
    2023: ("29.08.2022 № 1505", "02-23 02-24 03-08 05-01 05-08 05-09 06-12 11-06", ""),
    2024: (
        "10.08.2023 № 1314",
        "02-23 03-08 04-29 04-30 05-01 05-09 05-10 06-12 11-04 12-30 12-31",
        "04-27 11-02 12-28",
    ),
    2025: (
        "04.10.2024 № 1335",
        "05-01 05-02 05-08 05-09 06-12 06-13 11-03 11-04 12-31",
        "11-01",
    ),
    2026: ("24.09.2025 № 1466", "01-09 02-23 03-09 05-01 05-11 06-12 11-04 12-31", ""),
}


def _days(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(n) for n in range(366 if calendar.isleap(year) else 365)]


@pytest.mark.parametrize("year", MOVED)
def test_days_off_and_working_weekends_of_a_year(year: int) -> None:
    _, off, working = MOVED[year]
    new_year = [date(year, 1, n) for n in range(1, 9)]
    expected_off = {D(f"{year}-{day}") for day in off.split()}
    expected_off |= {day for day in new_year if day.isoweekday() < 6}
    weekdays = [day for day in _days(year) if day.isoweekday() < 6]
    weekends = [day for day in _days(year) if day.isoweekday() >= 6]
    assert {day for day in weekdays if not is_working_day(day)} == expected_off
    assert [f"{day:%m-%d}" for day in weekends if is_working_day(day)] == working.split()


@pytest.mark.parametrize(
    ("year", "norms"),
    [
        (2024, [17, 20, 20, 21, 20, 19, 23, 22, 21, 23, 21, 21]),
        (2025, [17, 20, 21, 22, 18, 19, 23, 21, 22, 23, 19, 22]),
        (2026, [15, 19, 21, 22, 19, 21, 23, 21, 22, 22, 20, 22]),
    ],
)
def test_months_have_the_published_number_of_working_days(year: int, norms: list[int]) -> None:
    days = [day for day in _days(year) if is_working_day(day)]
    assert [sum(day.month == month for day in days) for month in range(1, 13)] == norms


def test_transfers_are_known_for_years_to_come() -> None:
    assert transfers_known_until() >= 2027


def test_after_the_published_years_the_law_alone_moves_a_day_off() -> None:
    # Saturday 4 November 2028 gives its day off to Monday; January waits for the government.
    off = {day for day in _days(2028) if day.isoweekday() < 6 and not is_working_day(day)}
    january = {date(2028, 1, n) for n in range(3, 8)}
    assert off == january | {
        D(f"2028-{day}") for day in "02-23 03-08 05-01 05-09 06-12 11-06".split()
    }
    assert not any(is_working_day(day) for day in _days(2028) if day.isoweekday() >= 6)


def test_far_years_have_weekends() -> None:
    assert is_working_day(date(9998, 12, 31)) == (date(9998, 12, 31).isoweekday() < 6)
    assert not is_working_day(date(1, 1, 6))


@pytest.mark.parametrize(
    ("day", "n", "found"),
    [
        ("2026-09-07", 0, "2026-09-07"),
        ("2026-09-07", 1, "2026-09-08"),
        ("2026-09-04", 1, "2026-09-07"),
        ("2026-09-05", 1, "2026-09-07"),
        ("2026-09-07", -1, "2026-09-04"),
        ("2026-09-06", -1, "2026-09-04"),
        # over the New Year holidays: 31.12.2025 and 09.01.2026 are off too
        ("2025-12-29", 3, "2026-01-13"),
        ("2025-12-30", 1, "2026-01-12"),
        ("2026-01-12", -1, "2025-12-30"),
        ("2026-01-05", 5, "2026-01-16"),
        # over a working Saturday
        ("2024-04-26", 1, "2024-04-27"),
        ("2024-04-26", 2, "2024-05-02"),
        ("2024-11-01", 2, "2024-11-05"),
        ("2025-10-31", 1, "2025-11-01"),
        ("2025-10-31", 2, "2025-11-05"),
        ("2021-02-19", 2, "2021-02-24"),
        ("2022-03-09", -2, "2022-03-04"),
        ("2024-12-27", 2, "2025-01-09"),
    ],
)
def test_working_days_are_counted_from_the_next_day(day: str, n: int, found: str) -> None:
    assert add_working_days(D(day), n) == D(found)


@pytest.mark.parametrize(
    ("year", "month", "n", "found"),
    [
        (2026, 1, 1, "2026-01-12"),
        (2025, 1, 1, "2025-01-09"),
        (2025, 5, 3, "2025-05-07"),
        (2025, 5, 4, "2025-05-12"),
        (2025, 11, 1, "2025-11-01"),
        (2025, 11, 2, "2025-11-05"),
        (2024, 12, -1, "2024-12-28"),
        (2025, 12, -1, "2025-12-30"),
        (2024, 4, -1, "2024-04-27"),
        (2024, 2, -1, "2024-02-29"),
        (2026, 1, 23, "2026-01-30"),
        (2026, 1, -99, "2026-01-12"),
    ],
)
def test_a_working_day_of_a_month(year: int, month: int, n: int, found: str) -> None:
    assert working_day_of_month(year, month, n) == D(found)


@given(st.dates(date(2005, 1, 1), date(2060, 1, 1)), st.integers(1, 60))
def test_counting_there_and_back_is_the_same_day(day: date, n: int) -> None:
    there = add_working_days(day, n)
    assert is_working_day(there)
    back = add_working_days(there, -n)
    assert back == day if is_working_day(day) else back < day


def test_the_calendar_is_loaded_only_when_working_days_are_counted() -> None:
    program = "import sys, nastavnik.pure.occurrences; sys.exit('holidays' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
