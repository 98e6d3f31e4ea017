"""The main menu: only what the person may open."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from nastavnik.kernel.scope import Right
from nastavnik.web.shell.request import Request


@dataclass(frozen=True, slots=True)
class MenuItem:
    """An entry of the main menu; `icon` is a symbol of the sprite."""

    label: str
    url: str
    icon: str
    current: bool


_ENTRIES = (
    ("Главная", "home", "house", None),
    ("Дорожные карты", "list_roadmaps", "map", Right.SEE_ROADMAPS),
    ("Приём документов", "list_intakes", "file-input", Right.IMPORT_PLANS),
    ("Организации", "list_units", "building-2", Right.SEE_UNITS),
    ("Люди", "list_people", "users", Right.SEE_PEOPLE),
    ("Журнал", "list_journal", "scroll-text", Right.SEE_JOURNAL),
)


def menu(request: Request) -> list[MenuItem]:
    """Return the entries for the signed-in person; the one whose room is open is current."""
    scope = request.scope
    items = []
    for label, name, icon, right in _ENTRIES:
        if right is None or scope.may_somewhere(right):
            address = reverse(name)
            here = request.path == address or (address != "/" and request.path.startswith(address))
            items.append(MenuItem(label, address, icon, here))
    return items
