"""Signing in and the security of one's account, through the pages."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
import time_machine
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.usersessions.models import UserSession
from django.core import mail
from django.test import Client

from nastavnik.accounts import services as accounts
from nastavnik.kernel import clock
from nastavnik.people import services as people
from tests.region import PASSWORD, Region

ADMITTED = "/"


def enter(client: Client, login: str, password: str = PASSWORD):
    return client.post("/login/", {"login": login, "password": password})


@pytest.mark.parametrize("login", ["curator", "CURATOR", "curator@region.example"])
def test_person_signs_in_by_login_or_mail(region: Region, client: Client, login: str) -> None:
    response = enter(client, login)
    assert (response.status_code, response["Location"]) == (302, ADMITTED)


def test_wrong_password_is_refused_without_saying_which_part_is_wrong(
    region: Region, client: Client
) -> None:
    known, unknown = enter(client, "curator", "не тот"), enter(client, "nobody", "не тот")
    assert known.status_code == unknown.status_code == 200
    texts = [re.findall(r'class="error-summary".*?</div>', r.text, re.S) for r in (known, unknown)]
    assert texts[0] == texts[1] != []


def test_sixth_failed_attempt_closes_the_account_for_a_while(
    region: Region, client: Client
) -> None:
    for _ in range(5):
        enter(client, "curator", "не тот")
    assert enter(client, "curator").status_code == 200  # the right password no longer helps
    assert enter(client, "head").status_code == 302  # nobody else is locked out


def test_closed_login_cannot_enter(region: Region, client: Client) -> None:
    region.users["curator"].is_active = False
    region.users["curator"].save(update_fields=["is_active"])
    assert enter(client, "curator")["Location"] == "/login/closed/"
    assert client.get("/").status_code == 302


def test_pages_ask_for_sign_in_and_come_back(region: Region, client: Client) -> None:
    response = client.get("/profile/")
    assert response["Location"] == "/login/?next=/profile/"


def test_password_is_reset_by_a_link_in_a_letter(
    region: Region, client: Client, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/password/reset/", {"email": "curator@region.example"})
    link = re.search(r"http://[^/]+(/password/reset/\S+)", str(mail.outbox[0].body))
    assert link is not None
    form = client.get(link[1], follow=True)
    address = form.redirect_chain[-1][0]
    client.post(address, {"password1": "новый-пароль-41", "password2": "новый-пароль-41"})
    assert enter(client, "curator", "новый-пароль-41").status_code == 302


def test_unknown_address_gets_the_same_answer(region: Region, client: Client) -> None:
    answers = {
        client.post("/password/reset/", {"email": address})["Location"]
        for address in ("curator@region.example", "nobody@region.example")
    }
    assert answers == {"/password/reset/sent/"}


@pytest.fixture
def invited(region: Region) -> str:
    """Return the secret of an invitation of a new curator."""
    operator = region.operator
    person = people.add_person(
        operator, surname="Новикова", name="Яна", at=region.units["school_two"]
    )
    user = people.give_login(operator, person, username="novikova", at=region.units["school_two"])
    return accounts.invite(operator, user, at=region.units["school_two"], now=clock.now())


def test_invited_person_sets_a_password_once(client: Client, invited: str) -> None:
    address = f"/invitation/{invited}/"
    weak = client.post(address, {"password": "12345", "again": "12345"})
    assert weak.status_code == 422
    done = client.post(address, {"password": PASSWORD, "again": PASSWORD})
    assert done["Location"] == "/login/"
    assert enter(client, "novikova").status_code == 302
    assert client.get(address).status_code == 404


def test_old_invitation_does_not_work(region: Region, client: Client, invited: str) -> None:
    user = people.Person.objects.get(surname="Новикова").user
    accounts.invite(region.operator, user, at=region.units["school_two"], now=clock.now())
    assert client.get(f"/invitation/{invited}/").status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/login/",
        "/password/reset/",
        "/password/reset/sent/",
        "/password/reset/1-x/",
        "/password/reset/ready/",
        "/login/closed/",
        "/logout/",
    ],
)
def test_signed_out_pages_are_drawn(region: Region, client: Client, address: str) -> None:
    response = client.get(address, follow=True)
    assert response.status_code == 200
    assert "<html lang=" in response.text


@pytest.mark.parametrize(
    "address",
    ["/profile/", "/profile/password/", "/profile/codes/", "/profile/sessions/", "/help/"],
)
def test_owner_pages_are_drawn(sign_in, address: str) -> None:
    assert sign_in("curator").get(address).status_code == 200


def test_signed_in_person_ends_other_sessions(region: Region, client: Client) -> None:
    other = Client()
    enter(other, "curator")
    enter(client, "curator")
    client.post("/profile/sessions/")
    assert other.get("/profile/").status_code == 302
    assert client.get("/profile/").status_code == 200


def test_one_time_codes_are_asked_after_the_password(region: Region, client: Client) -> None:
    enter(client, "curator")
    page = client.get("/profile/codes/on/")
    assert page["Location"].startswith("/profile/confirm/")  # a borrowed session is not enough
    page = client.post(page["Location"], {"password": PASSWORD}, follow=True)
    secret = re.findall(r"<code>(\w+)</code>", page.text)[0]
    code = format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
    client.post("/profile/codes/on/", {"code": code})
    client.post("/logout/")
    asked = enter(client, "curator")
    assert asked["Location"] == "/login/code/"
    assert client.get("/profile/").status_code == 302
    assert client.get("/login/code/").status_code == 200


def test_activity_is_noted_once_a_minute_not_in_every_request(region: Region, sign_in) -> None:
    client = sign_in("curator")
    with time_machine.travel("2026-11-20 09:00", tick=False) as clock:
        client.get("/help/")
        for seconds in (30, 29):
            clock.shift(seconds)
            client.get("/help/")
        seen = UserSession.objects.get(user=region.users["curator"]).last_seen_at
        assert seen == datetime(2026, 11, 20, 9, tzinfo=UTC)
        clock.shift(2)
        client.get("/help/")
        seen = UserSession.objects.get(user=region.users["curator"]).last_seen_at
        assert seen == datetime(2026, 11, 20, 9, 1, 1, tzinfo=UTC)
