"""Check digits and numbers."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nastavnik.pure.codes import (
    is_inn,
    is_ogrn,
    is_ogrnip,
    is_snils,
    natural_key,
    parse_number,
    same_number,
)


@pytest.mark.parametrize(
    ("check", "text"),
    [
        (is_inn, "7707083893"),
        (is_inn, "500100732259"),
        (is_ogrn, "1027700132195"),
        (is_ogrnip, "304500116000157"),
        (is_snils, "112-233-445 95"),
        (is_snils, "087-654-303 00"),
    ],
)
def test_correct_code_is_accepted_and_every_slip_of_a_digit_refused(
    check: Callable[[str], bool], text: str
) -> None:
    assert check(text)
    last = text[-1]
    assert not any(check(text[:-1] + digit) for digit in "0123456789" if digit != last)


@pytest.mark.parametrize("check", [is_inn, is_ogrn, is_ogrnip, is_snils])
@pytest.mark.parametrize(
    "text", ["", "12", "0000000000", "000000000000", "77070838932222222", "ИНН"]
)
def test_what_is_no_code_is_refused(check: Callable[[str], bool], text: str) -> None:
    assert not check(text)


@given(st.text(max_size=20))
def test_any_text_can_be_checked(text: str) -> None:
    for check in (is_inn, is_ogrn, is_ogrnip, is_snils):
        check(text)
    parse_number(text)
    natural_key(text)
    same_number(text, text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("№ 01-07/640", "01-07/640"),
        ("01-07 / 640 ", "01-07/640"),
        ("N 5", "5"),
        ("№12 – ОД.", "12-ОД"),
        ("НД-5", "НД-5"),
        ("№ ____", None),
        ("б/н", None),
        ("", None),
    ],
)
def test_number_is_parsed(text: str, expected: str | None) -> None:
    assert parse_number(text) == expected


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("01-07/640", "№01-07/640 ", True),
        ("45-од", "45 – ОД", True),
        ("P-145", "Р-145", True),
        ("165/1-A", "165/1-А", True),
        ("172/1", "172/2", False),
        ("553", "55-3", False),
        (None, None, False),
        ("№", "№", False),
    ],
)
def test_numbers_are_compared_as_a_clerk_does(
    one: str | None, other: str | None, same: bool
) -> None:
    assert same_number(one, other) is same
    assert same_number(other, one) is same


def test_items_are_sorted_naturally() -> None:
    numbers = ["10", "1.10", "1.9", "2", "1", "1.9.1", "3б", "3а", "2.1."]
    expected = ["1", "1.9", "1.9.1", "1.10", "2", "2.1.", "3а", "3б", "10"]
    assert sorted(numbers, key=natural_key) == expected
