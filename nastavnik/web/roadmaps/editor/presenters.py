"""The editor's view of a plan: sections and measures with where they can go; readings of words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from nastavnik.kernel.scope import Scope
from nastavnik.organisations import selectors as organisations
from nastavnik.pure.actors import read_actors
from nastavnik.pure.occurrences import windows_of
from nastavnik.pure.terms import describe, problem, read_term
from nastavnik.pure.terms.describe import window
from nastavnik.roadmaps import resolving, rules
from nastavnik.roadmaps.choices import ActorState
from nastavnik.roadmaps.meanings import Directory, Meaning
from nastavnik.roadmaps.outline import DOWN, UP, Outline
from nastavnik.web.roadmaps.presenters.item import DoubtView, doubts_of
from nastavnik.web.roadmaps.presenters.meanings import bare, say
from nastavnik.web.roadmaps.presenters.plan import ItemRow, row_of, title_of_section, units_of

SHOWN_DAYS = 4


@dataclass(frozen=True, slots=True)
class Movable:
    """Where a row can go."""

    up: bool
    down: bool


@dataclass(frozen=True, slots=True)
class EditorItem:
    """A measure; `is_given`: an upper plan asks for it, so it cannot be removed."""

    row: ItemRow
    doubts: list[DoubtView]
    remarks: Sequence[str]
    moves: Movable
    is_given: bool


@dataclass(frozen=True, slots=True)
class EditorSection:
    """A section with its measures; `pk` is None for those above the first section."""

    pk: int | None
    title: str
    moves: Movable
    items: list[EditorItem]


@dataclass(frozen=True, slots=True)
class ReadActor:
    """Whom words mean; `meaning` is "" where the words say it already."""

    text: str
    meaning: str
    unresolved: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """What was understood of a term and of responsible parties."""

    term: str
    days: str
    problem: str
    actors: list[ReadActor]


def sections_of(
    roadmap: Any,
    sections: Sequence[Any],
    items: Sequence[Any],
    outline: Outline,
    scope: Scope,
    remarks: Mapping[int, Sequence[str]],
) -> list[EditorSection]:
    """Return the sections of a plan in their order, those without measures too.

    `remarks` are those still to be taken into account, by the key of the item.
    """
    names = organisations.names_of({roadmap.unit_id, *units_of(items)}, scope.on)
    rows: dict[int | None, list[EditorItem]] = {}
    for item in items:
        moves = Movable(outline.may_move(item.pk, UP), outline.may_move(item.pk, DOWN))
        rows.setdefault(item.section_id, []).append(
            EditorItem(
                row_of(item, names, roadmap.unit_id),
                doubts_of(item),
                remarks.get(item.pk, ()),
                moves,
                item.origin_id is not None,
            )
        )
    shown = [
        EditorSection(
            section.pk,
            title_of_section(section),
            Movable(
                outline.may_move_section(section.pk, UP), outline.may_move_section(section.pk, DOWN)
            ),
            rows.get(section.pk, []),
        )
        for section in sections
    ]
    loose = EditorSection(None, "", Movable(False, False), rows.get(None, []))
    return [loose, *shown] if loose.items or not shown else shown


def read_words(scope: Scope, roadmap: Any, term: str, responsible: str) -> Reading:
    """Read a term and responsible parties as they would be read in this plan."""
    period = rules.days_of(roadmap.period)
    reading = read_term(term.strip(), roadmap.context_year or None, period=period)
    rhythm = windows_of(reading, period) if reading.kind != "once" else ()
    days = [window(first, last) for first, last in rhythm]
    more = f"; всего раз: {len(days)}" if len(days) > SHOWN_DAYS else ""
    actors = read_actors(responsible.strip())
    directory = resolving.load_directory(scope, roadmap.unit_id, actors)
    meanings = resolving.resolve_all(directory, actors)
    return Reading(
        term=describe(reading),
        days="; ".join(days[:SHOWN_DAYS]) + more,
        problem=problem(reading),
        actors=[
            ReadActor(
                actor.text,
                _unless_same(_said(meanings[actor], directory), actor.text),
                meanings[actor].state == ActorState.UNRESOLVED,
            )
            for actor in actors
        ],
    )


def _said(meaning: Meaning, directory: Directory) -> str:
    names = {unit.pk: unit.name for unit in directory.units}
    people = {person.pk: person for person in directory.people}
    person = people.get(meaning.person_id or 0)
    called = f"{person.surname} {'. '.join(person.initials)}." if person else ""
    return say(meaning, names, directory.own.pk, called)


def _unless_same(said: str, text: str) -> str:
    return "" if bare(said) == bare(text) else said


def words_of(item: Any) -> dict[str, str]:
    """Return the texts of a measure by the names of the form's fields."""
    return {
        "number": item.number,
        "title": item.title,
        "term": item.term_text,
        "responsible": item.responsible_text,
        "result": item.result,
        "note": item.note,
    }


def differences(now: Mapping[str, str], typed: Mapping[str, str]) -> dict[str, str]:
    """Return what stands in the plan now where it is not what a person has typed."""
    return {
        name: text or "пусто"
        for name, text in now.items()
        if text.strip() != str(typed.get(name, "")).replace("\r\n", "\n").strip()
    }
