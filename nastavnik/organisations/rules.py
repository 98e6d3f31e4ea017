"""What may be done with the tree."""

from __future__ import annotations

import re

from nastavnik.kernel.errors import RuleBroken
from nastavnik.kernel.scope import is_within

CODE = re.compile(r"[a-z0-9][a-z0-9-]{1,58}[a-z0-9]")


def check_code(code: str) -> None:
    """Raise RuleBroken unless `code` is 3–60 Latin letters, digits and hyphens."""
    if not CODE.fullmatch(code):
        raise RuleBroken(
            "Код состоит из строчных латинских букв, цифр и дефисов, от 3 до 60 знаков.",
            field="code",
        )


def check_can_move(path: str, new_parent_path: str) -> None:
    """Raise RuleBroken when the unit would come to stand under itself."""
    if is_within(new_parent_path, path):
        raise RuleBroken("Организацию нельзя подчинить ей самой или подчинённой ей организации.")


def check_is_elsewhere(path: str, new_parent_path: str) -> None:
    """Raise RuleBroken when the unit stands right under that parent already."""
    if path.rpartition(".")[0] == new_parent_path:
        raise RuleBroken("Организация уже подчинена выбранной.", field="parent")
