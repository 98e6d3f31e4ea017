"""The tree as a list of rows: what is asked, what is shown of it, who answers for each unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from nastavnik.kernel.scope import Right, Scope
from nastavnik.organisations import selectors
from nastavnik.organisations.choices import INSTITUTIONS, UnitKind
from nastavnik.people import selectors as people
from nastavnik.web.shell.unit_lists import natural

if TYPE_CHECKING:
    from nastavnik.organisations.models import Unit

ON_A_PAGE = 60
KIND_ORDER = {kind: place for place, kind in enumerate(UnitKind.values)}
POST_OF_KIND = {kind: duty.post for duty in people.DUTIES for kind in duty.kinds}
LACKS = {
    "curator": "Куратор не назначен",
    "territorial_coordinator": "Координатор не назначен",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the person asks for: as of a day, under a unit, by words, kind, without a curator."""

    on: date
    under: int | None = None
    words: str = ""
    kind: str = ""
    lacking: bool = False

    @property
    def is_filtered(self) -> bool:
        """Tell whether single units are looked for, not the tree."""
        return bool(self.words or self.kind or self.lacking)


@dataclass(frozen=True, slots=True)
class TreeRow:
    """A unit in the list; `lack` says whom it should have, `hidden` counts what is not shown."""

    pk: int
    name: str
    kind: str
    over: str
    depth: int
    holders: tuple[str, ...]
    lack: str
    hidden: int


class Tree:
    """The visible units of a day with those who answer for them, read in two queries."""

    def __init__(self, scope: Scope, on: date) -> None:
        self.units = list(selectors.list_units(scope, on=on))
        self.by_pk = {unit.pk: unit for unit in self.units}
        self.below: dict[int | None, list[Unit]] = defaultdict(list)
        for unit in self.units:
            over = unit.parent_id if unit.parent_id in self.by_pk else None
            self.below[over].append(unit)
        for siblings in self.below.values():
            siblings.sort(key=lambda unit: (KIND_ORDER[unit.kind], natural(unit.short_name)))
        self.shows_people = scope.may_somewhere(Right.SEE_PEOPLE)
        self.holders: dict[tuple[int, str], list[str]] = defaultdict(list)
        if self.shows_people:
            for one in people.list_holders(scope, list(self.by_pk), on):
                self.holders[one.unit_id, one.post].append(one.person.short_name)

    def lack_of(self, unit: Unit) -> str:
        """Return whom the unit should have and has not, "" when all is well or not to be seen."""
        post = POST_OF_KIND.get(unit.kind)
        if not self.shows_people or post is None or self.holders.get((unit.pk, post)):
            return ""
        return LACKS[post]

    def count_lacking(self) -> int:
        """Return how many visible units have nobody they should have."""
        return sum(bool(self.lack_of(unit)) for unit in self.units)

    def count_institutions(self) -> int:
        """Return how many schools, colleges and the like are visible."""
        return sum(unit.kind in INSTITUTIONS for unit in self.units)

    def rows(self, asked: Asked) -> list[TreeRow]:
        """Return what is asked for, whole; the page cuts it."""
        if asked.is_filtered:
            return [self._row(unit, 0) for unit in self._found(asked)]
        tops = [self.by_pk[asked.under]] if asked.under in self.by_pk else self.below[None]
        whole = list(self._descend(tops, 0))
        if len(whole) <= ON_A_PAGE:
            return [self._row(unit, depth) for unit, depth in whole]
        return [self._row(unit, depth, shut=depth > 0) for unit, depth in whole if depth <= 1]

    def _found(self, asked: Asked) -> list[Unit]:
        words = asked.words.casefold().replace("ё", "е").split()
        found = [
            unit
            for unit in self.units
            if (not asked.kind or unit.kind == asked.kind)
            and (not asked.lacking or self.lack_of(unit))
            and all(word in _searched(unit) for word in words)
        ]
        return sorted(found, key=lambda unit: natural(unit.short_name))

    def _descend(self, units: Sequence[Unit], depth: int) -> Iterable[tuple[Unit, int]]:
        for unit in units:
            yield unit, depth
            yield from self._descend(self.below.get(unit.pk, ()), depth + 1)

    def _row(self, unit: Unit, depth: int, *, shut: bool = False) -> TreeRow:
        over = self.by_pk.get(unit.parent_id or 0)
        post = POST_OF_KIND.get(unit.kind, "")
        return TreeRow(
            pk=unit.pk,
            name=unit.short_name,
            kind=unit.get_kind_display(),
            over=over.short_name if over else "",
            depth=min(depth, 4),
            holders=tuple(self.holders.get((unit.pk, post), ())),
            lack=self.lack_of(unit),
            hidden=sum(1 for _ in self._descend(self.below.get(unit.pk, ()), 0)) if shut else 0,
        )


def _searched(unit: Unit) -> str:
    return f"{unit.full_name} {unit.short_name} {unit.code}".casefold().replace("ё", "е")
