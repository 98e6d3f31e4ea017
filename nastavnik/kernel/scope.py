"""Scope: who acts, with which rights, over which branches of the tree.

Every selector and service takes it first. A branch is the path of its top unit
("1.4.17"); the empty path is the whole tree.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from nastavnik.kernel.errors import NotAllowed

WHOLE_TREE = ""


class Right(StrEnum):
    """What a role may allow, always within a branch."""

    SEE_UNITS = "see_units"
    MANAGE_UNITS = "manage_units"
    SEE_PEOPLE = "see_people"
    MANAGE_PEOPLE = "manage_people"
    MANAGE_ACCOUNTS = "manage_accounts"
    SEE_ROADMAPS = "see_roadmaps"
    WRITE_ROADMAPS = "write_roadmaps"
    IMPORT_PLANS = "import_plans"
    APPROVE_ROADMAPS = "approve_roadmaps"
    CONTROL_ROADMAPS = "control_roadmaps"
    SEE_JOURNAL = "see_journal"
    SEE_JOBS = "see_jobs"
    GRANT_ANY_ROLE = "grant_any_role"


@dataclass(frozen=True, slots=True)
class Scope:
    """Who acts (`user_id`, None for the operator at the console), on which day, with what reach."""

    user_id: int | None
    on: date
    reach: Mapping[Right, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of_operator(cls, on: date) -> Scope:
        """Return the scope of a person at the server's console: every right over the whole tree."""
        everything = frozenset({WHOLE_TREE})
        return cls(None, on, MappingProxyType(dict.fromkeys(Right, everything)))

    def branches(self, right: Right) -> tuple[str, ...]:
        """Return the paths under which `right` holds, shortest first; () where nowhere."""
        return tuple(sorted(self.reach.get(right, ()), key=lambda path: (len(path), path)))

    def may(self, right: Right, path: str) -> bool:
        """Tell whether `right` holds at the unit with this `path`."""
        return any(is_within(path, branch) for branch in self.reach.get(right, ()))

    def may_somewhere(self, right: Right) -> bool:
        """Tell whether `right` holds anywhere at all."""
        return bool(self.reach.get(right))

    def require_somewhere(self, right: Right) -> None:
        """Raise NotAllowed where `right` holds nowhere at all."""
        if not self.may_somewhere(right):
            raise NotAllowed(right)

    def require(self, right: Right, path: str) -> None:
        """Raise NotAllowed unless `right` holds at `path`."""
        if not self.may(right, path):
            raise NotAllowed(right)


def is_within(path: str, branch: str) -> bool:
    """Tell whether the unit at `path` is the top of `branch` or below it."""
    return branch == WHOLE_TREE or path == branch or path.startswith(branch + ".")


def join_reach(
    grants: Iterable[tuple[Iterable[Right], str]],
) -> Mapping[Right, frozenset[str]]:
    """Unite (rights, branch) pairs of several appointments into one reach."""
    reach: dict[Right, set[str]] = {}
    for rights, branch in grants:
        for right in rights:
            reach.setdefault(right, set()).add(branch)
    return MappingProxyType({right: frozenset(paths) for right, paths in reach.items()})
