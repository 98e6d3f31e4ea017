"""What a person changed in a reading: a list of edits that is applied at every new reading.

Every function returns new corrections, so a page can call them and undo the last edit.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from nastavnik.pure.actors import Actor
from nastavnik.pure.plans.reading import Field
from nastavnik.pure.plans.rows import RowKind
from nastavnik.pure.terms import TermReading


class EditKind(StrEnum):
    """Kinds of edits."""

    COLUMN = "column"  # target: table, name: index of the column, value: field
    ROW = "row"  # target: row, value: kind of row
    SPLIT = "split"  # target: row, value: field → offset at which the second row begins
    FIELD = "field"  # target: item, name: field, value: text
    TERM = "term"  # target: item, value: reading of the term
    ACTORS = "actors"  # target: item, value: list of actors
    DOUBT = "doubt"  # target: item, name: code of the doubt, value: field or ""
    RANGE = "range"  # target: first line, name: field, value: last line


@dataclass(frozen=True, slots=True)
class Edit:
    """One edit; what `target`, `name` and `value` are is said at the kinds."""

    kind: EditKind
    target: str
    name: str = ""
    value: Any = ""


@dataclass(frozen=True, slots=True)
class Corrections:
    """Edits in the order in which they were made; a later one beats an earlier one."""

    edits: tuple[Edit, ...] = ()

    def with_column(self, table: str, index: int, field: Field) -> Corrections:
        """The column `index` of the table `table` (`Column.table`) holds `field`."""
        return self._with(EditKind.COLUMN, table, str(index), Field(field).value)

    def with_row(self, row: str, kind: RowKind) -> Corrections:
        """The row at the place key `row` is an item, a sub-item, a part of the one above …"""
        return self._with(EditKind.ROW, row, "", RowKind(kind).value)

    def with_split(self, row: str, offsets: Mapping[Field, int]) -> Corrections:
        """The row is two: of every field in `offsets` the text from there on is the second's.

        The second row has the key `second_key(row)`; fields that are not named stay whole in
        the first.
        """
        value = {Field(name).value: int(offset) for name, offset in offsets.items()}
        return self._with(EditKind.SPLIT, row, "", value)

    def with_field(self, item: str, field: Field, text: str) -> Corrections:
        """The text of a field of an item; a new term or responsible text is read anew."""
        return self._with(EditKind.FIELD, item, Field(field).value, text)

    def with_term(self, item: str, reading: TermReading) -> Corrections:
        """How the term of an item is understood; the text stays."""
        return self._with(EditKind.TERM, item, "", reading.to_json())

    def with_actors(self, item: str, actors: Sequence[Actor]) -> Corrections:
        """The responsible parties of an item; the text stays."""
        return self._with(EditKind.ACTORS, item, "", [actor.to_json() for actor in actors])

    def accept_doubt(self, item: str, code: str, field: Field | None = None) -> Corrections:
        """A person has looked at a doubt: it is counted no more."""
        return self._with(EditKind.DOUBT, item, code, field.value if field else "")

    def with_range(self, field: Field, first: str, last: str) -> Corrections:
        """In a text whose order is lost the lines `first` to `last` are the column `field`."""
        return self._with(EditKind.RANGE, first, Field(field).value, last)

    def undo_last(self) -> Corrections:
        """Without the last edit."""
        return Corrections(self.edits[:-1])

    def of(self, kind: EditKind) -> Iterator[Edit]:
        """Edits of one kind, in order."""
        return (edit for edit in self.edits if edit.kind is kind)

    def columns(self) -> dict[str, dict[int, Field]]:
        """Columns given, by table."""
        found: dict[str, dict[int, Field]] = {}
        for edit in self.of(EditKind.COLUMN):
            found.setdefault(edit.target, {})[int(edit.name)] = Field(edit.value)
        return found

    def rows(self) -> dict[str, RowKind]:
        """Decisions on rows."""
        return {edit.target: RowKind(edit.value) for edit in self.of(EditKind.ROW)}

    def splits(self) -> dict[str, dict[Field, int]]:
        """Rows to be cut in two."""
        return {
            edit.target: {Field(name): offset for name, offset in edit.value.items()}
            for edit in self.of(EditKind.SPLIT)
        }

    def accepted(self) -> set[tuple[str, str, str]]:
        """Doubts a person has accepted: item, code, field (or "")."""
        return {(edit.target, edit.name, edit.value) for edit in self.of(EditKind.DOUBT)}

    def to_json(self) -> list[dict[str, Any]]:
        """Return plain values that `from_json` reads back."""
        return [
            {"kind": e.kind.value, "target": e.target, "name": e.name, "value": e.value}
            for e in self.edits
        ]

    @classmethod
    def from_json(cls, data: Sequence[Mapping[str, Any]]) -> Corrections:
        """Rebuild what `to_json` gave. Raises ValueError on anything else."""
        try:
            found = cls(
                tuple(
                    Edit(EditKind(e["kind"]), str(e["target"]), str(e["name"]), e["value"])
                    for e in data
                )
            )
            found.columns(), found.rows(), found.splits()
            for edit in found.edits:
                _check(edit)
        except (KeyError, TypeError, AttributeError) as problem:
            raise ValueError(f"not corrections: {problem}") from problem
        return found

    def _with(self, kind: EditKind, target: str, name: str, value: Any) -> Corrections:
        return Corrections((*self.edits, Edit(kind, target, name, value)))


def second_key(row: str) -> str:
    """Key of the second of the two rows a row was split into."""
    return f"{row}~2"


def _check(edit: Edit) -> None:
    """Raise when the value of an edit cannot be read."""
    if edit.kind in (EditKind.FIELD, EditKind.RANGE):
        Field(edit.name)
        if not isinstance(edit.value, str):
            raise TypeError("a text is expected")
    elif edit.kind is EditKind.TERM:
        TermReading.from_json(edit.value)
    elif edit.kind is EditKind.ACTORS:
        for actor in edit.value:
            Actor.from_json(actor)
