"""What each role allows within its branch; how the secret of an invitation is kept."""

from __future__ import annotations

import hashlib

from nastavnik.accounts.choices import Role
from nastavnik.kernel.scope import Right

_READ = {Right.SEE_UNITS, Right.SEE_ROADMAPS}
_PLAN = _READ | {Right.SEE_PEOPLE, Right.WRITE_ROADMAPS, Right.IMPORT_PLANS}
_CONTROL = _PLAN | {Right.CONTROL_ROADMAPS}
_LEAD = _CONTROL | {Right.APPROVE_ROADMAPS, Right.MANAGE_PEOPLE, Right.MANAGE_ACCOUNTS}

RIGHTS: dict[str, frozenset[Right]] = {
    Role.MINISTRY: frozenset(_LEAD | {Right.MANAGE_UNITS, Right.SEE_JOURNAL}),
    Role.REGIONAL_CENTRE: frozenset(_CONTROL | {Right.MANAGE_UNITS}),
    Role.TERRITORIAL_COORDINATOR: frozenset(_LEAD | {Right.MANAGE_UNITS}),
    Role.CURATOR: frozenset(_PLAN),
    Role.HEAD: frozenset(_LEAD),
    Role.COUNCIL_MEMBER: frozenset(_READ | {Right.SEE_PEOPLE}),
    Role.EXPERT: frozenset(_READ),
    Role.MENTOR: frozenset(_READ),
    Role.MENTEE: frozenset({Right.SEE_UNITS}),
    Role.GUARDIAN: frozenset({Right.SEE_UNITS}),
    Role.PARTNER_CONTACT: frozenset({Right.SEE_UNITS}),
    Role.AUDITOR: frozenset(_READ | {Right.SEE_PEOPLE, Right.SEE_JOURNAL}),
    # keeps logins and the tree, opens every role to others, reads no plan and no register
    Role.ADMINISTRATOR: frozenset(
        {
            Right.SEE_UNITS,
            Right.MANAGE_UNITS,
            Right.SEE_PEOPLE,
            Right.MANAGE_PEOPLE,
            Right.MANAGE_ACCOUNTS,
            Right.GRANT_ANY_ROLE,
            Right.SEE_JOURNAL,
            Right.SEE_JOBS,
        }
    ),
}


def rights_of(role: str) -> frozenset[Right]:
    """Return what `role` allows. Raises KeyError for a role that is not declared."""
    return RIGHTS[role]


def may_hand_out(giver: frozenset[Right], role: str) -> bool:
    """Tell whether somebody with the rights `giver` may give `role`.

    Never more than their own, except an administrator, whose duty it is.
    """
    return Right.GRANT_ANY_ROLE in giver or RIGHTS[role] <= giver


def hash_of(secret: str) -> str:
    """Return what is kept of an invitation's secret: its SHA-256 in hex."""
    return hashlib.sha256(secret.encode()).hexdigest()
