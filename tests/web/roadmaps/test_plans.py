"""Pages of plans: the list, the plan as in its order, its indicators, document, export."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from nastavnik.imports import services as imports
from nastavnik.roadmaps import importers, services
from nastavnik.roadmaps.models import Roadmap
from tests.region import Region
from tests.roadmaps.plans import long_plan

SignIn = Callable[[str], Client]
AROUND = 15  # session, login, scope, layout: what every page of the product takes
PAGES = ("show_roadmap", "show_indicators", "show_roadmap_document")


def text_of(html: str) -> str:
    """Return what a person reads, white space collapsed."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_list_names_plan_unit_and_what_to_check(sign_in: SignIn, roadmap: Roadmap) -> None:
    html = sign_in("curator").get(reverse("list_roadmaps")).content.decode()
    words = text_of(html)
    assert roadmap.title in words
    assert "МБОУ «Средняя школа № 1» города Приозёрска" in words
    assert "2026/2027 учебный год" in words
    assert reverse("show_roadmap", args=[roadmap.pk]) in html


@pytest.mark.parametrize(
    ("who", "words"),
    [("curator", "Внести план из приказа"), ("mentor", "когда куратор или координатор внесёт")],
)
def test_empty_list_says_what_to_do(sign_in: SignIn, who: str, words: str) -> None:
    page = text_of(sign_in(who).get(reverse("list_roadmaps")).content.decode())
    assert "Дорожных карт пока нет" in page
    assert words in page


def test_list_is_searched(sign_in: SignIn, roadmap: Roadmap) -> None:
    client = sign_in("curator")
    assert roadmap.title in client.get(reverse("list_roadmaps"), {"q": "наставн"}).content.decode()
    nothing = text_of(client.get(reverse("list_roadmaps"), {"q": "бассейн"}).content.decode())
    assert "Ничего не найдено" in nothing


@pytest.mark.parametrize(
    ("who", "status"),
    [("officer", 200), ("mentor", 200), ("mentee", 403), ("administrator", 403), ("stranger", 403)],
)
def test_who_opens_the_list(sign_in: SignIn, who: str, status: int) -> None:
    assert sign_in(who).get(reverse("list_roadmaps")).status_code == status


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(
    ("who", "status"),
    [("curator", 200), ("coordinator", 200), ("officer", 200), ("mentor", 200), ("auditor", 200),
     ("neighbour", 404), ("curator_two", 404), ("mentee", 404), ("stranger", 404)],
)  # fmt: skip
def test_who_opens_a_plan(
    sign_in: SignIn, roadmap: Roadmap, name: str, who: str, status: int
) -> None:
    assert sign_in(who).get(reverse(name, args=[roadmap.pk])).status_code == status


def test_plan_has_the_columns_of_the_document_in_their_order(
    sign_in: SignIn, roadmap: Roadmap
) -> None:
    html = sign_in("curator").get(reverse("show_roadmap", args=[roadmap.pk])).content.decode()
    heads = re.findall(r'<th scope="col"[^>]*>([^<]+)</th>', html)
    assert heads == [*(column["header"] for column in roadmap.columns), "Состояние"]


def test_plan_shows_every_text(sign_in: SignIn, roadmap: Roadmap) -> None:
    html = sign_in("curator").get(reverse("show_roadmap", args=[roadmap.pk])).content.decode()
    words = text_of(html)
    for text in (
        "1. Подготовка", "до 15 сентября 2026 года", "Хранить в сейфе", "не требуется",
        "Фотографии", "=СУММ(пар)", "+7 встреч", "в малых группах", "не определён",
        "Куратор наставничества",
    ):  # fmt: skip
        assert text in words
    assert html.count('class="table-section"') == 2
    assert html.count('class="table-sub"') == 1


@pytest.mark.parametrize(
    ("asked", "titles"),
    [
        ({"q": "согласия"}, ["Собрать согласия"]),
        ({"when": "past"}, ["Назначить куратора"]),
        ({"state": "check"}, ["Провести встречу пар", "в малых группах"]),
        ({"when": "2026-11-01_2026-11-30"}, ["Собрать согласия", "в малых группах"]),
        ({"who": "unresolved"}, ["в малых группах"]),
        ({"who": "nonsense", "section": "x", "when": "y_z"}, None),
        ({"state": "done"}, []),
    ],
)
def test_plan_is_filtered(
    sign_in: SignIn, roadmap: Roadmap, asked: dict[str, str], titles: list[str] | None
) -> None:
    address = reverse("show_roadmap", args=[roadmap.pk])
    html = sign_in("curator").get(address, asked).content.decode()
    shown = re.findall(r'<th scope="row"[^>]*><a [^>]*>([^<]+)</a>', html)
    assert shown == (titles if titles is not None else [i.title for i in roadmap.items.all()])


