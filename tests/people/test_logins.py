"""A login comes with the posts of its owner; nobody gets into more than they could hand out."""

from __future__ import annotations

from datetime import date

import pytest

from nastavnik.accounts import services as accounts
from nastavnik.accounts.selectors import get_scope
from nastavnik.kernel import clock
from nastavnik.kernel.errors import NotAllowed, RuleBroken
from nastavnik.kernel.scope import Right
from nastavnik.people import selectors, services
from nastavnik.people.choices import Post
from nastavnik.people.models import Person
from tests.region import TODAY, Region

BASIS = "приказ от 01.09.2026 № 14"
NEXT_YEAR = date(2027, 1, 11)


@pytest.fixture
def newcomer(region: Region) -> Person:
    person = services.add_person(
        region.operator,
        surname="Новикова",
        name="Анна",
        email="anna@new.example",
        at=region.units["school_one"],
    )
    for post, on in ((Post.CURATOR, TODAY), (Post.MENTOR, NEXT_YEAR)):
        services.appoint_person(
            region.operator,
            person,
            post=post,
            unit=region.units["school_one"],
            on=on,
            act_text=BASIS,
        )
    return person


def test_login_given_later_opens_posts_present_and_to_come(
    region: Region, newcomer: Person
) -> None:
    user = services.give_login(
        region.scope("head"), newcomer, username="novikova", at=region.units["school_one"]
    )
    assert get_scope(user, TODAY).may_somewhere(Right.IMPORT_PLANS)
    grants = selectors.list_history(region.operator, newcomer).values_list("grant", flat=True)
    assert None not in list(grants)


def test_login_is_given_once(region: Region) -> None:
    with pytest.raises(RuleBroken, match="уже есть учётная запись"):
        services.give_login(
            region.operator,
            region.people["curator"],
            username="second",
            at=region.units["school_one"],
        )


@pytest.mark.parametrize("who", ["curator", "auditor", "neighbour"])
def test_login_needs_the_right(region: Region, newcomer: Person, who: str) -> None:
    with pytest.raises(NotAllowed):
        services.give_login(
            region.scope(who), newcomer, username="novikova", at=region.units["school_one"]
        )


def test_login_that_would_open_more_than_the_giver_has_is_refused(region: Region) -> None:
    person = services.add_person(
        region.operator, surname="Ревизор", name="Яков", at=region.units["school_one"]
    )
    services.appoint_person(
        region.scope("head"),
        person,
        post=Post.AUDITOR,
        unit=region.units["school_one"],
        on=TODAY,
        act_text=BASIS,
    )
    with pytest.raises(NotAllowed):
        services.give_login(
            region.scope("head"), person, username="revizor", at=region.units["school_one"]
        )


def reach_of_officer_at_school(region: Region) -> Person:
    """Let the ministry's officer, whose login has no password yet, also serve in a school."""
    officer = region.people["officer"]
    services.appoint_person(
        region.operator,
        officer,
        post=Post.GROUP_MEMBER,
        unit=region.units["school_one"],
        on=TODAY,
        act_text=BASIS,
    )
    region.users["officer"].set_unusable_password()
    region.users["officer"].save(update_fields=["password"])
    return officer


def test_head_cannot_invite_into_the_ministry(region: Region) -> None:
    officer = reach_of_officer_at_school(region)
    assert selectors.get_person(region.scope("head"), officer.pk)
    with pytest.raises(NotAllowed):
        accounts.invite(
            region.scope("head"),
            region.users["officer"],
            at=region.units["school_one"],
            now=clock.now(),
        )


def test_head_cannot_take_over_a_login_by_its_address(region: Region) -> None:
    officer = reach_of_officer_at_school(region)
    with pytest.raises(NotAllowed):
        correct(region, "head", officer, email="mine@new.example")
    region.users["officer"].refresh_from_db()
    assert region.users["officer"].email == "officer@region.example"


def correct(region: Region, who: str, person: Person, **facts: str) -> None:
    now = {
        name: getattr(person, name) for name in ("surname", "name", "patronymic", "email", "phone")
    }
    at = region.units["school_one"]
    services.correct_person(region.scope(who), person, **{**now, **facts}, at=at)


def test_corrected_contacts_reach_the_login(region: Region) -> None:
    correct(region, "head", region.people["curator"], surname="Зимина", email="z@new.example")
    user = region.users["curator"]
    user.refresh_from_db()
    assert (user.email, user.name) == ("z@new.example", "Павел Андреевич Зимина")


def test_taken_address_is_refused(region: Region) -> None:
    with pytest.raises(RuleBroken, match="адресом уже есть"):
        correct(region, "head", region.people["curator"], email="HEAD@region.example")


@pytest.mark.parametrize("who", ["curator", "neighbour", "auditor"])
def test_contacts_are_corrected_by_those_who_manage_people(region: Region, who: str) -> None:
    with pytest.raises(NotAllowed):
        correct(region, who, region.people["mentor"], phone="+7 000 000-00-00")
