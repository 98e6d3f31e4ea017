"""One item: shown whole, corrected, settled; each action by the five laws."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from nastavnik.audit.models import Entry
from nastavnik.organisations.models import Alias
from nastavnik.roadmaps import services
from nastavnik.roadmaps.choices import Outcome
from nastavnik.roadmaps.models import Item, ItemActor, Roadmap
from tests.region import Region

SignIn = Callable[[str], Client]

AROUND = 15  # session, login, scope, layout: what every page of the product takes
ACTIONS: dict[str, dict[str, str]] = {
    "correct_item": {"version": "0", "title": "Провести две встречи пар", "result": "Протоколы"},
    "correct_item_term": {"version": "0", "text": "март 2027 года"},
    "correct_item_days": {"version": "0", "first": "2027-03-01", "last": "2027-03-31"},
    "correct_responsible": {"version": "0", "text": "Директор"},
    "accept_doubts": {"version": "0"},
    "settle_item": {"outcome": "not_ours"},
}
WRONG: dict[str, dict[str, str]] = {
    "correct_item": {"version": "0", "title": ""},
    "correct_item_term": {"text": "март"},
    "correct_item_days": {"version": "0", "first": "2027-03-31", "last": "2027-03-01"},
    "correct_responsible": {"text": "Директор"},
    "accept_doubts": {"version": "x"},
    "settle_item": {"outcome": "perhaps"},
}


@pytest.mark.parametrize("name", ACTIONS)
def test_action_works(sign_in: SignIn, item: Item, name: str) -> None:
    answer = sign_in("curator").post(reverse(name, args=[item.pk]), ACTIONS[name])
    assert answer.status_code == 302
    item.refresh_from_db()
    assert item.version == 1


@pytest.mark.parametrize("name", ACTIONS)
@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("neighbour", 404),
        ("curator_two", 404),
        ("stranger", 404),
        ("mentor", 403),
        ("council", 403),
    ],
)
def test_who_may_not(sign_in: SignIn, item: Item, name: str, who: str, status: int) -> None:
    client = sign_in(who)
    for data in (ACTIONS[name], WRONG[name]):
        assert client.post(reverse(name, args=[item.pk]), data).status_code == status
    item.refresh_from_db()
    assert item.version == 0


@pytest.mark.parametrize("name", ACTIONS)
def test_wrong_values_come_back_with_the_form(sign_in: SignIn, item: Item, name: str) -> None:
    answer = sign_in("curator").post(reverse(name, args=[item.pk]), WRONG[name])
    assert answer.status_code == 422
    item.refresh_from_db()
    assert item.version == 0


@pytest.mark.parametrize("name", [*ACTIONS, "assign_actor"])
def test_actions_take_no_get(sign_in: SignIn, item: Item, name: str) -> None:
    assert sign_in("curator").get(reverse(name, args=[item.pk])).status_code == 405


@pytest.mark.parametrize("name", [name for name in ACTIONS if name != "settle_item"])
def test_second_person_sees_both_versions(
    region: Region, sign_in: SignIn, item: Item, name: str
) -> None:
    services.correct_item(region.scope("head"), item.pk, version=0, title="Одна общая встреча")
    answer = sign_in("curator").post(reverse(name, args=[item.pk]), ACTIONS[name])
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "изменил другой человек" in html
    assert "Одна общая встреча" in html
    for typed in (value for key, value in ACTIONS[name].items() if key != "version"):
        assert typed in html
    if name != "accept_doubts":
        assert "Вы написали" in html
        assert "Записано сейчас" in html
    again = re.search(r'name="version" value="1"', html)
    assert again is not None


def test_item_shows_everything(sign_in: SignIn, item: Item) -> None:
    html = sign_in("curator").get(reverse("show_item", args=[item.pk])).content.decode()
    for text in (
        "Провести встречу пар", "Не понят год: уточните срок.", "к весне", "Фотографии",
        "2. Работа пар", "в малых группах", "Всё верно, снять сомнения", "Внесено вместе с планом",
    ):  # fmt: skip
        assert text in html


def test_reader_sees_no_forms(sign_in: SignIn, item: Item) -> None:
    html = sign_in("mentor").get(reverse("show_item", args=[item.pk])).content.decode()
    assert "Провести встречу пар" in html
    assert html.count('method="post"') == 1  # to sign out


@pytest.mark.parametrize("who", ["neighbour", "curator_two", "mentee", "stranger"])
def test_neighbour_finds_no_item(sign_in: SignIn, item: Item, who: str) -> None:
    assert sign_in(who).get(reverse("show_item", args=[item.pk])).status_code == 404


def test_history_tells_what_was_done_and_by_whom(
    region: Region, sign_in: SignIn, item: Item
) -> None:
    services.settle_item(region.scope("head"), item.pk, Outcome.NOT_OURS)
    client = sign_in("curator")
    client.post(reverse("correct_item", args=[item.pk]), ACTIONS["correct_item"] | {"version": "1"})
    html = client.get(reverse("show_item", args=[item.pk])).content.decode()
    assert "В работе → Не относится к нам" in html
    assert "Рощина А. В." in html
    assert "Мероприятие исправлено" in html
    assert "· Вы" in html


@pytest.fixture
def unknown(roadmap: Roadmap) -> ItemActor:
    """Return the actor nobody knows."""
    return ItemActor.objects.get(item__roadmap=roadmap, state="unresolved")


def test_unknown_actor_is_assigned(sign_in: SignIn, unknown: ItemActor) -> None:
    client, address = sign_in("curator"), reverse("assign_actor", args=[unknown.pk])
    assert client.post(address, {"who": "outside"}).status_code == 302
    unknown.refresh_from_db()
    assert unknown.state == "outside"


def test_meaning_is_remembered_by_who_may(
    region: Region, sign_in: SignIn, unknown: ItemActor
) -> None:
    data = {"who": f"unit::{region.units['town'].pk}", "everywhere": "on", "remember": "on"}
    answer = sign_in("coordinator").post(reverse("assign_actor", args=[unknown.pk]), data)
    assert answer.status_code == 302
    assert Alias.objects.filter(text=unknown.text).exists()


@pytest.mark.parametrize(
    ("who", "status"), [("neighbour", 404), ("curator_two", 404), ("mentor", 403), ("council", 403)]
)
def test_who_may_not_assign(sign_in: SignIn, unknown: ItemActor, who: str, status: int) -> None:
    address = reverse("assign_actor", args=[unknown.pk])
    assert sign_in(who).post(address, {"who": "outside"}).status_code == status


@pytest.mark.parametrize("who", ["", "unit::999999", "post:king:1", "person"])
def test_somebody_who_is_not_offered_is_refused(
    sign_in: SignIn, unknown: ItemActor, who: str
) -> None:
    answer = sign_in("curator").post(reverse("assign_actor", args=[unknown.pk]), {"who": who})
    assert answer.status_code == 422
    assert not Entry.objects.filter(verb="assign_actor").exists()


def test_missing_actor_is_404(sign_in: SignIn, roadmap: Roadmap) -> None:
    address = reverse("assign_actor", args=[987654])
    assert sign_in("curator").post(address, {"who": "outside"}).status_code == 404


def test_page_of_an_item_takes_few_queries(
    sign_in: SignIn, item: Item, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    client, address = sign_in("curator"), reverse("show_item", args=[item.pk])
    client.get(address)
    with django_assert_max_num_queries(AROUND + 16):  # type: ignore[attr-defined]
        client.get(address)


def test_item_lists_its_tasks_and_leaves_the_outcome_to_them(
    sign_in: SignIn, roadmap: Roadmap
) -> None:
    task = roadmap.plan_tasks.first()
    assert task is not None
    html = sign_in("curator").get(reverse("show_item", args=[task.item_id])).content.decode()
    assert reverse("show_task", args=[task.pk]) in html
    assert 'value="not_ours"' in html
    assert 'value="not_done"' not in html
