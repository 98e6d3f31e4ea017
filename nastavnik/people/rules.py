"""When a person may be appointed."""

from __future__ import annotations

from datetime import date

from nastavnik.kernel.errors import RuleBroken
from nastavnik.organisations.choices import INSTITUTIONS
from nastavnik.people.choices import GROUP_POSTS, OFFICE_POSTS, SOLE_POSTS, Post


def check_post_is_free(post: str, holder: str | None, *, in_group: bool = False) -> None:
    """Raise RuleBroken when `post` is for one person and `holder` has it already."""
    is_sole = post in SOLE_POSTS or (in_group and post == Post.GROUP_CHAIR)
    if is_sole and holder is not None:
        raise RuleBroken(
            f"Должность «{Post(post).label}» уже занимает {holder}. "
            "Сначала завершите прежнее назначение или замените человека.",
            field="post",
        )


def posts_at(kind: str) -> tuple[Post, ...]:
    """Return the posts a unit of that kind may have: a school has no staff of the ministry."""
    return tuple(post for post in Post if kind not in INSTITUTIONS or post not in OFFICE_POSTS)


def check_post_fits(post: str, kind: str) -> None:
    """Raise RuleBroken for a post that units of that kind do not have."""
    if post not in posts_at(kind):
        raise RuleBroken(
            f"В организации такого вида нет должности «{Post(post).label}».", field="post"
        )


def check_has_basis(has_act: bool, act_text: str) -> None:
    """Raise RuleBroken when neither an act nor its words say why the person is appointed."""
    if not has_act and not act_text.strip():
        raise RuleBroken("Укажите документ, которым назначен человек.", field="act_text")


def check_period(on: date, until: date | None) -> None:
    """Raise RuleBroken when the appointment would end before it begins."""
    if until is not None and until <= on:
        raise RuleBroken("Дата окончания должна быть позже даты начала.", field="until")


def check_fits_group(post: str, has_group: bool) -> None:
    """Raise RuleBroken for a post in a group that is neither chair nor member."""
    if has_group and post not in GROUP_POSTS:
        raise RuleBroken("В группе человек может быть председателем или участником.", field="post")


def check_is_another(person_pk: int, successor_pk: int) -> None:
    """Raise RuleBroken when a person is to be replaced by themselves."""
    if person_pk == successor_pk:
        raise RuleBroken("Выберите другого человека: этот уже занимает должность.", field="person")
