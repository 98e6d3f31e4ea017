"""The passport of an integrated plan: its fields, and figures of the register in its words."""

from __future__ import annotations

import re
from collections.abc import Mapping

from nastavnik.kernel.errors import Conflict

PASSPORT_FIELDS = (
    "basis",
    "developers",
    "executors",
    "goal",
    "tasks",
    "term",
    "mechanism",
    "resources",
    "results",
    "control",
    "problem",
)
"""In the order of the printed passport (R17)."""

_FIGURE = re.compile(r"\{([^{}]+)\}")


def check_passport_version(current: int, shown: int) -> None:
    """Raise Conflict when the passport has changed since `shown` was on the screen."""
    if current != shown:
        raise Conflict(
            "Пока Вы заполняли паспорт, его изменил другой человек. Сравните оба варианта и "
            "сохраните нужный."
        )


def with_figures(text: str, figures: Mapping[str, str]) -> str:
    """Put figures of the register in place of words in braces; an unknown word stays as it is."""
    return _FIGURE.sub(lambda found: figures.get(found[1].strip().lower(), found[0]), text)


def unknown_figures(text: str, figures: Mapping[str, str]) -> list[str]:
    """Return the words in braces that no figure stands for."""
    return [word for word in _FIGURE.findall(text) if word.strip().lower() not in figures]
