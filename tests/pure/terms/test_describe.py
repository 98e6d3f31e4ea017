"""Readings in words: what was understood, and what a person must look at."""

from __future__ import annotations

from datetime import date

import pytest

from nastavnik.pure.terms import describe, problem, read_term

SAID = [
    ("до 10.09.2023", None, "до 10 сентября 2023 года"),
    ("с 1 по 15 октября", "2023/2024", "с 1 по 15 октября 2023 года"),
    ("ежегодно, с 1 ноября по 25 декабря", "2020-2024",
     "ежегодно, с 1 ноября по 25 декабря, 2020–2024"),
    ("июль 2020, далее ежегодно", "2020-2024",
     "впервые – июль 2020 года, ежегодно, июль, 2020–2024"),
    ("постоянно", "2023", "постоянно"),
    ("в течение учебного года", "2023/2024", "в течение 2023/2024 учебного года"),
    ("2023–2025 гг.", "2023-2025", "в течение 2023–2025 годов"),
    ("ежемесячно до 5 числа следующего месяца", "2023", "ежемесячно, до 5 числа следующего месяца"),
    ("не реже 2 раз в год", "2023", "не реже 2 раз в год"),
    ("еженедельно по вторникам", "2023", "раз в неделю, по вторникам"),
    ("в течение 3 рабочих дней после издания приказа", "2023",
     "не позднее 3 рабочих дней после события: издание приказа"),
    ("по мере необходимости", "2023", "по мере необходимости"),
    ("май 2023, далее по необходимости", "2023", "май 2023 года, далее по мере необходимости"),
    ("по графику", "2023", "срок не определён"),
    ("декабрь", None, "декабрь, год не назван"),
]  # fmt: skip


@pytest.mark.parametrize(("phrase", "context", "said"), SAID)
def test_reading_is_said_in_plain_words(phrase: str, context: str | None, said: str) -> None:
    assert describe(read_term(phrase, context)) == said


def test_a_clear_term_has_no_problem() -> None:
    assert problem(read_term("до 1 октября 2023 года", "2023")) == ""


def test_a_doubt_names_the_other_reading() -> None:
    said = problem(read_term("2023-2024", "2023-2025"))
    assert said.startswith("Два года подряд")
    assert "2023/2024 учебного года" in said


def test_an_empty_cell_is_a_problem() -> None:
    assert problem(read_term("", "2023")) == "Срок не указан."


def test_an_impossible_day_is_named_and_gets_no_date() -> None:
    reading = read_term("31 сентября 2023 года", "2023")
    assert (reading.start, reading.end, reading.warn) == (None, None, True)
    assert "такого дня нет" in problem(reading).lower()


def test_the_period_of_the_order_goes_before_the_plan() -> None:
    period = (date(2020, 6, 26), date(2024, 12, 25))
    reading = read_term("в течение периода реализации программы", "2020-2024", period=period)
    assert (reading.start, reading.end) == period


def test_a_yearly_term_begins_after_the_order() -> None:
    period = (date(2020, 6, 26), date(2024, 12, 25))
    assert read_term("ежегодно до 1 марта", "2020-2024", period=period).from_year == 2021
    assert read_term("ежегодно до 1 октября", "2020-2024", period=period).from_year == 2020
