"""When a plan is brought down to organisations, and what it says there; no queries."""

from __future__ import annotations

from nastavnik.kernel.errors import RuleBroken
from nastavnik.pure.plans import Field
from nastavnik.roadmaps.choices import RoadmapState
from nastavnik.roadmaps.models import Roadmap

ORIGIN_CHANGED = "origin_changed"


def check_can_cascade(roadmap: Roadmap) -> None:
    """Raise RuleBroken unless the plan is in force and is not being revised (R19)."""
    if roadmap.in_force is None or roadmap.state != RoadmapState.APPROVED:
        raise RuleBroken(
            "Довести до организаций можно только утверждённую карту, которая исполняется. Сейчас "
            f"её состояние: {roadmap.get_state_display().lower()}."
        )


def title_alone(parent: str, title: str) -> str:
    """Return the title of a sub-row that stands without the item it belongs to."""
    return f"{parent.rstrip(' .:;')}: {title}"


def doubts_of_change(doubts: list[dict[str, str]], title: str) -> list[dict[str, str]]:
    """Return the doubts of an item whose upper item has changed, this one told once."""
    rest = [one for one in doubts if one["code"] != ORIGIN_CHANGED]
    message = "В вышестоящей карте мероприятие изменилось: сверьте с ним своё."
    return [*rest, {"code": ORIGIN_CHANGED, "field": Field.TITLE, "message": message,
                    "quote": title}]  # fmt: skip
