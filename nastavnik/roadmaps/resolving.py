"""Loads whom the plans of a unit may speak of, in a handful of queries for a whole plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db.models import Q

from nastavnik.kernel.scope import Right, Scope
from nastavnik.organisations import selectors as organisations
from nastavnik.organisations.models import Unit
from nastavnik.people import selectors as people
from nastavnik.pure.actors import Actor, ActorKind
from nastavnik.roadmaps import wording
from nastavnik.roadmaps.choices import ActorState
from nastavnik.roadmaps.meanings import Directory, KnownPerson, KnownUnit, Meaning, Where


def load_directory(scope: Scope, unit_id: int, actors: Iterable[Actor] = ()) -> Directory:
    """Return everybody whom `actors` in a plan of the unit may mean.

    Persons are those of the visible branches whose surname resembles one that is written.
    Raises Missing for a unit of another branch.
    """
    own = organisations.get_unit(scope, unit_id, right=Right.SEE_ROADMAPS)
    units = (
        *(_known(unit, Where.ABOVE) for unit in organisations.list_above(scope, own)),
        *(_known(unit, Where.BESIDE) for unit in organisations.list_beside(scope, own)),
        mine := _known(own, Where.OWN),
        *(_known(unit, Where.BELOW) for unit in organisations.list_below(scope, own)),
    )
    unique = tuple({unit.pk: unit for unit in units}.values())
    return Directory(mine, unique, _load_people(scope, actors), _load_aliases(scope, own))


def resolve_all(directory: Directory, actors: Iterable[Actor]) -> Mapping[Actor, Meaning]:
    """Return whom each of a plan's `actors` means; equal words of one plan mean the same."""
    distinct = list(dict.fromkeys(actors))
    local: dict[wording.Words, str] = {}
    for actor in distinct:
        if actor.defines_alias:
            local.setdefault(wording.stems_of(actor.defines_alias), actor.text)
    return {actor: directory.find(actor, local) for actor in distinct}


def _known(unit: Unit, where: Where) -> KnownUnit:
    return KnownUnit.of(unit.pk, unit.kind, where, unit.full_name, unit.short_name)


def _load_aliases(scope: Scope, own: Unit) -> dict[wording.Words, Meaning]:
    """The nearest meaning of each short name wins; «все …» means the branch of its owner."""
    found: dict[wording.Words, Meaning] = {}
    for alias in organisations.list_aliases(scope, own):
        meaning = (
            Meaning(ActorState.UNIT.value, alias.unit_id)
            if alias.unit_id
            else Meaning(ActorState.UNITS.value, kinds=tuple(alias.kinds))
        )
        found.setdefault(wording.stems_of(alias.text), meaning)
    return found


def _load_people(scope: Scope, actors: Iterable[Actor]) -> tuple[KnownPerson, ...]:
    written = {
        parts[0]
        for actor in actors
        if (text := actor.person or (actor.text if actor.kind == ActorKind.NAMED_PERSON else ""))
        and (parts := wording.parts_of_name(text))
    }
    if not written or not scope.may_somewhere(Right.SEE_PEOPLE):
        return ()
    alike = Q()
    for surname in written:
        # «Лугову», «Луговой»: the beginning stays in every case; ё may be written е
        alike |= Q(surname__iregex="^" + surname[: max(2, len(surname) - 3)].replace("е", "[её]"))
    return tuple(
        KnownPerson(one.pk, one.surname, f"{one.name[:1]}{one.patronymic[:1]}".upper())
        for one in people.list_people(scope).filter(alike)
    )
