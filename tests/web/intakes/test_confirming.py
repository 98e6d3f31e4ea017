"""Confirming: what will be taken in, past terms in one step, the roadmap; and back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from nastavnik.imports import services
from nastavnik.imports.models import Intake
from nastavnik.roadmaps import importers
from nastavnik.roadmaps.models import Item, Roadmap
from tests.imports.plan_texts import ROWS, plan_text
from tests.region import Region

SignIn = Callable[[str], Client]


@pytest.fixture
def two_past(region: Region) -> Intake:
    """Return an intake with two past terms and one to come (today is 20 November 2026)."""
    return services.receive_text(region.scope("coordinator"), region.unit("town"), plan_text())[0]


def confirm(client: Client, intake: Intake, **data: str) -> object:
    address = reverse("confirm_intake", args=[intake.pk])
    return client.post(address, {"version": "0", **data})


def test_summary_adds_up(sign_in: SignIn, two_past: Intake) -> None:
    page = sign_in("coordinator").get(reverse("check_intake", args=[two_past.pk]))
    text, rows = page.content.decode(), importers.read_intake(two_past).rows
    assert (
        f"прочитано {rows.read} = принято {rows.accepted} + отклонено {rows.rejected} "
        f"+ пропущено {rows.skipped}"
    ) in text
    assert rows.read == rows.accepted + rows.rejected + rows.skipped


def test_past_terms_are_asked_for_once(sign_in: SignIn, two_past: Intake) -> None:
    page = sign_in("coordinator").get(reverse("check_intake", args=[two_past.pk]))
    text = page.content.decode()
    assert "прошёл срок 2 мероприятий" in text
    assert text.count('name="all"') == 4


def test_unanswered_past_terms_are_asked_for_again(sign_in: SignIn, two_past: Intake) -> None:
    answer = confirm(sign_in("coordinator"), two_past)
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert not Roadmap.objects.exists()


def test_one_answer_does_for_all_and_another_where_it_differs(
    sign_in: SignIn, two_past: Intake
) -> None:
    keys = [item.key for item in importers.read_intake(two_past).items]
    confirm(sign_in("coordinator"), two_past, **{"all": "done", f"outcome_{keys[1]}": "not_ours"})
    outcomes = dict(Item.objects.values_list("key", "outcome"))
    assert outcomes == {keys[0]: "done", keys[1]: "not_ours", keys[2]: "open"}


def test_nothing_past_nothing_asked(region: Region, sign_in: SignIn) -> None:
    intake, _ = services.receive_text(
        region.scope("coordinator"), region.unit("town"), plan_text(ROWS[2])
    )
    client = sign_in("coordinator")
    page = client.get(reverse("check_intake", args=[intake.pk])).content.decode()
    assert "уже прошли" not in page
    assert confirm(client, intake).status_code == 302  # type: ignore[attr-defined]


def test_confirmed_twice_is_one_roadmap(sign_in: SignIn, two_past: Intake) -> None:
    client = sign_in("coordinator")
    first = confirm(client, two_past, all="open")
    again = confirm(client, two_past, all="open")
    assert first.url == again.url  # type: ignore[attr-defined]
    assert Roadmap.objects.count() == 1


def test_another_document_of_the_same_act_is_pointed_out(
    region: Region, sign_in: SignIn, two_past: Intake
) -> None:
    client = sign_in("coordinator")
    confirm(client, two_past, all="open")
    other, _ = services.receive_text(
        region.scope("coordinator"), region.unit("town"), plan_text(*ROWS[:2])
    )
    page = client.get(reverse("check_intake", args=[other.pk])).content.decode()
    assert "по этому приказу уже есть" in page


def test_confirmed_document_is_shown_and_not_corrected(sign_in: SignIn, two_past: Intake) -> None:
    client = sign_in("coordinator")
    confirm(client, two_past, all="open")
    page = client.get(reverse("show_intake", args=[two_past.pk])).content.decode()
    assert "Документ принят" in page
    assert reverse("undo_intake", args=[two_past.pk]) in page
    assert "Исправить" not in page
    assert "Всё верно" not in page


def test_undo_removes_the_roadmap(sign_in: SignIn, two_past: Intake) -> None:
    client = sign_in("coordinator")
    confirm(client, two_past, all="open")
    answer = client.post(reverse("undo_intake", args=[two_past.pk]))
    assert answer.status_code == 302
    assert not Roadmap.objects.exists()
    page = client.get(reverse("show_intake", args=[two_past.pk])).content.decode()
    assert "Приём отменён" in page


def test_undo_is_refused_once_work_is_recorded(sign_in: SignIn, two_past: Intake) -> None:
    client = sign_in("coordinator")
    confirm(client, two_past, all="open")
    Item.objects.filter(number="1").update(version=1)
    assert client.post(reverse("undo_intake", args=[two_past.pk])).status_code == 422
    assert Roadmap.objects.exists()


def test_preview_has_nothing_to_undo(sign_in: SignIn, two_past: Intake) -> None:
    answer = sign_in("coordinator").post(reverse("undo_intake", args=[two_past.pk]))
    assert answer.status_code == 422
