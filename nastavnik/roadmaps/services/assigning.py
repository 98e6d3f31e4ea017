"""Who the actors of a plan are: a person says it; a successor takes over open items."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import F, Q, QuerySet

from nastavnik.audit.services import record
from nastavnik.kernel.errors import Missing, RuleBroken
from nastavnik.kernel.scope import Right, Scope
from nastavnik.organisations import selectors as organisations
from nastavnik.organisations import services as organisations_write
from nastavnik.organisations.models import Unit
from nastavnik.people import selectors as people
from nastavnik.people import services as people_write
from nastavnik.people.models import Appointment, Person
from nastavnik.roadmaps import rules
from nastavnik.roadmaps.choices import ActorState, Outcome
from nastavnik.roadmaps.meanings import Meaning
from nastavnik.roadmaps.models import Item, ItemActor
from nastavnik.roadmaps.services.correcting import lock_item
from nastavnik.roadmaps.services.syncing import sync_items


@transaction.atomic
def assign_actor(
    scope: Scope,
    actor_pk: int,
    meaning: Meaning,
    *,
    everywhere: bool = False,
    remember: bool = False,
) -> int:
    """Say whom an actor means; returns how many rows of the plan now mean it.

    `everywhere` gives the same meaning to every actor of the plan with the same words;
    `remember` lets these words mean it in all documents of the unit's branch from now on.
    Raises RuleBroken for somebody the plan cannot speak of.
    """
    actor = ItemActor.objects.filter(pk=actor_pk).select_related("item__roadmap").first()
    if actor is None:
        raise Missing("actor")
    item, path = lock_item(scope, actor.item_id)
    rules.check_meaning(meaning)
    _check_target(scope, item.roadmap.unit_id, meaning)
    rows = ItemActor.objects.filter(pk=actor.pk)
    if everywhere:
        rows = ItemActor.objects.filter(item__roadmap=item.roadmap_id, text__iexact=actor.text)
    count = _mean(scope, rows, meaning)
    if remember:
        _remember(scope, item.roadmap.unit_id, actor.text, meaning)
    record(
        scope, "assign_actor", item, branch=path, actor=actor.pk, meaning=meaning.code, rows=count
    )
    return count


@transaction.atomic
def replace_responsible(
    scope: Scope, appointment: Appointment, successor: Person, *, on: date, act_text: str
) -> tuple[Appointment, int]:
    """Appoint the successor and give them the predecessor's open items of that unit.

    Returns the new appointment and the number of items moved. Items of a *post* need no move:
    they follow whoever holds it.
    """
    new = people_write.replace_appointee(scope, appointment, successor, on=on, act_text=act_text)
    unit_id = appointment.unit_id
    theirs = ItemActor.objects.filter(
        Q(item__roadmap__unit=unit_id) | Q(unit=unit_id),
        person=appointment.person_id,
        item__outcome=Outcome.OPEN,
    )
    count = _mean(scope, theirs, Meaning(ActorState.PERSON.value, person_id=successor.pk))
    path = organisations.path_of(unit_id, scope.on)
    record(scope, "move_items", new, branch=path, items=count, on=on.isoformat())
    return new, count


def _mean(scope: Scope, rows: QuerySet[ItemActor], meaning: Meaning) -> int:
    """Write the meaning in the rows; their items are worked on from now on, their tasks follow."""
    keys = list(rows.values_list("pk", flat=True))
    items = list(Item.objects.filter(actors__in=keys).values_list("pk", flat=True))
    Item.objects.filter(pk__in=items).update(version=F("version") + 1)
    count = ItemActor.objects.filter(pk__in=keys).update(**rules.facts_of(meaning))
    sync_items(scope.on, Item.objects.filter(Q(pk__in=items) | Q(parent__in=items)))
    return count


def _check_target(scope: Scope, unit_id: int, meaning: Meaning) -> None:
    """Raise RuleBroken unless the meant unit or person can be seen from the plan's unit."""
    if meaning.person_id is not None:
        people.get_person(scope, meaning.person_id)
    if meaning.unit_id is None:
        return
    own = organisations.get_unit(scope, unit_id, right=Right.SEE_ROADMAPS)
    around = (*organisations.list_above(scope, own), *organisations.list_beside(scope, own))
    if meaning.unit_id not in {unit.pk for unit in around}:
        organisations.get_unit(scope, meaning.unit_id)


def _remember(scope: Scope, owner_id: int, text: str, meaning: Meaning) -> None:
    if meaning.state not in (ActorState.UNIT, ActorState.UNITS):
        raise RuleBroken(
            "Запомнить можно только подразделение или все организации вида.", field="remember"
        )
    owner = organisations.get_unit(scope, owner_id)
    organisations_write.give_alias(
        scope,
        owner,
        text=text,
        unit=Unit(pk=meaning.unit_id) if meaning.state == ActorState.UNIT else None,
        kinds=meaning.kinds,
    )
