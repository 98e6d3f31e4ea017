"""Every row of the truth tables is read as it should be."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from nastavnik.pure.terms import read_term
from tests.pure.terms import once_rows, other_rows, rhythm_rows, second_rows, yearly_rows
from tests.pure.terms.rows import Row, compared, expected

# One phrase a line, with the keys of the labelled cases: forms met while the grammar was widened.
WIDE = Path(__file__).with_name("wide.jsonl")
TABLES: dict[str, list[Row]] = {
    "once": once_rows.ONCE,
    "yearly": yearly_rows.YEARLY,
    "rhythm": rhythm_rows.RHYTHM,
    "continuous": other_rows.CONTINUOUS,
    "as_needed": other_rows.AS_NEEDED,
    "relative": other_rows.RELATIVE,
    "no_time": other_rows.UNPARSABLE,
    "second": second_rows.SECOND,
    "wide": [
        (case["phrase"], case["context_year"], case["gold"])
        for case in map(json.loads, WIDE.read_text(encoding="utf-8").splitlines())
    ],
}
ROWS = [
    pytest.param(row, id=f"{table}:{row[0]!r}:{row[1]}")
    for table, rows in TABLES.items()
    for row in rows
]


@pytest.mark.parametrize("row", ROWS)
def test_phrase_is_read_as_its_row_says(row: Row) -> None:
    phrase, context, gold = row
    assert compared(read_term(phrase, context)) == expected(gold)
