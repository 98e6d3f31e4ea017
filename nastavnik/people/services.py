"""What is done with persons and posts: appoint, end, replace; logins; groups."""

from __future__ import annotations

from datetime import date

from django.db import connection, transaction
from django.db.models import QuerySet

from nastavnik.accounts import services as accounts
from nastavnik.accounts.models import User
from nastavnik.audit.services import record
from nastavnik.documents.models import Act
from nastavnik.kernel.dated import since
from nastavnik.kernel.errors import RuleBroken
from nastavnik.kernel.scope import Right, Scope
from nastavnik.organisations import selectors as organisations
from nastavnik.organisations import services as tree
from nastavnik.organisations.models import Unit
from nastavnik.people import rules
from nastavnik.people.choices import ROLE_OF_POST
from nastavnik.people.models import Appointment, Group, Person

POSTS_LOCK = 7_021_003  # with the key of a unit


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
def correct_person(
    scope: Scope,
    person: Person,
    *,
    surname: str,
    name: str,
    patronymic: str,
    email: str,
    phone: str,
    at: Unit,
) -> None:
    """Correct the person's name and contacts, and with them the address of their login.

    Raises NotAllowed when the login may do more than whoever corrects it.
    """
    path = organisations.path_of(at.pk, scope.on)
    scope.require(Right.MANAGE_PEOPLE, path)
    person.surname, person.name = surname.strip(), name.strip()
    person.patronymic, person.phone = patronymic.strip(), phone.strip()
    person.email = email.strip()
    person.save(update_fields=["surname", "name", "patronymic", "email", "phone"])
    if person.user is not None:
        accounts.correct_user(scope, person.user, email=person.email, name=_called(person), at=at)
    record(scope, "correct_person", person, branch=path)


@transaction.atomic
def give_login(scope: Scope, person: Person, *, username: str, at: Unit) -> User:
    """Make a login for the person and open what their posts open, present and to come."""
    path = organisations.path_of(at.pk, scope.on)
    scope.require(Right.MANAGE_ACCOUNTS, path)
    if person.user_id is not None:
        raise RuleBroken("У этого человека уже есть учётная запись.")
    user = accounts.create_user(
        scope, username=username, email=person.email, name=_called(person), at=at
    )
    person.user = user
    person.save(update_fields=["user"])
    for appointment in _lasting(scope.on).filter(person=person, grant=None):
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

    Raises RuleBroken when a sole post is taken in that time, when the post does not fit the unit
    or when no document is named.
    """
    path = _path_for(scope, unit, on)
    scope.require(Right.MANAGE_PEOPLE, path)
    rules.check_has_basis(act is not None, act_text)
    rules.check_period(on, until)
    rules.check_post_fits(post, unit.kind)
    rules.check_fits_group(post, group is not None)
    _lock_posts(unit)
    _check_is_free(person, post, unit, group, details.strip(), on, until)
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
    record(scope, "appoint_person", appointment, branch=path, post=post, on=on.isoformat())
    return appointment


@transaction.atomic
def end_appointment(scope: Scope, appointment: Appointment, *, on: date) -> None:
    """End the appointment from `on`, and with it what the login could do by it."""
    path = _path_for(scope, appointment.unit, appointment.during.lower)
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
    rules.check_is_another(appointment.person_id, successor.pk)
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
    path = _path_for(scope, unit, on)
    scope.require(Right.MANAGE_PEOPLE, path)
    group = Group.objects.create(
        unit=unit,
        kind=kind,
        name=name.strip(),
        purpose=purpose.strip(),
        act=act,
        during=since(on),
    )
    record(scope, "form_group", group, branch=path)
    return group


@transaction.atomic
def end_group(scope: Scope, group: Group, *, on: date) -> None:
    """End the group and every membership in it from `on`."""
    path = _path_for(scope, group.unit, group.during.lower)
    scope.require(Right.MANAGE_PEOPLE, path)
    group.end(on)
    for member in _lasting(on).filter(group=group):
        end_appointment(scope, member, on=on)
    record(scope, "end_group", group, branch=path, on=on.isoformat())


@transaction.atomic
def disband_unit(scope: Scope, unit: Unit, *, on: date) -> None:
    """Close the unit from `on`: its groups and appointments end with it.

    Raises NotAllowed where somebody's appointment would have to be ended without the right to.
    """
    for group in Group.objects.lasting(on).filter(unit=unit):
        end_group(scope, group, on=on)
    for appointment in _lasting(on).filter(unit=unit):
        end_appointment(scope, appointment, on=on)
    tree.close_unit(scope, unit, on=on)


def _called(person: Person) -> str:
    return " ".join(filter(None, (person.name, person.patronymic, person.surname)))


def _lock_posts(unit: Unit) -> None:
    """Let one person at a time appoint at the unit: a sole post must not be given twice."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [POSTS_LOCK, unit.pk])


def _lasting(on: date) -> QuerySet[Appointment]:
    return Appointment.objects.lasting(on).select_related("person__user", "unit", "grant")


def _path_for(scope: Scope, unit: Unit, on: date) -> str:
    """Return the path by which rights are asked: today's, else that of the day `on`."""
    path = organisations.paths_of({unit.pk}, scope.on).get(unit.pk)
    path = path or organisations.paths_of({unit.pk}, on).get(unit.pk)
    if path is None:
        raise RuleBroken("На эту дату организации в системе нет.", field="on")
    return path


def _check_is_free(
    person: Person,
    post: str,
    unit: Unit,
    group: Group | None,
    details: str,
    on: date,
    until: date | None,
) -> None:
    """Raise RuleBroken when the post is taken, or is this person's already, in that time."""
    held = Appointment.objects.filter(unit=unit, post=post, during__overlap=since(on, until))
    if group is not None:
        held = held.filter(group=group)
    same = held.filter(person=person, details=details, group=group)
    if same.exists():
        raise RuleBroken("Этот человек уже назначен на эту должность.", field="post")
    other = held.select_related("person").first()
    rules.check_post_is_free(
        post, other.person.short_name if other else None, in_group=group is not None
    )


def _open_access(scope: Scope, appointment: Appointment) -> None:
    """Let the person's login, if any, do what the post allows, from today at the earliest."""
    role = ROLE_OF_POST.get(appointment.post)
    user = appointment.person.user
    first, until = max(appointment.during.lower, scope.on), appointment.during.upper
    if role is None or user is None or (until is not None and until <= first):
        return
    appointment.grant = accounts.grant_role(
        scope, user, role=role, unit=appointment.unit, on=first, until=until
    )
    appointment.save(update_fields=["grant"])
