"""Control cards: rows of a list, one card with its history."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from nastavnik.roadmaps.choices import CardNoteKind, CardState
from nastavnik.web.shell.jinja import day, plural

DAYS = ("день", "дня", "дней")


@dataclass(frozen=True, slots=True)
class CardRow:
    """A card in a list. `left` says how many days are left, `tone` is that of its tag."""

    pk: int
    url: str
    item: str
    item_url: str
    plan: str
    controller: str
    unit: str
    due: str
    left: str
    tone: str


def row_of(card: Any, on: date, names: Mapping[int, str] | None = None) -> CardRow:
    """Present a card; `names` are names of units by key."""
    left, tone = left_of(card, on)
    return CardRow(
        pk=card.pk,
        url=reverse("show_card", args=[card.pk]),
        item=f"{card.item.number} {card.item.title}".strip(),
        item_url=reverse("show_item", args=[card.item_id]),
        plan=card.item.roadmap.title,
        controller=card.controller.short_name,
        unit=(names or {}).get(card.unit_id, ""),
        due=f"{card.due:%d.%m.%Y}",
        left=left,
        tone=tone,
    )


def left_of(card: Any, on: date) -> tuple[str, str]:
    """Say how long the control still lasts, with the tone of it."""
    if card.state == CardState.REMOVED:
        return f"Снято {card.removed_on:%d.%m.%Y}", "success"
    days = (card.due - on).days
    if days < 0:
        return f"Просрочено на {plural(-days, *DAYS)}", "danger"
    if days == 0:
        return "Сегодня", "warning"
    return f"Осталось {plural(days, *DAYS)}", "warning" if days <= 7 else "info"


def history_of(
    notes: Iterable[Any], users: Mapping[int, str], controllers: Mapping[int, str], reader: int
) -> list[dict[str, str]]:
    """Return what happened to the card, newest first; `controllers` are names of persons."""
    return [
        {
            "when": day(note.on),
            "iso": note.on.isoformat(),
            "title": CardNoteKind(note.kind).label,
            "text": ". ".join(filter(None, (_change(note, controllers), note.text))),
            "who": "Вы" if note.by == reader else users.get(note.by or 0, ""),
        }
        for note in notes
    ]


def _change(note: Any, controllers: Mapping[int, str]) -> str:
    if note.kind == CardNoteKind.REASSIGNED:
        was, now = (controllers.get(int(key), "") for key in (note.was, note.now))
        return f"{was} → {now}"
    days = [f"{date.fromisoformat(text):%d.%m.%Y}" for text in (note.was, note.now) if text]
    return f"Срок: {' → '.join(days)}" if days else ""
