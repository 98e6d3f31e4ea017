"""Changing the tree through its pages: each action works, and is refused where it must be."""

from __future__ import annotations

from datetime import date

import pytest

from nastavnik.organisations import selectors, services
from nastavnik.organisations.choices import NetworkKind
from nastavnik.organisations.models import Alias, Network, NetworkMember, Unit
from tests.region import TODAY, Region
from tests.web.laws import check_neighbour_is_missing, errors_of

DAY = "2026-11-20"
NEW_UNIT = {
    "kind": "school",
    "full_name": "Муниципальная школа № 3",
    "short_name": "Школа № 3",
    "code": "school-three",
    "timezone": "Asia/Krasnoyarsk",
    "on": DAY,
}
NAME = {"full_name": "Лицей № 1 имени Ветрова", "short_name": "Лицей № 1", "on": DAY}
FACTS = {"kind": "college", "timezone": "Asia/Omsk"}
ALIAS = {"text": "ОО", "kinds": ["school"]}
MISSING = 999_999


@pytest.fixture
def network(region: Region) -> Network:
    return services.form_network(
        region.operator,
        name="Мастерская",
        kind=NetworkKind.PROJECT,
        lead=region.units["town"],
        on=date(2026, 9, 1),
    )


def actions(region: Region) -> dict[str, tuple[str, dict]]:
    """Return the actions upon school_one: address with a place for the key, form."""
    return {
        "correct": ("/units/{}/correct/", FACTS),
        "rename": ("/units/{}/rename/", NAME),
        "move": ("/units/{}/move/", {"parent": region.units["district"].pk, "on": DAY}),
        "close": ("/units/{}/close/", {"on": DAY}),
        "give_alias": ("/units/{}/aliases/give/", ALIAS),
    }


ACTIONS = ("correct", "rename", "move", "close", "give_alias")
FORMS = ("facts", "name", "place", "closing")


@pytest.mark.parametrize("name", ACTIONS)
def test_action_works(region: Region, sign_in, name: str) -> None:
    address, form = actions(region)[name]
    pk = region.units["school_one"].pk
    response = sign_in("officer").post(address.format(pk), form)
    assert response.status_code == 302
    unit = Unit.objects.on(TODAY).filter(pk=pk).first()
    done = {
        "correct": lambda: (unit.kind, unit.timezone) == ("college", "Asia/Omsk"),
        "rename": lambda: unit.short_name == "Лицей № 1",
        "move": lambda: unit.parent_id == region.units["district"].pk,
        "close": lambda: unit is None,
        "give_alias": lambda: Alias.objects.filter(owner=pk, text="ОО").exists(),
    }
    assert done[name]()


@pytest.mark.parametrize("name", ACTIONS)
def test_neighbours_unit_is_missing(region: Region, sign_in, name: str) -> None:
    address, form = actions(region)[name]
    theirs = address.format(region.units["school_one"].pk)
    check_neighbour_is_missing(sign_in("neighbour"), theirs, address.format(MISSING), form)


@pytest.mark.parametrize("who", ["head", "curator", "mentee"])
@pytest.mark.parametrize("name", ACTIONS)
def test_action_needs_the_right(region: Region, sign_in, name: str, who: str) -> None:
    address, form = actions(region)[name]
    client = sign_in(who)
    assert client.post(address.format(region.units["school_one"].pk), form).status_code == 403


@pytest.mark.parametrize(
    ("name", "wrong", "says"),
    [
        ("correct", {"kind": "palace"}, "Вид"),
        ("rename", {"on": "2019-01-01"}, "организации в системе нет"),
        ("rename", {"full_name": " "}, "Обязательное поле"),
        ("move", {"on": "2019-12-31"}, "организации в системе нет"),
        ("move", {"parent": ""}, "Обязательное поле"),
        ("close", {"on": "2020-01-01"}, "позже даты начала"),
        ("close", {"on": "вчера"}, "правильную дату"),
        ("give_alias", {"kinds": []}, "либо организацию, либо виды"),
    ],
)
def test_wrong_form_comes_back_with_its_errors(
    region: Region, sign_in, name: str, wrong: dict, says: str
) -> None:
    address, form = actions(region)[name]
    pk = region.units["school_one"].pk
    response = sign_in("officer").post(address.format(pk), {**form, **wrong})
    assert response.status_code == 422
    assert says in errors_of(response.content.decode())


@pytest.mark.parametrize("name", ACTIONS)
def test_action_is_not_for_get(region: Region, sign_in, name: str) -> None:
    address, _ = actions(region)[name]
    assert sign_in("officer").get(address.format(region.units["school_one"].pk)).status_code == 405


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize(
    ("who", "status"), [("officer", 200), ("coordinator", 200), ("neighbour", 404), ("head", 403)]
)
def test_who_sees_the_form(region: Region, sign_in, name: str, who: str, status: int) -> None:
    address = f"/units/{region.units['school_one'].pk}/{name}/"
    assert sign_in(who).get(address).status_code == status


def test_unit_with_subordinates_is_not_closed(region: Region, sign_in) -> None:
    response = sign_in("officer").post(
        f"/units/{region.units['town'].pk}/close/", {"on": "2026-12-01"}
    )
    assert response.status_code == 422
    assert "подчинённые" in errors_of(response.content.decode())


def test_unit_is_opened_under_the_own_authority(region: Region, sign_in) -> None:
    form = {**NEW_UNIT, "parent": region.units["town"].pk}
    response = sign_in("coordinator").post("/units/open/", form)
    unit = selectors.get_unit_by_code(region.operator, "school-three")
    assert (response.status_code, response["Location"]) == (302, f"/units/{unit.pk}/")


