"""On which days a term falls inside the plan's period."""

from __future__ import annotations

from datetime import date

import pytest

from nastavnik.pure.occurrences import Window, windows_of
from nastavnik.pure.terms import TermReading

D = date.fromisoformat
YEARS: Window = (D("2020-01-01"), D("2022-12-31"))
SCHOOL: Window = (D("2020-09-01"), D("2021-08-31"))


@pytest.mark.parametrize(
    ("term", "period", "windows"),
    [
        (TermReading(kind="once", start=D("2020-10-01"), end=D("2020-10-31")), SCHOOL,
         ["2020-10-01/2020-10-31"]),
        (TermReading(kind="once", end=D("2020-10-31")), None, ["2020-10-31/2020-10-31"]),
        (TermReading(kind="once", start=D("2020-11-01"), end=D("2020-04-30")), SCHOOL,
         ["2020-04-30/2020-11-01"]),
        (TermReading(kind="once", month_day_to="10-31"), SCHOOL, []),
        (TermReading(kind="once", start=D("2020-10-01"), end=D("2021-01-31"),
                     parts=((D("2020-10-01"), D("2020-10-31")), (None, D("2021-01-31")))), SCHOOL,
         ["2020-10-01/2020-10-31", "2021-01-31/2021-01-31"]),
        (TermReading(kind="yearly", month_day_to="09-01"), YEARS,
         ["2020-09-01/2020-09-01", "2021-09-01/2021-09-01", "2022-09-01/2022-09-01"]),
        (TermReading(kind="yearly", month_day_from="11-15", month_day_to="02-10", from_year=2021),
         YEARS, ["2020-11-15/2021-02-10", "2021-11-15/2022-02-10", "2022-11-15/2023-02-10"]),
        (TermReading(kind="yearly", start=D("2020-07-01"), end=D("2020-07-31")), YEARS,
         ["2020-07-01/2020-07-31"]),
        (TermReading(kind="yearly", month_day_to="02-29"), YEARS,
         ["2020-02-29/2020-02-29", "2021-02-28/2021-02-28", "2022-02-28/2022-02-28"]),
        (TermReading(kind="yearly", month_day_to="09-01"), None, []),
        (TermReading(kind="continuous"), SCHOOL, ["2020-09-01/2021-08-31"]),
        (TermReading(kind="continuous", start=D("2020-10-01")), SCHOOL, ["2020-10-01/2021-08-31"]),
        (TermReading(kind="continuous"), None, []),
        (TermReading(kind="periodic", times=2), SCHOOL, ["2020-09-01/2021-08-31"]),
        (TermReading(kind="as_needed", conditional=True), SCHOOL, []),
        (TermReading(kind="relative", anchor="приказ"), SCHOOL, []),
        (TermReading(), SCHOOL, []),
    ],
)  # fmt: skip
def test_windows(term: TermReading, period: Window | None, windows: list[str]) -> None:
    assert ["/".join(map(str, one)) for one in windows_of(term, period)] == windows


@pytest.mark.parametrize(
    ("term", "first_two", "count"),
    [
        (TermReading(kind="monthly", day_of_month_to=5), ["2020-09-05", "2020-10-05"], 12),
        (TermReading(kind="monthly", day_of_month_to=-1), ["2020-09-30", "2020-10-31"], 12),
        (TermReading(kind="monthly", weekday=2, nth=1), ["2020-09-01", "2020-10-06"], 12),
        (TermReading(kind="monthly", weekday=5, nth=-1), ["2020-09-25", "2020-10-30"], 12),
        (TermReading(kind="monthly", working_day_of_month_to=3), ["2020-09-03", "2020-10-05"], 12),
        (TermReading(kind="monthly", working_day_of_month_to=-1), ["2020-09-30", "2020-10-30"], 12),
        (TermReading(kind="quarterly", month_of_quarter=1, day_of_month_to=10),
         ["2020-10-10", "2021-01-10"], 4),
        (TermReading(kind="quarterly", offset_months=1, day_of_month_to=5),
         ["2020-10-05", "2021-01-05"], 4),
    ],
)  # fmt: skip
def test_last_days_of_a_rhythm(term: TermReading, first_two: list[str], count: int) -> None:
    windows = windows_of(term, SCHOOL)
    assert [str(last) for _, last in windows[:2]] == first_two
    assert len(windows) == count


def test_whole_quarters() -> None:
    windows = windows_of(TermReading(kind="quarterly"), SCHOOL)
    assert windows[0] == (D("2020-07-01"), D("2020-09-30"))
    assert len(windows) == 5
