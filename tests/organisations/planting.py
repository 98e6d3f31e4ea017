"""Short ways to put units into the tree in tests."""

from __future__ import annotations

from datetime import date

from nastavnik.kernel.scope import Right, Scope
from nastavnik.organisations import selectors, services
from nastavnik.organisations.choices import UnitKind
from nastavnik.organisations.models import Unit

START = date(2020, 1, 1)
TODAY = date(2026, 11, 20)
OPERATOR = Scope.of_operator(TODAY)

Row = tuple[str, UnitKind, str | None]


def open_one(
    code: str, kind: str = UnitKind.SCHOOL, parent: Unit | None = None, on: date = START
) -> Unit:
    return services.open_unit(
        OPERATOR,
        code=code,
        kind=kind,
        parent=parent,
        full_name=f"Полное наименование {code}",
        short_name=f"Наименование {code}",
        timezone="Europe/Moscow",
        on=on,
    )


def plant(rows: tuple[Row, ...]) -> dict[str, Unit]:
    units: dict[str, Unit] = {}
    for code, kind, parent in rows:
        units[code] = open_one(code, kind, units.get(parent or ""))
    return units


def standing(on: date = TODAY) -> dict[str, str | None]:
    """Return code → code of the parent on the day."""
    units = list(selectors.list_units(OPERATOR, on=on))
    codes = {unit.pk: unit.code for unit in units}
    return {unit.code: codes.get(unit.parent_id or 0) for unit in units}


def seen_from(unit: Unit, on: date = TODAY, today: date = TODAY) -> set[str]:
    """Return the codes that somebody with all rights over the unit's branch sees as of `on`."""
    path = selectors.path_of(unit.pk, today)
    scope = Scope(1, today, dict.fromkeys(Right, frozenset({path})))
    return set(selectors.list_units(scope, on=on).values_list("code", flat=True))
