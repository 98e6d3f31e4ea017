"""Every action of an intake: who may, who is told nothing, when it is too late, and no GET."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from nastavnik.imports import services
from nastavnik.imports.models import Intake
from nastavnik.roadmaps import importers
from nastavnik.roadmaps.models import Roadmap
from tests.region import Region

SignIn = Callable[[str], Client]

SCREENS = ("show_intake", "check_intake", "edit_columns", "edit_lines", "edit_reading", "edit_row")
OF_ITEM = (
    "edit_reading",
    "correct_field",
    "reread_term",
    "correct_actors",
    "accept_doubt",
    "split_row",
    "edit_row",
    "change_row",
)
# what each action is sent; {doubt} is the first doubt of the second item
ACTIONS: dict[str, dict[str, str]] = {
    "undo_correction": {},
    "discard_intake": {},
    "confirm_intake": {"all": "open"},
    "map_column": {},
    "map_lines": {"first_title_0": "5", "last_title_0": "6"},
    "correct_field": {"title": "Собрать заявки всех школ"},
    "reread_term": {"phrase": "до 15 октября 2026 года"},
    "correct_actors": {"text_0": "Кураторы всех школ", "kind_0": "curator"},
    "accept_doubt": {"doubt": "all"},
    "split_row": {"title": "Собрать\n\nзаявки школ"},
    "change_row": {"kind": "skip"},
}


def address(name: str, intake: Intake) -> str:
    key = importers.read_intake(intake).items[1].key
    return reverse(name, args=[intake.pk, key] if name in OF_ITEM else [intake.pk])


def sent(name: str, intake: Intake) -> dict[str, str]:
    """Return the form as the page would send it: untouched fields as they are."""
    item = importers.read_intake(intake).items[1]
    data = {"version": str(intake.version), **ACTIONS[name]}
    if name == "correct_actors":
        data |= {"kind_1": "other", "kind_2": "other"}
    if name == "split_row":
        data |= {"term": item.term_text, "responsible": item.responsible_text}
        data |= {"result": item.result}
    if name == "map_column":
        columns = importers.read_intake(intake).columns
        data |= {f"c_{one.table}_{one.index}": one.field.value for one in columns}
        data[f"c_{columns[-1].table}_{columns[-1].index}"] = "note"
    return data


def settle(region: Region, intake: Intake, verb: str) -> None:
    scope = region.scope("coordinator")
    with transaction.atomic():
        services.settle_intake(scope, services.lock_intake(scope, intake.pk), verb)


@pytest.mark.parametrize("name", ACTIONS)
def test_action_works(region: Region, sign_in: SignIn, intake: Intake, name: str) -> None:
    if name == "undo_correction":
        edit = {"kind": "doubt", "target": "6", "name": "term", "value": ""}
        services.save_corrections(region.scope("coordinator"), intake, [edit], version=0)
        intake.refresh_from_db()
    before = (intake.state, intake.version)
    answer = sign_in("coordinator").post(address(name, intake), sent(name, intake))
    assert answer.status_code == 302, answer.content.decode()
    intake.refresh_from_db()
    assert (intake.state, intake.version) != before


def send(client: Client, name: str, intake: Intake) -> int:
    data = sent(name, intake) if name in ACTIONS else {"version": "0", "encoding": "cp1251"}
    status = client.post(address(name, intake), data).status_code
    intake.refresh_from_db()
    assert (intake.state, intake.version) == ("preview", 0), name
    return status


ALL = (*ACTIONS, "undo_intake", "reread_document")


@pytest.mark.parametrize(
    ("who", "status"),
    [("neighbour", 404), ("curator_two", 404), ("stranger", 404), ("auditor", 403)],
)
def test_action_of_who_may_not_changes_nothing(
    sign_in: SignIn, intake: Intake, who: str, status: int
) -> None:
    client = sign_in(who)
    assert {name: send(client, name, intake) for name in ALL} == dict.fromkeys(ALL, status)


@pytest.mark.parametrize("name", ACTIONS)
def test_action_on_a_discarded_document_is_refused(
    region: Region, sign_in: SignIn, intake: Intake, name: str
) -> None:
    settle(region, intake, "discard")
    answer = sign_in("coordinator").post(address(name, intake), sent(name, intake))
    assert answer.status_code == 422
    assert "отклонён" in answer.content.decode()
    assert not Roadmap.objects.exists()


@pytest.mark.parametrize("name", [name for name in ACTIONS if name != "discard_intake"])
def test_action_on_an_old_reading_is_a_conflict(sign_in: SignIn, intake: Intake, name: str) -> None:
    data = {**sent(name, intake), "version": "7"}
    answer = sign_in("coordinator").post(address(name, intake), data)
    assert answer.status_code == 409
    intake.refresh_from_db()
    assert (intake.state, intake.version) == ("preview", 0)


def test_action_refuses_get(sign_in: SignIn, intake: Intake) -> None:
    client = sign_in("coordinator")
    got = {name: client.get(address(name, intake)).status_code for name in ALL}
    assert got == dict.fromkeys(ALL, 405)


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("coordinator", 200),
        ("officer", 200),
        ("auditor", 403),
        ("neighbour", 404),
        ("head", 404),
        ("stranger", 404),
    ],
)
def test_screen_is_for_who_may_take_in(
    sign_in: SignIn, intake: Intake, who: str, status: int
) -> None:
    client = sign_in(who)
    got = {name: client.get(address(name, intake)).status_code for name in SCREENS}
    assert got == dict.fromkeys(SCREENS, status)


def test_screen_refuses_post(sign_in: SignIn, intake: Intake) -> None:
    client = sign_in("coordinator")
    got = {name: client.post(address(name, intake)).status_code for name in SCREENS}
    assert got == dict.fromkeys(SCREENS, 405)


@pytest.mark.parametrize(
    ("who", "status"),
    [("coordinator", 200), ("head", 200), ("curator", 200), ("auditor", 403), ("mentee", 403)],
)
def test_list_and_receiving_are_for_who_may_take_in(sign_in: SignIn, who: str, status: int) -> None:
    client = sign_in(who)
    for name in ("list_intakes", "receive_document"):
        assert client.get(reverse(name)).status_code == status


def test_item_that_is_not_there_is_missing(sign_in: SignIn, intake: Intake) -> None:
    client = sign_in("coordinator")
    assert client.get(reverse("edit_reading", args=[intake.pk, "999"])).status_code == 404
    for name in ("correct_field", "reread_term", "correct_actors", "accept_doubt", "split_row"):
        answer = client.post(reverse(name, args=[intake.pk, "999"]), {"version": "0"})
        assert answer.status_code == 404, name


def test_row_that_is_not_there_is_missing(sign_in: SignIn, intake: Intake) -> None:
    client = sign_in("coordinator")
    for key in ("999", "nonsense", "-1", "1:2:3:4"):
        answer = client.get(reverse("edit_row", args=[intake.pk, key]))
        assert answer.status_code == 404, key
