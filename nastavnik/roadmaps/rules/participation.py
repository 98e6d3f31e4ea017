"""What may be done with a list of organisations, and which one a plan goes by; no queries."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from nastavnik.kernel.errors import Conflict, RuleBroken
from nastavnik.organisations.choices import AUTHORITIES, INSTITUTIONS
from nastavnik.pure.occurrences import Window
from nastavnik.pure.schoolyear import school_year_of
from nastavnik.pure.states import WrongState
from nastavnik.pure.states.roadmaps import PARTICIPATION
from nastavnik.roadmaps.models import ParticipationList

PARTICIPANTS = (*AUTHORITIES, *INSTITUTIONS)
"""Kinds of units that can take part: those that teach and those they stand under."""

FAR = 5  # years


def year_of_plan(period: Window | None, on: date) -> int:
    """Return by which year's list a plan goes on the day: its first or last one outside its term.

    The year is that in which the school year begins.
    """
    if period is None:
        return school_year_of(on)
    first, last = period
    return school_year_of(min(max(on, first), last))


def name_of_year(year: int) -> str:
    """Write the school year that begins in `year`: «2026/2027»."""
    return f"{year}/{year + 1}"


def check_keeps_lists(kind: str) -> None:
    """Raise RuleBroken for a unit that has nobody to list."""
    if kind in INSTITUTIONS:
        raise RuleBroken(
            "Перечень составляет орган управления образованием: выберите его.", field="unit"
        )


def check_list_year(year: int, on: date) -> None:
    """Raise RuleBroken for a year far from the day."""
    if abs(year - on.year) > FAR:
        raise RuleBroken("Учебный год слишком далёк от сегодняшнего: проверьте его.", field="year")


def check_list_is_new(stands_already: bool, year: int) -> None:
    """Raise RuleBroken when the unit has a list of the year."""
    if stands_already:
        raise RuleBroken(
            f"Перечень на {name_of_year(year)} учебный год уже составлен: откройте его.",
            field="year",
        )


def state_of_list_after(participation: ParticipationList, verb: str) -> str:
    """Return the state of the list after the verb. Raises RuleBroken for an approved one."""
    try:
        return PARTICIPATION.go(participation.state, verb)
    except WrongState as wrong:
        raise _frozen() from wrong


def check_list_is_draft(participation: ParticipationList) -> None:
    """Raise RuleBroken for a list that has been approved: it is frozen for its year (R3)."""
    if not PARTICIPATION.may(participation.state, "approve"):
        raise _frozen()


def check_list_version(current: int, shown: int | None) -> None:
    """Raise Conflict when the list has changed since `shown` was on the screen."""
    if shown is not None and current != shown:
        raise Conflict(
            "Пока Вы работали со страницей, перечень изменил другой человек. Посмотрите, каким он "
            "стал, и повторите действие, если оно ещё нужно."
        )


def check_members(strangers: Collection[int]) -> None:
    """Raise RuleBroken for units that do not stand in the branch or cannot take part."""
    if strangers:
        raise RuleBroken(
            "В перечне могут быть только действующие организации и органы управления из Вашего "
            f"подчинения. Не подходят: {len(strangers)}. Обновите страницу и отметьте заново."
        )


def check_has_members(count: int) -> None:
    """Raise RuleBroken for a list without anybody."""
    if not count:
        raise RuleBroken("В перечне нет ни одной организации: отметьте участников.")


def check_act_text(text: str) -> None:
    """Raise RuleBroken unless it is said by what document the list is approved."""
    if not text.strip():
        raise RuleBroken("Укажите документ, которым утверждён перечень.", field="act_text")


def check_approved_on(day: date | None, on: date) -> None:
    """Raise RuleBroken unless the day of approval is given and has come."""
    if day is None:
        raise RuleBroken("Укажите дату утверждения.", field="approved_on")
    if day > on:
        raise RuleBroken("Дата утверждения ещё не наступила.", field="approved_on")


def no_list(year: int) -> RuleBroken:
    """Return the refusal for a plan whose year has no approved list."""
    return RuleBroken(
        f"На {name_of_year(year)} учебный год нет утверждённого перечня организаций. "
        "Составьте и утвердите его, затем повторите."
    )


def _frozen() -> RuleBroken:
    return RuleBroken(
        "Перечень утверждён и до конца года не меняется: по нему считаются показатели и "
        "распределены мероприятия."
    )
