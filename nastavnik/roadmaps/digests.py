"""What people read about terms: sentences of notices and the text of a digest, no free words.

Titles, notes and names never come here: a letter leaves the system, and a plan may name a child.
An item is told by its number, its plan's kind, a unit and a day.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.urls import reverse

from nastavnik.pure.numerals import plural
from nastavnik.roadmaps import rules
from nastavnik.roadmaps.choices import ReminderStage, RoadmapKind

MOST_LINES = 20
_OF_KIND = {
    RoadmapKind.ROADMAP: "дорожной карты",
    RoadmapKind.PLAN: "плана мероприятий",
    RoadmapKind.INTEGRATED_PLAN: "комплексного плана",
}
# what a document calls a number may be anything, a name too: only what looks like one is told
_NUMBER = re.compile(r"(?:\d{1,4}|[IVXLC]{1,6})(?:[.\-–/](?:\d{1,4}|[IVXLC]{1,6}|[а-яa-z]))*[.)]?")
_GROUPED = {
    ReminderStage.DUE_30: ("До срока остался месяц или меньше", "list_tasks?when=soon"),
    ReminderStage.DUE_7: ("До срока осталась неделя или меньше", "list_tasks?when=soon"),
    ReminderStage.DUE_1: ("Срок — завтра или сегодня", "list_tasks?when=soon"),
    ReminderStage.OVERDUE: ("Срок прошёл", "list_tasks?when=overdue"),
}
_GROUPED_BELOW = ("Просрочено в подчинённых организациях", "list_tasks?whose=all&when=overdue")


@dataclass(frozen=True, slots=True)
class Reminded:
    """A reminder of a login with what may be told of its task."""

    pk: int
    user_id: int
    stage: str
    due: date
    on: date
    task_id: int
    number: str
    kind: str
    unit_id: int
    plan_unit_id: int

    @property
    def is_below(self) -> bool:
        """Whether others answer for the task."""
        return self.stage in rules.ESCALATIONS

    @property
    def place_id(self) -> int:
        """The unit that says which item is meant: whose plan it is, or who is late."""
        return self.unit_id if self.is_below else self.plan_unit_id


def name_of(one: Reminded, units: Mapping[int, str]) -> str:
    """Return «пункт 2.1 дорожной карты (МБОУ «Школа № 1»), срок 30.11.2026»."""
    number = one.number.strip()
    item = f"пункт {number.rstrip('.')}" if _NUMBER.fullmatch(number) else "пункт без номера"
    unit = units.get(one.place_id)
    place = f" ({unit})" if unit else ""
    return f"{item} {_OF_KIND[RoadmapKind(one.kind)]}{place}, срок {_day(one.due)}"


def sentence_of(one: Reminded, units: Mapping[int, str]) -> str:
    """Return what a notice says of one task."""
    what = name_of(one, units)
    if one.is_below:
        late = plural((one.on - one.due).days, "день", "дня", "дней")
        return f"Просрочено на {late}: {what}."
    return f"{_heading(one, one.on)}: {what}."


def grouped_sentence(stage: str, count: int) -> tuple[str, str]:
    """Return what one notice says of many tasks at a stage, and the page where they are."""
    words, view = _GROUPED.get(ReminderStage(stage), _GROUPED_BELOW)
    return f"{words}: {_tasks(count)}.", view


def waiting_sentence(submitted_on: date, count: int) -> str:
    """Return what who accepts tasks is told of those handed in on a day."""
    return f"Ждут проверки задачи, отправленные {_day(submitted_on)}: {count}."


def subject_of(found: Sequence[Reminded], today: date) -> str:
    """Return the subject of a digest."""
    return f"Сроки задач на {_day(today)}: {_tasks(len(found))}"


def text_of(found: Sequence[Reminded], units: Mapping[int, str], today: date) -> str:
    """Return the text of a digest for the day; `found` has every task once."""
    return "\n".join(_lines(found, units, today)) + "\n"


def in_order(found: Iterable[Reminded], units: Mapping[int, str]) -> list[Reminded]:
    """Return every task once, one's own first, those due first on top, of others by unit."""
    once: dict[int, Reminded] = {}
    for one in sorted(found, key=lambda one: (one.is_below, one.due, one.task_id)):
        once.setdefault(one.task_id, one)
    names = {one.place_id: units.get(one.place_id, "") for one in once.values()}
    return sorted(
        once.values(),
        key=lambda one: (one.is_below, names[one.place_id] if one.is_below else "", one.due),
    )


def _lines(found: Sequence[Reminded], units: Mapping[int, str], today: date) -> Iterator[str]:
    yield "Здравствуйте!"
    heading = ""
    for one in found[:MOST_LINES]:
        mine = "Просрочено в подчинённых организациях" if one.is_below else _heading(one, today)
        if mine != heading:
            heading = mine
            yield f"\n{mine}:"
        yield f"— {name_of(one, units)}"
    if len(found) > MOST_LINES:
        yield f"\nи ещё {_tasks(len(found) - MOST_LINES)}."
    address = settings.PUBLIC_ADDRESS.rstrip("/")
    yield f"\nСписок задач: {address}{reverse('list_tasks')}"
    if any(one.is_below for one in found):
        below = f"{reverse('list_tasks')}?whose=all&when=overdue"
        yield f"Просроченные задачи подчинённых организаций: {address}{below}"
    yield "\nЭто письмо отправлено автоматически, отвечать на него не нужно."
    yield (
        "О чём и как часто Вам писать, Вы выбираете в настройках уведомлений: "
        f"{address}{reverse('edit_preferences')}"
    )


def _heading(one: Reminded, today: date) -> str:
    left = (one.due - today).days
    if left < 0:
        return "Срок прошёл"
    if left <= 1:
        return "Срок завтра" if left else "Срок сегодня"
    return "До срока 7 дней или меньше" if left <= 7 else "До срока 30 дней или меньше"


def _tasks(count: int) -> str:
    return plural(count, "задача", "задачи", "задач")


def _day(day: date) -> str:
    return f"{day:%d.%m.%Y}"
