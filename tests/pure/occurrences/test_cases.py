"""Occurrences of the labelled phrases of real orders, which are kept outside the repository."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.pure.occurrences.rows import dated, each_year

CASES = Path(__file__).parents[4] / "shared" / "cases" / "terms.jsonl"
# The first order states its own implementation term.
STATED = {"seed 000": (date(2020, 6, 26), date(2024, 12, 25))}

AUTUMN = "2020-08-01..2020-09-30"
PLAN = ["all 2022-01-01..2024-12-31"]
MAYBE = ["all 2022-01-01..2024-12-31 *"]
OCTOBER = ["once 2020-10-01..2020-10-31"]
TWO_MONTHS = ["once 2020-10-01..2020-11-30"]
SCHOOL_YEAR = ["all 2020-09-01..2021-08-31"]

# The number of the line and what is to be done when: by the rules, not by the product.
EXPECTED: dict[int, list[str]] = {
    0: ["once 2020-06-26..2024-12-25"],
    1: each_year(2020, 2024, "11-01..12-25"),
    2: ["all 2020-01-01..2024-12-31"],
    3: ["all 2020-01-01..2024-12-31"],
    4: ["once 2020-06-01..2020-07-31"],
    5: each_year(2020, 2024, "07-01..07-31"),
    6: ["once 2020-07-01..2020-08-31"],
    7: each_year(2020, 2024, "08-01..09-30"),
    8: [f"2020 {AUTUMN}", *each_year(2021, 2024, "..09-01")],
    9: [f"once {AUTUMN}"],
    10: each_year(2020, 2024, "09-01..09-30"),
    11: each_year(2020, 2024, "..10-01"),
    12: ["all 2020-06-26..2024-12-25"],
    13: ["1 2020-09-01..2020-10-31", "2 2021-05-01..2021-06-30"],
    14: each_year(2021, 2024, "..01-20"),
    15: each_year(2020, 2024, "..12-01"),
    # the term of the order ends on 25 December 2024, its last December counts all the same
    16: each_year(2020, 2024, "12-01..12-31"),
    17: ["once 2020-12-01..2020-12-31"],
    18: ["all 2021-01-01..2024-12-31"],
    19: ["event:1 ?event"],
    20: ["all 2021-01-01..2024-12-25"],
    21: ["event:1 ?event"],
    22: ["once 2022-12-01..2022-12-31"],
    23: MAYBE,
    24: each_year(2022, 2024, "01-01..12-31"),
    25: PLAN,
    26: PLAN,
    27: [f"{row} *" for row in each_year(2022, 2024, "..09-10")],
    28: MAYBE,
    29: [f"{row} *" for row in each_year(2022, 2024, "01-01..12-31")],
    # the report for 2024 is due after the plan
    30: each_year(2023, 2025, "..01-20"),
    31: PLAN,
    32: ["all 2023-01-01..2024-12-31"],
    33: ["all 2023-01-01..2024-12-31"],
    34: ["event:1 ?event *"],
    35: ["once ?term"],
    36: ["once ?term"],
    37: ["event:1 ?condition *"],
    38: OCTOBER,
    39: OCTOBER,
    40: TWO_MONTHS,
    41: TWO_MONTHS,
    42: ["once 2020-11-01..2020-11-30"],
    43: ["once 2021-04-01..2021-05-31"],
    44: ["once 2020-11-01..2021-04-30"],
    45: SCHOOL_YEAR,
    46: ["schedule ?schedule"],
    47: ["once ?term"],
    48: ["once 2021-05-01..2021-05-31"],
    49: ["once 2020-11-01..2020-12-31"],
    50: ["once 2020-12-01..2020-12-31"],
    51: SCHOOL_YEAR,
    52: SCHOOL_YEAR,
    53: ["once 2020-01-01..2020-12-31"],
    54: ["2020/2021 2020-09-01..2021-08-31"],
}


def _cases() -> list[dict[str, Any]]:
    if not CASES.exists():
        pytest.skip(f"no labelled phrases at {CASES}")
    return [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]


def test_every_labelled_phrase_has_its_row() -> None:
    assert len(_cases()) == len(EXPECTED)


@pytest.mark.parametrize("line", EXPECTED)
def test_occurrences_of_a_labelled_phrase(line: int) -> None:
    case = _cases()[line]
    stated = STATED.get(case["source"][:8])
    assert dated(case["phrase"], case["context_year"], stated=stated) == EXPECTED[line]


@pytest.mark.parametrize("line", [19, 21, 34, 37, 46])
def test_what_waited_gets_its_days(line: int) -> None:
    case = _cases()[line]
    happened = ("event:1", date(2020, 12, 31))
    conditional = " *" if case["gold"]["conditional"] else ""
    found = dated(case["phrase"], case["context_year"], events=[happened])
    if line == 46:
        assert found == ["schedule ?schedule"]
        dates = [date(2020, 11, 20), date(2020, 10, 5)]
        found = dated(case["phrase"], case["context_year"], schedule=dates)
        assert found == ["on:2020-10-05 ..2020-10-05", "on:2020-11-20 ..2020-11-20"]
    else:
        # a month after the last day of a year is the last day of January
        due = "2021-01-31" if line == 19 else ""
        assert found == [f"event:1 2020-12-31..{due}{conditional}"]
