"""Sending a document: a file or a text, once; errors stand at the form."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from nastavnik.imports import services
from nastavnik.imports.models import Intake
from nastavnik.roadmaps import importers
from tests.imports.plan_texts import plan_text
from tests.region import Region

SignIn = Callable[[str], Client]


def text_of(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined]


def test_empty_list_offers_the_one_action(sign_in: SignIn) -> None:
    page = text_of(sign_in("coordinator").get(reverse("list_intakes")))
    assert "Документов пока нет" in page
    assert page.count(reverse("receive_document")) == 1


def test_list_shows_what_the_document_calls_itself(sign_in: SignIn, intake: Intake) -> None:
    page = text_of(sign_in("coordinator").get(reverse("list_intakes")))
    assert "Приказ от 01.09.2026 № 41" in page
    assert "На проверке" in page
    assert reverse("show_intake", args=[intake.pk]) in page


@pytest.mark.parametrize(
    ("state", "shown"), [("", True), ("preview", True), ("confirmed", False), ("closed", False)]
)
def test_list_is_sorted_out_by_state(
    sign_in: SignIn, intake: Intake, state: str, shown: bool
) -> None:
    page = text_of(sign_in("coordinator").get(reverse("list_intakes"), {"state": state}))
    assert (reverse("show_intake", args=[intake.pk]) in page) is shown


def test_pasted_text_leads_to_its_check(region: Region, sign_in: SignIn) -> None:
    unit = region.units["town"].pk
    answer = sign_in("coordinator").post(
        reverse("take_document"), {"unit": unit, "text": plan_text()}
    )
    assert answer.url == reverse("show_intake", args=[Intake.objects.get().pk])


def test_file_leads_to_its_check(region: Region, sign_in: SignIn) -> None:
    file = SimpleUploadedFile("План.txt", plan_text().encode("cp1251"))
    data = {"unit": region.units["school_one"].pk, "file": file}
    answer = sign_in("curator").post(reverse("take_document"), data)
    intake = Intake.objects.get()
    assert answer.url == reverse("show_intake", args=[intake.pk])
    assert (intake.file.name, intake.unit) == ("План.txt", region.units["school_one"])


def test_unit_is_asked_only_of_who_has_several(sign_in: SignIn) -> None:
    assert '<select name="unit"' in text_of(sign_in("coordinator").get(reverse("receive_document")))
    assert '<select name="unit"' not in text_of(sign_in("curator").get(reverse("receive_document")))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({}, "Выберите файл или вставьте текст"),
        ({"text": " \n "}, "Выберите файл или вставьте текст"),
        ({"text": "План", "file": b"plan"}, "что-то одно"),
        ({"file": b""}, "пуст"),
        ({"file": b"%PDF-1.7 broken"}, "повреждён"),
        ({"text": "План", "unit": "999"}, "Выберите"),
        ({"text": "План", "encoding": "klingon"}, "Выберите"),
    ],
)
def test_bad_input_is_answered_at_the_form(
    region: Region, sign_in: SignIn, data: dict[str, object], message: str
) -> None:
    given = {"unit": region.units["town"].pk, **data}
    if isinstance(given.get("file"), bytes):
        given["file"] = SimpleUploadedFile("План.pdf", given["file"])  # type: ignore[arg-type]
    answer = sign_in("coordinator").post(reverse("take_document"), given)
    assert answer.status_code == 422
    assert message in text_of(answer)
    assert not Intake.objects.exists()


def test_neighbours_unit_is_not_offered(region: Region, sign_in: SignIn) -> None:
    data = {"unit": region.units["district"].pk, "text": plan_text()}
    assert sign_in("coordinator").post(reverse("take_document"), data).status_code == 422
    assert not Intake.objects.exists()


@pytest.mark.parametrize("who", ["auditor", "mentor", "stranger"])
def test_sending_without_the_right_is_refused(region: Region, sign_in: SignIn, who: str) -> None:
    data = {"unit": region.units["school_one"].pk, "text": plan_text()}
    assert sign_in(who).post(reverse("take_document"), data).status_code == 403


def test_sending_refuses_get(sign_in: SignIn) -> None:
    assert sign_in("coordinator").get(reverse("take_document")).status_code == 405


def test_same_document_again_leads_to_the_first_check(region: Region, sign_in: SignIn) -> None:
    client, data = sign_in("coordinator"), {"unit": region.units["town"].pk, "text": plan_text()}
    first = client.post(reverse("take_document"), data)
    again = client.post(reverse("take_document"), data, follow=True)
    assert again.redirect_chain[0][0] == first.url
    assert "уже загружен" in text_of(again)
    assert Intake.objects.count() == 1


def test_document_confirmed_before_leads_to_its_roadmap(region: Region, sign_in: SignIn) -> None:
    scope, unit = region.scope("coordinator"), region.unit("town")
    intake, _ = services.receive_text(scope, unit, plan_text())
    roadmap = importers.confirm_intake(scope, intake, version=0)
    data = {"unit": unit.pk, "text": plan_text()}
    answer = sign_in("coordinator").post(reverse("take_document"), data)
    assert answer.url == reverse("show_roadmap", args=[roadmap.pk])


def test_file_is_read_again_in_the_encoding_chosen(region: Region, sign_in: SignIn) -> None:
    file = SimpleUploadedFile("План.txt", plan_text().encode("cp1251"))
    data = {"unit": region.units["town"].pk, "file": file, "encoding": "koi8-r"}
    client = sign_in("coordinator")
    client.post(reverse("take_document"), data)
    intake = Intake.objects.get()
    assert "муниципального" not in text_of(client.get(reverse("show_intake", args=[intake.pk])))
    again = {"encoding": "cp1251", "version": "0"}
    answer = client.post(reverse("reread_document", args=[intake.pk]), again, follow=True)
    assert "муниципального" in text_of(answer)
    stale = client.post(reverse("reread_document", args=[intake.pk]), again)
    assert stale.status_code == 409
