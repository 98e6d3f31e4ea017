"""Control of execution: an item on control, its card's history, a term prolonged below (R79)."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from nastavnik.audit.services import record
from nastavnik.kernel.errors import Missing
from nastavnik.kernel.scope import Right, Scope
from nastavnik.organisations import selectors as organisations
from nastavnik.organisations.models import Unit
from nastavnik.people import selectors as people
from nastavnik.people.models import Person
from nastavnik.roadmaps import rules
from nastavnik.roadmaps.choices import CardNoteKind, CardState
from nastavnik.roadmaps.models import ControlCard, ControlNote, Item


@transaction.atomic
def put_on_control(
    scope: Scope,
    item_pk: int,
    *,
    unit: Unit,
    controller: Person,
    due: date | None,
    text: str = "",
) -> ControlCard:
    """Let `controller` of the unit, the item's own or one above it, control the item until `due`.

    A unit has an item on control once at a time; after removal it may be put on control anew.
    """
    item, plan_path = _lock_controlled(scope, item_pk)
    path = organisations.path_of(unit.pk, scope.on)
    scope.require(Right.CONTROL_ROADMAPS, path)
    rules.check_can_control(item, path, plan_path)
    rules.check_control_due(due, scope.on)
    _check_controller(scope, controller, path)
    cards = ControlCard.objects.filter(item=item, unit=unit, state=CardState.ON)
    rules.check_not_controlled(cards.exists())
    assert due is not None
    card = ControlCard.objects.create(
        item=item, unit=unit, controller=controller, due=due, opened_on=scope.on
    )
    _note(scope, card, CardNoteKind.OPENED, now=due.isoformat(), text=text)
    record(
        scope, "put_on_control", card, branch=path, item=item.pk, controller=controller.pk,
        due=due.isoformat(),
    )  # fmt: skip
    return card


@transaction.atomic
def prolong_control(
    scope: Scope, card_pk: int, *, until: date | None, reason: str, version: int | None = None
) -> ControlCard:
    """Let the control last longer; the old day and the reason stay in the history."""
    card, path = _lock_to_change(scope, card_pk, version)
    rules.check_control_due(until, scope.on, was=card.due)
    rules.check_has_reason(reason)
    assert until is not None
    was, card.due = card.due, until
    _save(card, "due")
    _note(scope, card, CardNoteKind.PROLONGED, was.isoformat(), until.isoformat(), reason)
    record(
        scope, "prolong_control", card, branch=path, was=was.isoformat(), now=until.isoformat()
    )  # fmt: skip
    return card


@transaction.atomic
def reassign_control(
    scope: Scope, card_pk: int, *, controller: Person, reason: str, version: int | None = None
) -> ControlCard:
    """Hand the card to another person of the unit's branch. The history holds keys, no names."""
    card, path = _lock_to_change(scope, card_pk, version)
    rules.check_other_controller(card.controller_id, controller.pk)
    _check_controller(scope, controller, path)
    rules.check_has_reason(reason)
    was, card.controller = card.controller_id, controller
    _save(card, "controller")
    _note(scope, card, CardNoteKind.REASSIGNED, str(was), str(controller.pk), reason)
    record(scope, "reassign_control", card, branch=path, was=was, now=controller.pk)
    return card


@transaction.atomic
def note_finding(
    scope: Scope, card_pk: int, *, text: str, version: int | None = None
) -> ControlNote:
    """Write down what the check has shown, or the order to correct it.

    The controller of the card may, also without the right to control everything there.
    """
    card, path = _lock_card(scope, card_pk, version)
    if not _is_controller(scope, card):
        scope.require(Right.CONTROL_ROADMAPS, path)
    rules.check_card_on(card)
    rules.check_finding(text)
    _save(card)
    note = _note(scope, card, CardNoteKind.FINDING, text=text)
    record(scope, "note_finding", card, branch=path, note=note.pk)
    return note


@transaction.atomic
def remove_from_control(
    scope: Scope, card_pk: int, *, reason: str, version: int | None = None
) -> ControlCard:
    """Take the item off control; the card with its history stays."""
    card, path = _lock_to_change(scope, card_pk, version)
    rules.check_has_reason(reason)
    card.state, card.removed_on = rules.card_after(card, "remove"), scope.on
    _save(card, "state", "removed_on")
    _note(scope, card, CardNoteKind.REMOVED, text=reason)
    record(scope, "remove_from_control", card, branch=path, item=card.item_id)
    return card


def _lock_controlled(scope: Scope, item_pk: int) -> tuple[Item, str]:
    """Return the item under a row lock and the path of its plan's unit; who may control asks."""
    found = Item.objects.select_for_update(of=("self",)).select_related("roadmap")
    item = found.filter(pk=item_pk).first()
    if item is None:
        raise Missing("item")
    path = organisations.path_of(item.roadmap.unit_id, scope.on)
    if not scope.may(Right.SEE_ROADMAPS, path):
        raise Missing("item")
    return item, path


def _lock_card(scope: Scope, card_pk: int, version: int | None) -> tuple[ControlCard, str]:
    """Return the card under a row lock and the path of its unit.

    Raises Missing for a neighbour's, Conflict when it has changed since `version` was shown.
    """
    found = ControlCard.objects.select_for_update(of=("self",)).select_related("item__roadmap")
    card = found.filter(pk=card_pk).first()
    if card is None:
        raise Missing("card")
    units = {card.unit_id, card.item.roadmap.unit_id}
    paths = organisations.last_paths_of(units, scope.on)
    seen = any(scope.may(Right.SEE_ROADMAPS, path) for path in paths.values())
    if not seen and not _is_controller(scope, card):
        raise Missing("card")
    rules.check_card_version(card.version, version)
    return card, paths[card.unit_id]


def _lock_to_change(scope: Scope, card_pk: int, version: int | None) -> tuple[ControlCard, str]:
    card, path = _lock_card(scope, card_pk, version)
    scope.require(Right.CONTROL_ROADMAPS, path)
    rules.check_card_on(card)
    return card, path


def _is_controller(scope: Scope, card: ControlCard) -> bool:
    person = people.find_person_of(scope.user_id) if scope.user_id is not None else None
    return person is not None and person.pk == card.controller_id


def _check_controller(scope: Scope, controller: Person, path: str) -> None:
    held = list(people.list_duties(controller, scope.on))
    paths = organisations.paths_of({unit_id for unit_id, _ in held}, scope.on)
    posts = [(post, paths[unit_id]) for unit_id, post in held if unit_id in paths]
    rules.check_controller(posts, path)


def _note(
    scope: Scope, card: ControlCard, kind: CardNoteKind, was: str = "", now: str = "",
    text: str = "",
) -> ControlNote:  # fmt: skip
    return ControlNote.objects.create(
        card=card, kind=kind, on=scope.on, by=scope.user_id, was=was, now=now, text=text.strip()
    )


def _save(card: ControlCard, *fields: str) -> None:
    card.version += 1
    card.save(update_fields=[*fields, "version"])
