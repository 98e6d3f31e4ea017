"""One party responsible for a measure, as the document names it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class ActorKind(StrEnum):
    """What sort of party it is; the codes are those of the command `read-actors`."""

    MINISTRY = "ministry"
    REGIONAL_CENTRE = "regional_centre"
    MUNICIPAL_AUTHORITY = "municipal_authority"
    INSTITUTION = "institution"
    CURATOR = "curator"
    HEAD = "head"
    MENTOR = "mentor"
    NAMED_PERSON = "named_person"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The Russian name of the kind."""
        return LABELS[self]


LABELS: dict[ActorKind, str] = {
    ActorKind.MINISTRY: "министерство",
    ActorKind.REGIONAL_CENTRE: "региональный центр",
    ActorKind.MUNICIPAL_AUTHORITY: "муниципальный орган",
    ActorKind.INSTITUTION: "организация",
    ActorKind.CURATOR: "куратор",
    ActorKind.HEAD: "руководитель",
    ActorKind.MENTOR: "наставник",
    ActorKind.NAMED_PERSON: "названное лицо",
    ActorKind.OTHER: "другой исполнитель",
}

_OPTIONAL = ("person", "position", "organisation", "defines_alias")


@dataclass(frozen=True, slots=True)
class Actor:
    """One actor of a cell.

    `text` is what was written, white space collapsed, without what the other fields took:
    `person` is the name in brackets after a body, `position` the post of a named person,
    `organisation` the body the post or the unit belongs to, `defines_alias` the short name
    that «(далее – ОО)» gives.
    """

    text: str
    kind: ActorKind
    person: str | None = None
    position: str | None = None
    organisation: str | None = None
    defines_alias: str | None = None

    def to_json(self) -> dict[str, Any]:
        """Return `text`, `kind` and those of the other fields that apply."""
        data: dict[str, Any] = {"text": self.text, "kind": self.kind.value}
        for name in _OPTIONAL:
            value = getattr(self, name)
            if value is not None:
                data[name] = value
        return data

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Actor:
        """Rebuild what `to_json` gave. Raises KeyError or ValueError on anything else."""
        return cls(
            data["text"],
            ActorKind(data["kind"]),
            **{name: data.get(name) for name in _OPTIONAL},
        )
