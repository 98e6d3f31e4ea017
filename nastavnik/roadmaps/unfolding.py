"""Which tasks an item asks for: who × when, from its actors and its term (R14, R15). No queries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from nastavnik.pure.occurrences import Occurrence, occurrences_of
from nastavnik.pure.terms import TermReading
from nastavnik.roadmaps import rules
from nastavnik.roadmaps.choices import ActorState, Outcome
from nastavnik.roadmaps.models import Item, ItemActor, ItemEvent

HORIZON = timedelta(days=60)
"""How far ahead tasks of a rhythm finer than a month are made; every night brings more."""

FINE_RHYTHMS = ("day", "week")
RECORDED = ("event:", "on:")  # keys of occurrences that a person has recorded
Executor = tuple[str, int, str, int | None]
"""The words of the plan, the unit, the post and the person they mean."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A task that an item asks for; the fields are those of `models.Task`."""

    who: str
    key: str
    unit_id: int
    post: str
    person_id: int | None
    first: date | None
    due: date | None
    waits_for: str
    conditional: bool

    def facts(self) -> dict[str, Any]:
        """Return the fields of `models.Task` that follow the item whatever becomes of the task."""
        return {
            "who": self.who,
            "key": self.key,
            "unit_id": self.unit_id,
            "post": self.post,
            "person_id": self.person_id,
            "first": self.first,
            "planned_due": self.due,
            "waits_for": self.waits_for,
            "conditional": self.conditional,
        }


def occurrences_of_item(item: Item) -> tuple[Occurrence, ...]:
    """Return every occurrence of the item inside its plan's period (events, schedule loaded)."""
    schedule = getattr(item, "schedule", None)
    occurrences = occurrences_of(
        TermReading.from_json(item.term),
        rules.days_of(item.roadmap.period),
        term_text=item.term_text,
        events=[(f"event:{number}", event.day) for number, event in _numbered(item)],
        schedule=schedule.dates if schedule else (),
    )
    dues = {f"event:{number}": event.due for number, event in _numbered(item) if event.due}
    return tuple(
        Occurrence(one.key, one.first, one.last or dues.get(one.key), one.waits_for,
                   one.conditional)
        for one in occurrences
    )  # fmt: skip


def wanted_tasks(item: Item, occurrences: Sequence[Occurrence], on: date) -> list[Wanted]:
    """Return the tasks the item asks for on the day `on`; [] for one that asks for none.

    An item for «все организации» has its tasks in their own plans (R19); a heading row without
    term and executor has them in its sub-rows; a sub-row without executor has those of its item.
    """
    if item.withdrawn_on is not None or item.outcome == Outcome.NOT_OURS:
        return []
    if item.subitems.all() and not item.term_text.strip() and not item.responsible_text.strip():
        return []
    return unfold(_executors(item), in_time(item, occurrences, on))


def unfold(executors: Iterable[Executor], occurrences: Sequence[Occurrence]) -> list[Wanted]:
    """Return a task for each of the executors and each of the occurrences."""
    return [
        Wanted(
            who, one.key, unit_id, post, person_id, one.first, one.last, one.waits_for,
            one.conditional,
        )
        for who, unit_id, post, person_id in executors
        for one in occurrences
    ]  # fmt: skip


def is_for_many(actor: ItemActor) -> bool:
    """Tell whether the actor means every unit of a kind: such an item is cascaded."""
    return actor.state == ActorState.UNITS or (actor.state == ActorState.POST and bool(actor.kinds))


def _executors(item: Item) -> list[Executor]:
    """Return those who carry the item out in this plan itself."""
    own = item.roadmap.unit_id
    actors = list(item.actors.all())
    if not actors and item.parent is not None:
        actors = list(item.parent.actors.all())
    if not actors:
        return [("", own, "", None)]
    found = {
        actor.text.strip(): (actor.text.strip(), actor.unit_id or own, actor.post, actor.person_id)
        for actor in actors
        if not is_for_many(actor)
    }
    return list(found.values())


def in_time(item: Item, occurrences: Sequence[Occurrence], on: date) -> Sequence[Occurrence]:
    """Leave out what was over before the plan came into force, and what is far ahead.

    Where all is over the last one stays: somebody has left the item open, so it is overdue.
    """
    since = item.roadmap.in_force or on
    kept = [
        one
        for one in occurrences
        if one.last is None or one.last >= since or one.key.startswith(RECORDED)
    ]
    if not kept:
        return occurrences[-1:]
    per = item.term.get("per") or {}
    if item.term.get("kind") == "periodic" and per.get("unit") in FINE_RHYTHMS:
        return [one for one in kept if one.first is None or one.first <= on + HORIZON]
    return kept


def _numbered(item: Item) -> Iterable[tuple[int, ItemEvent]]:
    return enumerate(item.events.all(), start=1)
