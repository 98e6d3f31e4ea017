"""What may be done while a plan is written: its years, head, sections, order; no queries."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from nastavnik.kernel.errors import Conflict, RuleBroken
from nastavnik.pure.occurrences import Window

YEARS_AROUND = 5
LONGEST_PERIOD = 10  # years


def check_fits(kinds: Collection[str], kind: str) -> None:
    """Raise RuleBroken for a template that is not written for units of this kind."""
    if kind not in kinds:
        raise RuleBroken(
            "Этот шаблон составлен для организаций другого вида: выберите другой.", field="template"
        )


def check_first_year(year: int, on: date) -> None:
    """Raise RuleBroken for a plan that would begin far from the day `on`."""
    if abs(year - on.year) > YEARS_AROUND:
        raise RuleBroken("Год плана слишком далёк от сегодняшнего: проверьте его.", field="year")


def check_roadmap_title(title: str) -> None:
    """Raise RuleBroken for a plan without a title."""
    if not title.strip():
        raise RuleBroken("Напишите название плана.", field="title")


def check_section_title(title: str) -> None:
    """Raise RuleBroken for a section without a title."""
    if not title.strip():
        raise RuleBroken("Напишите название раздела.", field="title")


def checked_period(first: date | None, last: date | None) -> Window:
    """Return the days of a plan. Raises RuleBroken unless both are given and in their order."""
    if first is None:
        raise RuleBroken("Укажите первый день плана.", field="first")
    if last is None:
        raise RuleBroken("Укажите последний день плана.", field="last")
    if last <= first:
        raise RuleBroken("Последний день плана должен быть позже первого.", field="last")
    if last.year - first.year > LONGEST_PERIOD:
        raise RuleBroken("План рассчитан более чем на десять лет: проверьте даты.", field="last")
    return first, last


def check_roadmap_version(current: int, shown: int | None) -> None:
    """Raise Conflict when the plan has changed since `shown` was on the screen."""
    if shown is not None and current != shown:
        raise Conflict(
            "Пока Вы работали со страницей, план изменил другой человек. Посмотрите, каким он "
            "стал, и повторите действие, если оно ещё нужно."
        )


def check_can_move(may_move: bool) -> None:
    """Raise RuleBroken for a row that has nowhere to go on that side."""
    if not may_move:
        raise RuleBroken("Дальше переместить нельзя: это край плана.")


def check_is_empty(has_items: bool) -> None:
    """Raise RuleBroken for a section with items, also with those a revision took out."""
    if has_items:
        raise RuleBroken(
            "Удалить можно только пустой раздел. Сначала переместите его мероприятия в другие "
            "разделы или удалите их."
        )


def check_is_own(is_carried_out: bool) -> None:
    """Raise RuleBroken for an item that an upper plan asks for."""
    if is_carried_out:
        raise RuleBroken(
            "Это мероприятие поручено вышестоящим планом: удалить его нельзя. Если оно к Вам не "
            "относится, предложите изменить вышестоящий план."
        )


def check_stands(is_withdrawn: bool) -> None:
    """Raise RuleBroken for an item that was taken out of the plan."""
    if is_withdrawn:
        raise RuleBroken("Это мероприятие исключено из плана: сначала верните его.")


def check_can_discard(is_draft: bool, has_trace: bool) -> None:
    """Raise RuleBroken for a plan that was sent on, or on which anything hangs."""
    if not is_draft or has_trace:
        raise RuleBroken(
            "Удалить можно только черновик, который ещё не отправляли на согласование и по "
            "которому ничего не записано."
        )


def check_is_withdrawn(is_withdrawn: bool) -> None:
    """Raise RuleBroken for an item that stands in the plan."""
    if not is_withdrawn:
        raise RuleBroken("Это мероприятие и так стоит в плане.")


def check_parent_stands(is_withdrawn: bool) -> None:
    """Raise RuleBroken for a sub-row whose item is out of the plan."""
    if is_withdrawn:
        raise RuleBroken("Сначала верните в план мероприятие, в которое входит этот подпункт.")
