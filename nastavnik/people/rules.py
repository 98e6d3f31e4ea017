"""When a person may be appointed."""

from __future__ import annotations

from nastavnik.kernel.errors import RuleBroken
from nastavnik.people.choices import SOLE_POSTS, Post


def check_post_is_free(post: str, holder: str | None) -> None:
    """Raise RuleBroken when `post` is for one person and `holder` has it already."""
    if post in SOLE_POSTS and holder is not None:
        raise RuleBroken(
            f"Должность «{Post(post).label}» уже занимает {holder}. "
            "Сначала завершите прежнее назначение или замените человека.",
            field="post",
        )


def check_has_basis(has_act: bool, act_text: str) -> None:
    """Raise RuleBroken when neither an act nor its words say why the person is appointed."""
    if not has_act and not act_text.strip():
        raise RuleBroken(
            "Укажите документ, которым назначен человек.", field="act_text"
        )
