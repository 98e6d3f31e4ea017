"""Each action upon people through its page: works, neighbour, no right, wrong state, GET."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core import mail

from nastavnik.accounts.models import Invitation, User
from nastavnik.people import services
from nastavnik.people.choices import GroupKind, Post
from nastavnik.people.models import Appointment, Group, Person
from tests.region import TODAY, Region
from tests.web.laws import check_neighbour_is_missing, errors_of

DAY = TODAY.isoformat()
BASIS = "приказ от 19.11.2026 № 12"
MISSING = 999_999
CONTACTS = {
    "surname": "Зимина",
    "name": "Павла",
    "patronymic": "Андреевна",
    "email": "zimina@new.example",
    "phone": "+7 900 000-00-00",
}
NEW_PERSON = {
    "surname": "Новикова",
    "name": "Анна",
    "patronymic": "Петровна",
    "email": "anna@new.example",
    "phone": "",
    "post": Post.FORM_LEAD,
    "details": "форма «учитель — учитель»",
    "on": DAY,
    "until": "",
    "act_text": BASIS,
}


@pytest.fixture
def group(region: Region) -> Group:
    return services.form_group(
        region.operator,
        unit=region.units["school_one"],
        kind=GroupKind.COUNCIL,
        name="Совет наставников",
        on=date(2026, 9, 1),
    )


def newcomer(region: Region, email: str = "") -> Person:
    """Return a methodist of school_one who has no login."""
    person = services.add_person(
        region.operator, surname="Тихая", name="Ада", email=email, at=region.units["school_one"]
    )
    services.appoint_person(
        region.operator,
        person,
        post=Post.METHODIST,
        unit=region.units["school_one"],
        on=date(2026, 9, 1),
        act_text=BASIS,
    )
    return person


def appointment_of(region: Region, name: str) -> Appointment:
    return Appointment.objects.get(person=region.people[name])


def actions(region: Region, group: Group) -> dict[str, tuple[str, int, dict]]:
    """Return the actions upon people of school_one: address, key, form."""
    curator = region.people["curator"].pk
    post = appointment_of(region, "curator").pk
    mentor = region.people["mentor"].pk
    to_post = {"unit": region.units["school_one"].pk, "post": Post.LIAISON, "on": DAY}
    return {
        "correct": ("/people/{}/correct/", curator, CONTACTS),
        "appoint": ("/people/{}/appoint/", curator, {**to_post, "act_text": BASIS}),
        "end": ("/people/appointments/{}/end/", post, {"on": DAY}),
        "replace": (
            "/people/appointments/{}/replace/",
            post,
            {"person": mentor, "on": DAY, "act_text": BASIS},
        ),
        "join": (
            "/people/groups/{}/join/",
            group.pk,
            {"person": mentor, "post": Post.GROUP_MEMBER, "on": DAY, "act_text": BASIS},
        ),
        "end_group": ("/people/groups/{}/end/", group.pk, {"on": DAY}),
        "login": ("/people/{}/login/", newcomer(region).pk, {"username": "tikhaya"}),
    }


ACTIONS = ("correct", "appoint", "end", "replace", "join", "end_group", "login")


@pytest.mark.parametrize("name", ACTIONS)
def test_action_works(region: Region, group: Group, sign_in, name: str) -> None:
    address, pk, form = actions(region, group)[name]
    response = sign_in("head").post(address.format(pk), form)
    assert response.status_code in {200, 302}
    curator, mentor = region.people["curator"], region.people["mentor"]
    held = Appointment.objects.on(TODAY)
    done = {
        "correct": lambda: Person.objects.get(pk=curator.pk).surname == "Зимина",
        "appoint": lambda: held.filter(person=curator, post=Post.LIAISON).exists(),
        "end": lambda: not held.filter(person=curator).exists(),
        "replace": lambda: held.filter(person=mentor, post=Post.CURATOR).exists(),
        "join": lambda: held.filter(person=mentor, group=group).exists(),
        "end_group": lambda: not Group.objects.on(TODAY).exists(),
        "login": lambda: User.objects.filter(username="tikhaya").exists(),
    }
    assert done[name]()


@pytest.mark.parametrize("name", ACTIONS)
def test_neighbours_people_are_missing(region: Region, group: Group, sign_in, name: str) -> None:
    address, pk, form = actions(region, group)[name]
    missing = address.format(MISSING)
    check_neighbour_is_missing(sign_in("neighbour"), address.format(pk), missing, form)


@pytest.mark.parametrize("who", ["curator", "auditor", "council"])
@pytest.mark.parametrize("name", ACTIONS)
def test_action_needs_the_right(region: Region, group: Group, sign_in, name: str, who: str) -> None:
    address, pk, form = actions(region, group)[name]
    assert sign_in(who).post(address.format(pk), form).status_code == 403


@pytest.mark.parametrize("who", ["mentee", "mentor", "partner", "stranger"])
def test_who_sees_no_people_finds_none(region: Region, group: Group, sign_in, who: str) -> None:
    client = sign_in(who)
    for page in ("/people/", "/people/register/", "/people/groups/", "/people/new/"):
        assert client.get(page).status_code == 403
    assert client.get(f"/people/{region.people['curator'].pk}/").status_code == 404
    assert client.post("/people/search/", {"words": "Зимин"}).status_code == 403


@pytest.mark.parametrize(
    ("name", "wrong", "says"),
    [
        ("correct", {"surname": ""}, "Обязательное поле"),
        ("correct", {"email": "head@region.example"}, "адресом уже есть"),
        ("appoint", {"post": Post.CURATOR}, "уже назначен"),
        ("appoint", {"post": Post.HEAD}, "уже занимает"),
        ("appoint", {"post": Post.MINISTRY_OFFICER}, "нет должности"),
        ("appoint", {"until": "2026-11-01"}, "позже даты начала"),
        ("appoint", {"act_text": ""}, "Обязательное поле"),
        ("end", {"on": "2020-01-01"}, "позже даты начала"),
        ("end", {"on": ""}, "Обязательное поле"),
        ("replace", {"person": ""}, "Укажите нового человека"),
        ("replace", {"on": "2019-01-01"}, "позже даты начала"),
        ("join", {"person": MISSING}, "корректный вариант"),
        ("end_group", {"on": "2026-09-01"}, "позже даты начала"),
        ("login", {"username": "HEAD"}, "уже занято"),
        ("login", {"username": "два слова"}, "Уберите пробелы"),
    ],
)
def test_wrong_form_comes_back_with_its_errors(
    region: Region, group: Group, sign_in, name: str, wrong: dict, says: str
) -> None:
    address, pk, form = actions(region, group)[name]
    response = sign_in("head").post(address.format(pk), {**form, **wrong})
    assert response.status_code == 422
    text = response.content.decode()
    assert says in errors_of(text) or says in text


@pytest.mark.parametrize("name", ACTIONS)
def test_action_is_not_for_get(region: Region, group: Group, sign_in, name: str) -> None:
    address, pk, _ = actions(region, group)[name]
    assert sign_in("head").get(address.format(pk)).status_code == 405


FORMS = (
    "/people/{person}/contacts/",
    "/people/{person}/post/",
    "/people/{person}/access/",
    "/people/appointments/{post}/ending/",
    "/people/appointments/{post}/successor/",
    "/people/groups/{group}/member/",
    "/people/groups/{group}/ending/",
)


@pytest.mark.parametrize("page", FORMS)
@pytest.mark.parametrize(
    ("who", "status"), [("head", 200), ("coordinator", 200), ("curator", 403), ("neighbour", 404)]
)
def test_who_sees_the_form(
    region: Region, group: Group, sign_in, page: str, who: str, status: int
) -> None:
    address = page.format(
        person=region.people["curator"].pk,
        post=appointment_of(region, "curator").pk,
        group=group.pk,
    )
    assert sign_in(who).get(address).status_code == status


def test_person_is_added_with_the_first_post(region: Region, sign_in) -> None:
    form = {**NEW_PERSON, "unit": region.units["school_one"].pk, "until": "2027-05-31"}
    response = sign_in("head").post("/people/add/", form)
    person = Person.objects.get(surname="Новикова")
    assert response["Location"] == f"/people/{person.pk}/"
    row = Appointment.objects.get(person=person)
    assert (row.details, row.during.upper) == ("форма «учитель — учитель»", date(2027, 6, 1))


@pytest.mark.parametrize(
    ("who", "unit", "status"),
    [("head", "school_two", 422), ("curator", "school_one", 403), ("coordinator", "college", 422)],
)
def test_person_is_added_to_the_own_branch_only(
    region: Region, sign_in, who: str, unit: str, status: int
) -> None:
    form = {**NEW_PERSON, "unit": region.units[unit].pk}
    assert sign_in(who).post("/people/add/", form).status_code == status
    assert not Person.objects.filter(surname="Новикова").exists()


def test_refused_appointment_leaves_no_person(region: Region, sign_in) -> None:
    form = {**NEW_PERSON, "unit": region.units["school_one"].pk, "post": Post.HEAD}
    response = sign_in("head").post("/people/add/", form)
    assert (response.status_code, "уже занимает" in response.content.decode()) == (422, True)
    assert not Person.objects.filter(surname="Новикова").exists()


def test_namesake_is_asked_about(region: Region, sign_in) -> None:
    known = {"surname": "зимин", "name": "Павел", "patronymic": "Андреевич", "email": ""}
    form = {**NEW_PERSON, **known, "unit": region.units["school_one"].pk}
    client = sign_in("head")
    refused = client.post("/people/add/", form)
    assert (refused.status_code, "уже есть в системе" in refused.content.decode()) == (422, True)
    assert client.post("/people/add/", {**form, "is_another": "on"}).status_code == 302


def test_new_successor_is_entered_on_the_way(region: Region, sign_in) -> None:
    pk = appointment_of(region, "curator").pk
    form = {"surname": "Новикова", "name": "Анна", "on": DAY, "act_text": BASIS}
    assert sign_in("head").post(f"/people/appointments/{pk}/replace/", form).status_code == 302
    new = Appointment.objects.get(person__surname="Новикова")
    assert (new.post, new.during.lower) == (Post.CURATOR, TODAY)


def test_group_is_formed(region: Region, sign_in) -> None:
    form = {
        "unit": region.units["school_one"].pk,
        "kind": GroupKind.WORKING,
        "name": "Рабочая группа",
        "on": DAY,
    }
    assert sign_in("curator").post("/people/groups/form/", form).status_code == 403
    assert sign_in("head").post("/people/groups/form/", {**form, "on": ""}).status_code == 422
    assert sign_in("head").get("/people/groups/form/").status_code == 405
    address = sign_in("head").post("/people/groups/form/", form)["Location"]
    assert "Рабочая группа" in sign_in("head").get(address).content.decode()


def test_invitation_goes_by_letter(
    region: Region, sign_in, client, django_capture_on_commit_callbacks
) -> None:
    person = newcomer(region, "tikhaya@new.example")
    with django_capture_on_commit_callbacks(execute=True):
        sign_in("head").post(f"/people/{person.pk}/login/", {"username": "tikhaya"})
    (letter,) = mail.outbox
    assert letter.to == ["tikhaya@new.example"]
    link = next(line for line in letter.body.splitlines() if line.startswith("http"))
    client.logout()
    assert client.get(link.partition("8000")[2]).status_code == 200


def test_link_is_shown_once_to_who_has_no_address(region: Region, sign_in) -> None:
    person = newcomer(region)
    client = sign_in("head")
    response = client.post(f"/people/{person.pk}/login/", {"username": "tikhaya"})
    assert "/invitation/" in response.content.decode()
    assert response["Cache-Control"] == "no-store, private"
    assert "/invitation/" not in client.get(f"/people/{person.pk}/").content.decode()


def test_new_invitation_ends_the_earlier(region: Region, sign_in) -> None:
    person = newcomer(region)
    client = sign_in("head")
    client.post(f"/people/{person.pk}/login/", {"username": "tikhaya"})
    assert client.get(f"/people/{person.pk}/invite/").status_code == 405
    assert client.post(f"/people/{person.pk}/invite/").status_code == 200
    living = Invitation.objects.filter(revoked=None, accepted=None)
    assert (Invitation.objects.count(), living.count()) == (2, 1)


@pytest.mark.parametrize(
    ("who", "whom", "status"),
    [
        ("head", "curator", 422),  # has a password already
        ("coordinator", "curator", 422),
        ("curator", "mentor", 403),
        ("neighbour", "curator", 404),
    ],
)
def test_who_invites_whom(region: Region, sign_in, who: str, whom: str, status: int) -> None:
    address = f"/people/{region.people[whom].pk}/invite/"
    assert sign_in(who).post(address).status_code == status


def test_nobody_is_invited_without_a_login(region: Region, sign_in) -> None:
    person = newcomer(region)
    assert sign_in("head").post(f"/people/{person.pk}/invite/").status_code == 422


def test_period_is_shown_with_its_last_day(region: Region, sign_in) -> None:
    services.end_appointment(
        region.operator, appointment_of(region, "curator"), on=TODAY + timedelta(days=1)
    )
    text = sign_in("head").get(f"/people/{region.people['curator'].pk}/").content.decode()
    assert "с 1 января 2020\xa0г. по 20 ноября 2026\xa0г." in text
