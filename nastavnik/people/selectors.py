"""Reading persons, appointments and groups, within the scope's branches and as of a day."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from nastavnik.kernel.errors import Missing
from nastavnik.kernel.scope import Right, Scope
from nastavnik.organisations import selectors as organisations
from nastavnik.organisations.models import Unit
from nastavnik.people.models import Appointment, Group, Person


def list_people(scope: Scope) -> QuerySet[Person]:
    """Return the persons with an appointment, past or present, in the person's branches."""
    units = organisations.list_units(scope, right=Right.SEE_PEOPLE).values("pk")
    return Person.objects.filter(appointments__unit__in=units).distinct()


def get_person(scope: Scope, pk: int) -> Person:
    """Return the person. Raises Missing for somebody of another branch."""
    person = list_people(scope).filter(pk=pk).first()
    if person is None:
        raise Missing("person")
    return person


def list_appointments(
    scope: Scope, *, unit: Unit | None = None, on: date | None = None
) -> QuerySet[Appointment]:
    """Return the appointments that hold on the day, of `unit` or of all visible units."""
    units = organisations.list_units(scope, right=Right.SEE_PEOPLE).values("pk")
    appointments = Appointment.objects.on(on or scope.on).filter(unit__in=units)
    if unit is not None:
        appointments = appointments.filter(unit=unit)
    return appointments.select_related("person", "act", "group").order_by(
        "unit", "post", "person"
    )


def list_history(scope: Scope, person: Person) -> QuerySet[Appointment]:
    """Return every appointment of the person in visible units, the latest first."""
    units = organisations.list_units(scope, right=Right.SEE_PEOPLE).values("pk")
    history = Appointment.objects.filter(person=person, unit__in=units)
    return history.select_related("act", "group").order_by("-during")


def get_appointment(scope: Scope, pk: int) -> Appointment:
    """Return the appointment. Raises Missing for one of another branch."""
    units = organisations.list_units(scope, right=Right.SEE_PEOPLE).values("pk")
    found = Appointment.objects.filter(pk=pk, unit__in=units)
    appointment: Appointment | None = found.select_related("person", "act", "group", "grant").first()
    if appointment is None:
        raise Missing("appointment")
    return appointment


def list_groups(
    scope: Scope, *, unit: Unit | None = None, on: date | None = None
) -> QuerySet[Group]:
    """Return the working groups and councils that exist on the day."""
    units = organisations.list_units(scope, right=Right.SEE_PEOPLE).values("pk")
    groups = Group.objects.on(on or scope.on).filter(unit__in=units)
    return (groups.filter(unit=unit) if unit else groups).order_by("unit", "name")


def get_group(scope: Scope, pk: int) -> Group:
    """Return the group. Raises Missing for one of another branch."""
    units = organisations.list_units(scope, right=Right.SEE_PEOPLE).values("pk")
    group: Group | None = Group.objects.filter(pk=pk, unit__in=units).first()
    if group is None:
        raise Missing("group")
    return group


def find_person_of(user_id: int) -> Person | None:
    """Return the person the login belongs to."""
    return Person.objects.filter(user_id=user_id).first()


def list_units_without(
    scope: Scope, post: str, kinds: tuple[str, ...]
) -> QuerySet[Unit]:
    """Return the visible units of `kinds` where nobody holds `post` on the scope's day (R5, R6)."""
    held = Appointment.objects.on(scope.on).filter(post=post).values("unit")
    units = organisations.list_units(scope, right=Right.SEE_PEOPLE)
    return units.filter(kind__in=kinds).exclude(pk__in=held)
