"""What is read from the head of an act; every field may be missing."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from nastavnik.pure.source import Place


class ActKind(StrEnum):
    """Kinds of acts; the codes are those of the commands."""

    ORDER = "order"
    DIRECTIVE = "directive"
    RESOLUTION = "resolution"
    DECISION = "decision"
    DECREE = "decree"
    LAW = "law"
    LETTER = "letter"
    REGULATION = "regulation"
    MINUTES = "minutes"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The Russian word for the kind, lower case."""
        return LABELS[self]


LABELS: dict[ActKind, str] = {
    ActKind.ORDER: "приказ",
    ActKind.DIRECTIVE: "распоряжение",
    ActKind.RESOLUTION: "постановление",
    ActKind.DECISION: "решение",
    ActKind.DECREE: "указ",
    ActKind.LAW: "закон",
    ActKind.LETTER: "письмо",
    ActKind.REGULATION: "положение",
    ActKind.MINUTES: "протокол",
    ActKind.OTHER: "иной",
}


class Relation(StrEnum):
    """How one act speaks of another."""

    EXECUTION = "execution"  # во исполнение
    BASIS = "basis"  # на основании, в соответствии с
    MENTION = "mention"

    @property
    def label(self) -> str:
        """The Russian name of the relation."""
        return {"execution": "во исполнение", "basis": "на основании"}.get(self, "упоминание")


@dataclass(frozen=True, slots=True)
class Reference:
    """Another act named in the text; `quote` is the passage it was read from."""

    relation: Relation
    kind: ActKind
    issuer: str
    number: str | None
    date: datetime.date | None
    title: str
    quote: str
    place: Place


@dataclass(frozen=True, slots=True)
class OwnMention:
    """Number and date of this act named again, as in «Приложение к приказу от … № …»."""

    kind: ActKind
    number: str | None
    date: datetime.date | None
    quote: str
    place: Place


@dataclass(frozen=True, slots=True)
class Act:
    """The head of an act.

    `issuer` is the body that issued it as the letterhead names it, `controller` who keeps
    control of execution (the signatory for «оставляю за собой»); `implementation_term` is
    the term the act sets for the model, inclusive. `places` has the place of every field
    that was found, by the field's name.
    """

    kind: ActKind | None = None
    number: str | None = None
    date: datetime.date | None = None
    issuer: str = ""
    signatory: str = ""
    signatory_post: str = ""
    controller: str = ""
    title: str = ""
    place_of_issue: str = ""
    implementation_term: tuple[datetime.date, datetime.date] | None = None
    references: tuple[Reference, ...] = ()
    own_mentions: tuple[OwnMention, ...] = ()
    places: dict[str, Place] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Return the act as the command prints it: dates in ISO, None where nothing was found."""
        return {
            "kind": self.kind.value if self.kind else None,
            "number": self.number,
            "date": _iso(self.date),
            "issuer": self.issuer or None,
            "signatory": self.signatory or None,
            "signatory_post": self.signatory_post or None,
            "controller": self.controller or None,
            "title": self.title or None,
            "place_of_issue": self.place_of_issue or None,
            "implementation_term": (
                [_iso(day) for day in self.implementation_term]
                if self.implementation_term
                else None
            ),
            "references": [_reference_json(reference) for reference in self.references],
        }


def _iso(day: datetime.date | None) -> str | None:
    return day.isoformat() if day else None


def _reference_json(reference: Reference) -> dict[str, Any]:
    return {
        "relation": reference.relation.value,
        "kind": reference.kind.value,
        "issuer": reference.issuer or None,
        "number": reference.number,
        "date": _iso(reference.date),
        "title": reference.title or None,
        "quote": reference.quote,
        "place": reference.place.key,
    }
