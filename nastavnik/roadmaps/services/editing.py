"""A plan that is not in force is edited: its head, sections, the order of its measures (R12)."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from nastavnik.audit.services import record
from nastavnik.kernel.dated import within
from nastavnik.kernel.errors import Missing
from nastavnik.kernel.scope import Right, Scope
from nastavnik.pure.occurrences import Window, windows_of
from nastavnik.pure.plans import Field
from nastavnik.pure.plans.period import context_of
from nastavnik.pure.terms import TermReading, read_term
from nastavnik.roadmaps import arranging, rules
from nastavnik.roadmaps.models import Item, Roadmap, Section
from nastavnik.roadmaps.services.locking import lock_roadmap
from nastavnik.roadmaps.services.syncing import sync_items


@transaction.atomic
def correct_roadmap(
    scope: Scope,
    roadmap_pk: int,
    *,
    version: int,
    title: str,
    first: date | None,
    last: date | None,
) -> Roadmap:
    """Give the plan another title and other days; terms in words are read again for them.

    A term that a person has set by its days stays as it is.
    """
    roadmap, path = lock_to_edit(scope, roadmap_pk, version)
    rules.check_roadmap_title(title)
    period = rules.checked_period(first, last)
    was, before = rules.days_of(roadmap.period), roadmap.context_year
    roadmap.title, roadmap.kind = title.strip(), rules.kind_of(title)
    roadmap.period, roadmap.context_year = within(*period), context_of(period) or ""
    arranging.save_head(roadmap, "title", "kind", "period", "context_year")
    if period != was:
        _read_terms_again(roadmap, before, was, period)
        sync_items(scope.on, Item.objects.filter(roadmap=roadmap))
    days = [day.isoformat() for day in period]
    record(scope, "correct_roadmap", roadmap, branch=path, period=days)
    return roadmap


@transaction.atomic
def add_section(
    scope: Scope, roadmap_pk: int, *, version: int, title: str, number: str = ""
) -> Section:
    """Add a section at the end of the plan."""
    roadmap, path = lock_to_edit(scope, roadmap_pk, version)
    rules.check_section_title(title)
    section = Section.objects.create(
        roadmap=roadmap,
        position=roadmap.sections.count(),
        number=number.strip(),
        title=title.strip(),
    )
    arranging.save_head(roadmap)
    record(scope, "add_section", section, branch=path, roadmap=roadmap.pk)
    return section


@transaction.atomic
def rename_section(
    scope: Scope, section_pk: int, *, version: int, title: str, number: str
) -> Section:
    """Write another number and title of the section."""
    section, roadmap, path = _lock_section(scope, section_pk, version)
    rules.check_section_title(title)
    section.title, section.number = title.strip(), number.strip()
    section.save(update_fields=["title", "number"])
    arranging.save_head(roadmap)
    record(scope, "rename_section", section, branch=path, roadmap=roadmap.pk)
    return section


@transaction.atomic
def move_section(scope: Scope, section_pk: int, *, version: int, step: int) -> Section:
    """Let the section with its measures change places with the one above (-1) or below (1)."""
    section, roadmap, path = _lock_section(scope, section_pk, version)
    outline = arranging.load_outline(roadmap)
    rules.check_can_move(outline.may_move_section(section.pk, step))
    outline.move_section(section.pk, step)
    arranging.save_outline(roadmap, outline)
    record(scope, "move_section", section, branch=path, roadmap=roadmap.pk, step=step)
    return section


@transaction.atomic
def remove_section(scope: Scope, section_pk: int, *, version: int) -> Roadmap:
    """Take an empty section out of the plan."""
    section, roadmap, path = _lock_section(scope, section_pk, version)
    rules.check_is_empty(Item.objects.filter(section=section).exists())
    record(scope, "remove_section", section, branch=path, roadmap=roadmap.pk)
    section.delete()
    arranging.save_outline(roadmap, arranging.load_outline(roadmap))
    return roadmap


@transaction.atomic
def move_item(scope: Scope, item_pk: int, *, version: int, step: int) -> Item:
    """Move the measure with its sub-rows one place up (-1) or down (1); `version` is the plan's."""
    item, roadmap, path = lock_item_to_edit(scope, item_pk, version)
    rules.check_stands(item.withdrawn_on is not None)
    outline = arranging.load_outline(roadmap)
    rules.check_can_move(outline.may_move(item.pk, step))
    outline.move(item.pk, step)
    arranging.save_outline(roadmap, outline)
    record(scope, "move_item", item, branch=path, step=step)
    return item


@transaction.atomic
def renumber_roadmap(scope: Scope, roadmap_pk: int, *, version: int) -> int:
    """Count sections and measures anew from one; returns how many numbers have changed."""
    roadmap, path = lock_to_edit(scope, roadmap_pk, version)
    count = arranging.save_numbers(*arranging.load_outline(roadmap).numbered())
    arranging.save_head(roadmap)
    record(scope, "renumber_roadmap", roadmap, branch=path, changed=count)
    return count


def lock_to_edit(scope: Scope, roadmap_pk: int, version: int | None) -> tuple[Roadmap, str]:
    """Return the plan under a row lock and the path of its unit.

    Raises Missing for a neighbour's, NotAllowed without the right to write plans there, RuleBroken
    in a state in which it is not edited, Conflict when it has changed since `version` was shown.
    """
    roadmap, path = lock_roadmap(scope, roadmap_pk, Right.WRITE_ROADMAPS)
    rules.check_can_edit(roadmap)
    rules.check_roadmap_version(roadmap.version, version)
    return roadmap, path


def lock_item_to_edit(scope: Scope, item_pk: int, version: int | None) -> tuple[Item, Roadmap, str]:
    """Return the item with its plan under a lock and the path; `version` is the plan's."""
    item = Item.objects.filter(pk=item_pk).first()
    if item is None:
        raise Missing("item")
    roadmap, path = lock_to_edit(scope, item.roadmap_id, version)
    return Item.objects.get(pk=item_pk), roadmap, path


def _lock_section(scope: Scope, section_pk: int, version: int) -> tuple[Section, Roadmap, str]:
    section = Section.objects.filter(pk=section_pk).first()
    if section is None:
        raise Missing("section")
    roadmap, path = lock_to_edit(scope, section.roadmap_id, version)
    return Section.objects.get(pk=section_pk), roadmap, path


def _read_terms_again(roadmap: Roadmap, before: str, was: Window | None, period: Window) -> None:
    """Read every term for the plan's new days, but those a person has set by their days."""
    changed = []
    for item in roadmap.items.all():
        term = TermReading.from_json(item.term)
        if term == read_term(item.term_text, before or None, period=was):
            term = read_term(item.term_text, roadmap.context_year or None, period=period)
            doubts = rules.without_fields(item.doubts, [Field.TERM])
            item.doubts = doubts + rules.doubts_of_term(term, item.term_text)
            item.term = term.to_json()
        item.windows, item.version = windows_of(term, period), item.version + 1
        changed.append(item)
    Item.objects.bulk_update(changed, ["term", "windows", "doubts", "version"])
