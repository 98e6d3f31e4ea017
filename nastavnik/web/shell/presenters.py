"""What the home page shows: what to do next, most urgent first."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Urgency(StrEnum):
    """How a task is drawn; tasks come in this order."""

    URGENT = "urgent"
    CHECK = "check"
    CALM = "calm"


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do, with its one main action; `examples` are (words, address)."""

    title: str
    text: str
    label: str
    url: str
    icon: str
    urgency: Urgency = Urgency.CALM
    examples: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Home:
    """The home page of a person: tasks, or a calm word when there are none."""

    lead: str
    tasks: tuple[Task, ...]
    calm_title: str
    calm_text: str
    calm_label: str = ""
    calm_url: str = ""
