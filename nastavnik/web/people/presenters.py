"""What the pages of persons, appointments and groups show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse

from nastavnik.accounts import selectors as accounts
from nastavnik.kernel.scope import Right, Scope
from nastavnik.organisations import selectors as organisations
from nastavnik.people import selectors
from nastavnik.web.shell.jinja import moment, period
from nastavnik.web.shell.unit_lists import Choices

if TYPE_CHECKING:
    from nastavnik.organisations.models import Unit
    from nastavnik.people.models import Appointment, Group, Person


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person in the list with the posts held today."""

    pk: int
    name: str
    posts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PostRow:
    """An appointment of a person or a membership of a group."""

    pk: int
    person: str
    person_url: str
    post: str
    post_name: str
    details: str
    unit: str
    unit_url: str
    period: str
    basis: str
    is_present: bool
    may_manage: bool


@dataclass(frozen=True, slots=True)
class LoginState:
    """Whether the person can sign in, in words; what may be done about it."""

    words: str
    tone: str
    note: str
    username: str
    may_give: bool
    may_invite: bool


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """A unit of the register with who answers for mentoring there; nobody: a gap."""

    unit: Unit
    holders: tuple[Appointment, ...]


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group in the list."""

    pk: int
    name: str
    kind: str
    unit: str
    since: date


def person_rows(scope: Scope, people: Iterable[Person]) -> list[PersonRow]:
    """Return the persons of one page with their present posts."""
    shown = list(people)
    held = list(selectors.list_of_people(scope, [person.pk for person in shown]))
    names = organisations.names_of({one.unit_id for one in held}, scope.on)
    posts: dict[int, list[str]] = defaultdict(list)
    for one in held:
        posts[one.person_id].append(f"{one.get_post_display()}, {names[one.unit_id]}")
    return [PersonRow(one.pk, str(one), tuple(posts[one.pk])) for one in shown]


def post_rows(scope: Scope, appointments: Iterable[Appointment]) -> list[PostRow]:
    """Return the appointments as they are shown to the person of the scope."""
    shown = list(appointments)
    units = {one.unit_id for one in shown}
    paths = organisations.paths_of(units, scope.on)
    names = organisations.names_of(units, scope.on)
    return [_post_row(scope, one, names, paths) for one in shown]


def _post_row(
    scope: Scope, one: Appointment, names: dict[int, str], paths: dict[int, str]
) -> PostRow:
    path = paths.get(one.unit_id, "-")
    is_over = one.during.upper is not None and one.during.upper <= scope.on
    post = one.get_post_display()
    return PostRow(
        pk=one.pk,
        person=str(one.person),
        person_url=reverse("show_person", args=(one.person_id,)),
        post=f"{post}, {one.group.name}" if one.group else post,
        post_name=post,
        details=one.details,
        unit=names.get(one.unit_id, ""),
        unit_url=reverse("show_unit", args=(one.unit_id,)) if one.unit_id in paths else "",
        period=period(one.during),
        basis=str(one.act) if one.act else one.act_text,
        is_present=not is_over,
        may_manage=not is_over and scope.may(Right.MANAGE_PEOPLE, path),
    )


def login_state(scope: Scope, person: Person, *, may_manage: bool) -> LoginState:
    """Return whether the person can sign in."""
    user = person.user
    if user is None:
        note = "Чтобы человек вошёл в систему, откройте ему вход."
        return LoginState("Входа нет", "neutral", note if may_manage else "", "", may_manage, False)
    if user.has_usable_password():
        seen = f"Последний вход: {moment(user.last_login)}." if user.last_login else ""
        return LoginState("Может входить", "success", seen, user.username, False, False)
    sent = accounts.find_invitation(user)
    note = f"Приглашение действует до {moment(sent.expires)}." if sent else ""
    return LoginState("Приглашён", "info", note, user.username, False, may_manage)


def register_rows(scope: Scope, units: Iterable[Unit]) -> list[RegisterRow]:
    """Return the units of one page with their curators or coordinators."""
    shown = list(units)
    holders: dict[int, list[Appointment]] = defaultdict(list)
    for one in selectors.list_holders(scope, [unit.pk for unit in shown], scope.on):
        holders[one.unit_id].append(one)
    return [RegisterRow(unit, tuple(holders[unit.pk])) for unit in shown]


def group_rows(scope: Scope, groups: Iterable[Group]) -> list[GroupRow]:
    """Return the groups with the names of their units."""
    shown = list(groups)
    names = organisations.names_of({group.unit_id for group in shown}, scope.on)
    return [
        GroupRow(
            pk=group.pk,
            name=group.name,
            kind=group.get_kind_display(),
            unit=names.get(group.unit_id, ""),
            since=group.during.lower,
        )
        for group in shown
    ]


def people_choices(people: Iterable[Person], empty: str) -> Choices:
    """Return the choices of a select of persons."""
    return [("", empty), *((str(person.pk), str(person)) for person in people)]
