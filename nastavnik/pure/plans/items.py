"""Drafts → items: terms and actors read, corrections of a person laid over, doubts gathered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nastavnik.pure import actors as parties
from nastavnik.pure import terms
from nastavnik.pure.plans import executors, wording
from nastavnik.pure.plans.columns import looks_like_term
from nastavnik.pure.plans.corrections import Corrections, EditKind
from nastavnik.pure.plans.drafts import Draft
from nastavnik.pure.plans.period import Period
from nastavnik.pure.plans.reading import Doubt, Field, Item
from nastavnik.pure.tabular import one_line

MAX_TERM, MAX_ACTORS = 1000, 4000  # a longer cell holds something else; its text is kept whole


@dataclass(frozen=True, slots=True)
class Context:
    """What terms and actors are read with; `guessed`: the year comes from the act's date."""

    year: str | None
    term: Period | None
    aliases: Mapping[str, str]
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class _Given:
    """What a person has said of items."""

    texts: Mapping[tuple[str, Field], str]
    terms: Mapping[str, terms.TermReading]
    actors: Mapping[str, tuple[parties.Actor, ...]]
    accepted: set[tuple[str, str, str]]


def build_items(
    drafts: Sequence[Draft], context: Context, corrections: Corrections
) -> tuple[Item, ...]:
    """Make the items of all drafts."""
    given = _Given(
        {(e.target, Field(e.name)): e.value for e in corrections.of(EditKind.FIELD)},
        {e.target: terms.TermReading.from_json(e.value) for e in corrections.of(EditKind.TERM)},
        {
            e.target: tuple(parties.Actor.from_json(actor) for actor in e.value)
            for e in corrections.of(EditKind.ACTORS)
        },
        corrections.accepted(),
    )
    return tuple(_build(draft, context, given) for draft in drafts)


def _build(draft: Draft, context: Context, given: _Given) -> Item:
    texts = {name: given.texts.get((draft.key, name), draft.texts.get(name, "")) for name in Field}
    number = given.texts.get((draft.key, Field.NUMBER), draft.number)
    term_text = _term_text(texts[Field.TERM])
    term = given.terms.get(draft.key)
    phrase = term_text if len(term_text) <= MAX_TERM else ""
    reading = term or terms.read_term(phrase, context.year, period=context.term)
    actors = given.actors.get(draft.key)
    if actors is None:
        actors = parties.read_actors(texts[Field.RESPONSIBLE][:MAX_ACTORS], context.aliases)
    doubts = [
        *draft.doubts,
        *([] if term else _term_doubts(term_text, reading, context)),
        *([] if draft.key in given.actors else _actor_doubts(actors, context.aliases)),
    ]
    touched = {name for key, name in given.texts if key == draft.key}
    return Item(
        key=draft.key,
        number=number or None,
        section=draft.section,
        parent=draft.parent,
        title=one_line(texts[Field.TITLE]),
        term_text=term_text,
        term=reading,
        responsible_text=texts[Field.RESPONSIBLE],
        actors=actors,
        result=texts[Field.RESULT],
        results_more=tuple(draft.results_more),
        note=texts[Field.NOTE],
        extra=dict(draft.extra),
        place=draft.place,
        places={name: tuple(places) for name, places in draft.places.items()},
        doubts=tuple(
            doubt
            for doubt in doubts
            if not _settled(draft.key, doubt, given)
            and (doubt.field not in touched or doubt.code in _READING)
        ),
        number_in_source=draft.number_in_source,
        rows=tuple(draft.rows),
    )


_READING = frozenset({"term", "term_undated", "term_year_guessed", "actor_unknown"})


def _settled(key: str, doubt: Doubt, given: _Given) -> bool:
    return bool({(key, doubt.code, ""), (key, doubt.code, doubt.field.value)} & given.accepted)


def _term_text(text: str) -> str:
    """A term on one line; several terms of one cell stay one under the other."""
    lines = text.split("\n")
    joined = lines[0]
    for line in lines[1:]:
        before = joined.rpartition("\n")[2]
        own = looks_like_term(line) and not wording.goes_on(before, line)
        joined = f"{joined}\n{line}" if own else one_line(f"{joined}\n{line}")
    return joined


def _term_doubts(text: str, reading: terms.TermReading, context: Context) -> list[Doubt]:
    if not text.strip("-–— "):
        return []
    if reading.ambiguous or reading.warn:
        return [Doubt("term", Field.TERM, terms.problem(reading) or "Проверьте срок", text)]
    if reading.kind == "unparsable":
        return [Doubt("term_undated", Field.TERM, "В сроке нет даты: укажите её", text)]
    if context.guessed and reading.start and str(reading.start.year) not in text:
        message = "Год в документе не назван, взят год приказа"
        return [Doubt("term_year_guessed", Field.TERM, message, text)]
    return []


def _actor_doubts(actors: Sequence[parties.Actor], aliases: Mapping[str, str]) -> list[Doubt]:
    return [
        Doubt("actor_unknown", Field.RESPONSIBLE, message, actor.text)
        for actor in actors
        if (message := executors.unknown(actor, aliases))
    ]
