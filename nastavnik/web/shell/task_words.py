"""How a task is told in words on every page: its state, who carries it out, its days."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.urls import reverse

from nastavnik.people.choices import Post
from nastavnik.roadmaps.choices import AT_WORK, TaskState, Wait
from nastavnik.web.shell.jinja import day

TONES: dict[str, str] = {
    TaskState.OPEN: "neutral",
    TaskState.SUBMITTED: "info",
    TaskState.RETURNED: "warning",
    TaskState.DONE: "success",
    TaskState.NOT_NEEDED: "neutral",
    TaskState.NOT_DONE: "danger",
    TaskState.WITHDRAWN: "neutral",
}


def is_late(task: Any, on: date) -> bool:
    """Tell whether whoever carries the task out has let its day pass."""
    return task.state in AT_WORK and task.due is not None and task.due < on


def state_of(task: Any, on: date) -> tuple[str, str]:
    """Return the word for the task's state and the tone of its tag."""
    if is_late(task, on):
        return "Срок прошёл", "danger"
    return TaskState(task.state).label, TONES[task.state]


def title_of(task: Any) -> str:
    """Write the measure with its number: «2.1. Собрать согласия»."""
    number = task.item.number.rstrip(".")
    return f"{number}. {task.item.title}" if number else str(task.item.title)


def who_of(task: Any, units: Mapping[int, str]) -> str:
    """Write who carries it out: a person, a post and the unit, the unit alone."""
    who = task.person.short_name if task.person else Post(task.post).label if task.post else ""
    return ", ".join(filter(None, (who, units.get(task.unit_id, ""))))


def due_of(task: Any) -> str:
    """Write the due day, or what the task waits for."""
    if task.due is not None:
        return day(task.due)
    return Wait(task.waits_for).label if task.waits_for else "Без срока"


def address_of(task: Any) -> str:
    """Return the page where the task is worked on."""
    return reverse("show_item", args=[task.item_id])
