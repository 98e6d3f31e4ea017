"""Loads and stores the order of a plan: a step inside services that hold the plan's lock."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.db.models import Max

from nastavnik.roadmaps import selectors
from nastavnik.roadmaps.models import Item, Roadmap, Section
from nastavnik.roadmaps.outline import Outline, Row


def load_outline(roadmap: Roadmap, *, without: int | None = None) -> Outline:
    """Return the order of what stands in the plan; items a revision took out are not in it.

    `without`: an item that has no place yet.
    """
    sections = list(selectors.list_sections(roadmap).values_list("pk", flat=True))
    rows = selectors.list_standing(roadmap).values_list("pk", "section_id", "parent_id", "number")
    return Outline(sections, (Row(*row) for row in rows if row[0] != without))


def save_outline(roadmap: Roadmap, outline: Outline) -> None:
    """Write the order, a change of the plan; items that were taken out stand last."""
    places = {section: at for at, section in enumerate(outline.sections)}
    sections = list(Section.objects.filter(roadmap=roadmap))
    for section in sections:
        section.position = places[section.pk]
    Section.objects.bulk_update(sections, ["position"])
    order = list(outline.order())
    gone = Item.objects.filter(roadmap=roadmap, withdrawn_on__isnull=False)
    order += list(gone.values_list("pk", "section_id"))
    items = Item.objects.only("position", "section").in_bulk([pk for pk, _ in order])
    moved = []
    for position, (pk, group) in enumerate(order):
        item = items[pk]
        if (item.position, item.section_id) != (position, group):
            item.position, item.section_id = position, group
            moved.append(item)
    Item.objects.bulk_update(moved, ["position", "section"])
    save_head(roadmap)


def last_positions(roadmap_pks: Collection[int]) -> dict[int, int]:
    """Return the position of the last row of each of the plans."""
    rows = Item.objects.filter(roadmap__in=roadmap_pks).order_by().values_list("roadmap")
    return dict(rows.annotate(Max("position")))


def settle_positions(roadmap_pks: Collection[int]) -> None:
    """Let items that were written at the end stand in their sections; many plans at once."""
    sections: dict[int, list[int]] = {pk: [] for pk in roadmap_pks}
    for roadmap, pk in Section.objects.filter(roadmap__in=roadmap_pks).values_list("roadmap", "pk"):
        sections[roadmap].append(pk)
    rows: dict[int, list[Item]] = {pk: [] for pk in roadmap_pks}
    slim = ("roadmap", "section", "parent", "position", "withdrawn_on")
    for item in Item.objects.filter(roadmap__in=roadmap_pks).only(*slim):
        rows[item.roadmap_id].append(item)
    moved = []
    for roadmap, items in rows.items():
        standing = [one for one in items if one.withdrawn_on is None]
        outline = Outline(
            sections[roadmap], (Row(one.pk, one.section_id, one.parent_id) for one in standing)
        )
        order = [pk for pk, _ in outline.order()]
        order += [one.pk for one in items if one.withdrawn_on is not None]
        places = {pk: position for position, pk in enumerate(order)}
        for item in items:
            if item.position != places[item.pk]:
                item.position = places[item.pk]
                moved.append(item)
    Item.objects.bulk_update(moved, ["position"], batch_size=1000)


def save_head(roadmap: Roadmap, *fields: str) -> None:
    """Write `fields` of the plan and its next version: whoever has an older page is told."""
    roadmap.version += 1
    roadmap.save(update_fields=[*fields, "version"])


def save_numbers(sections: Mapping[int, str], items: Mapping[int, str]) -> int:
    """Write the numbers that are others than before; returns how many."""
    named = [
        row for row in Section.objects.filter(pk__in=sections) if row.number != sections[row.pk]
    ]
    for section in named:
        section.number = sections[section.pk]
    Section.objects.bulk_update(named, ["number"])
    counted = [row for row in Item.objects.filter(pk__in=items) if row.number != items[row.pk]]
    for item in counted:
        item.number, item.number_restored, item.version = items[item.pk], False, item.version + 1
    Item.objects.bulk_update(counted, ["number", "number_restored", "version"])
    return len(named) + len(counted)
