"""The home page says to each role what to do next, and nothing it may not see."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from nastavnik.accounts.choices import Role
from nastavnik.imports import services as imports
from nastavnik.roadmaps import services
from nastavnik.web.shell import home
from tests.region import Region
from tests.roadmaps.plans import small_plan

AROUND = 15  # session, login, scope, layout: what every page of the product takes
SignIn = Callable[[str], Client]


def titles_of(client: Client) -> list[str]:
    """Return what the home page asks for, in its order."""
    html = client.get(reverse("home")).content.decode()
    return re.findall(r'<h2 class="next-title">([^<]+)</h2>', html)


def test_every_role_has_a_page() -> None:
    assert set(home._TASKS) == set(Role)


@pytest.mark.parametrize(
    ("who", "first"),
    [
        ("curator", "Дорожной карты пока нет"),
        ("head", "Дорожной карты пока нет"),
        ("coordinator", "Дорожной карты пока нет"),
        ("officer", "2 организации без куратора"),
        ("centre", "2 организации без куратора"),
        ("neighbour", "1 организация без куратора"),
        ("auditor", "Журнал действий"),
        ("administrator", "3 организации без руководителя"),
    ],
)
def test_first_thing_to_do_in_an_empty_region(sign_in: SignIn, who: str, first: str) -> None:
    assert titles_of(sign_in(who))[0] == first


@pytest.mark.parametrize(
    ("who", "words"),
    [
        ("mentor", "План ещё не внесён"),
        ("council", "План ещё не внесён"),
        ("expert", "План ещё не внесён"),
        ("mentee", "встречи с наставником"),
        ("guardian", "согласие на участие ребёнка"),
        ("partner", "соглашение с образовательной организацией"),
        ("stranger", "Полномочий пока нет"),
    ],
)
def test_calm_page(sign_in: SignIn, who: str, words: str) -> None:
    assert words in sign_in(who).get(reverse("home")).content.decode()


def test_curator_of_a_plan_sees_the_most_urgent_first(region: Region, sign_in: SignIn) -> None:
    services.create_roadmap_from_plan(
        region.scope("curator"), region.unit("school_one"), small_plan()
    )
    assert titles_of(sign_in("curator")) == [
        "Нужно проверить: 2 мероприятия",
        "В ближайшие 30 дней: 1 задача",
    ]


def test_work_done_leaves_the_page(region: Region, sign_in: SignIn) -> None:
    scope = region.scope("curator")
    roadmap = services.create_roadmap_from_plan(scope, region.unit("school_one"), small_plan())
    services.settle_item(scope, roadmap.items.get(number="1.1").pk, "not_ours")
    assert not any("Срок прошёл" in title for title in titles_of(sign_in("curator")))


def test_everything_done_is_said(region: Region, sign_in: SignIn) -> None:
    scope = region.scope("curator")
    roadmap = services.create_roadmap_from_plan(scope, region.unit("school_one"), small_plan())
    roadmap.items.update(doubts=[])
    for item in roadmap.items.all():
        item.actors.update(state="outside", unit=None, post="", kinds=[])
        services.settle_item(scope, item.pk, "not_ours")
    assert "Всё сделано" in sign_in("curator").get(reverse("home")).content.decode()


def test_document_on_its_way_in_is_named(region: Region, sign_in: SignIn) -> None:
    intake, _ = imports.receive_text(
        region.scope("curator"), region.unit("school_one"), "План\n1. Провести встречу"
    )
    html = sign_in("curator").get(reverse("home")).content.decode()
    assert "Документ ждёт проверки" in html
    assert reverse("show_intake", args=[intake.pk]) in html


def test_mentor_finds_the_plan_of_the_school(region: Region, sign_in: SignIn) -> None:
    roadmap = services.create_roadmap_from_plan(
        region.scope("curator"), region.unit("school_one"), small_plan()
    )
    html = sign_in("mentor").get(reverse("home")).content.decode()
    assert reverse("show_roadmap", args=[roadmap.pk]) in html


@pytest.mark.parametrize("who", ["curator_two", "neighbour", "mentee", "administrator"])
def test_neighbours_work_is_not_shown(region: Region, sign_in: SignIn, who: str) -> None:
    services.create_roadmap_from_plan(
        region.scope("curator"), region.unit("school_one"), small_plan()
    )
    html = sign_in(who).get(reverse("home")).content.decode()
    assert "Назначить куратора" not in html
    assert "Срок прошёл" not in html


@pytest.mark.parametrize("who", ["officer", "coordinator", "curator", "administrator", "mentor"])
def test_home_takes_few_queries(
    region: Region,
    sign_in: SignIn,
    who: str,
    django_assert_max_num_queries: Callable[[int], object],
) -> None:
    services.create_roadmap_from_plan(
        region.scope("curator"), region.unit("school_one"), small_plan()
    )
    client = sign_in(who)
    client.get(reverse("home"))
    with django_assert_max_num_queries(AROUND + 15):  # type: ignore[attr-defined]
        client.get(reverse("home"))


def test_visitor_is_sent_to_sign_in(client: Client, region: Region) -> None:
    assert client.get(reverse("home")).status_code == 302
