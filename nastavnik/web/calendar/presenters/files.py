"""What stands in the files of each view: the same tasks, grouped as the view groups them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from nastavnik.roadmaps.exports import Listing
from nastavnik.web.calendar.presenters.month import name_of
from nastavnik.web.calendar.presenters.rows import bars_of
from nastavnik.web.shell.jinja import day, plural
from nastavnik.web.shell.task_words import COLUMNS, due_of, executor_of, state_of

TITLES = {
    "table": "Задачи по дорожным картам",
    "board": "Задачи по состоянию",
    "calendar": "Календарь задач",
    "timeline": "Лента времени задач",
}
_COLUMNS = list(COLUMNS)


def listing_of(
    view: str, tasks: Sequence[Any], units: Mapping[int, str], on: date, conditions: str
) -> Listing:
    """Present the tasks as the file of a view (a key of TITLES); `conditions` are the filter.

    Those of the board have their `column`.
    """
    heading = _HEADINGS.get(view)
    groups: Sequence[tuple[str, Sequence[Any]]] = [("", tasks)]
    if heading is not None:
        order, name = heading
        found = groupby(sorted(tasks, key=order), key=name)
        groups = [(title, list(members)) for title, members in found]
    return Listing(
        title=TITLES[view],
        notes=(
            f"Отбор: {conditions}",
            f"Период: {_period(tasks)}",
            f"{plural(len(tasks), 'задача', 'задачи', 'задач')}, по состоянию на {day(on)}",
        ),
        groups=[
            (title, [_cells(task, units, on) for task in members]) for title, members in groups
        ],
        bars=bars_of(tasks, on) if view == "timeline" else (),
    )


def _cells(task: Any, units: Mapping[int, str], on: date) -> tuple[str, ...]:
    return (
        task.item.number,
        task.item.title,
        task.roadmap.title,
        executor_of(task, units),
        f"{task.first:%d.%m.%Y}" if task.first else "",
        f"{task.due:%d.%m.%Y}" if task.due else due_of(task),
        state_of(task, on),
    )


def _period(tasks: Sequence[Any]) -> str:
    days = [one for task in tasks for one in (task.first, task.due) if one is not None]
    return f"с {day(min(days))} по {day(max(days))}" if days else "сроков нет"


def _by_column(task: Any) -> tuple[int, date]:
    return _COLUMNS.index(task.column), task.due or date.max


def _name_of_column(task: Any) -> str:
    return COLUMNS[task.column][0]


def _by_month(task: Any) -> date:
    return task.due or date.max


def _name_of_month(task: Any) -> str:
    return name_of(task.due.replace(day=1)) if task.due else "Без срока"


_HEADINGS: dict[str, tuple[Callable[[Any], Any], Callable[[Any], str]]] = {
    "board": (_by_column, _name_of_column),
    "calendar": (_by_month, _name_of_month),
}
