"""Real orders give the same plan from every format; nothing of them is kept here."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from nastavnik.imports.reader.extract import extract
from nastavnik.imports.reader.limits import Limits
from nastavnik.pure.plans import Plan, read_plan
from nastavnik.pure.source import Source
from tests.imports.reader.renderings import RENDERINGS

SEEDS = Path(__file__).resolve().parents[4] / "shared" / "seeds"
NAMES = sorted(path.name for path in SEEDS.glob("*.txt")) or ["absent"]


@cache
def seed(name: str) -> tuple[str, Plan]:
    """Text of a real order and its plan as read from the text."""
    if not SEEDS.is_dir():
        pytest.skip(f"no real orders at {SEEDS}")
    text = (SEEDS / name).read_text(encoding="utf-8")
    return text, read_plan(Source.from_text(text, format="txt"))


def flat(words: str) -> str:
    """Words without the breaks that a format brings."""
    return "".join(words.split())


@pytest.mark.parametrize("suffix", RENDERINGS)
@pytest.mark.parametrize("name", NAMES)
def test_order_gives_the_same_items_in_every_format(name: str, suffix: str) -> None:
    text, expected = seed(name)
    plan = read_plan(extract(RENDERINGS[suffix](text), suffix, Limits()))
    assert [item.number for item in plan.items] == [item.number for item in expected.items]
    for found, wanted in zip(plan.items, expected.items, strict=True):
        for field in ("title", "term_text", "responsible_text", "result", "note"):
            assert flat(getattr(found, field)) == flat(getattr(wanted, field)), (wanted.key, field)
    assert [flat(section.title) for section in plan.sections] == [
        flat(section.title) for section in expected.sections
    ]
    assert [indicator.targets for indicator in plan.indicators] == [
        indicator.targets for indicator in expected.indicators
    ]
    assert (plan.act.number, plan.act.date) == (expected.act.number, expected.act.date)
