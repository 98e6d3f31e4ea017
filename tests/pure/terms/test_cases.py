"""The labelled phrases of real orders, kept outside the repository."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from nastavnik.pure.terms import TermReading, read_term
from tests.pure.terms.rows import compared, expected

CASES = Path(__file__).parents[4] / "shared" / "cases" / "terms.jsonl"
# The first order states its own implementation term, and rule 9 needs it.
STATED = {"seed 000": (date(2020, 6, 26), date(2024, 12, 25))}


def _cases() -> list[dict[str, Any]]:
    if not CASES.exists():
        pytest.skip(f"no labelled phrases at {CASES}")
    return [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]


def test_cases_are_read_at_least_98_percent_exactly() -> None:
    cases = _cases()
    failures = []
    for case in cases:
        period = STATED.get(case["source"][:8])
        reading = compared(read_term(case["phrase"], case["context_year"], period=period))
        if reading != expected(case["gold"]):
            failures.append((case["phrase"], reading, expected(case["gold"])))
    for phrase, reading, gold in failures:
        print(f"{phrase!r}\n  read {reading}\n  gold {gold}")
    assert len(cases) - len(failures) >= 0.98 * len(cases)


def test_gold_of_the_cases_survives_the_way_through_a_reading() -> None:
    for case in _cases():
        assert TermReading.from_json(case["gold"]).to_json() == case["gold"]


def test_without_the_order_the_period_is_the_plan() -> None:
    reading = read_term("В течение периода реализации программы", "2020-2024")
    assert (reading.start, reading.end) == (date(2020, 1, 1), date(2024, 12, 31))
