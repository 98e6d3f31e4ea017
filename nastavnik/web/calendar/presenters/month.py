"""A month as weeks of days, each with the tasks due and begun on it."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from nastavnik.pure.workdays import is_working_day, note_of
from nastavnik.web.shell.jinja import day as in_words
from nastavnik.web.shell.task_words import address_of, state_of, title_of, tone_of

MONTHS = "Январь Февраль Март Апрель Май Июнь Июль Август Сентябрь Октябрь Ноябрь Декабрь".split()
WEEKDAYS = (
    ("Пн", "Понедельник"),
    ("Вт", "Вторник"),
    ("Ср", "Среда"),
    ("Чт", "Четверг"),
    ("Пт", "Пятница"),
    ("Сб", "Суббота"),
    ("Вс", "Воскресенье"),
)
DUE_SHOWN, BEGUN_SHOWN = 4, 2
FIRST_YEAR, LAST_YEAR = 2000, 2100


@dataclass(frozen=True, slots=True)
class Mark:
    """A task on a day; `tone` is that of a tag, `begins` where its time only begins."""

    title: str
    url: str
    state: str
    tone: str
    begins: bool


@dataclass(frozen=True, slots=True)
class Day:
    """A cell of the month; `note` is a holiday's name, `more` how many tasks are not shown."""

    number: int
    iso: str
    words: str
    weekday: str
    is_off: bool
    is_today: bool
    note: str
    url: str
    marks: tuple[Mark, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Month:
    """A page of the calendar; days of other months are None in its weeks."""

    name: str
    weeks: tuple[tuple[Day | None, ...], ...]
    previous: tuple[str, str] | None
    next: tuple[str, str] | None
    is_present: bool
    is_empty: bool


def month_of(text: str, on: date) -> date:
    """Return the first day of the month «2026-11»; of the present one where it says nothing."""
    try:
        first = date.fromisoformat(f"{text}-01")
    except ValueError:
        return on.replace(day=1)
    return first if FIRST_YEAR <= first.year <= LAST_YEAR else on.replace(day=1)


def day_of(text: str) -> date | None:
    """Return the day «2026-11-20», None where it says nothing."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def last_of(first: date) -> date:
    """Return the last day of the month."""
    return first.replace(day=calendar.monthrange(first.year, first.month)[1])


def name_of(first: date) -> str:
    """Write «Ноябрь 2026»."""
    return f"{MONTHS[first.month - 1]} {first.year}"


def draw_month(
    first: date,
    due: Sequence[Any],
    begun: Sequence[Any],
    on: date,
    address: Callable[[str, str], str],
) -> Month:
    """Present the month that begins on `first`.

    `due` and `begun` are tasks by the day with `of_day`; `address` gives the page of a month and
    a day ("" for none), both as in the address.
    """
    due_on, begun_on = _by_day(due, "due"), _by_day(begun, "first")
    weeks = tuple(
        tuple(
            _day(day, due_on, begun_on, on, address) if day.month == first.month else None
            for day in week
        )
        for week in calendar.Calendar().monthdatescalendar(first.year, first.month)
    )
    return Month(
        name=name_of(first),
        weeks=weeks,
        previous=_beside(first, -1, address),
        next=_beside(first, 1, address),
        is_present=first == on.replace(day=1),
        is_empty=not due and not begun,
    )


def _day(
    day: date,
    due_on: Mapping[date, list[Any]],
    begun_on: Mapping[date, list[Any]],
    on: date,
    address: Callable[[str, str], str],
) -> Day:
    due, begun = due_on.get(day, []), begun_on.get(day, [])
    marks = [_mark(task, on, begins=False) for task in due]
    marks += [_mark(task, on, begins=True) for task in begun]
    whole = sum(tasks[0].of_day for tasks in (due, begun) if tasks)
    return Day(
        number=day.day,
        iso=day.isoformat(),
        words=in_words(day),
        weekday=WEEKDAYS[day.weekday()][1],
        is_off=not is_working_day(day),
        is_today=day == on,
        note=note_of(day),
        url=address(f"{day:%Y-%m}", day.isoformat()),
        marks=tuple(marks),
        more=whole - len(marks),
    )


def _mark(task: Any, on: date, *, begins: bool) -> Mark:
    state, tone = state_of(task, on), tone_of(task, on)
    return Mark(title_of(task), address_of(task), state, tone, begins)


def _by_day(tasks: Iterable[Any], name: str) -> dict[date, list[Any]]:
    days: dict[date, list[Any]] = {}
    for task in tasks:
        days.setdefault(getattr(task, name), []).append(task)
    return days


def _beside(first: date, step: int, address: Callable[[str, str], str]) -> tuple[str, str] | None:
    """The name and the page of the month before or after; None at the end of the calendar."""
    at = first.year * 12 + first.month - 1 + step
    if not FIRST_YEAR <= at // 12 <= LAST_YEAR:
        return None
    other = date(at // 12, at % 12 + 1, 1)
    return name_of(other), address(f"{other:%Y-%m}", "")
