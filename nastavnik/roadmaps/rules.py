"""What may be done with a plan, and what its texts say about it; no queries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.db.backends.postgresql.psycopg_any import DateRange

from nastavnik.kernel.errors import Conflict, RuleBroken
from nastavnik.pure.plans.reading import Field
from nastavnik.pure.terms import TermReading, problem
from nastavnik.roadmaps.choices import Outcome, RoadmapKind
from nastavnik.roadmaps.windows import Window

FIRST_SCHOOL_MONTH = 9


def kind_of(title: str) -> RoadmapKind:
    """Tell what a plan with this heading calls itself."""
    words = title.lower()
    if "дорожн" in words:
        return RoadmapKind.ROADMAP
    if "комплексн" in words:
        return RoadmapKind.INTEGRATED_PLAN
    return RoadmapKind.PLAN


def days_of(period: DateRange | None) -> Window | None:
    """Return a stored period as its first and last day."""
    if period is None:
        return None
    return period.lower, period.upper - timedelta(days=1)


def context_year(period: Window | None) -> str | None:
    """Return the year in which a term of such a plan is read.

    One year from September to August is "2020/2021", one calendar year "2021", several
    "2020-2024"; None where the plan says nothing.
    """
    if period is None:
        return None
    first, last = period
    next_september = date(first.year + 1, FIRST_SCHOOL_MONTH, 1)
    if first.year == last.year:
        return str(first.year)
    if first.month >= FIRST_SCHOOL_MONTH - 1 and last < next_september:
        return f"{first.year}/{last.year}"
    return f"{first.year}-{last.year}"


def doubts_of_term(term: TermReading, text: str) -> list[dict[str, str]]:
    """Return what a person must look at in a term just read; [] when nothing."""
    message = problem(term)
    if not message:
        return []
    return [{"code": "term", "field": Field.TERM, "message": message, "quote": text}]


def without_fields(doubts: Iterable[dict[str, str]], fields: Sequence[str]) -> list[dict[str, str]]:
    """Return the doubts that are not about `fields`: those a person has just settled."""
    return [doubt for doubt in doubts if doubt["field"] not in fields]


def check_version(current: int, shown: int) -> None:
    """Raise Conflict when the item has changed since `shown` was on the screen."""
    if current != shown:
        raise Conflict(
            "Пока Вы вносили исправление, это мероприятие изменил другой человек. "
            "Сравните оба варианта и сохраните нужный."
        )


def check_can_remove(has_work: bool) -> None:
    """Raise RuleBroken when somebody has worked on the plan since it was taken in."""
    if has_work:
        raise RuleBroken(
            "Дорожную карту уже нельзя удалить: по её мероприятиям внесены исправления или "
            "отметки. Исправляйте мероприятия по отдельности."
        )


def check_outcome(outcome: str) -> None:
    """Raise RuleBroken for an outcome that does not exist."""
    if outcome not in Outcome.values:
        raise RuleBroken("Выберите исход мероприятия.", field="outcome")


def check_days(first: date | None, last: date | None) -> None:
    """Raise RuleBroken unless the days can be a term: a last day, not before the first."""
    if last is None:
        raise RuleBroken("Укажите последний день срока.", field="last")
    if first is not None and last < first:
        raise RuleBroken("Последний день раньше первого: проверьте даты.", field="last")
