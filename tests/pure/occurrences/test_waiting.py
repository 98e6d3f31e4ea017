"""Terms without days of their own: events, schedules, conditions, terms not understood."""

from __future__ import annotations

from datetime import date

import pytest

from nastavnik.pure.occurrences import occurrences_of, speaks_of_schedule
from nastavnik.pure.terms import Offset, TermReading
from tests.pure.occurrences.rows import dated, shown

D = date.fromisoformat
C = "2026"


@pytest.mark.parametrize(
    ("phrase", "row"),
    [
        ("в течение месяца после издания приказа", "event:1 ?event"),
        ("за 10 дней до начала конкурса", "event:1 ?event"),
        ("по окончании обучения", "event:1 ?event"),
        ("по мере формирования групп", "event:1 ?event *"),
        ("в течение 3 дней", "event:1 ?event"),
        ("при необходимости", "event:1 ?condition *"),
        ("по запросам организаций", "event:1 ?condition *"),
        ("в соответствии с графиком", "schedule ?schedule"),
        ("по отдельному графику", "schedule ?schedule"),
        ("Согласно плану-графику", "schedule ?schedule"),
        ("по расписанию занятий", "schedule ?schedule"),
        ("по плану школы", "schedule ?schedule"),
        ("", "once ?term"),
        ("–", "once ?term"),
        ("в 15.00", "once ?term"),
        ("от 6 до 12 месяцев", "once ?term"),
        ("директор", "once ?term"),
    ],
)
def test_one_occurrence_waits(phrase: str, row: str) -> None:
    assert dated(phrase, C) == [row]


@pytest.mark.parametrize(
    ("phrase", "event", "days"),
    [
        # days and weeks, over the end of a year and of February
        ("в течение 10 дней после издания приказа", "2025-12-25", "2025-12-25..2026-01-04"),
        ("в течение 10 дней после издания приказа", "2024-02-20", "2024-02-20..2024-03-01"),
        ("через 2 недели после начала обучения", "2026-02-20", "2026-02-20..2026-03-06"),
        ("в день подписания договора", "2026-03-09", "2026-03-09..2026-03-09"),
        # months end where the month ends
        ("в течение месяца после издания приказа", "2026-01-31", "2026-01-31..2026-02-28"),
        ("в течение месяца после издания приказа", "2024-01-31", "2024-01-31..2024-02-29"),
        ("в течение месяца после издания приказа", "2025-12-15", "2025-12-15..2026-01-15"),
        ("в течение двух месяцев после издания приказа", "2025-12-31", "2025-12-31..2026-02-28"),
        ("через год после издания приказа", "2024-02-29", "2024-02-29..2025-02-28"),
        ("через квартал после издания приказа", "2025-11-30", "2025-11-30..2026-02-28"),
        ("за месяц до окончания программы", "2026-03-31", "..2026-02-28"),
        ("за 10 дней до начала конкурса", "2026-01-05", "..2025-12-26"),
        ("не позднее чем за две недели до начала конкурса", "2024-03-10", "..2024-02-25"),
        # working days: the January holidays with 31.12.2025 and 09.01.2026
        ("в течение 3 рабочих дней после подписания соглашения", "2025-12-29",
         "2025-12-29..2026-01-13"),
        ("не позднее 5 рабочих дней со дня издания приказа", "2025-12-31",
         "2025-12-31..2026-01-16"),
        ("за 5 рабочих дней до заседания совета", "2026-01-14", "..2025-12-26"),
        # working Saturdays 27.04.2024, 02.11.2024, 28.12.2024, 01.11.2025
        ("в течение 3 рабочих дней после подписания соглашения", "2024-04-25",
         "2024-04-25..2024-05-02"),
        ("в течение 3 рабочих дней после подписания соглашения", "2024-10-31",
         "2024-10-31..2024-11-05"),
        ("за 5 рабочих дней до заседания совета", "2025-11-05", "..2025-10-28"),
        ("в течение 3 рабочих дней после подписания соглашения", "2024-12-26",
         "2024-12-26..2025-01-09"),
        # no length is said
        ("после издания приказа", "2026-03-02", "2026-03-02.."),
        ("при необходимости", "2026-03-02", "2026-03-02.. *"),
    ],
)  # fmt: skip
def test_an_event_gives_the_days(phrase: str, event: str, days: str) -> None:
    assert dated(phrase, C, events=[("event:1", D(event))]) == [f"event:1 {days}"]


def test_an_event_may_happen_several_times() -> None:
    events = [("event:1", D("2026-03-02")), ("event:2", D("2026-02-02"))]
    assert dated("в течение недели после приёма на работу", C, events=events) == [
        "event:2 2026-02-02..2026-02-09",
        "event:1 2026-03-02..2026-03-09",
    ]


def test_a_corrected_event_keeps_its_key() -> None:
    events = [("event:1", D("2026-03-02")), ("event:1", D("2026-03-05"))]
    assert dated("в день подписания договора", C, events=events) == [
        "event:1 2026-03-05..2026-03-05"
    ]


def test_need_after_the_first_time_comes_with_its_events() -> None:
    phrase = "апрель 2026 года, далее по мере необходимости"
    first = "once 2026-04-01..2026-04-30"
    assert dated(phrase, C) == [first]
    assert dated(phrase, C, events=[("event:1", D("2026-06-10"))]) == [
        first,
        "event:1 2026-06-10.. *",
    ]


def test_events_do_not_touch_a_term_with_days_of_its_own() -> None:
    events = [("event:1", D("2026-06-10"))]
    assert dated("до 1 октября 2026 года", C, events=events) == ["once ..2026-10-01"]


@pytest.mark.parametrize(
    "phrase",
    ["по отдельному графику", "ежемесячно", "май 2026 (по графику)", "при необходимости", ""],
)
def test_dates_of_a_schedule_replace_the_days_of_any_term(phrase: str) -> None:
    dates = [D("2026-11-20"), D("2026-10-05"), D("2026-10-05")]
    rows = dated(phrase, C, schedule=dates)
    assert [row.removesuffix(" *") for row in rows] == [
        "on:2026-10-05 ..2026-10-05",
        "on:2026-11-20 ..2026-11-20",
    ]


@pytest.mark.parametrize(
    ("text", "speaks"),
    [
        ("по графику", True),
        ("График прилагается", True),
        ("в соответствии с утверждённым планом мероприятий", True),
        ("согласно циклограмме", True),
        ("по гpaфику", True),
        ("согласно положению о конкурсе", False),
        ("план", False),
        ("биография", False),
        ("", False),
    ],
)
def test_words_that_point_to_a_schedule(text: str, *, speaks: bool) -> None:
    assert speaks_of_schedule(text) is speaks


@pytest.mark.parametrize(
    "offset",
    [
        Offset(9_999, "year", "after"),
        Offset(99_999, "month", "before"),
        Offset(9_999, "quarter", "before"),
        Offset(9_999_999, "day", "after"),
        Offset(1, "school_term", "after"),
    ],
)
def test_an_offset_that_gives_no_day_gives_no_due_date(offset: Offset) -> None:
    term = TermReading(kind="relative", offset=offset, anchor="приказ")
    (one,) = occurrences_of(term, None, events=[("event:1", D("2026-03-02"))])
    assert one.last is None
    assert shown(one).startswith("event:1 ")
