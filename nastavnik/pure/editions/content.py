"""The content of an edition: every text of a plan under its key, to JSON and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Part:
    """A heading row."""

    key: str
    number: str
    title: str


@dataclass(frozen=True, slots=True)
class ItemText:
    """A measure: its texts, and how they were understood.

    `section` and `parent` are keys. `term` is a `pure.terms.TermReading` as JSON, `executors` are
    {"text", "kind", "details", "state", "unit_id", "kinds", "post", "person_id"}, `doubts` those
    that were open, `origin_version` the version of the upper plan's item that came down; they are
    kept so that the plan can be put back as it was.
    """

    key: str
    title: str
    section: str | None = None
    parent: str | None = None
    number: str = ""
    number_restored: bool = False
    term_text: str = ""
    term: Mapping[str, Any] | None = None
    responsible_text: str = ""
    executors: tuple[Mapping[str, Any], ...] = ()
    result: str = ""
    results_more: tuple[str, ...] = ()
    note: str = ""
    extra: Mapping[str, str] | None = None
    doubts: tuple[Mapping[str, str], ...] = ()
    origin_version: int | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """A plan whole; sections and measures stand in their order. `period`: first and last day."""

    title: str
    kind: str = ""
    period: tuple[date, date] | None = None
    context_year: str = ""
    sections: tuple[Part, ...] = ()
    items: tuple[ItemText, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the content as JSON values; `from_json` reads them back."""
        return {
            "title": self.title,
            "kind": self.kind,
            "period": self.period and [day.isoformat() for day in self.period],
            "context_year": self.context_year,
            "sections": [asdict(one) for one in self.sections],
            "items": [_item_json(one) for one in self.items],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Content:
        """Read `to_json` back."""
        days = data["period"]
        return cls(
            title=data["title"],
            kind=data["kind"],
            period=days and (date.fromisoformat(days[0]), date.fromisoformat(days[1])),
            context_year=data["context_year"],
            sections=tuple(Part(**one) for one in data["sections"]),
            items=tuple(_item_from_json(one) for one in data["items"]),
        )


_LISTS = ("executors", "results_more", "doubts")


def _item_json(item: ItemText) -> dict[str, Any]:
    facts = asdict(item)
    return facts | {name: list(facts[name]) for name in _LISTS}


def _item_from_json(data: Mapping[str, Any]) -> ItemText:
    return ItemText(**(dict(data) | {name: tuple(data[name]) for name in _LISTS}))
