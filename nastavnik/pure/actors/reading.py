"""Reads the cell of a plan that says who is responsible."""

from __future__ import annotations

import re
from collections.abc import Mapping

from nastavnik.pure.actors.model import Actor, ActorKind


def read_actors(
    text: str, aliases: Mapping[str, str] | None = None
) -> tuple[Actor, ...]:
    """Split a cell into its actors, in order; () for an empty cell.

    `aliases` gives short names of the document and what they stand for (`collect_aliases`).
    Never raises.
    """
    parts = (" ".join(part.split()) for part in re.split(r"[;,\n]", text))
    return tuple(Actor(part, ActorKind.OTHER) for part in parts if part)
