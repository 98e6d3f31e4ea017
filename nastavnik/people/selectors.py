"""Reading persons, appointments and groups, within the scope's branches and as of a day."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Lower, Replace

from nastavnik.kernel.errors import Missing
from nastavnik.kernel.scope import Right, Scope
from nastavnik.organisations import selectors as organisations
from nastavnik.organisations.choices import AUTHORITIES, INSTITUTIONS
from nastavnik.organisations.models import Unit
from nastavnik.people.choices import Post
from nastavnik.people.models import Appointment, Group, Person
from nastavnik.pure.persons import names_person, possible_surnames


@dataclass(frozen=True, slots=True)
class Duty:
    """Every unit of `kinds` must have somebody on `post`."""

    post: Post
    kinds: tuple[str, ...]


# R5: a coordinator in every territory; R6: a curator in every organisation
DUTIES = (
    Duty(Post.CURATOR, INSTITUTIONS),
    Duty(Post.TERRITORIAL_COORDINATOR, AUTHORITIES),
)


# who answers for a unit when a plan names the unit alone
ACTING_POSTS = (
    Post.HEAD,
    Post.CURATOR,
    Post.TERRITORIAL_COORDINATOR,
    Post.REGIONAL_COORDINATOR,
    Post.MINISTRY_OFFICER,
)


def list_duties(person: Person, on: date) -> QuerySet[Appointment, tuple[int, str]]:
    """Return (unit, post) of everything the person is appointed to on the day."""
    held = Appointment.objects.on(on).filter(person=person)
    return held.values_list("unit_id", "post").distinct()


def logins_at(
    unit_ids: Collection[int], posts: Collection[str], on: date
) -> list[tuple[int, str, int]]:
    """Return (unit, post, active login) of whoever holds one of the posts there on the day."""
    held = Appointment.objects.on(on).filter(
        unit__in=unit_ids, post__in=posts, person__user__is_active=True
    )
    return list(held.values_list("unit_id", "post", "person__user_id").order_by().distinct())


def logins_of(person_ids: Collection[int]) -> dict[int, int]:
    """Return the active logins of those persons, by person."""
    people = Person.objects.filter(pk__in=person_ids, user__is_active=True)
    return {pk: user_id for pk, user_id in people.values_list("pk", "user_id") if user_id}


def list_people(scope: Scope, *, right: Right = Right.SEE_PEOPLE) -> QuerySet[Person]:
    """Return the persons with an appointment, past or present, in the branches of `right`."""
    units = organisations.list_reached(scope, right=right).values("pk")
    here = Appointment.objects.filter(person=OuterRef("pk"), unit__in=units)
    return Person.objects.filter(Exists(here))


def list_people_on(scope: Scope, *, post: str = "", unit: Unit | None = None) -> QuerySet[Person]:
    """Return the persons who hold an appointment today: `post`, in `unit`, where they are given."""
    held = list_appointments(scope, unit=unit).filter(person=OuterRef("pk"))
    if post:
        held = held.filter(post=post)
    return Person.objects.filter(Exists(held.order_by()))


def list_people_under(scope: Scope, unit: Unit) -> QuerySet[Person]:
    """Return the persons who hold an appointment today in the unit or under it."""
    below = organisations.list_below(scope, unit).values("pk")
    held = list_appointments(scope).filter(Q(unit=unit) | Q(unit__in=below))
    return Person.objects.filter(Exists(held.filter(person=OuterRef("pk")).order_by()))


def search_people(scope: Scope, words: str) -> QuerySet[Person]:
    """Return the visible persons whose name has every one of the words, whatever «е» or «ё»."""
    found = list_people(scope)
    for word in words.split():
        pattern = word.replace("ё", "е").replace("Ё", "Е")
        pattern = "".join("[её]" if letter in "еЕ" else _escaped(letter) for letter in pattern)
        found = found.filter(
            Q(surname__iregex=pattern) | Q(name__iregex=pattern) | Q(patronymic__iregex=pattern)
        )
    return found


def get_person(scope: Scope, pk: int, *, right: Right = Right.SEE_PEOPLE) -> Person:
    """Return the person. Raises Missing for somebody of another branch."""
    person: Person | None = (
        list_people(scope, right=right).filter(pk=pk).select_related("user").first()
    )
    if person is None:
        raise Missing("person")
    return person


def find_namesake(scope: Scope, surname: str, name: str, patronymic: str) -> Person | None:
    """Return a visible person with the same full name: perhaps the same one."""
    same = list_people(scope).filter(surname__iexact=surname.strip(), name__iexact=name.strip())
    return same.filter(patronymic__iexact=patronymic.strip()).first()


def list_appointments(
    scope: Scope, *, unit: Unit | None = None, on: date | None = None
) -> QuerySet[Appointment]:
    """Return the appointments that hold on the day, of `unit` or of all visible units."""
    units = organisations.list_units(scope, right=Right.SEE_PEOPLE, on=on).values("pk")
    appointments = Appointment.objects.on(on or scope.on).filter(unit__in=units)
    if unit is not None:
        appointments = appointments.filter(unit=unit)
    return appointments.select_related("person", "act", "group").order_by("unit", "post", "person")


def list_of_people(scope: Scope, people: Collection[int]) -> QuerySet[Appointment]:
    """Return the present appointments of those persons in visible units."""
    return list_appointments(scope).filter(person__in=people)


def list_history(scope: Scope, person: Person) -> QuerySet[Appointment]:
    """Return every appointment of the person in visible units, the latest first."""
    units = organisations.list_reached(scope, right=Right.SEE_PEOPLE).values("pk")
    history = Appointment.objects.filter(person=person, unit__in=units)
    return history.select_related("act", "group", "unit").order_by("-during", "-pk")


def get_appointment(scope: Scope, pk: int) -> Appointment:
    """Return the appointment. Raises Missing for one of another branch."""
    units = organisations.list_reached(scope, right=Right.SEE_PEOPLE).values("pk")
    found = Appointment.objects.filter(pk=pk, unit__in=units)
    appointment: Appointment | None = found.select_related(
        "person", "act", "group", "grant", "unit"
    ).first()
    if appointment is None:
        raise Missing("appointment")
    return appointment


def list_groups(
    scope: Scope, *, unit: Unit | None = None, on: date | None = None
) -> QuerySet[Group]:
    """Return the working groups and councils that exist on the day."""
    units = organisations.list_units(scope, right=Right.SEE_PEOPLE, on=on).values("pk")
    groups = Group.objects.on(on or scope.on).filter(unit__in=units)
    return (groups.filter(unit=unit) if unit else groups).order_by("unit", "name")


def get_group(scope: Scope, pk: int) -> Group:
    """Return the group. Raises Missing for one of another branch."""
    units = organisations.list_reached(scope, right=Right.SEE_PEOPLE).values("pk")
    group: Group | None = (
        Group.objects.filter(pk=pk, unit__in=units).select_related("act", "unit").first()
    )
    if group is None:
        raise Missing("group")
    return group


def list_members(group: Group) -> QuerySet[Appointment]:
    """Return who is and was in the group: the chair first, the present before the past."""
    members = Appointment.objects.filter(group=group).select_related("person")
    return members.order_by("post", "person__surname", "person__name", "-during")


def find_person_of(user_id: int) -> Person | None:
    """Return the person the login belongs to."""
    return Person.objects.filter(user_id=user_id).first()


def texts_naming_persons(texts: Collection[str]) -> frozenset[str]:
    """Return those of the texts that name somebody: by initials, or a surname of the register.

    For what leaves the system, so it looks at everybody and tells nothing of whom it found.
    """
    candidates = {text: possible_surnames(text) for text in texts if not names_person(text)}
    wanted = list(frozenset().union(*candidates.values()))
    folded = Person.objects.annotate(folded=Replace(Lower("surname"), Value("ё"), Value("е")))
    found = set(folded.filter(folded__in=wanted).values_list("folded", flat=True))
    return frozenset(
        text for text in texts if text not in candidates or not found.isdisjoint(candidates[text])
    )


def names_of_users(user_ids: Collection[int]) -> dict[int, str]:
    """Return the short names of the persons with those logins; who has no person is left out."""
    people = Person.objects.filter(user__in=user_ids)
    return {person.user_id: person.short_name for person in people if person.user_id}


def names_of_people(person_ids: Collection[int]) -> dict[int, str]:
    """Return the short names of those persons, for who has read where they are named."""
    return {person.pk: person.short_name for person in Person.objects.filter(pk__in=person_ids)}


def list_holders(scope: Scope, unit_ids: Collection[int], on: date) -> QuerySet[Appointment]:
    """Return who curates or coordinates those units on the day, by unit and surname."""
    posts = [duty.post for duty in DUTIES]
    held = list_appointments(scope, on=on).filter(unit__in=unit_ids, post__in=posts)
    return held.order_by("unit", "person__surname", "person__name")


def list_units_without(
    scope: Scope, post: str, kinds: tuple[str, ...], *, on: date | None = None
) -> QuerySet[Unit]:
    """Return the visible units of `kinds` where nobody holds `post` on the day (R5, R6)."""
    held = Appointment.objects.on(on or scope.on).filter(post=post).values("unit")
    units = organisations.list_units(scope, right=Right.SEE_PEOPLE, on=on)
    return units.filter(kind__in=kinds).exclude(pk__in=held)


def _escaped(letter: str) -> str:
    return letter if letter.isalnum() else f"\\{letter}"
