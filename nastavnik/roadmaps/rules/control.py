"""When an item may be put on control, and what may be done with its card; no queries."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from nastavnik.kernel.errors import Conflict, RuleBroken
from nastavnik.kernel.scope import is_within
from nastavnik.people.choices import Post
from nastavnik.pure.states import WrongState
from nastavnik.pure.states.roadmaps import CARD
from nastavnik.roadmaps.models import ControlCard, Item
from nastavnik.roadmaps.rules.tasks import is_in_force

# who takes part in mentoring without working for a body of the tree controls nothing
NO_CONTROLLERS = (Post.MENTEE, Post.GUARDIAN, Post.PARTNER_CONTACT)


def check_can_control(item: Item, unit_path: str, plan_path: str) -> None:
    """Raise RuleBroken unless the item is carried out now and the unit is its plan's or above."""
    if item.withdrawn_on is not None:
        raise RuleBroken("Мероприятие снято с плана: контролировать его уже не нужно.")
    if not is_in_force(item.roadmap) and item.origin_id is None:
        raise RuleBroken("На контроль ставят мероприятия утверждённой дорожной карты.")
    if not is_within(plan_path, unit_path):
        raise RuleBroken(
            "Контролирует организация, чей это план, или та, которой она подчиняется.",
            field="unit",
        )


def check_not_controlled(is_controlled: bool) -> None:
    """Raise RuleBroken when the unit has the item on control already."""
    if is_controlled:
        raise RuleBroken(
            "Эта организация уже держит мероприятие на контроле: откройте контрольную карточку.",
            field="unit",
        )


def check_controller(posts: Collection[tuple[str, str]], unit_path: str) -> None:
    """Raise RuleBroken unless one of the person's (post, path) lies in the unit's branch."""
    if not any(is_within(path, unit_path) and post not in NO_CONTROLLERS for post, path in posts):
        raise RuleBroken(
            "Контролёром назначают того, кто работает в этой организации или в подчинённой ей.",
            field="controller",
        )


def check_control_due(due: date | None, on: date, *, was: date | None = None) -> None:
    """Raise RuleBroken unless the day of control is given, not past and later than it was."""
    name = "due" if was is None else "until"
    if due is None:
        raise RuleBroken("Укажите срок контроля.", field=name)
    if due < on:
        raise RuleBroken("Этот день уже прошёл: укажите будущую дату.", field=name)
    if was is not None and due <= was:
        raise RuleBroken("Новый срок должен быть позже нынешнего.", field=name)


def check_other_controller(current: int, chosen: int) -> None:
    """Raise RuleBroken when the card is handed to the one who has it."""
    if current == chosen:
        raise RuleBroken("Этот человек уже контролирует мероприятие.", field="controller")


def check_finding(text: str) -> None:
    """Raise RuleBroken for an empty finding."""
    if not text.strip():
        raise RuleBroken("Напишите, что показала проверка и что нужно исправить.", field="text")


def check_card_version(current: int, shown: int | None) -> None:
    """Raise Conflict when the card has changed since `shown` was on the screen."""
    if shown is not None and current != shown:
        raise Conflict(
            "Пока Вы работали со страницей, контрольную карточку изменил другой человек. "
            "Посмотрите, что изменилось, и повторите действие, если оно ещё нужно."
        )


def check_card_on(card: ControlCard) -> None:
    """Raise RuleBroken for a card that has been closed."""
    if not CARD.may(card.state, "remove"):
        raise RuleBroken("Мероприятие уже снято с контроля.")


def card_after(card: ControlCard, verb: str) -> str:
    """Return the state of the card after the verb. Raises RuleBroken in a wrong state."""
    try:
        return CARD.go(card.state, verb)
    except WrongState as wrong:
        raise RuleBroken("Мероприятие уже снято с контроля.") from wrong
