"""Cells: cleaning, numbers, headers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nastavnik.pure.source import Place
from nastavnik.pure.tabular import Cell, Head, HeadColumn, Row, Vocabulary, clean, join, one_line
from nastavnik.pure.tabular.heads import is_column_numbers, is_same_head
from nastavnik.pure.tabular.numbers import parts, read_number, split_number

WORDS = Vocabulary(
    {
        "number": ("№ п п", "№"),
        "title": ("мероприят", "наименован"),
        "term": ("срок",),
        "result": ("результат", "вид документ"),
        "responsible": ("ответствен",),
    },
    fillers=("исполнен",),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>Приказ</p><p>Справка</p>", "Приказ\nСправка"),
        ("май<br/>2025", "май\n2025"),
        ("<i>доля</i> <b>школ</b>", "доля школ"),
        ("a&nbsp;&laquo;b&raquo;", "a «b»"),
        ("  два   слова ", "два слова"),
        ("наста\u00adвник\u200b", "наставник"),
        ("**Срок**", "Срок"),
        ("доля < 5 и > 3", "доля < 5 и > 3"),
        ("строка\r\n\r\nвторая", "строка\nвторая"),
        ("", ""),
    ],
)
def test_clean_takes_out_marks_and_keeps_words(text: str, expected: str) -> None:
    assert clean(text) == expected


@given(st.text())
def test_clean_text_is_clean(text: str) -> None:
    once = clean(text)
    assert "\u00ad" not in once
    assert once == "\n".join(line.strip() for line in once.splitlines() if line.strip())


@given(st.lists(st.sampled_from(["план", "Отчёт", "№ 5", "пар-", "ООО «А»"]), min_size=1))
def test_joining_loses_no_letter(words: list[str]) -> None:
    assert one_line("\n".join(words)).replace(" ", "") == "".join(words).replace(" ", "")


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("в течение", "года", "в течение года"),
        ("ученик-", "ученик", "ученик-ученик"),
        ("план -", "отчёт", "план - отчёт"),
        ("", "отчёт", "отчёт"),
    ],
)
def test_cut_text_comes_together(first: str, second: str, whole: str) -> None:
    assert join(first, second) == whole


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1.", "1"),
        ("2.10.", "2.10"),
        (" 3) ", "3"),
        ("№ 4", "4"),
        ("п. 5", "5"),
        ("1. 2.", "1.2"),
        ("IV.", "IV"),
        ("а)", "а"),
        ("2024", None),
        ("май", None),
        ("12 мая", None),
        ("", None),
    ],
)
def test_number_of_a_cell(text: str, number: str | None) -> None:
    assert read_number(text) == number


@pytest.mark.parametrize(
    ("text", "number", "rest"),
    [
        ("1. Собрать анкеты", "1", "Собрать анкеты"),
        ("2.3 Собрать анкеты", "2.3", "Собрать анкеты"),
        ("7) собрать", "7", "собрать"),
        ("IV. Итоги", "IV", "Итоги"),
        ("10 сентября открыть смотр", None, "10 сентября открыть смотр"),
        ("3 встречи кураторов", None, "3 встречи кураторов"),
        ("15.09.2024 открыть смотр", None, "15.09.2024 открыть смотр"),
        ("2024 год", None, "2024 год"),
        ("Собрать 5 анкет", None, "Собрать 5 анкет"),
    ],
)
def test_number_at_the_head_of_a_title(text: str, number: str | None, rest: str) -> None:
    assert split_number(text) == (number, rest)


def test_parts_of_a_number() -> None:
    assert parts("2.10") == (2, 10)
    assert parts("IV") == parts("а") == parts(None) == ()


@pytest.mark.parametrize(
    ("header", "meaning"),
    [
        ("№ п/п", "number"),
        ("Наименование мероприятия", "title"),
        ("Наименоване меропрятия", "title"),
        ("Ответст-\nвенный", "responsible"),
        ("Отвественные исполнители", "responsible"),
        ("Результат (вид документа)", "result"),
        ("Вид документа", "result"),
        ("Срок предоставления результата", "term"),
        ("Ответственные за проведение мероприятия", "responsible"),
        ("Бюджет", None),
        ("", None),
        (
            "Длинный текст о мероприятиях, сроках и результатах, который не заголовок вовсе никак",
            None,
        ),
    ],
)
def test_header_is_told_by_stems(header: str, meaning: str | None) -> None:
    assert WORDS.meaning(header) == meaning


def test_filler_is_made_of_words_of_heads_only() -> None:
    assert WORDS.is_filler("исполнения")
    assert not WORDS.is_filler("исполнения приказа")
    assert not WORDS.is_filler("")


def test_rows_that_are_heads_or_count_columns() -> None:
    def row(*texts: str) -> Row:
        return Row(tuple(Cell(text) for text in texts), Place(0))

    head = Head((HeadColumn("№ п/п", "number"), HeadColumn("Срок исполнения", "term")))
    assert is_same_head(row("№", "Срок"), head)
    assert not is_same_head(row("1", "Срок"), head)
    assert is_column_numbers(row("1", "2", "3."))
    assert not is_column_numbers(row("1", "2"))
    assert not is_column_numbers(row("1", "2", "4"))