def test_empty_answer_offers_the_whole_plan(sign_in: SignIn, roadmap: Roadmap) -> None:
    address = reverse("show_roadmap", args=[roadmap.pk])
    assert "Показать весь план" in sign_in("curator").get(address, {"q": "нет"}).content.decode()


def test_long_plan_comes_in_pages(
    region: Region, sign_in: SignIn, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    long = services.create_roadmap_from_plan(
        region.scope("curator"), region.unit("school_one"), long_plan(250)
    )
    client = sign_in("curator")
    address = reverse("show_roadmap", args=[long.pk])
    client.get(address)
    with django_assert_max_num_queries(AROUND + 10):  # type: ignore[attr-defined]
        html = client.get(address, {"page": 3}).content.decode()
    assert html.count('scope="row"') == 50
    assert "201–250 из 250" in html


def test_indicators_show_targets_by_year(sign_in: SignIn, roadmap: Roadmap) -> None:
    words = text_of(
        sign_in("curator").get(reverse("show_indicators", args=[roadmap.pk])).content.decode()
    )
    for text in ("Доля пар, завершивших программу", "2026 год", "12,5", "отношение числа"):
        assert text in words


def test_document_page_names_the_remarks(sign_in: SignIn, roadmap: Roadmap) -> None:
    address = reverse("show_roadmap_document", args=[roadmap.pk])
    words = text_of(sign_in("curator").get(address).content.decode())
    assert "Не указан результат." in words
    assert "прочитано 5: принято 4, отклонено 0, пропущено 1" in words


TEXT = """Приказ от 01.09.2026 № 15
План мероприятий наставничества на 2026/2027 учебный год
№\tМероприятие\tСрок\tОтветственные\tРезультат
1\tНазначить куратора\tдо 15 сентября 2026 года\tДиректор\tПриказ
2\tСобрать согласия родителей\tоктябрь 2026 года\tкуратор\tСогласия
3\tПровести встречу пар\tноябрь 2026 года\tкуратор\tПротокол
"""


@pytest.fixture
def taken_in(region: Region) -> Roadmap:
    """Return a plan taken in from a pasted text."""
    scope = region.scope("curator")
    intake, _ = imports.receive_text(scope, region.unit("school_one"), TEXT)
    return importers.confirm_intake(scope, intake, version=intake.version)


def test_undo_is_offered_until_work_begins(sign_in: SignIn, taken_in: Roadmap) -> None:
    client, address = sign_in("curator"), reverse("show_roadmap_document", args=[taken_in.pk])
    undo = reverse("undo_intake", args=[taken_in.intake_id])
    assert undo in client.get(address).content.decode()
    item = taken_in.items.first()
    assert item is not None
    client.post(reverse("settle_item", args=[item.pk]), {"outcome": "not_ours"})
    assert undo not in client.get(address).content.decode()


def test_item_stands_in_its_document(sign_in: SignIn, taken_in: Roadmap) -> None:
    item = taken_in.items.get(number="2")
    html = sign_in("curator").get(reverse("show_item", args=[item.pk])).content.decode()
    marked = re.findall(r"<mark[^>]*>([^<]+)</mark>", html)
    assert marked == ["2", "Собрать согласия родителей", "октябрь 2026 года", "куратор", "Согласия"]
    assert "Назначить куратора · до 15 сентября 2026 года" in text_of(html)


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_plan_is_downloaded(sign_in: SignIn, roadmap: Roadmap, kind: str) -> None:
    answer = sign_in("mentor").get(reverse("export_roadmap", args=[roadmap.pk, kind]))
    assert answer.status_code == 200
    assert answer.content.startswith(b"PK")
    assert f".{kind}" in answer["Content-Disposition"]


@pytest.mark.parametrize(("who", "kind"), [("curator_two", "docx"), ("curator", "exe")])
def test_no_foreign_and_no_other_export(
    sign_in: SignIn, roadmap: Roadmap, who: str, kind: str
) -> None:
    address = reverse("export_roadmap", args=[roadmap.pk, kind])
    assert sign_in(who).get(address).status_code == 404


def test_reading_pages_take_no_post(sign_in: SignIn, roadmap: Roadmap) -> None:
    client = sign_in("curator")
    for name in PAGES:
        assert client.post(reverse(name, args=[roadmap.pk])).status_code == 405
