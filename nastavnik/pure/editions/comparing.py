"""What one content says otherwise than another: row by row, field by field, in a stable order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from difflib import SequenceMatcher
from typing import Any

from nastavnik.pure.editions.content import Content, ItemText, Part

HEAD = ("title", "kind", "period", "context_year")
UNSEEN = frozenset({"doubts", "number_restored", "origin_version"})  # kept, but no text of the plan
PLACES = frozenset({"section", "parent"})


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field and its values before and after."""

    field: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class RowChange:
    """A section or a measure that stands in both contents, with the fields that differ."""

    key: str
    fields: tuple[FieldChange, ...]

    @property
    def texts(self) -> tuple[FieldChange, ...]:
        """The changes a reader of the plan sees in the row itself."""
        return tuple(one for one in self.fields if one.field not in UNSEEN | PLACES)

    @property
    def is_renumbered(self) -> bool:
        """Tell whether nothing but the number has changed in the texts."""
        return [one.field for one in self.texts] == ["number"]


@dataclass(frozen=True, slots=True)
class Changes:
    """The way from one content to another. Empty when both say the same.

    `added` and `removed` rows stand in the order of their content, `changed` ones in the new order.
    `moved` are keys of measures that stand in another section, under another measure, or past
    their neighbours. `section_order` and `order` are all keys of the new content, None where no
    key has come, gone or moved.
    """

    head: tuple[FieldChange, ...] = ()
    sections_added: tuple[Part, ...] = ()
    sections_removed: tuple[Part, ...] = ()
    sections_changed: tuple[RowChange, ...] = ()
    section_order: tuple[str, ...] | None = None
    added: tuple[ItemText, ...] = ()
    removed: tuple[ItemText, ...] = ()
    changed: tuple[RowChange, ...] = ()
    moved: tuple[str, ...] = ()
    order: tuple[str, ...] | None = None

    def __bool__(self) -> bool:
        return self != Changes()

    @property
    def rewritten(self) -> tuple[RowChange, ...]:
        """The measures of which more than the number reads otherwise."""
        return tuple(row for row in self.changed if row.texts and not row.is_renumbered)

    @property
    def renumbered(self) -> tuple[RowChange, ...]:
        """The measures of which only the number has changed."""
        return tuple(row for row in self.changed if row.is_renumbered)


def compare(old: Content, new: Content) -> Changes:
    """Return what has to be done to `old` to get `new`."""
    parts_before, parts_now = _by_key(old.sections), _by_key(new.sections)
    before, now = _by_key(old.items), _by_key(new.items)
    changed = _changed(before, now)
    return Changes(
        head=_fields(old, new, HEAD),
        sections_added=_without(new.sections, parts_before),
        sections_removed=_without(old.sections, parts_now),
        sections_changed=_changed(parts_before, parts_now),
        section_order=_order(old.sections, new.sections),
        added=_without(new.items, before),
        removed=_without(old.items, now),
        changed=changed,
        moved=_moved(before, now, changed),
        order=_order(old.items, new.items),
    )


def _by_key(rows: Sequence[Any]) -> dict[str, Any]:
    return {row.key: row for row in rows}


def _without(rows: Sequence[Any], known: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(row for row in rows if row.key not in known)


def _order(old: Sequence[Any], new: Sequence[Any]) -> tuple[str, ...] | None:
    now = tuple(row.key for row in new)
    return None if now == tuple(row.key for row in old) else now


def _changed(before: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[RowChange, ...]:
    found = []
    for key, row in now.items():
        if key in before:
            names = [field.name for field in fields(row) if field.name != "key"]
            if changes := _fields(before[key], row, names):
                found.append(RowChange(key, changes))
    return tuple(found)


def _fields(old: Any, new: Any, names: Sequence[str]) -> tuple[FieldChange, ...]:
    return tuple(
        FieldChange(name, getattr(old, name), getattr(new, name))
        for name in names
        if getattr(old, name) != getattr(new, name)
    )


def _moved(
    before: Mapping[str, Any], now: Mapping[str, Any], changed: Sequence[RowChange]
) -> tuple[str, ...]:
    """Keys of rows in another place; the longest run of rows in their old order has stayed."""
    old = [key for key in before if key in now]
    new = [key for key in now if key in before]
    stayed = {
        key
        for block in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
        for key in old[block.a : block.a + block.size]
    }
    elsewhere = {row.key for row in changed if any(one.field in PLACES for one in row.fields)}
    return tuple(key for key in new if key not in stayed or key in elsewhere)
