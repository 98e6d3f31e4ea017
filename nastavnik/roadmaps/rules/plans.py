"""What may be done with a plan, and what its texts say about it; no queries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange

from nastavnik.kernel.errors import Conflict, RuleBroken
from nastavnik.pure.actors import Actor
from nastavnik.pure.occurrences import Window
from nastavnik.pure.plans import Field
from nastavnik.pure.schoolyear import next_period
from nastavnik.pure.terms import TermReading, problem
from nastavnik.roadmaps.choices import (
    EDITABLE,
    ActorState,
    Outcome,
    RoadmapKind,
    RoadmapState,
)
from nastavnik.roadmaps.meanings import Meaning
from nastavnik.roadmaps.models import Roadmap


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


def check_can_edit(roadmap: Roadmap) -> None:
    """Raise RuleBroken for a plan whose texts may not be changed in its state."""
    if roadmap.state not in EDITABLE:
        raise RuleBroken(
            f"Сейчас дорожную карту менять нельзя: {roadmap.get_state_display().lower()}. "
            "Утверждённую карту меняют через пересмотр."
        )


def check_can_correct(roadmap: Roadmap) -> None:
    """Raise RuleBroken unless the reading of a plan may be corrected now.

    Besides the editable states: a plan of an order, which is in force while it is checked. It has
    no edition of its own before its first revision.
    """
    if not may_correct(roadmap):
        check_can_edit(roadmap)


def may_correct(roadmap: Roadmap) -> bool:
    """Tell whether `check_can_correct` lets the plan be changed."""
    is_checked = roadmap.state == RoadmapState.APPROVED and not roadmap.edition
    return is_checked or roadmap.state in EDITABLE


def check_can_settle(outcome: str, unfinished: int) -> None:
    """Raise RuleBroken when tasks would be passed over: they are closed with their documents."""
    if outcome in (Outcome.DONE, Outcome.NOT_DONE) and unfinished:
        raise RuleBroken(
            "У мероприятия есть незакрытые задачи. Закройте каждую с подтверждающим документом, "
            "здесь или в организациях: исход мероприятия определится сам.",
            field="outcome",
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


def actor_facts(actor: Actor, meaning: Meaning) -> dict[str, Any]:
    """Return the fields of a row of `ItemActor`: its words and whom they mean."""
    details = {k: v for k, v in actor.to_json().items() if k not in ("text", "kind")}
    return {"text": actor.text, "kind": actor.kind.value, "details": details} | facts_of(meaning)


def facts_of(meaning: Meaning) -> dict[str, Any]:
    """Return the fields of a row of `ItemActor` that say whom it means."""
    return {
        "state": meaning.state,
        "unit_id": meaning.unit_id,
        "kinds": list(meaning.kinds),
        "post": meaning.post,
        "person_id": meaning.person_id,
    }


def check_has_title(title: str) -> None:
    """Raise RuleBroken for an item without a title."""
    if not title.strip():
        raise RuleBroken("Мероприятие не может остаться без названия.", field="title")


def check_meaning(meaning: Meaning) -> None:
    """Raise RuleBroken when the meaning lacks what its state needs."""
    needs = {
        ActorState.UNIT: meaning.unit_id,
        ActorState.UNITS: meaning.unit_id and meaning.kinds,
        ActorState.POST: meaning.unit_id and meaning.post,
        ActorState.PERSON: meaning.person_id,
        ActorState.OUTSIDE: True,
        ActorState.UNRESOLVED: True,
    }
    if not needs[ActorState(meaning.state)]:
        raise RuleBroken("Выберите, кто это: подразделение, должность или человек.", field="who")


def may_roll_over(roadmap: Roadmap) -> bool:
    """Tell whether the next plan can be drafted from this one."""
    return roadmap.in_force is not None and roadmap.period is not None


def next_period_of(roadmap: Roadmap) -> tuple[Window, int]:
    """Return the days of the plan that follows and by how many years they are later.

    Raises RuleBroken for a plan that is not in force or has no period.
    """
    period = days_of(roadmap.period)
    if roadmap.in_force is None:
        raise RuleBroken("На новый год переносят утверждённую дорожную карту.")
    if period is None:
        raise RuleBroken(
            "У дорожной карты не указан срок действия: укажите его, тогда станет ясно, на какой "
            "год её переносить."
        )
    return next_period(period)
