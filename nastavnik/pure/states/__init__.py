"""Transition tables: which verb moves a thing from which state to which."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


class WrongState(Exception):
    """The verb cannot be done in this state."""

    def __init__(self, machine: str, state: str, verb: str) -> None:
        super().__init__(f"{machine}: {verb} in {state}")
        self.machine, self.state, self.verb = machine, state, verb


@dataclass(frozen=True)
class Machine:
    """The life of one kind of thing: (state, verb) → the state after it."""

    name: str
    table: Mapping[tuple[str, str], str]

    def go(self, state: str, verb: str) -> str:
        """Return the state after the verb. Raises WrongState where the table has no such way."""
        after = self.table.get((state, verb))
        if after is None:
            raise WrongState(self.name, state, verb)
        return after

    def may(self, state: str, verb: str) -> bool:
        """Tell whether the verb can be done in this state."""
        return (state, verb) in self.table

    def verbs(self, state: str) -> tuple[str, ...]:
        """Return what can be done in this state, in the table's order."""
        return tuple(verb for before, verb in self.table if before == state)
