"""Whom an actor means, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from nastavnik.organisations.choices import UnitKind
from nastavnik.people.choices import Post
from nastavnik.roadmaps.choices import ActorState
from nastavnik.roadmaps.meanings import INSTITUTION_KINDS, Meaning

_PLURALS: dict[str, str] = {
    UnitKind.MINISTRY: "министерства",
    UnitKind.REGIONAL_CENTRE: "региональные центры",
    UnitKind.DATA_OPERATOR: "операторы данных",
    UnitKind.TERRITORIAL_AUTHORITY: "территориальные управления",
    UnitKind.MUNICIPAL_AUTHORITY: "органы управления образованием",
    UnitKind.MUNICIPAL_CENTRE: "муниципальные центры",
    UnitKind.RESOURCE_CENTRE: "ресурсные центры",
    UnitKind.TRAINING_PROVIDER: "организации дополнительного образования педагогов",
    UnitKind.SCHOOL: "школы",
    UnitKind.COLLEGE: "профессиональные организации",
    UnitKind.PRESCHOOL: "дошкольные организации",
    UnitKind.EXTRACURRICULAR: "организации дополнительного образования",
}


@dataclass(frozen=True, slots=True)
class ActorView:
    """An actor's words and whom they mean; `meaning` is "" where the words say it already."""

    pk: int
    text: str
    meaning: str
    unresolved: bool
    code: str


def all_of(kinds: Sequence[str]) -> str:
    """Say «все школы, дошкольные организации»."""
    if set(kinds) == set(INSTITUTION_KINDS):
        return "все образовательные организации"
    return "все " + ", ".join(_PLURALS[kind] for kind in kinds)


def say(meaning: Meaning, units: Mapping[int, str], own: int, person: str = "") -> str:
    """Say whom `meaning` means; the plan's own unit is not named again."""
    unit = units.get(meaning.unit_id or 0, "")
    where = all_of(meaning.kinds) if meaning.kinds else ""
    if meaning.unit_id != own or not where:
        where = f"{where} ({unit})" if where else unit
    if meaning.state == ActorState.POST:
        post = Post(meaning.post).label
        return post if meaning.unit_id == own and not meaning.kinds else f"{post}: {where}"
    if meaning.state == ActorState.PERSON:
        return person or "человек"
    if meaning.state == ActorState.OUTSIDE:
        return "вне системы"
    if meaning.state == ActorState.UNRESOLVED:
        return "не определён"
    return where


def meaning_of(actor: Any) -> Meaning:
    """Return whom a row of actors means."""
    return Meaning(actor.state, actor.unit_id, tuple(actor.kinds), actor.post, actor.person_id)


def actor_view(actor: Any, units: Mapping[int, str], own: int) -> ActorView:
    """Present a row of actors; `units` are the names of all units it may mean."""
    meaning = meaning_of(actor)
    said = say(meaning, units, own, actor.person.short_name if actor.person else "")
    return ActorView(
        pk=actor.pk,
        text=actor.text,
        meaning="" if bare(said).removeprefix("все") == bare(actor.text) else said,
        unresolved=actor.state == ActorState.UNRESOLVED,
        code=meaning.code,
    )


def bare(text: str) -> str:
    """Letters and digits alone: how two wordings are compared."""
    return "".join(sign for sign in text.lower().replace("ё", "е") if sign.isalnum())
