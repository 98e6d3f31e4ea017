"""A person corrects an item, settles its doubts, says what became of it."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Q

from nastavnik.audit.services import record
from nastavnik.kernel.errors import Missing
from nastavnik.kernel.scope import Right, Scope
from nastavnik.organisations import selectors as organisations
from nastavnik.pure.actors import read_actors
from nastavnik.pure.occurrences import windows_of
from nastavnik.pure.plans import Field
from nastavnik.pure.terms import TermReading, read_term
from nastavnik.roadmaps import resolving, rules, selectors
from nastavnik.roadmaps.models import Item, ItemActor, Roadmap
from nastavnik.roadmaps.services.locking import lock_items
from nastavnik.roadmaps.services.syncing import sync_items

TEXTS = {"number": Field.NUMBER, "title": Field.TITLE, "result": Field.RESULT, "note": Field.NOTE}


@transaction.atomic
def correct_item(
    scope: Scope,
    item_pk: int,
    *,
    version: int,
    title: str | None = None,
    number: str | None = None,
    result: str | None = None,
    note: str | None = None,
) -> Item:
    """Write other texts in the item (None leaves one as it is); doubts about them are settled.

    Raises Conflict when the item has changed since `version` was shown.
    """
    item, path = _lock_to_correct(scope, item_pk, version)
    given = {"title": title, "number": number, "result": result, "note": note}
    changed = {
        name: text.strip()
        for name, text in given.items()
        if text is not None and text.strip() != getattr(item, name)
    }
    rules.check_has_title(changed.get("title", item.title))
    if not changed:
        return item
    for name, text in changed.items():
        setattr(item, name, text)
    if "number" in changed:
        item.number_restored = False
    item.doubts = rules.without_fields(item.doubts, [TEXTS[name] for name in changed])
    _save(item, *changed, "number_restored", "doubts")
    record(scope, "correct_item", item, branch=path, fields=sorted(changed))
    return item


@transaction.atomic
def correct_term(
    scope: Scope,
    item_pk: int,
    *,
    version: int,
    text: str | None = None,
    first: date | None = None,
    last: date | None = None,
) -> Item:
    """Say the item's term otherwise: by other words, which are read again, or by its days.

    With days the words of the document stay beside them. `first` None is a mere due date.
    """
    item, path = _lock_to_correct(scope, item_pk, version)
    period = rules.days_of(item.roadmap.period)
    if text is not None:
        item.term_text = text.strip()
        reading = read_term(item.term_text, item.roadmap.context_year or None, period=period)
        fresh = rules.doubts_of_term(reading, item.term_text)
    else:
        rules.check_days(first, last)
        reading, fresh = TermReading(kind="once", start=first, end=last), []
    was = {name: item.term.get(name) for name in ("kind", "start", "end")}
    item.term = reading.to_json()
    item.windows = windows_of(reading, period)
    item.doubts = rules.without_fields(item.doubts, [Field.TERM]) + fresh
    _save(item, "term_text", "term", "windows", "doubts")
    sync_items(scope.on, Item.objects.filter(pk=item.pk))
    now = {name: item.term.get(name) for name in ("kind", "start", "end")}
    record(scope, "correct_term", item, branch=path, was=was, now=now)
    return item


@transaction.atomic
def correct_responsible(scope: Scope, item_pk: int, *, version: int, text: str) -> Item:
    """Write otherwise who is responsible; the words are read and looked up again."""
    item, path = _lock_to_correct(scope, item_pk, version)
    item.responsible_text = text.strip()
    item.doubts = rules.without_fields(item.doubts, [Field.RESPONSIBLE])
    _save(item, "responsible_text", "doubts")
    count = write_actors(scope, item)
    sync_items(scope.on, Item.objects.filter(Q(pk=item.pk) | Q(parent=item.pk)))
    record(scope, "correct_responsible", item, branch=path, actors=count)
    return item


def write_actors(scope: Scope, item: Item) -> int:
    """Read who is responsible from the item's words and look them up: a step inside services."""
    actors = read_actors(item.responsible_text)
    directory = resolving.load_directory(scope, item.roadmap.unit_id, actors)
    meanings = resolving.resolve_all(directory, actors)
    item.actors.all().delete()
    ItemActor.objects.bulk_create(
        ItemActor(item=item, position=position, **rules.actor_facts(actor, meanings[actor]))
        for position, actor in enumerate(actors)
    )
    return len(actors)


@transaction.atomic
def accept_doubts(scope: Scope, item_pk: int, *, version: int) -> Item:
    """Confirm that the item is right as it stands: its doubts are settled."""
    item, path = lock_item(scope, item_pk, version)
    settled = [doubt["code"] for doubt in item.doubts]
    if not settled:
        return item
    item.doubts = []
    _save(item, "doubts")
    record(scope, "accept_doubts", item, branch=path, doubts=settled)
    return item


@transaction.atomic
def settle_item(scope: Scope, item_pk: int, outcome: str) -> Item:
    """Mark what became of the item. One with tasks is done when they are: their proof is asked."""
    rules.check_outcome(outcome)
    item, path = lock_item(scope, item_pk)
    was = item.outcome
    if was == outcome:
        return item
    rules.check_can_settle(outcome, selectors.count_unfinished(item))
    item.outcome = outcome
    _save(item, "outcome")
    sync_items(scope.on, Item.objects.filter(pk=item.pk))
    record(scope, "settle_item", item, branch=path, was=was, now=outcome)
    return item


def _lock_to_correct(scope: Scope, item_pk: int, version: int) -> tuple[Item, str]:
    item, path = lock_item(scope, item_pk, version)
    rules.check_can_correct(item.roadmap)
    return item, path


def lock_item(scope: Scope, item_pk: int, version: int | None = None) -> tuple[Item, str]:
    """Return the item under a lock of its plan and of its row, and the path of its unit.

    Under the plan's lock nobody submits or approves the plan while its words are changed. Raises
    Missing for a neighbour's, NotAllowed without the right to write plans there, Conflict
    when the item has changed since `version` was shown.
    """
    Roadmap.objects.select_for_update(no_key=True).filter(items=item_pk).first()
    lock_items([item_pk])
    found = Item.objects.select_for_update(of=("self",)).select_related("roadmap")
    item = found.filter(pk=item_pk).first()
    if item is None:
        raise Missing("item")
    path = organisations.path_of(item.roadmap.unit_id, scope.on)
    if not scope.may(Right.SEE_ROADMAPS, path):
        raise Missing("item")
    scope.require(Right.WRITE_ROADMAPS, path)
    if version is not None:
        rules.check_version(item.version, version)
    return item, path


def _save(item: Item, *fields: str) -> None:
    item.version += 1
    item.save(update_fields=[*fields, "version"])
