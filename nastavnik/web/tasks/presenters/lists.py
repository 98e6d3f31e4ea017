"""The list and the board: counts as links, columns of cards, what has been done to several."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse

from nastavnik.roadmaps.selectors import TaskFilter
from nastavnik.web.shell.jinja import plural
from nastavnik.web.shell.task_filters import Asked
from nastavnik.web.shell.task_words import COLUMNS
from nastavnik.web.tasks.presenters.rows import TaskRow

TASKS = ("задача", "задачи", "задач")
WORK_VERBS = [
    ("submit", "Отправить на проверку"),
    ("recall", "Отозвать с проверки"),
    ("waive", "Отметить: не потребовалась"),
]
CONTROL_VERBS = [
    ("accept", "Принять исполнение"),
    ("return", "Вернуть с замечанием"),
    ("prolong", "Продлить срок"),
    ("give_up", "Отметить: не выполнена"),
    ("reopen", "Вернуть в работу"),
]
LABELS = dict([*WORK_VERBS, *CONTROL_VERBS])
DONE = {
    "submit": "Отправлено на проверку",
    "recall": "Отозвано с проверки",
    "accept": "Принято",
    "return": "Возвращено с замечанием",
    "waive": "Отмечено как не потребовавшиеся",
    "give_up": "Отмечено как не выполненные",
    "reopen": "Возвращено в работу",
    "prolong": "Продлён срок",
}


@dataclass(frozen=True, slots=True)
class Count:
    """A figure above the list that leads to what it counts."""

    label: str
    count: int
    url: str
    tone: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Card:
    """A task on the board, with what the person may do with it there."""

    row: TaskRow
    verbs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the board; `more` is how many cards are left out, `url` shows them all."""

    name: str
    title: str
    tone: str
    count: int
    cards: tuple[Card, ...]
    more: int
    url: str


@dataclass(frozen=True, slots=True)
class DeedView:
    """What has been done to several tasks; `refusals` are (name, address, reason)."""

    pk: int
    title: str
    is_undone: bool
    may_undo: bool
    refusals: tuple[tuple[str, str, str], ...]


def without_state(wanted: TaskFilter) -> TaskFilter:
    """Return the filter without state and day: what the counts above a list are of."""
    return replace(wanted, state="", when="")


def summary_of(asked: Asked, counts: Mapping[str, int]) -> list[Count]:
    """Return the counts above the list as links that narrow it."""
    here = reverse("list_tasks")
    offered: tuple[tuple[str, str, dict[str, str], str], ...] = (
        ("Всего", "all", {}, ""),
        ("Просрочено", "overdue", {"when": "overdue"}, "alarm"),
        ("Под угрозой", "risk", {"when": "risk"}, "check"),
        ("На проверке", "submitted", {"state": "submitted"}, ""),
        ("Возвращено", "returned", {"state": "returned"}, "check"),
        ("Без срока", "undated", {"when": "undated"}, ""),
        ("Выполнено", "done", {"state": "done"}, ""),
    )
    return [
        Count(
            label,
            counts[name],
            f"{here}?{asked.query_with(**({'state': '', 'when': ''} | values))}",
            tone if counts[name] else "",
            asked.wanted.state == values.get("state", "")
            and asked.wanted.when == values.get("when", ""),
        )
        for label, name, values, tone in offered
    ]


def card_of(row: TaskRow, verbs: Sequence[str]) -> Card:
    """Present a task as a card."""
    return Card(row, tuple((verb, LABELS[verb]) for verb in verbs if verb in LABELS))


def column_of(name: str, count: int, cards: Sequence[Card], asked: Asked) -> Column:
    """Present a column of the board."""
    title, tone = COLUMNS[name]
    url = f"{reverse('show_board')}?{asked.query}&column={name}#column-{name}"
    return Column(name, title, tone, count, tuple(cards), count - len(cards), url)


def deed_of(deed: Any, tasks: Mapping[int, Any]) -> DeedView:
    """Present what has been done; `tasks` are those refused that the person may see, by key."""
    done = plural(len(deed.changes), *TASKS)
    title = f"{DONE[deed.verb]}: {done}"
    if deed.undone is not None:
        title = f"Отменено: {LABELS[deed.verb].lower()}"
    return DeedView(
        pk=deed.pk,
        title=title,
        is_undone=deed.undone is not None,
        may_undo=deed.undone is None and bool(deed.changes),
        refusals=tuple(_refusal(one, tasks.get(one["task"])) for one in deed.refusals),
    )


def _refusal(refusal: Mapping[str, Any], task: Any) -> tuple[str, str, str]:
    if task is None:
        return "Задача", "", refusal["message"]
    name = f"{task.item.number}. {task.item.title}" if task.item.number else task.item.title
    return name, reverse("show_task", args=[task.pk]), refusal["message"]
