"""When a unit may be merged into another, and how its plans end; no queries."""

from __future__ import annotations

from datetime import date

from nastavnik.kernel.errors import RuleBroken
from nastavnik.kernel.scope import is_within
from nastavnik.pure.states.roadmaps import ROADMAP, TASK
from nastavnik.roadmaps.models import Roadmap, Task


def check_can_merge(path: str, into_path: str) -> None:
    """Raise RuleBroken unless the successor is another unit outside the branch that closes."""
    if is_within(into_path, path):
        raise RuleBroken("Выберите другую организацию: эта закрывается.", field="into")


def check_merge_day(on: date | None, today: date) -> None:
    """Raise RuleBroken for a day that is missing or has not come: work moves at once."""
    if on is None:
        raise RuleBroken("Укажите дату.", field="on")
    if on > today:
        raise RuleBroken(
            "Объединение записывают, когда оно произошло: укажите сегодняшнюю или прошедшую дату.",
            field="on",
        )


def state_of_ended(roadmap: Roadmap) -> str:
    """Return the state of a plan whose unit is no more."""
    return ROADMAP.go(roadmap.state, "disband")


def state_of_doubled(task: Task) -> str:
    """Return the state of an open task that the successor has as its own."""
    return TASK.go(task.state, "withdraw")
