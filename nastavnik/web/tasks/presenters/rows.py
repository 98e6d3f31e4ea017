"""A task as a row of the list or a card of the board."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from nastavnik.roadmaps.choices import TaskState
from nastavnik.web.shell.task_words import (
    address_of,
    due_of,
    is_late,
    note_of,
    state_of,
    tone_of,
    who_of,
)


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task in a list; `note` says how near its day is, `is_late`: the day is over."""

    pk: int
    url: str
    number: str
    title: str
    plan: str
    plan_url: str
    who: str
    unit: str
    due: str
    note: str
    is_late: bool
    state: str
    tone: str
    remark: str
    has_evidence: bool


def row_of(task: Any, units: Mapping[int, str], own: int | None, on: date) -> TaskRow:
    """Present a task found with `has_evidence`; `units` are names by key.

    The reader's `own` unit is not named beside the one who carries the task out there.
    """
    late, who = is_late(task, on), who_of(task)
    return TaskRow(
        pk=task.pk,
        url=address_of(task),
        number=task.item.number,
        title=task.item.title,
        plan=task.roadmap.title,
        plan_url=reverse("show_roadmap", args=[task.roadmap_id]),
        who=who,
        unit="" if who and task.unit_id == own else units.get(task.unit_id, ""),
        due=due_of(task),
        note=note_of(task, on),
        is_late=late,
        state=state_of(task, on),
        tone=tone_of(task, on),
        remark=task.remark if task.state == TaskState.RETURNED else "",
        has_evidence=task.has_evidence,
    )
