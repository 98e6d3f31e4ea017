"""One item: its doubts, its family, its history in the journal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone

from nastavnik.pure.actors import Actor
from nastavnik.roadmaps.choices import Outcome
from nastavnik.web.roadmaps.presenters.meanings import meaning_of
from nastavnik.web.roadmaps.presenters.plan import title_of_section
from nastavnik.web.roadmaps.presenters.source import FIELDS
from nastavnik.web.shell import task_words
from nastavnik.web.shell.jinja import day, moment
from nastavnik.web.shell.journal_words import VERBS


@dataclass(frozen=True, slots=True)
class Heading:
    """Where the item stands: plan, section, its own number."""

    roadmap_pk: int
    roadmap_title: str
    section: str
    number: str


@dataclass(frozen=True, slots=True)
class DoubtView:
    """What a person must look at."""

    field: str
    message: str
    quote: str


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A task of the item."""

    url: str
    who: str
    due: str
    note: str
    state: str
    tone: str


def task_line(task: Any, units: Mapping[int, str], on: date) -> TaskLine:
    """Present a task of the item; `units` are names by key."""
    return TaskLine(
        url=task_words.address_of(task),
        who=task_words.executor_of(task, units),
        due=task_words.due_of(task),
        note=task_words.note_of(task, on),
        state=task_words.state_of(task, on),
        tone=task_words.tone_of(task, on),
    )


def heading_of(item: Any) -> Heading:
    """Present where the item stands."""
    section = title_of_section(item.section) if item.section else ""
    number = f"Мероприятие {item.number}" if item.number else "Мероприятие без номера"
    return Heading(item.roadmap_id, item.roadmap.title, section, number)


def around(before: int | None, after: int | None) -> dict[str, str]:
    """Return the addresses of the items before and after, "" at the ends of the plan."""
    return {
        "before": reverse("show_item", args=[before]) if before else "",
        "after": reverse("show_item", args=[after]) if after else "",
    }


def doubts_of(item: Any) -> list[DoubtView]:
    """Return the open doubts."""
    return [
        DoubtView(FIELDS.get(one["field"], ""), one["message"], one["quote"]) for one in item.doubts
    ]


def family_of(item: Any, *, sees_origin: bool) -> list[tuple[str, str, str]]:
    """Return (what it is, name, address) of the item above and of the sub-rows.

    Of an upper plan's item everybody below may read the title, not each its page.
    """
    links = []
    if item.origin:
        address = reverse("show_item", args=[item.origin_id]) if sees_origin else ""
        links.append(("Исполняет мероприятие вышестоящей карты", _name(item.origin), address))
    if item.parent:
        links.append(("Входит в", _name(item.parent), reverse("show_item", args=[item.parent_id])))
    for sub in item.subitems.all():
        links.append(("Подпункт", _name(sub), reverse("show_item", args=[sub.pk])))
    return links


def history(
    item: Any, entries: Sequence[Any], names: Mapping[int, str], reader: int
) -> list[dict[str, str]]:
    """Return what has been done to the item, newest first; its taking-in comes last."""
    rows = [
        {
            "when": moment(entry.at),
            "iso": timezone.localtime(entry.at).isoformat(timespec="minutes"),
            "title": VERBS.get(entry.verb, "Мероприятие изменено"),
            "text": _details(entry.verb, entry.details),
            "who": "Вы" if entry.actor == reader else names.get(entry.actor, ""),
        }
        for entry in entries
    ]
    created = item.roadmap.created
    taken_in = {
        "when": moment(created),
        "iso": timezone.localtime(created).isoformat(timespec="minutes"),
        "title": "Внесено вместе с планом",
        "text": "",
        "who": "",
    }
    return [*rows, taken_in]


def read_actor(actor: Any) -> Actor:
    """Return a row of actors as it was read."""
    return Actor.from_json({"text": actor.text, "kind": actor.kind, **actor.details})


def meaning_code(actor: Any) -> str:
    """Return whom the row means as a value of a form; "" while it is not known."""
    return "" if actor.state == "unresolved" else meaning_of(actor).code


def _details(verb: str, details: Mapping[str, Any]) -> str:
    if verb == "correct_item":
        return ", ".join(FIELDS[name].lower() for name in details["fields"])
    if verb == "settle_item":
        return f"{Outcome(details['was']).label} → {Outcome(details['now']).label}"
    if verb == "record_event" and details.get("day"):
        return day(date.fromisoformat(details["day"]))
    if verb == "assign_actor" and details["rows"] > 1:
        return f"сразу в строках плана: {details['rows']}"
    return ""


def _name(item: Any) -> str:
    return f"{item.number}. {item.title}" if item.number else item.title
