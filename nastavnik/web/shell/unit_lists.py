"""Units as people look for them: siblings by name, numbers in names by their value."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nastavnik.organisations.models import Unit

Choices = list[tuple[str, str | list[tuple[str, str]]]]


def natural(name: str) -> tuple[tuple[int, int, str], ...]:
    """Return the key that puts «Школа № 2» before «Школа № 10»."""
    parts = re.split(r"(\d+)", name.casefold().replace("ё", "е"))
    return tuple((0, int(part), "") if part.isdigit() else (1, 0, part) for part in parts)


def unit_choices(units: Iterable[Unit], empty: str = "") -> Choices:
    """Return the choices of a select: units under the name of whoever stands over them.

    `empty` is the words of the choice of nothing; without them there is none.
    """
    known = list(units)
    names = {unit.pk: unit.short_name for unit in known}
    groups: dict[str, list[tuple[str, str]]] = {}
    for unit in sorted(known, key=lambda unit: natural(unit.short_name)):
        over = names.get(unit.parent_id or 0, "")
        groups.setdefault(over, []).append((str(unit.pk), unit.short_name))
    tops: Choices = [("", empty)] if empty else []
    tops += groups.pop("", [])
    return tops + [(name, groups[name]) for name in sorted(groups, key=natural)]