def test_unit_opened_for_later_is_shown_as_of_its_day(region: Region, sign_in) -> None:
    form = {**NEW_UNIT, "parent": region.units["town"].pk, "on": "2027-09-01"}
    client = sign_in("coordinator")
    response = client.post("/units/open/", form)
    assert response["Location"].endswith("?on=2027-09-01")
    assert "Школа № 3" in client.get(response["Location"]).content.decode()


@pytest.mark.parametrize(("who", "status"), [("coordinator", 422), ("curator", 403)])
def test_unit_is_not_opened_under_a_neighbour(
    region: Region, sign_in, who: str, status: int
) -> None:
    form = {**NEW_UNIT, "parent": region.units["district"].pk}
    assert sign_in(who).post("/units/open/", form).status_code == status
    assert not Unit.objects.filter(code="school-three").exists()


@pytest.mark.parametrize("code", ["school-one", "ШКОЛА"])
def test_bad_code_comes_back(region: Region, sign_in, code: str) -> None:
    form = {**NEW_UNIT, "parent": region.units["town"].pk, "code": code}
    response = sign_in("coordinator").post("/units/open/", form)
    assert response.status_code == 422
    assert "Код" in errors_of(response.content.decode())


def test_alias_is_dropped_by_who_manages_its_owner(region: Region, sign_in) -> None:
    alias = services.give_alias(region.operator, region.units["town"], text="ОО", kinds=["school"])
    address = f"/units/aliases/{alias.pk}/drop/"
    missing = f"/units/aliases/{MISSING}/drop/"
    check_neighbour_is_missing(sign_in("neighbour"), address, missing, {})
    assert sign_in("partner").post(address).status_code == 403
    assert sign_in("coordinator").get(address).status_code == 405
    assert sign_in("coordinator").post(address).status_code == 302
    assert not Alias.objects.exists()
    assert sign_in("coordinator").post(address).status_code == 404


def test_alias_may_mean_who_stands_above(region: Region, sign_in) -> None:
    form = {"text": "Министерство", "unit": region.units["ministry"].pk}
    address = f"/units/{region.units['town'].pk}/aliases/give/"
    assert sign_in("coordinator").post(address, form).status_code == 302
    form = {"text": "Сосед", "unit": region.units["district"].pk}
    assert sign_in("coordinator").post(address, form).status_code == 422


def test_network_is_formed_joined_left_and_ended(region: Region, sign_in) -> None:
    client = sign_in("officer")
    lead, member = region.units["school_one"].pk, region.units["school_far"].pk
    form = {"name": "Сеть", "kind": "project", "lead": lead, "on": "2026-09-01"}
    address = client.post("/units/networks/form/", form)["Location"]
    assert client.get(address).status_code == 200
    joined = client.post(f"{address}join/", {"unit": member, "on": "2026-10-01"})
    assert joined.status_code == 302
    again = client.post(f"{address}join/", {"unit": member, "on": DAY})
    assert (again.status_code, "уже состоит" in again.content.decode()) == (422, True)
    pk = NetworkMember.objects.get(unit=member).pk
    assert client.get(f"/units/networks/members/{pk}/leaving/").status_code == 200
    left = client.post(f"/units/networks/members/{pk}/leave/", {"on": DAY})
    assert left.status_code == 302
    assert client.get(f"{address}ending/").status_code == 200
    assert client.post(f"{address}end/", {"on": DAY}).status_code == 302
    assert client.get(address).status_code == 404


def network_actions(network: Network) -> list[tuple[str, dict]]:
    member = NetworkMember.objects.get(network=network).pk
    return [
        (f"/units/networks/{network.pk}/join/", {"unit": network.lead_id, "on": DAY}),
        (f"/units/networks/{network.pk}/end/", {"on": DAY}),
        (f"/units/networks/members/{member}/leave/", {"on": DAY}),
    ]


def test_network_of_others_is_missing(region: Region, network: Network, sign_in) -> None:
    client = sign_in("neighbour")
    for address, form in network_actions(network):
        missing = "/".join(str(MISSING) if p.isdecimal() else p for p in address.split("/"))
        check_neighbour_is_missing(client, address, missing, form)


def test_network_needs_the_right(region: Region, network: Network, sign_in) -> None:
    services.join_network(region.operator, network, region.units["school_one"], on=TODAY)
    client = sign_in("curator")
    for address, form in network_actions_of_lead(network):
        assert client.post(address, form).status_code == 403
    form = {"name": "Сеть", "kind": "project", "lead": region.units["school_one"].pk, "on": DAY}
    assert client.post("/units/networks/form/", form).status_code == 403


def network_actions_of_lead(network: Network) -> list[tuple[str, dict]]:
    return [
        (f"/units/networks/{network.pk}/join/", {"unit": network.lead_id, "on": DAY}),
        (f"/units/networks/{network.pk}/end/", {"on": DAY}),
    ]


def test_network_actions_are_not_for_get(region: Region, network: Network, sign_in) -> None:
    client = sign_in("officer")
    addresses = [address for address, _ in network_actions(network)]
    for address in [*addresses, "/units/networks/form/", "/units/open/"]:
        assert client.get(address).status_code == 405


def test_leader_does_not_leave(region: Region, network: Network, sign_in) -> None:
    pk = NetworkMember.objects.get(network=network).pk
    response = sign_in("coordinator").post(f"/units/networks/members/{pk}/leave/", {"on": DAY})
    assert response.status_code == 422
    assert "возглавляет" in errors_of(response.content.decode())
