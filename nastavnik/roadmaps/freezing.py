"""A plan frozen as an edition, and put back as an edition says: steps under the plan's lock."""

from __future__ import annotations

from datetime import date
from typing import Any

from nastavnik.documents.models import Act
from nastavnik.kernel.dated import within
from nastavnik.pure.editions import Content, ItemText
from nastavnik.pure.occurrences import windows_of
from nastavnik.pure.terms import TermReading
from nastavnik.roadmaps import rules, selectors
from nastavnik.roadmaps.models import Edition, Item, ItemActor, Roadmap, Section

TEXTS = (
    "number", "number_restored", "title", "term_text", "term", "responsible_text", "result", "note",
    "extra",
)  # fmt: skip
LISTS = ("results_more", "doubts")


def check_ready(roadmap: Roadmap) -> None:
    """Raise RuleBroken for a plan that cannot go on: without items, or with items unnamed."""
    ready = selectors.readiness_of(roadmap)
    rules.check_ready(ready.items, ready.untitled)


def add_edition(
    roadmap: Roadmap, day: date, *, act: Act | None = None, act_text: str = "", reason: str = ""
) -> Edition:
    """Freeze what the plan says now as its next edition; the caller saves its number."""
    roadmap.edition += 1
    return Edition.objects.create(
        roadmap=roadmap,
        number=roadmap.edition,
        approved_on=day,
        act=act,
        act_text=act_text,
        reason=reason,
        content=selectors.content_of(roadmap).to_json(),
    )


def drop_unrecorded(roadmap: Roadmap) -> None:
    """Delete the items taken out that stood in no edition and have nothing recorded for them.

    One with a sub-row that stays, stays too.
    """
    gone = Item.objects.filter(roadmap=roadmap, withdrawn_on__isnull=False)
    kept = set(selectors.recorded(gone).values_list("pk", flat=True))
    known = selectors.approved_keys(roadmap)
    parents = dict(roadmap.items.values_list("pk", "parent_id"))
    free = {pk for pk, key in gone.values_list("pk", "key") if pk not in kept and key not in known}
    while needed := {parents[pk] for pk in parents if pk not in free} & free:
        free -= needed
    Item.objects.filter(pk__in=free).delete()


def restore(roadmap: Roadmap, content: Content, on: date) -> None:
    """Let the plan say again what `content` says; the caller saves its head.

    Other items are deleted, or withdrawn when something is recorded for them; but what an upper
    plan has brought since stays as it is.
    """
    roadmap.title, roadmap.kind = content.title, content.kind
    roadmap.period = within(*content.period) if content.period else None
    roadmap.context_year = content.context_year
    _withdraw_others(roadmap, content, on)
    items = {item.key: item for item in roadmap.items.prefetch_related("actors")}
    _restore_sections(roadmap, content)
    known = {one.key for one in content.items}
    others = [item for key, item in items.items() if key not in known]
    others.sort(key=lambda item: (item.withdrawn_on is not None, item.position))
    changed = []
    for position, text in enumerate(content.items):
        if _write_back(items, text, position, content):
            changed.append(items[text.key])
    for position, item in enumerate(others, start=len(content.items)):
        if item.position != position:
            item.position = position
            changed.append(item)
    fields = [*TEXTS, *LISTS, "windows", "section", "parent", "position", "withdrawn_on", "version"]
    Item.objects.bulk_update(changed, fields)
    drop_unrecorded(roadmap)
    parts = [int(one.key) for one in content.sections]
    Section.objects.filter(roadmap=roadmap, items=None).exclude(pk__in=parts).delete()


def _withdraw_others(roadmap: Roadmap, content: Content, on: date) -> None:
    """Take out the items added since; out of their section, which may go away."""
    known = [one.key for one in content.items]
    others = Item.objects.filter(roadmap=roadmap, origin=None).exclude(key__in=known)
    others.filter(withdrawn_on=None).update(withdrawn_on=on)
    parts = [int(one.key) for one in content.sections]
    others.filter(section__isnull=False).exclude(section__in=parts).update(section=None)


def _restore_sections(roadmap: Roadmap, content: Content) -> None:
    standing = {str(one.pk): one for one in roadmap.sections.all()}
    for position, part in enumerate(content.sections):
        row = standing.pop(part.key, None) or Section(pk=int(part.key), roadmap=roadmap)
        row.number, row.title, row.position = part.number, part.title, position
        row.save()
    for position, row in enumerate(standing.values(), start=len(content.sections)):
        row.position = position
        row.save(update_fields=["position"])


def _write_back(items: dict[str, Item], text: ItemText, position: int, content: Content) -> bool:
    """Let an item say again what it said; tells whether anything was otherwise.

    One that an upper plan has changed since keeps its words, and the doubt when there is one.
    """
    item = items[text.key]
    term = TermReading.from_json(dict(text.term or {}))
    wanted: dict[str, Any] = {
        **{name: getattr(text, name) for name in TEXTS},
        **{name: list(getattr(text, name)) for name in LISTS},
        "windows": windows_of(term, content.period),
        "section_id": None if text.section is None else int(text.section),
        "parent_id": None if text.parent is None else items[text.parent].pk,
        "position": position,
        "withdrawn_on": None,
    }
    executors = list(text.executors)
    if item.origin_version != text.origin_version:
        if any(doubt["code"] == rules.ORIGIN_CHANGED for doubt in item.doubts):
            del wanted["doubts"]
        else:
            wanted = {name: wanted[name] for name in ("section_id", "parent_id", "position")}
            executors = [selectors.executor_of(actor) for actor in item.actors.all()]
    if [selectors.executor_of(actor) for actor in item.actors.all()] != executors:
        item.actors.all().delete()
        ItemActor.objects.bulk_create(
            ItemActor(item=item, position=place, **facts) for place, facts in enumerate(executors)
        )
    elif all(getattr(item, name) == value for name, value in wanted.items()):
        return False
    for name, value in wanted.items():
        setattr(item, name, value)
    item.version += 1
    return True
