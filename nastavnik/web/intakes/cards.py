"""One item as read: a card of fields, each with its place and how sure the reading is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nastavnik.pure.actors import Actor
from nastavnik.pure.plans import Corrections, Doubt, EditKind, Field, Item, Plan, Section
from nastavnik.pure.terms import describe
from nastavnik.web.intakes.source import SourceView

LABELS = {
    Field.NUMBER: "Номер",
    Field.TITLE: "Мероприятие",
    Field.TERM: "Срок",
    Field.RESPONSIBLE: "Ответственные",
    Field.RESULT: "Результат",
    Field.NOTE: "Примечание",
    Field.OTHER: "Прочие сведения",
}


@dataclass(frozen=True, slots=True)
class DoubtView:
    """A doubt of an item; `key` names it in a form."""

    key: str
    label: str
    message: str
    quote: str
    place: str


@dataclass(frozen=True, slots=True)
class FieldView:
    """A field of a card: its text, its place in the source, and how sure the reading is."""

    name: str
    label: str
    text: str
    place: str
    state: str
    meaning: str = ""
    actors: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """One item as read. `section` is set on the first item of a section."""

    key: str
    anchor: str
    number: str
    title: str
    place: str
    is_sub: bool
    section: Section | None
    section_place: str
    fields: tuple[FieldView, ...]
    doubts: tuple[DoubtView, ...]
    following: str

    def field(self, wanted: Field) -> FieldView:
        """Return one of the fields that are always there: the term, the responsible."""
        return next(field for field in self.fields if field.name == wanted)


class Dealer:
    """Makes the cards of one reading."""

    def __init__(self, plan: Plan, view: SourceView, corrections: Corrections) -> None:
        self.view, self.corrections = view, corrections
        self.headers = {column.index: column.header for column in plan.columns}
        self.sections = _first_of_sections(plan)

    def card(self, item: Item, following: str = "") -> Card:
        """Return one item as it is shown; `following` leads to the next doubt."""
        section = self.sections.get(item.key)
        return Card(
            key=item.key,
            anchor=anchor_of(item.key),
            number=item.number or "",
            title=item.title,
            place=self.place(item, Field.TITLE) or self.view.anchor(item.place),
            is_sub=item.parent is not None,
            section=section,
            section_place=self.view.anchor(section.place) if section else "",
            fields=tuple(self._fields(item)),
            doubts=tuple(self._doubt(item, doubt) for doubt in item.doubts),
            following=following,
        )

    def place(self, item: Item, field: Field) -> str:
        """Return the anchor of the first place of a field; "" when it has none."""
        places = item.places.get(field, ())
        return self.view.anchor(places[0]) if places else ""

    def _fields(self, item: Item) -> list[FieldView]:
        fixed = corrected_fields(self.corrections, item.key)
        states = {doubt.field: "doubt" for doubt in item.doubts}
        rows = [
            (Field.TERM, item.term_text),
            (Field.RESPONSIBLE, item.responsible_text),
            (Field.RESULT, "\n".join((item.result, *item.results_more)).strip()),
            (Field.NOTE, item.note),
        ]
        found = [
            FieldView(
                name=field.value,
                label=LABELS[field],
                text=text,
                place=self.place(item, field),
                state=states.get(field) or ("fixed" if field in fixed else "read"),
                meaning=describe(item.term) if field is Field.TERM and text else "",
                actors=_actors(item.actors) if field is Field.RESPONSIBLE else (),
            )
            for field, text in rows
            if text or field in (Field.TERM, Field.RESPONSIBLE) or field in states
        ]
        extra = [
            FieldView("other", self.headers.get(index) or LABELS[Field.OTHER], text, "", "read")
            for index, text in item.extra.items()
            if text
        ]
        return found + extra

    def _doubt(self, item: Item, doubt: Doubt) -> DoubtView:
        return DoubtView(
            key=f"{doubt.code}:{doubt.field.value}",
            label=LABELS[doubt.field],
            message=doubt.message,
            quote=doubt.quote,
            place=self.place(item, doubt.field),
        )


def anchor_of(key: str) -> str:
    """Return the id of the card of the item with `key`."""
    return "item-" + key.replace(":", "-").replace("~", "-")


def corrected_fields(corrections: Corrections, key: str) -> frozenset[Field]:
    """Return the fields of the item that a person has corrected."""
    kinds = {EditKind.TERM: Field.TERM, EditKind.ACTORS: Field.RESPONSIBLE}
    found = set()
    for edit in corrections.edits:
        if edit.target == key and edit.kind in kinds:
            found.add(kinds[edit.kind])
        elif edit.target == key and edit.kind is EditKind.FIELD:
            found.add(Field(edit.name))
    return frozenset(found)


def _actors(actors: Sequence[Actor]) -> tuple[tuple[str, str], ...]:
    """Text and kind of every actor, with the person or body named beside it."""
    return tuple(
        (
            " · ".join(filter(None, (actor.position, actor.text, actor.person))),
            actor.kind.label,
        )
        for actor in actors
    )


def _first_of_sections(plan: Plan) -> dict[str, Section]:
    """Return the section that begins with an item, by the key of the item."""
    found: dict[int, str] = {}
    for item in plan.items:
        if item.section is not None:
            found.setdefault(item.section, item.key)
    return {key: plan.sections[section] for section, key in found.items()}
