"""The tree and the page of a unit: each sees the own branch, as of any day, however large."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nastavnik.kernel.dated import since
from nastavnik.organisations import services
from nastavnik.organisations.models import Placement, Unit, UnitName
from nastavnik.people import selectors as people
from nastavnik.people import services as staff
from tests.region import START, TODAY, Region
from tests.web.laws import bytes_of


def text_of(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(
    ("who", "rows"),
    [("officer", 7), ("auditor", 7), ("coordinator", 3), ("neighbour", 2), ("mentee", 1)],
)
def test_tree_shows_the_own_branch(region: Region, sign_in, who: str, rows: int) -> None:
    assert text_of(sign_in(who), "/units/").count('data-label="Вид"') == rows


def test_stranger_sees_no_tree(region: Region, sign_in) -> None:
    assert "Организаций пока нет" in text_of(sign_in("stranger"), "/units/")


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("kind=school", 3),
        ("q=ПРИОЗЁРСК", 3),
        ("q=приозерск+школа", 2),
        ("q=school-far", 1),
        ("q=нигде", 0),
        ("lack=1", 2),
        ("lack=1&kind=college", 1),
        ("on=2019-12-31", 0),
        ("on=нечто&kind=нечто", 7),
        ("page=99", 7),
    ],
)
def test_tree_is_narrowed(region: Region, sign_in, query: str, rows: int) -> None:
    text = text_of(sign_in("officer"), f"/units/?{query}")
    assert text.count('data-label="Вид"') == rows


def test_school_without_a_curator_is_flagged(region: Region, sign_in) -> None:
    text = text_of(sign_in("officer"), "/units/")
    assert text.count("Куратор не назначен") == 2
    assert "Без ответственных: 2 организации" in text


def test_curator_of_the_day_is_shown(region: Region, sign_in) -> None:
    (appointment,) = people.list_history(region.operator, region.people["curator_two"])
    staff.end_appointment(region.operator, appointment, on=date(2025, 1, 1))
    client = sign_in("officer")
    assert "Лугова М. И." not in text_of(client, "/units/")
    assert "Лугова М. И." in text_of(client, "/units/?on=2024-12-31")


def test_those_who_see_no_people_see_none_in_the_tree(region: Region, sign_in) -> None:
    text = text_of(sign_in("mentee"), "/units/")
    assert "Зимин" not in text
    assert "Куратор" not in text


def test_past_tree_is_shown_as_it_was(region: Region, sign_in) -> None:
    services.move_unit(
        region.operator, region.units["school_two"], parent=region.units["district"], on=TODAY
    )
    client = sign_in("coordinator")
    assert "Средняя школа №\xa02" not in text_of(client, "/units/")
    assert "Средняя школа №\xa02" in text_of(client, "/units/?on=2026-11-19")
    pk = region.units["school_two"].pk
    assert client.get(f"/units/{pk}/").status_code == 404
    assert client.get(f"/units/{pk}/?on=2026-11-19").status_code == 200


def add_schools(region: Region, count: int) -> None:
    """Put many schools under the town at once."""
    town = region.unit("town")
    units = Unit.objects.bulk_create(
        Unit(code=f"many-{n}", kind="school", timezone="Asia/Omsk") for n in range(count)
    )
    Placement.objects.bulk_create(
        Placement(unit=unit, parent=town, path=f"{town.path}.{unit.pk}", during=since(START))
        for unit in units
    )
    UnitName.objects.bulk_create(
        UnitName(
            unit=unit, full_name=f"Школа № {n}", short_name=f"Школа № {n}", during=since(START)
        )
        for n, unit in enumerate(units, start=100)
    )


def test_thousand_schools_stay_readable(region: Region, sign_in) -> None:
    add_schools(region, 1000)
    client = sign_in("officer")
    with CaptureQueriesContext(connection) as queries:
        text = text_of(client, "/units/")
    assert sum(query["sql"].startswith("SELECT") for query in queries) <= 12
    assert text.count('data-label="Вид"') == 4  # the ministry and what stands right under it
    assert "Показать подчинённые: 1002" in text
    assert len(text) < 60_000
    town = text_of(client, f"/units/?under={region.units['town'].pk}")
    assert town.count('data-label="Вид"') == 60
    assert town.index("Школа №\xa0100<") < town.index("Школа №\xa0101<")
    assert "page=2" in town


def test_number_of_queries_does_not_grow(region: Region, sign_in) -> None:
    client = sign_in("officer")
    client.get("/units/")  # the first page of a session costs more
    counts = []
    for more in (0, 40):
        add_schools(region, more)
        with CaptureQueriesContext(connection) as queries:
            client.get("/units/")
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("officer", 200),
        ("coordinator", 200),
        ("head", 200),
        ("mentee", 200),
        ("neighbour", 404),
        ("curator_two", 404),
        ("stranger", 404),
    ],
)
def test_who_sees_a_unit(region: Region, sign_in, who: str, status: int) -> None:
    address = f"/units/{region.units['school_one'].pk}/"
    assert sign_in(who).get(address).status_code == status


def test_neighbours_page_is_a_missing_page(region: Region, sign_in) -> None:
    client = sign_in("neighbour")
    theirs = client.get(f"/units/{region.units['school_one'].pk}/")
    assert bytes_of(theirs) == bytes_of(client.get("/units/999999/"))


def test_unit_tells_names_places_people(region: Region, sign_in) -> None:
    services.rename_unit(
        region.operator,
        region.units["school_one"],
        full_name="Лицей № 1",
        short_name="",
        on=date(2025, 9, 1),
    )
    text = text_of(sign_in("head"), f"/units/{region.units['school_one'].pk}/")
    for words in (
        "Лицей №\xa01",
        "с 1 января 2020\xa0г. по 31 августа 2025\xa0г.",
        "Министерство образования Озёрного края",
        "Зимин Павел Андреевич",
        "Красноярск",
    ):
        assert words in text
    assert f'href="/units/{region.units["town"].pk}/"' not in text  # above: by name only


def test_mentee_sees_the_school_without_its_people(region: Region, sign_in) -> None:
    text = text_of(sign_in("mentee"), f"/units/{region.units['school_one'].pk}/")
    assert "Зимин" not in text
    assert "Переименовать" not in text


@pytest.mark.parametrize("page", ["/units/", "/units/networks/"])
def test_lists_cannot_be_posted_to(region: Region, sign_in, page: str) -> None:
    assert sign_in("officer").post(page).status_code == 405


def test_signed_out_visitor_is_asked_to_sign_in(region: Region, client) -> None:
    assert client.get("/units/")["Location"] == "/login/?next=/units/"


def test_network_is_shown_to_its_members(region: Region, sign_in) -> None:
    network = services.form_network(
        region.operator,
        name="Мастерская",
        kind="project",
        lead=region.units["school_one"],
        on=TODAY,
    )
    services.join_network(region.operator, network, region.units["school_far"], on=TODAY)
    text = text_of(sign_in("curator"), f"/units/networks/{network.pk}/")
    assert "Полянская основная школа" in text
    assert f"/units/{region.units['school_far'].pk}/" not in text
    assert sign_in("curator_two").get(f"/units/networks/{network.pk}/").status_code == 404
