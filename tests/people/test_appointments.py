"""Person × post × unit × dates × act (R5–R7): who may hold what, when, and what it opens."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from nastavnik.kernel.dated import since
from nastavnik.kernel.errors import Missing, NotAllowed, RuleBroken
from nastavnik.kernel.scope import Right
from nastavnik.organisations import services as organisations
from nastavnik.people import selectors, services
from nastavnik.people.choices import Post
from nastavnik.people.models import Appointment, Person
from tests.region import START, TODAY, Region

BASIS = "приказ от 01.09.2025 № 14"
DAY = date(2025, 9, 1)
NEXT_YEAR = date(2027, 1, 11)


def add(region: Region, surname: str = "Новикова", at: str = "school_one") -> Person:
    return services.add_person(
        region.operator,
        surname=surname,
        name="Анна",
        email=f"{len(surname)}@new.example",
        at=region.units[at],
    )


def appoint(region: Region, person: Person, post: str = Post.CURATOR, **facts) -> Appointment:
    given = {"unit": region.units["school_one"], "on": DAY, "act_text": BASIS, **facts}
    scope = given.pop("scope", region.operator)
    return services.appoint_person(scope, person, post=post, **given)


def present(region: Region, name: str) -> Appointment:
    return selectors.list_appointments(region.operator).get(person=region.people[name])


def test_sole_post_has_one_holder(region: Region) -> None:
    with pytest.raises(RuleBroken, match=r"уже занимает Рощина А\. В\."):
        appoint(region, add(region), Post.HEAD)


def test_sole_post_promised_for_later_is_taken_too(region: Region) -> None:
    services.end_appointment(region.operator, present(region, "head"), on=TODAY)
    appoint(region, add(region), Post.HEAD, on=NEXT_YEAR)
    with pytest.raises(RuleBroken, match="уже занимает"):
        appoint(region, add(region, "Иная"), Post.HEAD, on=TODAY)
    appoint(region, add(region, "Временная"), Post.HEAD, on=TODAY, until=NEXT_YEAR)


def test_organisation_may_have_two_curators(region: Region) -> None:
    appoint(region, add(region))
    held = selectors.list_holders(region.operator, [region.units["school_one"].pk], TODAY)
    assert [one.person.surname for one in held] == ["Зимин", "Новикова"]


def test_same_post_is_given_once(region: Region) -> None:
    with pytest.raises(RuleBroken, match="уже назначен"):
        appoint(region, region.people["curator"])


def test_same_post_for_two_duties_is_two_appointments(region: Region) -> None:
    person = add(region)
    for details in ("форма «учитель — учитель»", "форма «ученик — ученик»"):
        appoint(region, person, Post.FORM_LEAD, details=details)
    assert selectors.list_history(region.operator, person).count() == 2


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ({"act_text": "  "}, "Укажите документ"),
        ({"until": DAY}, "позже даты начала"),
        ({"post": Post.TERRITORIAL_COORDINATOR}, "нет должности"),
        ({"post": Post.MINISTRY_OFFICER}, "нет должности"),
        ({"on": date(2019, 1, 1)}, None),
    ],
)
def test_what_an_appointment_needs(
    region: Region, facts: dict[str, object], message: str | None
) -> None:
    if message is None:  # a date before the unit stood in the tree is history, not an error
        assert appoint(region, add(region), **facts).pk
        return
    with pytest.raises(RuleBroken, match=message):
        appoint(region, add(region), **facts)


def test_database_refuses_the_same_appointment_twice(region: Region) -> None:
    with pytest.raises(IntegrityError, match="appointed_once"), transaction.atomic():
        Appointment.objects.create(
            person=region.people["curator"],
            post=Post.CURATOR,
            unit=region.units["school_one"],
            during=since(DAY),
        )


def test_ended_appointment_stays_in_history(region: Region) -> None:
    services.end_appointment(region.operator, present(region, "curator"), on=TODAY)
    (row,) = selectors.list_history(region.operator, region.people["curator"])
    assert (row.during.lower, row.during.upper) == (START, TODAY)
    assert row.person in selectors.list_people(region.scope("head"))


def test_appointment_cannot_end_before_it_begins_or_twice(region: Region) -> None:
    appointment = present(region, "curator")
    with pytest.raises(RuleBroken, match="позже даты начала"):
        services.end_appointment(region.operator, appointment, on=START)
    services.end_appointment(region.operator, appointment, on=DAY)
    with pytest.raises(RuleBroken, match="уже истёк"):
        services.end_appointment(region.operator, appointment, on=TODAY)


def test_rights_end_with_the_appointment(region: Region) -> None:
    assert region.scope("curator").may_somewhere(Right.IMPORT_PLANS)
    services.end_appointment(region.operator, present(region, "curator"), on=TODAY)
    assert not region.scope("curator").may_somewhere(Right.IMPORT_PLANS)


def test_rights_begin_with_the_appointment(region: Region) -> None:
    appoint(region, region.people["mentor"], on=NEXT_YEAR)
    assert not region.scope("mentor").may_somewhere(Right.IMPORT_PLANS)
    assert region.scope("mentor", NEXT_YEAR).may_somewhere(Right.IMPORT_PLANS)


def test_appointment_for_a_time_gives_rights_for_that_time(region: Region) -> None:
    appoint(region, region.people["mentor"], on=TODAY, until=NEXT_YEAR)
    assert region.scope("mentor").may_somewhere(Right.IMPORT_PLANS)
    assert not region.scope("mentor", NEXT_YEAR).may_somewhere(Right.IMPORT_PLANS)


def test_past_appointment_gives_no_rights(region: Region) -> None:
    appointment = appoint(region, region.people["mentor"], on=DAY, until=TODAY)
    assert appointment.grant is None


def test_ending_one_of_two_posts_of_the_same_role_keeps_the_other(region: Region) -> None:
    chair = appoint(region, region.people["council"], Post.GROUP_CHAIR)
    services.end_appointment(region.operator, present_of(region, "council", chair), on=TODAY)
    assert region.scope("council").may_somewhere(Right.SEE_PEOPLE)


def present_of(region: Region, name: str, other: Appointment) -> Appointment:
    held = selectors.list_appointments(region.operator).filter(person=region.people[name])
    return held.exclude(pk=other.pk).get()


def test_successor_takes_the_post_on_the_same_day(region: Region) -> None:
    successor = add(region)
    new = services.replace_appointee(
        region.operator, present(region, "head"), successor, on=TODAY, act_text=BASIS
    )
    assert (new.post, new.unit_id, new.during.lower) == (
        Post.HEAD,
        region.units["school_one"].pk,
        TODAY,
    )
    (was,) = selectors.list_history(region.operator, region.people["head"])
    assert was.during.upper == TODAY


def test_nobody_replaces_themselves(region: Region) -> None:
    with pytest.raises(RuleBroken, match="другого человека"):
        services.replace_appointee(
            region.operator,
            present(region, "head"),
            region.people["head"],
            on=TODAY,
            act_text=BASIS,
        )


def test_refused_replacement_leaves_the_predecessor(region: Region) -> None:
    with pytest.raises(RuleBroken, match="Укажите документ"):
        services.replace_appointee(region.operator, present(region, "head"), add(region), on=TODAY)
    assert present(region, "head").during.upper is None


@pytest.mark.parametrize(
    ("who", "unit", "post", "may"),
    [
        ("head", "school_one", Post.CURATOR, True),
        ("head", "school_two", Post.CURATOR, False),
        ("coordinator", "school_two", Post.HEAD, True),
        ("coordinator", "school_far", Post.HEAD, False),
        ("coordinator", "college", Post.CURATOR, False),
        ("curator", "school_one", Post.CURATOR, False),
        ("auditor", "school_one", Post.CURATOR, False),
        ("centre", "school_one", Post.CURATOR, False),
        ("officer", "college", Post.HEAD, True),
    ],
)
def test_who_may_appoint_whom(region: Region, who: str, unit: str, post: Post, may: bool) -> None:
    person = add(region, at=unit)
    facts = {"scope": region.scope(who), "unit": region.units[unit], "on": TODAY}
    if post == Post.HEAD and unit == "school_one":
        services.end_appointment(region.operator, present(region, "head"), on=TODAY)
    if may:
        assert appoint(region, person, post, **facts).pk
    else:
        with pytest.raises(NotAllowed):
            appoint(region, person, post, **facts)


@pytest.mark.parametrize(
    ("who", "post", "may"),
    [
        ("head", Post.MENTOR, True),
        ("head", Post.AUDITOR, False),
        ("head", Post.ADMINISTRATOR, False),
        ("coordinator", Post.ADMINISTRATOR, False),
        ("officer", Post.AUDITOR, True),
        ("administrator", Post.CURATOR, True),
        ("administrator", Post.ADMINISTRATOR, True),
    ],
)
def test_nobody_hands_out_more_rights_than_they_hold(
    region: Region, who: str, post: Post, may: bool
) -> None:
    person = region.people["partner"]  # has a login
    facts = {"scope": region.scope(who), "on": TODAY}
    if may:
        assert appoint(region, person, post, **facts).grant is not None
    else:
        with pytest.raises(NotAllowed):
            appoint(region, person, post, **facts)


@pytest.mark.parametrize(
    ("who", "sees"),
    [("head", True), ("coordinator", True), ("neighbour", False), ("curator_two", False)],
)
def test_person_is_seen_from_above_only(region: Region, who: str, sees: bool) -> None:
    curator = region.people["curator"]
    if sees:
        assert selectors.get_person(region.scope(who), curator.pk) == curator
    else:
        with pytest.raises(Missing):
            selectors.get_person(region.scope(who), curator.pk)


def test_people_of_a_moved_school_go_with_it(region: Region) -> None:
    organisations.move_unit(
        region.operator, region.units["school_one"], parent=region.units["district"], on=TODAY
    )
    curator = region.people["curator"]
    assert selectors.get_person(region.scope("neighbour"), curator.pk) == curator
    with pytest.raises(Missing):
        selectors.get_person(region.scope("coordinator"), curator.pk)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("зимин", ["Зимин"]),
        ("ЗИМИН павел", ["Зимин"]),
        ("снегирев", ["Снегирёв", "Снегирёва"]),
        ("Снегирёва", ["Снегирёва"]),
        ("о.", []),
        ("лугова", ["Лугова"]),
        ("полянин", []),
        (".*", []),
    ],
)
def test_search_finds_names_of_the_own_branch(region: Region, words: str, found: list[str]) -> None:
    people = selectors.search_people(region.scope("coordinator"), words)
    assert [person.surname for person in people] == found


def test_units_without_a_curator_or_coordinator_are_named(region: Region) -> None:
    services.end_appointment(region.operator, present(region, "neighbour"), on=TODAY)
    without = {
        duty.post: [u.code for u in selectors.list_units_without(region.operator, *duty_of(duty))]
        for duty in selectors.DUTIES
    }
    assert without == {
        Post.CURATOR: ["school-far", "college"],
        Post.TERRITORIAL_COORDINATOR: ["district"],
    }


def duty_of(duty: selectors.Duty) -> tuple[str, tuple[str, ...]]:
    return duty.post, duty.kinds


def test_closing_a_unit_ends_what_stands_on_it(region: Region) -> None:
    services.disband_unit(region.scope("coordinator"), region.units["school_two"], on=TODAY)
    (row,) = selectors.list_history(region.operator, region.people["curator_two"])
    assert row.during.upper == TODAY
    assert not region.scope("curator_two").may_somewhere(Right.SEE_UNITS)


def test_unit_with_people_is_not_closed_without_the_right_over_them(region: Region) -> None:
    with pytest.raises(NotAllowed):
        services.disband_unit(region.scope("centre"), region.units["school_two"], on=TODAY)
    assert present(region, "curator_two").during.upper is None
