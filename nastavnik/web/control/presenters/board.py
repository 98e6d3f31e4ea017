"""The controller's page: figures with their addresses, a table of branches, what is late."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from nastavnik.roadmaps.choices import TaskState
from nastavnik.roadmaps.selectors import Below, Figures, Standing
from nastavnik.web.control.periods import Period
from nastavnik.web.shell.jinja import plural
from nastavnik.web.shell.task_filters import address_of
from nastavnik.web.shell.unit_lists import natural

# the order of rows: code → words of the choice; by name, else the worst on top
SORTS = {
    "": "по названию",
    "overdue": "срок прошёл",
    "soon": "срок в ближайшие 30 дней",
    "bare": "без документов",
    "risk": "под угрозой срыва",
    "waiting": "ждут приёмки",
    "discipline": "дисциплина, худшие сверху",
    "prolonged": "срок продлён",
}
UNITS = ("организация", "организации", "организаций")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and the address of the tasks that it counts."""

    value: int
    url: str


@dataclass(frozen=True, slots=True)
class Line:
    """The figures of one branch or unit. `percent` is «74 %», "" where nothing fell due."""

    name: str
    url: str
    note: str
    soon: Figure
    overdue: Figure
    bare: Figure
    risk: Figure
    waiting: Figure
    in_time: Figure
    fell: Figure
    percent: str
    prolonged: Figure


def line_of(
    figures: Figures, unit: int, period: Period, *, name: str, url: str = "", note: str = "",
    own: bool = False,
) -> Line:  # fmt: skip
    """Present the figures of the branch of `unit`, or of the unit alone (`own`)."""
    where = {"unit": unit, "own": "1" if own else ""}
    within = where | {"since": period.days[0], "until": period.days[1]}
    return Line(
        name=name,
        url=url,
        note=note,
        soon=Figure(figures.soon, address_of(**where, when="soon")),
        overdue=Figure(figures.overdue, address_of(**where, when="overdue")),
        bare=Figure(figures.bare, address_of(**where, when="pressing", bare="1")),
        risk=Figure(figures.risk, address_of(**where, when="risk")),
        waiting=Figure(figures.waiting, address_of(**where, state=TaskState.SUBMITTED)),
        in_time=Figure(figures.in_time, address_of(**within, when="in_time")),
        fell=Figure(figures.fell, address_of(**within, when="fell")),
        percent=percent_of(figures),
        prolonged=Figure(figures.prolonged, address_of(**within, prolonged="1")),
    )


def percent_of(figures: Figures) -> str:
    """Write the discipline as «74 %»; "" where nothing fell due."""
    if not figures.fell:
        return ""
    return f"{100 * figures.in_time / figures.fell:.0f}\u00a0%"


def lines_of(
    standing: Standing, top: Any, period: Period, sort: str, query: Mapping[str, str]
) -> list[Line]:
    """Return the branches right under the top in the asked order; its own tasks stand first."""
    rows = [
        line_of(
            one.figures, one.pk, period, name=one.name,
            url=_address(query, one.pk) if one.units else "",
            note=plural(one.units, *UNITS) if one.units else "",
        )
        for one in _sorted(standing.below, sort)
    ]  # fmt: skip
    if rows:
        own = "Собственные задачи"
        rows.insert(
            0, line_of(standing.own, top.pk, period, name=top.short_name, note=own, own=True)
        )
    return rows


def _sorted(below: Sequence[Below], sort: str) -> list[Below]:
    by_name = sorted(below, key=lambda one: natural(one.name))
    if sort == "discipline":
        # those where nothing fell due have no share and stand last
        return sorted(by_name, key=lambda one: _share(one.figures))
    if sort:
        return sorted(by_name, key=lambda one: -getattr(one.figures, sort))
    return by_name


def _share(figures: Figures) -> float:
    return figures.in_time / figures.fell if figures.fell else 2.0


def _address(query: Mapping[str, str], under: int) -> str:
    kept = "".join(f"&{name}={value}" for name, value in query.items() if value)
    return f"{reverse('show_control')}?under={under}{kept}"


@dataclass(frozen=True, slots=True)
class Late:
    """A task whose due day is long past."""

    title: str
    url: str
    unit: str
    due: str
    days: str


def late_of(tasks: Iterable[Any], names: Mapping[int, str], on: date) -> list[Late]:
    """Present the tasks that are overdue the longest."""
    return [
        Late(
            title=f"{task.item.number} {task.item.title}".strip(),
            url=reverse("show_task", args=[task.pk]),
            unit=names.get(task.unit_id, ""),
            due=f"{task.due:%d.%m.%Y}",
            days=plural((on - task.due).days, "день", "дня", "дней"),
        )
        for task in tasks
    ]
