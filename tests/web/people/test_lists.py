"""The lists of people: the own branch only, search without names in addresses, the register."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.db.utils import InternalError

from nastavnik.people import selectors, services
from nastavnik.people.choices import Post
from nastavnik.people.models import Person
from nastavnik.web.shell.doors import search
from tests.region import TODAY, Region
from tests.web.laws import bytes_of


def text_of(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(
    ("who", "sees", "not_sees"),
    [
        ("officer", ["Зимин", "Полянин", "Ладогин"], []),
        ("coordinator", ["Зимин", "Лугова"], ["Полянин", "Ладогин"]),
        ("head", ["Зимин"], ["Лугова", "Мостовая"]),
        ("neighbour", ["Полянин"], ["Зимин"]),
    ],
)
def test_people_of_the_own_branch(
    region: Region, sign_in, who: str, sees: list[str], not_sees: list[str]
) -> None:
    text = text_of(sign_in(who), "/people/").split("<main", 1)[1]
    assert all(name in text for name in sees)
    assert not any(name in text for name in not_sees)


def test_people_of_one_post(region: Region, sign_in) -> None:
    text = text_of(sign_in("officer"), "/people/?post=curator").split("<main", 1)[1]
    assert "Зимин" in text
    assert "Рощина" not in text


@pytest.mark.parametrize(
    ("words", "status", "found"),
    [
        ("зимин", 200, "Зимин Павел Андреевич"),
        ("СНЕГИРЕВ", 200, "Снегирёв Матвей"),
        ("Полянин", 200, "Никого не нашли"),
        ("", 422, "Обязательное поле"),
    ],
)
def test_search(region: Region, sign_in, words: str, status: int, found: str) -> None:
    response = sign_in("coordinator").post("/people/search/", {"words": words})
    assert response.status_code == status
    assert found in response.content.decode()


def test_search_is_not_for_get(region: Region, sign_in) -> None:
    assert sign_in("coordinator").get("/people/search/?words=Зимин").status_code == 405


def test_search_cannot_write(region: Region, rf) -> None:
    @search
    def careless(request):
        Person.objects.create(surname="Лишний", name="Человек")

    request = rf.post("/people/search/")
    request.user = region.users["curator"]
    with pytest.raises(InternalError, match="read-only"):
        careless(request)
    connection.needs_rollback = False
    assert not Person.objects.filter(surname="Лишний").exists()


def test_former_person_is_found_and_shown(region: Region, sign_in) -> None:
    appointment = selectors.list_history(region.operator, region.people["curator"]).get()
    services.end_appointment(region.operator, appointment, on=TODAY)
    client = sign_in("head")
    assert "Зимин" not in text_of(client, "/people/").split("<main", 1)[1]
    found = client.post("/people/search/", {"words": "Зимин"}).content.decode()
    assert "действующих назначений нет" in found
    page = text_of(client, f"/people/{region.people['curator'].pk}/")
    assert "Прежние назначения" in page


def test_neighbours_person_is_a_missing_page(region: Region, sign_in) -> None:
    client = sign_in("neighbour")
    theirs = client.get(f"/people/{region.people['curator'].pk}/")
    assert theirs.status_code == 404
    assert bytes_of(theirs) == bytes_of(client.get("/people/999999/"))


@pytest.mark.parametrize(
    ("query", "sees", "not_sees"),
    [
        ("", ["Зимин", "Не назначены: 2 из 4"], ["Мостовая"]),
        ("post=territorial_coordinator", ["Мостовая", "Полянин"], ["Зимин", "Не назначены"]),
        ("lack=1", ["Полянская", "колледж"], ["Зимин"]),
        ("post=territorial_coordinator&lack=1", ["Назначены все"], ["Мостовая"]),
        ("post=nonsense", ["Зимин"], []),
    ],
)
def test_register_names_holders_and_gaps(
    region: Region, sign_in, query: str, sees: list[str], not_sees: list[str]
) -> None:
    text = text_of(sign_in("officer"), f"/people/register/?{query}").split("<main", 1)[1]
    assert all(words in text for words in sees)
    assert not any(words in text for words in not_sees)


def test_login_name_is_shown_to_those_who_manage_logins(region: Region, sign_in) -> None:
    address = f"/people/{region.people['mentor'].pk}/"
    assert "Имя для входа" in text_of(sign_in("head"), address)
    assert "Имя для входа" not in text_of(sign_in("curator"), address)


def test_group_shows_present_and_former_members(region: Region, sign_in) -> None:
    group = services.form_group(
        region.operator,
        unit=region.units["school_one"],
        kind="working",
        name="Рабочая группа",
        on=date(2026, 9, 1),
    )
    for name in ("head", "mentor"):
        appointment = services.appoint_person(
            region.operator,
            region.people[name],
            post=Post.GROUP_MEMBER,
            unit=group.unit,
            group=group,
            on=date(2026, 9, 1),
            act_text="приказ",
        )
    services.end_appointment(region.operator, appointment, on=TODAY)
    present, past = text_of(sign_in("curator"), f"/people/groups/{group.pk}/").split("Прежние")
    assert "Рощина" in present
    assert "Травин" in past
    assert "Рабочая группа" in text_of(sign_in("curator"), "/people/groups/")
    assert sign_in("curator_two").get(f"/people/groups/{group.pk}/").status_code == 404
