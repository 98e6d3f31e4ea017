"""The plans of the seeds are read as they were labelled by hand."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from nastavnik.pure.plans import Plan, read_plan, to_json
from nastavnik.pure.source import Source

SHARED = Path(__file__).resolve().parents[4] / "shared"
SEEDS = ("000", "001", "002")


def expected(seed: str) -> dict[str, Any]:
    path = SHARED / "cases" / "plans.json"
    if not path.exists():
        pytest.skip("the labelled cases are not beside the repository")
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))["seeds"][seed]
    return found


def read(seed: str) -> Plan:
    files = sorted((SHARED / "seeds").glob(f"{seed}-*.txt"))
    if not files:
        pytest.skip("the seeds are not beside the repository")
    return read_plan(Source.from_text(files[0].read_text(encoding="utf-8"), format="txt"))


def flat(text: str | None, length: int = 80) -> str:
    return " ".join(re.sub(r"</?[pi]>", "", text or "").split())[:length].strip()


@pytest.mark.parametrize("seed", SEEDS)
def test_columns_period_and_sections_are_those_of_the_case(seed: str) -> None:
    case, plan = expected(seed), to_json(read(seed))
    assert plan["columns"] == case["columns"]
    assert plan["period"] == case["plan_period"]
    assert [(s["number"], flat(s["title"])) for s in plan["sections"]] == [
        (s["number"], flat(s["title"])) for s in case["sections"]
    ]


@pytest.mark.parametrize("seed", SEEDS)
def test_every_item_stands_in_its_place(seed: str) -> None:
    case, plan = expected(seed), to_json(read(seed))
    assert [
        {
            "number": item["number"],
            "section": item["section"],
            "parent": item["parent"],
            "title": flat(item["title"]),
            "term": flat(item["term"]["text"], 300),
            "responsible": flat(item["responsible"]["text"], 300),
            "result": flat(item["result"]),
            "more": [flat(more) for more in item["results_more"]],
            "note": flat(item["note"]),
        }
        for item in plan["items"]
    ] == [
        {
            "number": item["number"],
            "section": item["section"],
            "parent": item.get("parent"),
            "title": flat(item["title"]),
            "term": flat(item["deadline"], 300),
            "responsible": flat(item["responsible"], 300),
            "result": flat(item["result"]),
            "more": [flat(more) for more in item.get("results_more", [])],
            "note": flat(item.get("note_column")),
        }
        for item in case["items"]
    ]
    restored = {item["number"] for item in case["items"] if "number_in_source" in item}
    assert {item["number"] for item in plan["items"] if not item["number_in_source"]} == restored


@pytest.mark.parametrize("seed", SEEDS)
def test_every_indicator_has_its_targets(seed: str) -> None:
    case, plan = expected(seed), to_json(read(seed))
    assert len(plan["indicators"]) == case["indicators_count"]
    for found, label in zip(plan["indicators"], case["indicators"], strict=True):
        values = {str(label[f"{kind}_year"]): label[f"{kind}_value"] for kind in ("base", "target")}
        assert found["targets"] == label.get("values", values)
        assert (found["number"], found["unit"]) == (label["number"], label["unit"])
        assert found["survey"] == label.get("survey", False)
        assert bool(found["formula"]) == label.get("has_formula", False)
        if "where" not in label:
            assert flat(found["name"], 160) == flat(label["name"], 160)


@pytest.mark.parametrize(
    ("seed", "code", "where"),
    [
        ("000", "cites_itself", "16"),
        ("000", "window_conflict", "14"),
        ("000", "result_empty", "11"),
        ("001", "number_missing", "3"),
        ("001", "signatory_initials", None),
        ("002", "term_impossible", "2.7"),
        ("002", "term_empty", "3.1"),
        ("002", "result_shift", "3.4"),
        ("002", "result_empty", "3.7"),
        ("002", "yearly_in_title", "2.6"),
    ],
)
def test_known_defect_is_found(seed: str, code: str, where: str | None) -> None:
    plan = read(seed)
    found = [finding for finding in plan.findings if finding.code == code]
    assert found, [finding.code for finding in plan.findings]
    assert all(finding.quote for finding in found)
    if where:
        assert where in {plan.item(finding.item).number for finding in found if finding.item}


@pytest.mark.parametrize("seed", SEEDS)
def test_rows_read_are_all_accounted_for(seed: str) -> None:
    rows = read(seed).rows
    assert rows.read == rows.accepted + rows.rejected + rows.skipped
    assert rows.rejected == 0
