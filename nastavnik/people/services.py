"""What is done with persons and posts: appoint, end, replace; form groups."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from nastavnik.accounts import services as accounts
from nastavnik.accounts.models import User
from nastavnik.audit.services import record
from nastavnik.documents.models import Act
from nastavnik.kernel.dated import since
from nastavnik.kernel.errors import RuleBroken
from nastavnik.kernel.scope import Right, Scope
from nastavnik.organisations import selectors as organisations
from nastavnik.organisations.models import Unit
from nastavnik.people import rules
from nastavnik.people.choices import ROLE_OF_POST
from nastavnik.people.models import Appointment, Group, Person


@transaction.atomic
def add_person(
    scope: Scope,
    *,
    surname: str,
    name: str,
    patronymic: str = "",
    email: str = "",
    phone: str = "",
    at: Unit,
) -> Person:
    """Enter a person who is to be appointed at the unit `at`."""
    path = organisations.path_of(at.pk, scope.on)
    scope.require(Right.MANAGE_PEOPLE, path)
    person = Person.objects.create(
        surname=surname.strip(),
        name=name.strip(),
        patronymic=patronymic.strip(),
        email=email.strip(),
        phone=phone.strip(),
    )
    record(scope, "add_person", person, branch=path)
    return person


@transaction.atomic
def give_login(scope: Scope, person: Person, *, username: str, at: Unit) -> User:
    """Make a login for the person and open what their present posts open."""
    path = organisations.path_of(at.pk, scope.on)
    scope.require(Right.MANAGE_ACCOUNTS, path)
    if person.user_id is not None:
        raise RuleBroken("У этого человека уже есть учётная запись.")
    called = " ".join(filter(None, (person.name, person.patronymic, person.surname)))
    user = accounts.create_user(
        scope, username=username, email=person.email, name=called, at=at
    )
    person.user = user
    person.save(update_fields=["user"])
    for appointment in Appointment.objects.on(scope.on).filter(
        person=person, grant=None
    ):
        _open_access(scope, appointment)
    record(scope, "give_login", person, branch=path)
    return user


@transaction.atomic
def appoint_person(
    scope: Scope,
    person: Person,
    *,
    post: str,
    unit: Unit,
    on: date,
    until: date | None = None,
    act: Act | None = None,
    act_text: str = "",
    group: Group | None = None,
    details: str = "",
) -> Appointment:
    """Appoint the person from `on` up to the day before `until` (R5–R9).

    Raises RuleBroken when a sole post is taken or no document is named.
    """
    path = organisations.path_of(unit.pk, on)
    scope.require(Right.MANAGE_PEOPLE, path)
    rules.check_has_basis(act is not None, act_text)
    held = (
        Appointment.objects.on(on)
        .filter(unit=unit, post=post)
        .select_related("person")
        .first()
    )
    rules.check_post_is_free(post, held.person.short_name if held else None)
    same = Appointment.objects.on(on).filter(
        unit=unit, post=post, person=person, details=details.strip(), group=group
    )
    if same.exists():
        raise RuleBroken("Этот человек уже назначен.", field="person")
    appointment = Appointment.objects.create(
        person=person,
        post=post,
        unit=unit,
        group=group,
        details=details.strip(),
        act=act,
        act_text=act_text.strip(),
        during=since(on, until),
    )
    _open_access(scope, appointment)
    record(
        scope, "appoint_person", appointment, branch=path, post=post, on=on.isoformat()
    )
    return appointment


@transaction.atomic
def end_appointment(scope: Scope, appointment: Appointment, *, on: date) -> None:
    """End the appointment from `on`, and with it what the login could do by it."""
    path = organisations.path_of(appointment.unit_id, scope.on)
    scope.require(Right.MANAGE_PEOPLE, path)
    appointment.end(on)
    if appointment.grant is not None:
        accounts.end_grant(scope, appointment.grant, on=on)
    record(scope, "end_appointment", appointment, branch=path, on=on.isoformat())


@transaction.atomic
def replace_appointee(
    scope: Scope,
    appointment: Appointment,
    successor: Person,
    *,
    on: date,
    act: Act | None = None,
    act_text: str = "",
) -> Appointment:
    """End the appointment and give the same post to the successor from the same day."""
    end_appointment(scope, appointment, on=on)
    return appoint_person(
        scope,
        successor,
        post=appointment.post,
        unit=appointment.unit,
        on=on,
        act=act,
        act_text=act_text,
        group=appointment.group,
        details=appointment.details,
    )


@transaction.atomic
def form_group(
    scope: Scope,
    *,
    unit: Unit,
    kind: str,
    name: str,
    purpose: str = "",
    act: Act | None = None,
    on: date,
) -> Group:
    """Begin a working group or a council of the unit (R8, R9)."""
    path = organisations.path_of(unit.pk, on)
    scope.require(Right.MANAGE_PEOPLE, path)
    group = Group.objects.create(
        unit=unit,
        kind=kind,
        name=name.strip(),
        purpose=purpose,
        act=act,
        during=since(on),
    )
    record(scope, "form_group", group, branch=path)
    return group


def _open_access(scope: Scope, appointment: Appointment) -> None:
    role = ROLE_OF_POST.get(appointment.post)
    user = appointment.person.user
    if role is None or user is None:
        return
    appointment.grant = accounts.grant_role(
        scope,
        user,
        role=role,
        unit=appointment.unit,
        on=max(appointment.during.lower, scope.on),
        until=appointment.during.upper,
    )
    appointment.save(update_fields=["grant"])
