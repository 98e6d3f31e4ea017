"""Doing changes to a content: proof that a comparison leaves nothing out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from nastavnik.pure.editions.comparing import Changes, RowChange
from nastavnik.pure.editions.content import Content


def apply(old: Content, changes: Changes) -> Content:
    """Return what `old` becomes. Raises KeyError for changes of another content."""
    head = {one.field: one.new for one in changes.head}
    return replace(
        old,
        sections=_rows(
            old.sections, changes.sections_added, changes.sections_changed, changes.section_order
        ),
        items=_rows(old.items, changes.added, changes.changed, changes.order),
        **head,
    )


def _rows(
    old: Sequence[Any],
    added: Sequence[Any],
    changed: Sequence[RowChange],
    order: Sequence[str] | None,
) -> tuple[Any, ...]:
    rows = {row.key: row for row in (*old, *added)}
    for row in changed:
        rows[row.key] = replace(rows[row.key], **{one.field: one.new for one in row.fields})
    return tuple(rows[key] for key in (order if order is not None else [row.key for row in old]))
