"""By which of a person's units somebody may deal with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nastavnik.kernel.errors import NotAllowed
from nastavnik.kernel.scope import Right, Scope
from nastavnik.organisations import selectors as organisations
from nastavnik.people import selectors

if TYPE_CHECKING:
    from nastavnik.organisations.models import Unit
    from nastavnik.people.models import Person


def find_seat(scope: Scope, person: Person, right: Right) -> Unit | None:
    """Return the unit of the person's latest appointment where `right` holds today."""
    history = list(selectors.list_history(scope, person))
    paths = organisations.paths_of({one.unit_id for one in history}, scope.on)
    for one in history:
        if scope.may(right, paths.get(one.unit_id, "-")):
            return one.unit
    return None


def get_seat(scope: Scope, person: Person, right: Right) -> Unit:
    """Return that unit. Raises NotAllowed when there is none."""
    seat = find_seat(scope, person, right)
    if seat is None:
        raise NotAllowed(right)
    return seat
