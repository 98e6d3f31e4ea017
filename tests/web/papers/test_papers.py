"""The papers of a plan: scans and their packet, the passport, next year's draft."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from docx import Document

from nastavnik.audit.models import Entry
from nastavnik.roadmaps import services
from nastavnik.roadmaps.choices import RoadmapState
from nastavnik.roadmaps.models import Passport, Roadmap, Scan
from tests.region import Region
from tests.roadmaps.plans import small_plan
from tests.uploads import PDF, kept
from tests.web.laws import check_neighbour_is_missing

SignIn = Callable[[str], Client]
MISSING = 9_999_999


@pytest.fixture
def roadmap(region: Region, files: Path) -> Roadmap:
    return services.create_roadmap_from_plan(
        region.scope("curator"), region.unit("school_one"), small_plan()
    )


@pytest.fixture
def scan(region: Region, roadmap: Roadmap) -> Scan:
    scope = region.scope("curator")
    file = kept(scope, region.unit("school_one").path)
    return services.add_scan(scope, roadmap.pk, kind="order", title="Приказ № 42", file=file)


def sent(name: str = "Приказ.pdf", data: bytes = PDF, **more: str) -> dict[str, object]:
    return {"kind": "order", "title": "Приказ № 42", "file": SimpleUploadedFile(name, data)} | more


def test_scan_is_added_shown_and_given_back(sign_in: SignIn, roadmap: Roadmap) -> None:
    client = sign_in("curator")
    answer = client.post(reverse("add_scan", args=[roadmap.pk]), sent(), follow=True)
    assert "Приказ № 42" in answer.content.decode()
    scan = Scan.objects.get()
    given = client.get(reverse("download_scan", args=[scan.pk]))
    assert given.content == PDF
    assert given["X-Content-Type-Options"] == "nosniff"
    assert given["Content-Disposition"].startswith("attachment")
    assert Entry.objects.get(verb="add_scan").details["scan"] == scan.pk


def test_file_that_is_no_paper_is_refused_at_its_field(sign_in: SignIn, roadmap: Roadmap) -> None:
    bad = sent("Приказ.pdf", b"MZ\x90\x00\x03")
    answer = sign_in("curator").post(reverse("add_scan", args=[roadmap.pk]), bad)
    assert answer.status_code == 422
    assert not Scan.objects.exists()


def test_packet_holds_the_plan_and_every_scan(
    region: Region, sign_in: SignIn, roadmap: Roadmap, scan: Scan
) -> None:
    scope = region.scope("curator")
    second = kept(scope, region.unit("school_one").path, "Положение.pdf", PDF + b"2")
    services.add_scan(scope, roadmap.pk, kind="regulation", file=second)
    answer = sign_in("head").get(reverse("download_packet", args=[roadmap.pk]))
    with zipfile.ZipFile(BytesIO(answer.content)) as archive:
        assert archive.namelist() == [
            "00 Дорожная карта.docx", "01 Приказ Приказ.pdf", "02 Положение Положение.pdf",
        ]  # fmt: skip
        assert archive.read("02 Положение Положение.pdf") == PDF + b"2"
        plan = Document(BytesIO(archive.read("00 Дорожная карта.docx")))
    titles = [cell.text for table in plan.tables for row in table.rows for cell in row.cells]
    assert "Назначить куратора" in titles


def test_packet_of_nothing_is_missing(sign_in: SignIn, roadmap: Roadmap) -> None:
    assert sign_in("head").get(reverse("download_packet", args=[roadmap.pk])).status_code == 404


def test_removed_scan_leaves_the_packet_but_not_the_base(
    sign_in: SignIn, roadmap: Roadmap, scan: Scan
) -> None:
    client = sign_in("curator")
    client.post(reverse("remove_scan", args=[scan.pk]))
    assert client.get(reverse("download_scan", args=[scan.pk])).status_code == 404
    assert Scan.objects.get().removed is not None


def test_passport_shows_live_figures(sign_in: SignIn, region: Region, files: Path) -> None:
    scope = region.scope("officer")
    plan = services.create_roadmap_from_plan(scope, region.unit("ministry"), small_plan())
    words = "В крае {школ} школы; с куратором {организаций с куратором}; {учителей} учителей."
    services.save_passport(scope, plan.pk, version=0, goal="Помочь каждому", problem=words)
    html = sign_in("officer").get(reverse("show_passport", args=[plan.pk])).content.decode()
    assert "В крае 3 школы; с куратором 2 из 4 (50\u00a0%); {учителей} учителей." in html
    assert "нет сведений" in html


def test_printed_passport_has_every_field(
    sign_in: SignIn, region: Region, roadmap: Roadmap
) -> None:
    texts = {"basis": "Приказ № 7", "goal": "Помочь каждому", "tasks": "Первая\nВторая"}
    services.save_passport(region.scope("curator"), roadmap.pk, version=0, **texts)
    answer = sign_in("curator").get(reverse("export_passport", args=[roadmap.pk]))
    table = Document(BytesIO(answer.content)).tables[0]
    assert [tuple(cell.text for cell in row.cells) for row in table.rows] == [
        ("Основание для разработки", "Приказ № 7"),
        ("Цель", "Помочь каждому"),
        ("Задачи", "Первая\nВторая"),
    ]


def test_second_of_two_people_sees_both_passports(
    sign_in: SignIn, region: Region, roadmap: Roadmap
) -> None:
    services.save_passport(region.scope("head"), roadmap.pk, version=0, goal="Цель руководителя")
    client = sign_in("curator")
    mine = {"version": "0", "goal": "Цель куратора"}
    answer = client.post(reverse("save_passport", args=[roadmap.pk]), mine)
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Цель руководителя" in html
    assert "Цель куратора" in html
    assert Passport.objects.get().goal == "Цель руководителя"
    again = client.post(reverse("save_passport", args=[roadmap.pk]), mine | {"version": "1"})
    assert again.status_code == 302
    assert Passport.objects.get().goal == "Цель куратора"


def test_approved_edition_keeps_its_passport(
    sign_in: SignIn, region: Region, roadmap: Roadmap
) -> None:
    Roadmap.objects.filter(pk=roadmap.pk).update(edition=1)
    answer = sign_in("curator").post(
        reverse("save_passport", args=[roadmap.pk]), {"version": "0", "goal": "Другая"}
    )
    assert answer.status_code == 422
    assert not Passport.objects.exists()
    client = sign_in("curator")
    papers = client.get(reverse("show_papers", args=[roadmap.pk])).content.decode()
    assert "Заполнить паспорт" not in papers
    form = client.get(reverse("edit_passport", args=[roadmap.pk]))
    assert form.status_code == 422
    assert "через пересмотр" in form.content.decode()


def test_next_year_is_shown_before_it_is_drafted(sign_in: SignIn, roadmap: Roadmap) -> None:
    client = sign_in("curator")
    html = client.get(reverse("ask_roll_over", args=[roadmap.pk])).content.decode()
    assert "с 1 сентября 2027\u00a0г. по 31 августа 2028\u00a0г." in html
    assert "4 мероприятия" in html
    assert Roadmap.objects.count() == 1
    answer = client.post(reverse("roll_over", args=[roadmap.pk]), follow=True)
    assert "Черновик нового плана готов." in answer.content.decode()
    assert Roadmap.objects.filter(previous=roadmap, state=RoadmapState.DRAFT).count() == 1


@pytest.mark.parametrize("name", ["add_scan", "save_passport", "roll_over"])
@pytest.mark.parametrize("who", ["neighbour", "curator_two", "mentee"])
def test_neighbour_finds_no_plan(sign_in: SignIn, roadmap: Roadmap, name: str, who: str) -> None:
    here, nowhere = (reverse(name, args=[pk]) for pk in (roadmap.pk, MISSING))
    check_neighbour_is_missing(sign_in(who), here, nowhere, {"version": "0"})


@pytest.mark.parametrize("who", ["neighbour", "curator_two"])
def test_neighbour_finds_no_scan(sign_in: SignIn, scan: Scan, who: str) -> None:
    client = sign_in(who)
    here, nowhere = (reverse("remove_scan", args=[pk]) for pk in (scan.pk, MISSING))
    check_neighbour_is_missing(client, here, nowhere, {})
    assert client.get(reverse("download_scan", args=[scan.pk])).status_code == 404


@pytest.mark.parametrize("name", ["add_scan", "save_passport", "roll_over", "remove_scan"])
@pytest.mark.parametrize("who", ["expert", "mentor", "auditor", "council"])
def test_reader_changes_nothing(sign_in: SignIn, scan: Scan, name: str, who: str) -> None:
    key = scan.pk if name == "remove_scan" else scan.roadmap_id
    before = Entry.objects.count()
    answer = sign_in(who).post(reverse(name, args=[key]), {"version": "0"})
    assert (answer.status_code, Entry.objects.count()) == (403, before)


@pytest.mark.parametrize("name", ["add_scan", "save_passport", "roll_over", "remove_scan"])
def test_action_is_not_a_page(sign_in: SignIn, scan: Scan, name: str) -> None:
    assert sign_in("curator").get(reverse(name, args=[scan.pk])).status_code == 405
