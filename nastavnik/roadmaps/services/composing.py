"""Measures of a plan that is not in force are written, changed, taken out and put back (R12)."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.db import transaction

from nastavnik.audit.services import record
from nastavnik.kernel.errors import Missing
from nastavnik.kernel.scope import Scope
from nastavnik.pure.occurrences import windows_of
from nastavnik.pure.terms import read_term
from nastavnik.roadmaps import arranging, rules, selectors
from nastavnik.roadmaps.models import Item, Roadmap
from nastavnik.roadmaps.outline import Row
from nastavnik.roadmaps.services.correcting import (
    correct_item,
    correct_responsible,
    correct_term,
    write_actors,
)
from nastavnik.roadmaps.services.editing import lock_item_to_edit, lock_to_edit


@dataclass(frozen=True, slots=True)
class ItemWords:
    """The texts of a measure as a person writes them."""

    title: str
    number: str = ""
    term: str = ""
    responsible: str = ""
    result: str = ""
    note: str = ""


@transaction.atomic
def add_item(
    scope: Scope,
    roadmap_pk: int,
    words: ItemWords,
    *,
    version: int,
    section_pk: int | None = None,
    after_pk: int | None = None,
    under_pk: int | None = None,
) -> Item:
    """Write a new measure at the end of the section, right after another, or as its sub-row.

    After a sub-row it is a sub-row of the same measure. Term and executors are read from their
    words. Raises Missing for a place that is not in the plan, Conflict when the plan has changed
    since `version` was shown.
    """
    roadmap, path = lock_to_edit(scope, roadmap_pk, version)
    rules.check_has_title(words.title)
    section_pk, parent_pk = _place(roadmap, section_pk, after_pk, under_pk)
    period = rules.days_of(roadmap.period)
    term = read_term(words.term.strip(), roadmap.context_year or None, period=period)
    item = Item.objects.create(
        roadmap=roadmap,
        section_id=section_pk,
        parent_id=parent_pk,
        position=roadmap.items.count(),
        key=uuid.uuid4().hex,
        number=words.number.strip(),
        title=words.title.strip(),
        term_text=words.term.strip(),
        term=term.to_json(),
        windows=windows_of(term, period),
        responsible_text=words.responsible.strip(),
        result=words.result.strip(),
        note=words.note.strip(),
        doubts=rules.doubts_of_term(term, words.term.strip()),
    )
    write_actors(scope, item)
    outline = arranging.load_outline(roadmap, without=item.pk)
    outline.place(Row(item.pk, section_pk, parent_pk, item.number), after_pk)
    arranging.save_outline(roadmap, outline)
    record(scope, "add_item", item, branch=path, roadmap=roadmap.pk)
    return item


@transaction.atomic
def edit_item(scope: Scope, item_pk: int, words: ItemWords, *, version: int) -> Item:
    """Write other texts in a measure; term and executors are read again where they are others.

    `version` is the measure's: Conflict when it has changed since it was shown.
    """
    lock_item_to_edit(scope, item_pk, None)
    item = correct_item(
        scope,
        item_pk,
        version=version,
        title=words.title,
        number=words.number,
        result=words.result,
        note=words.note,
    )
    if words.term.strip() != item.term_text:
        item = correct_term(scope, item_pk, version=item.version, text=words.term)
    if words.responsible.strip() != item.responsible_text:
        item = correct_responsible(scope, item_pk, version=item.version, text=words.responsible)
    return item


@transaction.atomic
def remove_item(scope: Scope, item_pk: int, *, version: int) -> Roadmap:
    """Take a measure with its sub-rows out of a plan; `version` is the plan's.

    It is deleted while nothing is recorded for it and the plan was never approved; else it is
    withdrawn: what was done and said stays, and it can be put back. Raises RuleBroken for a measure
    an upper plan asks for.
    """
    item, roadmap, path = lock_item_to_edit(scope, item_pk, version)
    rules.check_stands(item.withdrawn_on is not None)
    rules.check_is_own(item.origin_id is not None)
    whole = Item.objects.filter(pk__in=arranging.load_outline(roadmap).branch(item.pk))
    count = whole.count()
    if selectors.keeps_trace(roadmap, whole):
        whole.update(withdrawn_on=scope.on)
        record(scope, "withdraw_item", item, branch=path, items=count)
    else:
        record(scope, "remove_item", item, branch=path, items=count)
        whole.delete()
    arranging.save_outline(roadmap, arranging.load_outline(roadmap))
    return roadmap


@transaction.atomic
def restore_item(scope: Scope, item_pk: int, *, version: int) -> Item:
    """Put a withdrawn measure back into its section, with its sub-rows of the same day."""
    item, roadmap, path = lock_item_to_edit(scope, item_pk, version)
    rules.check_is_withdrawn(item.withdrawn_on is not None)
    rules.check_parent_stands(item.parent is not None and item.parent.withdrawn_on is not None)
    subitems = roadmap.items.filter(parent=item, withdrawn_on=item.withdrawn_on)
    count = (subitems | roadmap.items.filter(pk=item.pk)).update(withdrawn_on=None)
    arranging.save_outline(roadmap, arranging.load_outline(roadmap))
    record(scope, "restore_item", item, branch=path, items=count)
    return item


def _place(
    roadmap: Roadmap, section_pk: int | None, after_pk: int | None, under_pk: int | None
) -> tuple[int | None, int | None]:
    """The section and the parent of a new measure. Raises Missing for what is not in the plan."""
    near_pk = under_pk if after_pk is None else after_pk
    if near_pk is not None:
        near = selectors.list_standing(roadmap).filter(pk=near_pk).first()
        if near is None:
            raise Missing("item")
        return near.section_id, near.parent_id if after_pk else near.pk
    if section_pk is not None and not roadmap.sections.filter(pk=section_pk).exists():
        raise Missing("section")
    return section_pk, None
