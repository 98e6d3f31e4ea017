"""A list of organisations as people read it: how many take part by territory, who is ticked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from nastavnik.organisations.choices import AUTHORITIES
from nastavnik.roadmaps import rules
from nastavnik.roadmaps.choices import ListState
from nastavnik.web.shell.unit_lists import natural

if TYPE_CHECKING:
    from nastavnik.organisations.models import Unit
    from nastavnik.roadmaps.models import ParticipationList

DIRECT = "Без территории"
FOUND = 200  # units that a search shows at most


@dataclass(frozen=True, slots=True)
class ListRow:
    """A list: whose, of which year, how many take part."""

    pk: int
    unit: str
    year: str
    count: int
    state: str
    tone: str
    act: str
    approved_on: Any


@dataclass(frozen=True, slots=True)
class Tick:
    """A unit that can be ticked."""

    pk: int
    name: str
    kind: str
    is_in: bool


@dataclass(slots=True)
class Territory:
    """The units under one authority; `count` of `total` are in the list."""

    key: str
    name: str
    ticks: list[Tick] = field(default_factory=list)
    count: int = 0
    total: int = 0

    def add(self, tick: Tick) -> None:
        """Take one more unit in."""
        self.ticks.append(tick)
        self.total += 1
        self.count += tick.is_in


def list_row(participation: ParticipationList, names: Mapping[int, str]) -> ListRow:
    """Present a list read with its count."""
    state = ListState(participation.state)
    return ListRow(
        pk=participation.pk,
        unit=names.get(participation.unit_id, ""),
        year=rules.name_of_year(participation.year),
        count=getattr(participation, "count", 0),
        state=state.label,
        tone="success" if state == ListState.APPROVED else "neutral",
        act=participation.act_text,
        approved_on=participation.approved_on,
    )


def draft_context(
    owner: Unit, eligible: Iterable[Unit], members: Collection[int], words: str, opened: str
) -> dict[str, Any]:
    """Return the territories of a draft with the one that is open, or what a word finds."""
    territories = _territories(owner, eligible, members)
    everybody = [tick for one in territories for tick in one.ticks]
    shown: list[Tick] = []
    name = ""
    if words:
        asked = words.casefold().replace("ё", "е").split()
        found = [one for one in everybody if _has(one.name, asked)]
        shown, name = found[:FOUND], "Найденные организации"
    elif len(territories) == 1:
        shown, name, opened = territories[0].ticks, territories[0].name, territories[0].key
    else:
        for one in territories:
            if one.key == opened:
                shown, name = one.ticks, one.name
    return {
        "territories": territories if len(territories) > 1 else [],
        "count": sum(one.is_in for one in everybody),
        "total": len(everybody),
        "ticks": shown,
        "ticks_name": name,
        "opened": opened if shown else "",
        "shown_keys": ",".join(str(tick.pk) for tick in shown),
    }


def _territories(
    owner: Unit, eligible: Iterable[Unit], members: Collection[int]
) -> list[Territory]:
    """Return the authorities right under the owner with all that stand under each."""
    units = list(eligible)
    depth = str(owner.path).count(".") + 1
    heads = {
        str(one.pk): one.short_name
        for one in units
        if one.kind in AUTHORITIES and str(one.path).count(".") == depth
    }
    found = {key: Territory(key, name) for key, name in heads.items()}
    for unit in units:
        head = str(unit.path).split(".")[depth]
        key = head if head in found else "0"
        found.setdefault(key, Territory("0", DIRECT))
        found[key].add(Tick(unit.pk, unit.short_name, unit.get_kind_display(), unit.pk in members))
    for one in found.values():
        one.ticks.sort(key=lambda tick: (str(tick.pk) != one.key, natural(tick.name)))
    return sorted(found.values(), key=lambda one: (one.key == "0", natural(one.name)))


def _has(name: str, words: Collection[str]) -> bool:
    folded = name.casefold().replace("ё", "е")
    return all(word in folded for word in words)
