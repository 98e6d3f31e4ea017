"""The main menu: only what the person may open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from nastavnik.kernel.scope import Right, Scope
from nastavnik.web.shell.request import Request
from nastavnik.web.shell.task_filters import may_see_tasks


@dataclass(frozen=True, slots=True)
class MenuItem:
    """An entry of the main menu; `icon` is a symbol of the sprite."""

    label: str
    url: str
    icon: str
    current: bool


Opening = Right | Callable[[Scope], bool] | None
_ENTRIES: tuple[tuple[str, str, str, Opening], ...] = (
    ("Главная", "home", "house", None),
    ("Дорожные карты", "list_roadmaps", "map", Right.SEE_ROADMAPS),
    ("Задачи", "list_tasks", "list-checks", may_see_tasks),
    ("Контроль", "show_control", "target", Right.CONTROL_ROADMAPS),
    ("Приём документов", "list_intakes", "file-input", Right.IMPORT_PLANS),
    ("Перечни", "list_participation", "list-checks", Right.SEE_ROADMAPS),
    ("Организации", "list_units", "building-2", Right.SEE_UNITS),
    ("Люди", "list_people", "users", Right.SEE_PEOPLE),
    ("Журнал", "list_journal", "scroll-text", Right.SEE_JOURNAL),
)


def menu(request: Request) -> list[MenuItem]:
    """Return the entries for the signed-in person; the one whose room is open is current."""
    scope = request.scope
    items = []
    for label, name, icon, opening in _ENTRIES:
        if _is_open(scope, opening):
            address = reverse(name)
            here = request.path == address or (address != "/" and request.path.startswith(address))
            items.append(MenuItem(label, address, icon, here))
    return items


def _is_open(scope: Scope, opening: Opening) -> bool:
    """Tell whether the person may open an entry: for anybody, by a right, or by a question."""
    if isinstance(opening, Right):
        return scope.may_somewhere(opening)
    return opening is None or opening(scope)
