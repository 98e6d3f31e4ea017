"""What is done with logins: make one, invite its owner, give and end a role."""

from __future__ import annotations

import secrets
from datetime import date, datetime, timedelta

from django.db import transaction

from nastavnik.accounts import rules, selectors
from nastavnik.accounts.models import Grant, Invitation, User
from nastavnik.audit.services import record
from nastavnik.kernel.dated import since
from nastavnik.kernel.errors import Missing, NotAllowed, RuleBroken
from nastavnik.kernel.scope import Right, Scope
from nastavnik.organisations import selectors as organisations
from nastavnik.organisations.models import Unit

INVITATION_LIFETIME = timedelta(days=14)


@transaction.atomic
def create_user(scope: Scope, *, username: str, email: str, name: str, at: Unit) -> User:
    """Make a login without a password for somebody at the unit `at`.

    Raises NotAllowed without the right there, RuleBroken when the login or address is taken.
    """
    path = organisations.path_of(at.pk, scope.on)
    scope.require(Right.MANAGE_ACCOUNTS, path)
    if User.objects.filter(username__iexact=username).exists():
        raise RuleBroken("Такое имя для входа уже занято.", field="username")
    if email and User.objects.filter(email__iexact=email).exists():
        raise RuleBroken("Учётная запись с этим адресом уже есть.", field="email")
    user = User(username=username, email=email, name=name)
    user.set_unusable_password()
    user.save()
    record(scope, "create_user", user, branch=path)
    return user


@transaction.atomic
def correct_user(scope: Scope, user: User, *, email: str, name: str, at: Unit) -> None:
    """Correct the login's address and how its owner is called.

    Raises NotAllowed when the login may do more than whoever corrects it: its password is
    recovered by that address. Raises RuleBroken when the address is taken.
    """
    path = organisations.path_of(at.pk, scope.on)
    scope.require(Right.MANAGE_ACCOUNTS, path)
    _require_reach_over(scope, user)
    if email and User.objects.filter(email__iexact=email).exclude(pk=user.pk).exists():
        raise RuleBroken("Учётная запись с этим адресом уже есть.", field="email")
    user.email, user.name = email, name
    user.save(update_fields=["email", "name"])
    record(scope, "correct_user", user, branch=path)


@transaction.atomic
def give_password(scope: Scope, user: User, *, password: str, at: Unit) -> None:
    """Set a login's password for its owner: at the console, where no letter can be sent."""
    path = organisations.path_of(at.pk, scope.on)
    scope.require(Right.MANAGE_ACCOUNTS, path)
    user.set_password(password)
    user.save(update_fields=["password"])
    record(scope, "give_password", user, branch=path)


@transaction.atomic
def grant_role(
    scope: Scope,
    user: User,
    *,
    role: str,
    unit: Unit,
    on: date,
    until: date | None = None,
) -> Grant:
    """Let the login act in `role` in the unit's branch from `on` up to the day before `until`.

    Raises NotAllowed for a role with more rights than the giver has there.
    """
    path = organisations.path_of(unit.pk, on)
    scope.require(Right.MANAGE_ACCOUNTS, path)
    _require_may_hand_out(scope, role, path)
    grant = Grant.objects.create(user=user, role=role, unit=unit, during=since(on, until))
    record(scope, "grant_role", grant, branch=path, role=role)
    return grant


@transaction.atomic
def end_grant(scope: Scope, grant: Grant, *, on: date) -> None:
    """End the role from `on`; on the day it began it is withdrawn whole."""
    path = organisations.path_of(grant.unit_id, scope.on)
    scope.require(Right.MANAGE_ACCOUNTS, path)
    record(scope, "end_grant", grant, branch=path, on=on.isoformat())
    if on <= grant.during.lower:
        grant.delete()
    else:
        grant.end(on)


@transaction.atomic
def invite(scope: Scope, user: User, *, at: Unit, now: datetime) -> str:
    """Make a link for the login's owner; earlier links stop working. Returns the link's secret.

    Only its hash is kept, so the secret cannot be shown again. Raises NotAllowed when the login
    may do more than whoever invites: the link opens all of it.
    """
    path = organisations.path_of(at.pk, scope.on)
    scope.require(Right.MANAGE_ACCOUNTS, path)
    _require_reach_over(scope, user)
    if user.has_usable_password():
        raise RuleBroken("Этот человек уже задал пароль. Если он его забыл, есть восстановление.")
    Invitation.objects.filter(user=user, accepted=None, revoked=None).update(revoked=now)
    secret = secrets.token_urlsafe(24)
    invitation = Invitation.objects.create(
        user=user,
        secret_hash=rules.hash_of(secret),
        invited_by=scope.user_id,
        expires=now + INVITATION_LIFETIME,
    )
    record(scope, "invite", invitation, branch=path)
    return secret


@transaction.atomic
def accept_invitation(secret: str, password: str, *, now: datetime) -> User:
    """Set the invited person's password; the link does not work again. Raises Missing."""
    pk = selectors.get_invitation(secret, now=now).pk
    invitation = Invitation.objects.select_for_update().get(pk=pk)
    if invitation.accepted is not None:
        raise Missing("invitation")
    user = invitation.user
    user.set_password(password)
    user.save(update_fields=["password"])
    invitation.accepted = now
    invitation.save(update_fields=["accepted"])
    record(Scope(user.pk, now.date()), "accept_invitation", invitation)
    return user


def _require_reach_over(scope: Scope, user: User) -> None:
    """Raise NotAllowed unless the person could hand out every role the login holds or will hold."""
    grants = list(Grant.objects.lasting(scope.on).filter(user=user))
    paths = organisations.paths_of({grant.unit_id for grant in grants}, scope.on)
    for grant in grants:
        if path := paths.get(grant.unit_id):
            _require_may_hand_out(scope, grant.role, path)


def _require_may_hand_out(scope: Scope, role: str, path: str) -> None:
    scope.require(Right.MANAGE_ACCOUNTS, path)
    own = frozenset(right for right in Right if scope.may(right, path))
    if not rules.may_hand_out(own, role):
        raise NotAllowed(role)
