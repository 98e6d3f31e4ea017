"""How a task is told in words on every page: its state, who carries it out, its days."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.urls import reverse

from nastavnik.people.choices import Post
from nastavnik.roadmaps.choices import UNFINISHED, TaskState, Wait
from nastavnik.web.shell.jinja import day, plural

DAYS = ("день", "дня", "дней")
NEAR = 14  # days before the due day that are counted in words
TONES: dict[str, str] = {
    TaskState.OPEN: "neutral",
    TaskState.SUBMITTED: "info",
    TaskState.RETURNED: "warning",
    TaskState.DONE: "success",
    TaskState.NOT_NEEDED: "neutral",
    TaskState.NOT_DONE: "danger",
    TaskState.WITHDRAWN: "neutral",
}

# the columns of the board: title and tone
COLUMNS: dict[str, tuple[str, str]] = {
    "ahead": ("Срок не наступил", "neutral"),
    "work": ("В работе", "info"),
    "overdue": ("Просрочено", "danger"),
    "submitted": ("На проверке", "info"),
    "returned": ("Возвращено", "warning"),
    "done": ("Выполнено", "success"),
    "closed": ("Закрыто без исполнения", "neutral"),
}


def title_of(task: Any) -> str:
    """Write the measure with its number: «2.1. Собрать согласия»."""
    number = task.item.number.rstrip(".")
    return f"{number}. {task.item.title}" if number else str(task.item.title)


def address_of(task: Any) -> str:
    """Return the page of the task."""
    return reverse("show_task", args=[task.pk])


def who_of(task: Any) -> str:
    """Say who carries the task out: a person, else a post, else the words of the plan."""
    if task.person:
        return str(task.person.short_name)
    return str(Post(task.post).label) if task.post else str(task.who)


def executor_of(task: Any, units: Mapping[int, str]) -> str:
    """Say who carries the task out and where; `units` are names by key."""
    return ", ".join(filter(None, (who_of(task), units.get(task.unit_id, ""))))


def is_late(task: Any, on: date) -> bool:
    """Tell whether somebody still has to do something and the day is over."""
    return task.state in UNFINISHED and task.due is not None and task.due < on


def state_of(task: Any, on: date) -> str:
    """Say what has become of the task; what is late and at work is said to be so."""
    if is_late(task, on) and task.state == TaskState.OPEN:
        return "Просрочена"
    if task.state == TaskState.OPEN and task.first is not None and task.first > on:
        return "Срок не наступил"
    return str(TaskState(task.state).label)


def tone_of(task: Any, on: date) -> str:
    """Return the tone of the tag of the state."""
    late = is_late(task, on) and task.state != TaskState.SUBMITTED
    return "danger" if late else TONES[task.state]


def due_of(task: Any) -> str:
    """Say until when; without a day, what is waited for."""
    if task.due is not None:
        return f"до {day(task.due)}"
    return str(Wait(task.waits_for).label) if task.waits_for else "без срока"


def note_of(task: Any, on: date) -> str:
    """Say how near the due day of an unfinished task is; "" when it is far or closed."""
    if task.due is None or task.state not in UNFINISHED:
        return ""
    left = (task.due - on).days
    if left < 0:
        return f"просрочено на {plural(-left, *DAYS)}"
    if left == 0:
        return "срок сегодня"
    return f"осталось {plural(left, *DAYS)}" if left <= NEAR else ""
