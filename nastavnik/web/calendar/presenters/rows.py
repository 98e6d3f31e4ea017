"""Tasks as rows of a table and as bars of a timeline: the same tasks in the same order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from nastavnik.pure.timeline import Bar, Look
from nastavnik.roadmaps.choices import TaskState
from nastavnik.web.shell.jinja import day
from nastavnik.web.shell.task_words import (
    address_of,
    due_of,
    executor_of,
    is_late,
    state_of,
    title_of,
    tone_of,
)

LOOKS: dict[str, Look] = {
    TaskState.OPEN: Look.OPEN,
    TaskState.SUBMITTED: Look.SUBMITTED,
    TaskState.RETURNED: Look.RETURNED,
    TaskState.DONE: Look.DONE,
    TaskState.NOT_NEEDED: Look.NOT_NEEDED,
    TaskState.NOT_DONE: Look.NOT_DONE,
}


@dataclass(frozen=True, slots=True)
class Row:
    """A task as a row of a table."""

    title: str
    url: str
    who: str
    first: str
    due: str
    state: str
    tone: str


def row_of(task: Any, units: Mapping[int, str], on: date) -> Row:
    """Present a task; `units` are names by key."""
    return Row(
        title=title_of(task),
        url=address_of(task),
        who=executor_of(task, units),
        first=day(task.first),
        due=due_of(task),
        state=state_of(task, on),
        tone=tone_of(task, on),
    )


def bars_of(tasks: Sequence[Any], on: date) -> list[Bar]:
    """Present tasks as bars in their order."""
    return [
        Bar(
            label=title_of(task),
            words=f"{title_of(task)}: {_days(task)}, {state_of(task, on).lower()}",
            first=task.first,
            due=task.due,
            look=_look(task, on),
        )
        for task in tasks
    ]


def _look(task: Any, on: date) -> Look:
    if is_late(task, on) and task.state != TaskState.SUBMITTED:
        return Look.OVERDUE
    if task.state == TaskState.OPEN and task.first is not None and task.first > on:
        return Look.AHEAD
    return LOOKS[task.state]


def _days(task: Any) -> str:
    if task.due is None or task.first is None or task.first == task.due:
        return due_of(task).lower()
    return f"{day(task.first)} – {day(task.due)}"
