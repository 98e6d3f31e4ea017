"""Control cards on pages: put on control, prolonged, handed on, checked, removed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from nastavnik.roadmaps.models import ControlCard, Item, Task
from tests.region import TODAY, Region
from tests.roadmaps.test_controlling import UNTIL, cascade, plan_at, put
from tests.web.laws import bytes_of, errors_of

LATER = (UNTIL + timedelta(days=10)).isoformat()


@pytest.fixture
def item(region: Region) -> Item:
    return plan_at(region, "school_one")


@pytest.fixture
def card(region: Region, item: Item) -> ControlCard:
    return put(region, item)


def changes_of(region: Region) -> dict[str, dict[str, object]]:
    """Return what each action of a card is sent, but for the version."""
    return {
        "finding": {"text": "Нет трёх согласий"},
        "prolong": {"until": LATER, "reason": "Карантин"},
        "reassign": {"controller": region.people["head"].pk, "reason": "Отпуск"},
        "remove": {"reason": "Исполнено"},
    }


ACTIONS = ["finding", "prolong", "reassign", "remove"]


def address_of(card_pk: int, action: str) -> str:
    return f"/control/cards/{card_pk}/{action}/"


def test_item_is_put_on_control_from_its_page(region: Region, item: Item, sign_in) -> None:
    client: Client = sign_in("coordinator")
    assert (
        f"/control/items/{item.pk}/" in client.get(f"/roadmaps/items/{item.pk}/").content.decode()
    )
    page = client.get(f"/control/items/{item.pk}/").content.decode()
    assert "Мероприятие не на контроле" in page
    answer = client.post(
        f"/control/items/{item.pk}/put/",
        {
            "unit": region.units["town"].pk,
            "controller": region.people["coordinator"].pk,
            "due": UNTIL.isoformat(),
            "text": "По поручению коллегии",
        },
    )
    card = ControlCard.objects.get()
    assert answer["Location"] == f"/control/cards/{card.pk}/"
    shown = client.get(answer["Location"]).content.decode()
    assert "По поручению коллегии" in shown
    assert "Осталось 40 дней" in shown
    assert "Осталось 40 дней" in client.get("/control/").content.decode()
    assert "Мостовая Д. Л." in client.get(f"/control/items/{item.pk}/").content.decode()


def test_second_card_of_a_unit_is_refused_at_the_field(
    region: Region, card: ControlCard, sign_in
) -> None:
    answer = sign_in("coordinator").post(
        f"/control/items/{card.item_id}/put/",
        {
            "unit": region.units["town"].pk,
            "controller": region.people["coordinator"].pk,
            "due": UNTIL.isoformat(),
        },
    )
    assert answer.status_code == 422
    assert "уже держит" in errors_of(answer.content.decode())
    assert ControlCard.objects.count() == 1


@pytest.mark.parametrize("action", ACTIONS)
def test_action_of_a_card_works(region: Region, card: ControlCard, sign_in, action: str) -> None:
    client = sign_in("coordinator")
    given = changes_of(region)[action] | {"version": 0}
    answer = client.post(address_of(card.pk, action), given)
    assert answer["Location"] == f"/control/cards/{card.pk}/"
    text = client.get(answer["Location"]).content.decode()
    words = {
        "finding": "Нет трёх согласий",
        "prolong": "Карантин",
        "reassign": "Мостовая Д. Л. → Рощина А. В.",
        "remove": "Снято 20.11.2026",
    }
    assert words[action] in text


@pytest.mark.parametrize("action", ACTIONS)
def test_laws_of_an_action(region: Region, card: ControlCard, sign_in, action: str) -> None:
    given = changes_of(region)[action] | {"version": 0}
    address = address_of(card.pk, action)
    client = sign_in("neighbour")
    theirs, nowhere = client.post(address, given), client.post(address_of(10**9, action), given)
    assert theirs.status_code == nowhere.status_code == 404
    assert bytes_of(theirs) == bytes_of(nowhere)
    assert sign_in("curator").post(address, given).status_code == 403
    assert sign_in("coordinator").get(address).status_code == 405
    assert sign_in("coordinator").post(address, {}).status_code == 422
    card.refresh_from_db()
    assert (card.state, card.version) == ("on", 0)
    ControlCard.objects.filter(pk=card.pk).update(state="removed", removed_on=TODAY)
    closed = sign_in("coordinator").post(address, given)
    assert closed.status_code == 422
    assert "снято с контроля" in closed.content.decode()


def test_second_person_sees_the_change_and_loses_no_words(
    region: Region, card: ControlCard, sign_in
) -> None:
    client = sign_in("coordinator")
    client.post(address_of(card.pk, "finding"), {"version": 0, "text": "Проверено"})
    late = client.post(address_of(card.pk, "remove"), {"version": 0, "reason": "Всё сделано"})
    text = late.content.decode()
    assert late.status_code == 409
    assert "изменил другой человек" in text
    assert "Всё сделано" in text
    assert "Проверено" in text
    assert 'name="version" value="1"' in text


def test_controller_without_the_right_gets_the_form_of_findings_only(
    region: Region, item: Item, sign_in
) -> None:
    card = put(region, item, controller=region.people["curator"])
    client = sign_in("curator")
    text = client.get(f"/control/cards/{card.pk}/").content.decode()
    assert "Записать результат проверки" in text
    assert "Снять с контроля" not in text
    answer = client.post(address_of(card.pk, "finding"), {"version": 0, "text": "Проверено"})
    assert answer.status_code == 302
    assert "Собрать согласия" in client.get("/control/cards/?which=mine").content.decode()


def test_lists_of_cards_hold_what_they_say(region: Region, card: ControlCard, sign_in) -> None:
    client = sign_in("coordinator")
    assert "Собрать согласия" in client.get("/control/cards/").content.decode()
    assert "Снятых карточек нет" in client.get("/control/cards/?which=removed").content.decode()
    assert "На контроле ничего нет" in sign_in("neighbour").get("/control/cards/").content.decode()


def test_item_is_prolonged_with_everything_below(region: Region, sign_in) -> None:
    top, tasks = cascade(region)
    Task.objects.filter(pk=tasks[2].pk).update(due=UNTIL + timedelta(days=99))
    client = sign_in("coordinator")
    given = {"until": UNTIL.isoformat(), "reason": "Карантин"}
    answer = client.post(f"/control/items/{top.pk}/prolong/", given, follow=True)
    text = answer.content.decode()
    assert "Срок продлён: 2 задачи." in text
    assert "Срок прежний: 1 задача. Новый срок должен быть позже нынешнего." in text
    assert Task.objects.filter(due=UNTIL).count() == 2


def test_laws_of_prolonging_an_item(region: Region, item: Item, sign_in) -> None:
    given = {"until": UNTIL.isoformat(), "reason": "Карантин"}
    address = f"/control/items/{item.pk}/prolong/"
    assert sign_in("neighbour").post(address, given).status_code == 404
    assert sign_in("curator").post(address, given).status_code == 403
    assert sign_in("head").get(address).status_code == 405
    empty = sign_in("head").post(address, {})
    assert empty.status_code == 422
    assert "Укажите новый срок" in errors_of(empty.content.decode())
    assert (
        "Продлить срок" not in sign_in("curator").get(f"/control/items/{item.pk}/").content.decode()
    )


def test_laws_of_putting_on_control(region: Region, item: Item, sign_in) -> None:
    address = f"/control/items/{item.pk}/put/"
    given = {
        "unit": region.units["town"].pk,
        "controller": region.people["coordinator"].pk,
        "due": UNTIL.isoformat(),
    }
    theirs = sign_in("neighbour").post(address, given)
    nowhere = sign_in("neighbour").post(f"/control/items/{10**9}/put/", given)
    assert theirs.status_code == nowhere.status_code == 404
    assert bytes_of(theirs) == bytes_of(nowhere)
    assert sign_in("curator").post(address, given).status_code == 403
    assert sign_in("head").post(address, given).status_code == 422  # the town is above the head
    assert sign_in("coordinator").get(address).status_code == 405
    Item.objects.filter(pk=item.pk).update(withdrawn_on=TODAY)
    gone = sign_in("coordinator").post(address, given)
    assert gone.status_code == 422
    assert "снято с плана" in errors_of(gone.content.decode())
    assert not ControlCard.objects.exists()
