"""Reading logins and grants; building the Scope of a login."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db.models import OuterRef, QuerySet, Subquery

from nastavnik.accounts import rules
from nastavnik.accounts.choices import Role
from nastavnik.accounts.models import Grant, Invitation, User
from nastavnik.kernel.errors import Missing
from nastavnik.kernel.scope import Right, Scope, join_reach
from nastavnik.organisations import selectors as organisations


def list_all_grants_of(user: User) -> list[Grant]:
    """Return every grant of the login, past and future too, with its unit, the first given first.

    All that a request asks of them is read from this one list.
    """
    return list(Grant.objects.filter(user=user).select_related("unit").order_by("pk"))


def get_scope(user: User, on: date, grants: Sequence[Grant] | None = None) -> Scope:
    """Return what `user` may do on that day: the union of the grants that hold.

    `grants` are all of the login's where they have been read already.
    """
    known = list_all_grants_of(user) if grants is None else grants
    held = [grant for grant in known if on in grant.during]
    paths = organisations.paths_of({grant.unit_id for grant in held}, on)
    reach = join_reach(
        (rules.rights_of(grant.role), paths[grant.unit_id])
        for grant in held
        if grant.unit_id in paths
    )
    return Scope(user.pk, on, reach)


def zone_of(user: User, grants: Sequence[Grant] | None = None) -> str | None:
    """Return the time zone of the unit whose role the login was given first."""
    known = list_all_grants_of(user) if grants is None else grants
    return known[0].unit.timezone if known else None


@dataclass(frozen=True, slots=True)
class Recipient:
    """Where and how to write to the owner of a login; `email` may be "", `zone` is theirs."""

    user_id: int
    email: str
    name: str
    zone: str


def recipients_of(user_ids: Collection[int]) -> dict[int, Recipient]:
    """Return how to write to those of the logins that are active, by login, in one query."""
    first = Grant.objects.filter(user=OuterRef("pk")).order_by("pk").values("unit__timezone")[:1]
    rows = (
        User.objects.filter(pk__in=user_ids, is_active=True)
        .annotate(zone=Subquery(first))
        .values_list("pk", "email", "name", "zone")
    )
    return {
        pk: Recipient(pk, email, name, zone or settings.TIME_ZONE) for pk, email, name, zone in rows
    }


def holders_of(right: Right, unit_ids: Collection[int], on: date) -> dict[int, set[int]]:
    """Return the active logins with a role at one of those units that allows `right`, by unit.

    Roles of units above are not counted: who is to act is told, not everybody who might.
    """
    roles = [role for role in Role.values if right in rules.rights_of(role)]
    grants = Grant.objects.on(on).filter(unit__in=unit_ids, role__in=roles, user__is_active=True)
    found: dict[int, set[int]] = {}
    for unit_id, user_id in grants.values_list("unit_id", "user_id"):
        found.setdefault(unit_id, set()).add(user_id)
    return found


def list_grants_of(user: User, on: date) -> QuerySet[Grant]:
    """Return the grants of the login that hold on the day, the first given first."""
    return Grant.objects.on(on).filter(user=user).select_related("unit").order_by("pk")


def name_of_unit(grant: Grant, on: date) -> str:
    """Return what the grant's unit is called on the day."""
    return organisations.names_of({grant.unit_id}, on).get(grant.unit_id, grant.unit.code)


def list_users(scope: Scope) -> QuerySet[User]:
    """Return the logins with a grant in the branches whose logins the person may manage."""
    units = organisations.list_units(scope, right=Right.MANAGE_ACCOUNTS).values("pk")
    return User.objects.filter(grants__unit__in=units).distinct().order_by("name", "pk")


def get_invitation(secret: str, *, now: datetime) -> Invitation:
    """Return the living invitation of this link. Raises Missing for a used, old or false one."""
    invitation = (
        Invitation.objects.select_related("user")
        .filter(secret_hash=rules.hash_of(secret), accepted=None, revoked=None, expires__gt=now)
        .first()
    )
    if invitation is None:
        raise Missing("invitation")
    return invitation


def find_invitation(user: User) -> Invitation | None:
    """Return the login's invitation that has been neither accepted nor revoked, if any."""
    return Invitation.objects.filter(user=user, accepted=None, revoked=None).first()


def names_of(user_ids: Collection[int]) -> dict[int, str]:
    """Return how the owners of those logins are called."""
    return dict(User.objects.filter(pk__in=user_ids).values_list("pk", "name"))
