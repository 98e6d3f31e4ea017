"""Whom a plan's items for many reach: the units of its list, by kind and branch (R19)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from nastavnik.kernel.scope import is_within
from nastavnik.organisations import selectors as organisations
from nastavnik.organisations.models import Unit
from nastavnik.roadmaps.choices import Outcome
from nastavnik.roadmaps.models import Item, ItemActor, ParticipationList, Roadmap
from nastavnik.roadmaps.selectors.participation import members_of
from nastavnik.roadmaps.unfolding import is_for_many


@dataclass(frozen=True, slots=True)
class Member:
    """A unit of the list that stands in the tree on the day."""

    pk: int
    kind: str
    path: str
    name: str


@dataclass(frozen=True, slots=True)
class Reach:
    """The items of a plan for many, whom each of their actors means, and the units of the list.

    `items` stand in the plan's order, parents before their sub-rows.
    """

    roadmap: Roadmap
    items: Sequence[Item]
    actors: Mapping[int, Sequence[ItemActor]]
    branches: Mapping[int, str]
    members: Sequence[Member]

    def actors_for(self, item: Item, member: Member) -> tuple[ItemActor, ...]:
        """Return the actors of the item that mean the unit, each wording once."""
        meant = {
            actor.text.strip(): actor
            for actor in self.actors[item.pk]
            if member.kind in actor.kinds
            and (branch := self.branches.get(actor.unit_id or 0)) is not None
            and is_within(member.path, branch)
        }
        return tuple(meant.values())

    def items_for(self, member: Member) -> tuple[tuple[Item, tuple[ItemActor, ...]], ...]:
        """Return the items that the unit has to carry out, each with the actors that mean it."""
        if member.pk == self.roadmap.unit_id:
            return ()
        found = ((item, self.actors_for(item, member)) for item in self.items)
        return tuple((item, actors) for item, actors in found if actors)


def load_reach(
    roadmap: Roadmap,
    participation: ParticipationList,
    on: date,
    *,
    only: Collection[int] | None = None,
) -> Reach:
    """Return the reach of the plan on the day; `only`: of the members with these keys."""
    keys = members_of(participation)
    if only is not None:
        keys = set(keys) & set(only)
    units = organisations.list_standing(keys, on)
    return load_reach_of(roadmap, list_for_many(roadmap), units, on)


def load_reach_of(
    roadmap: Roadmap, items: Sequence[Item], units: Iterable[Unit], on: date
) -> Reach:
    """Return the reach of these items (with actors and parents loaded) over these units."""
    actors = {item.pk: many_actors_of(item) for item in items}
    meant = {actor.unit_id for rows in actors.values() for actor in rows if actor.unit_id}
    members = [Member(one.pk, one.kind, str(one.path), one.short_name) for one in units]
    return Reach(roadmap, items, actors, organisations.paths_of(meant, on), members)


def list_for_many(roadmap: Roadmap) -> Sequence[Item]:
    """Return the standing items of the plan that are carried out by many, in its order.

    Not those that a person has closed before anybody below has had them.
    """
    below = Item.objects.filter(origin=OuterRef("pk"))
    items = (
        Item.objects.filter(roadmap=roadmap, withdrawn_on=None)
        .filter(Q(outcome=Outcome.OPEN) | Exists(below))
        .exclude(outcome=Outcome.NOT_OURS)
        .select_related("section", "parent")
        .prefetch_related("actors", "parent__actors")
        .order_by("position")
    )
    return [item for item in items if many_actors_of(item)]


def many_actors_of(item: Item) -> Sequence[ItemActor]:
    """Return the actors that mean many; a sub-row without any actor has those of its item."""
    actors = list(item.actors.all())
    if not actors and item.parent is not None:
        actors = list(item.parent.actors.all())
    return [actor for actor in actors if is_for_many(actor)]
