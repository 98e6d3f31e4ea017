"""Editions are shown as they were, and what one says otherwise than another, word by word."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from nastavnik.roadmaps import services
from nastavnik.roadmaps.models import Roadmap
from nastavnik.roadmaps.services import ItemWords
from tests.region import TODAY, Region
from tests.web.approvals.conftest import ACT

SignIn = Callable[[str], Client]


@pytest.fixture
def revised(region: Region, approved: Roadmap) -> Roadmap:
    """Return the plan with two changes of every kind, still under revision."""
    curator = region.scope("curator")
    services.start_revision(curator, approved.pk, reason="Решение совещания")
    items = {item.number: item for item in approved.items.all()}
    services.correct_item(
        curator, items["1.1"].pk, version=0, title="Назначить двух кураторов", result="Приказ"
    )
    services.correct_term(curator, items["1.2"].pk, version=0, text="декабрь 2026 года")
    approved.refresh_from_db()
    services.remove_item(curator, items["2.1"].pk, version=approved.version)
    approved.refresh_from_db()
    services.add_item(
        curator, approved.pk, ItemWords("Собрать отзывы", term="май 2027 года"),
        version=approved.version,
    )  # fmt: skip
    approved.refresh_from_db()
    return approved


def text_of(client: Client, name: str, *args: int, query: str = "") -> str:
    answer = client.get(reverse(name, args=args) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_words_that_changed_are_marked(sign_in: SignIn, revised: Roadmap) -> None:
    html = text_of(sign_in("mentor"), "compare_editions", revised.pk)
    assert "Редакция 1 → Как сейчас" in html
    assert "Добавлено 1 мероприятие, изменено 2, исключено 2" in html
    assert "Назначить <del>куратора</del><ins>двух кураторов</ins>" in html
    assert "<del>ноябрь</del><ins>декабрь</ins> 2026 года" in html
    assert "Срок понят так" not in html  # the words themselves say it
    for title in ("Собрать отзывы", "Провести встречу пар", "в малых группах"):
        assert title in html


def test_text_of_a_person_is_no_markup(region: Region, sign_in: SignIn, revised: Roadmap) -> None:
    item = revised.items.get(number="1.2")
    services.correct_item(
        region.scope("curator"), item.pk, version=item.version, note="<b>Хранить</b> & беречь"
    )
    html = text_of(sign_in("curator"), "compare_editions", revised.pk)
    assert "<b>" not in html
    assert "&amp;" in html


def test_meaning_that_a_person_gave_is_a_change(
    region: Region, sign_in: SignIn, approved: Roadmap
) -> None:
    curator = region.scope("curator")
    services.start_revision(curator, approved.pk, reason="Решение")
    item = approved.items.get(number="1.2")
    services.correct_term(curator, item.pk, version=0, last=TODAY, first=None)
    html = text_of(sign_in("curator"), "compare_editions", approved.pk)
    assert "Срок понят так" in html


def test_any_two_editions_are_compared(region: Region, sign_in: SignIn, revised: Roadmap) -> None:
    services.submit_roadmap(region.scope("curator"), revised.pk)
    services.agree_roadmap(region.scope("coordinator"), revised.pk)
    services.approve_roadmap(region.scope("head"), revised.pk, act_text=ACT, on=TODAY)
    client = sign_in("curator")
    there = text_of(client, "compare_editions", revised.pk, query="?old=1&new=2")
    back = text_of(client, "compare_editions", revised.pk, query="?old=2&new=1")
    same = text_of(client, "compare_editions", revised.pk, query="?old=2&new=2")
    assert "<ins>двух кураторов</ins>" in there
    assert "<del>двух кураторов</del>" in back
    assert "Изменений нет" in same
    odd = text_of(client, "compare_editions", revised.pk, query="?old=9&new=now")
    assert "Редакция 1 → Редакция 2" in odd
    listed = text_of(client, "show_approvals", revised.pk)
    assert "Добавлено 1 мероприятие, изменено 2, исключено 2" in listed
    assert "?old=1&amp;new=2" in listed


def test_edition_stays_as_it_was(sign_in: SignIn, revised: Roadmap) -> None:
    html = text_of(sign_in("auditor"), "show_edition", revised.pk, 1)
    for text in ("Назначить куратора", "ноябрь 2026 года", "Провести встречу пар", "=СУММ(пар)",
                 "1. Подготовка", "Источник средств", "не требуется", ACT):  # fmt: skip
        assert text in html
    assert "Собрать отзывы" not in html
    assert "двух кураторов" not in html


def test_edition_that_is_none_is_missing(sign_in: SignIn, approved: Roadmap) -> None:
    answer = sign_in("curator").get(reverse("show_edition", args=[approved.pk, 2]))
    assert answer.status_code == 404


def test_plan_of_one_edition_has_nothing_to_compare(sign_in: SignIn, approved: Roadmap) -> None:
    html = text_of(sign_in("curator"), "compare_editions", approved.pk)
    assert "Сравнивать пока нечего" in html


@pytest.mark.parametrize("name", ["compare_editions", "show_edition", "show_approvals"])
@pytest.mark.parametrize("who", ["neighbour", "curator_two", "mentee", "administrator"])
def test_neighbour_finds_nothing(sign_in: SignIn, approved: Roadmap, name: str, who: str) -> None:
    args = [approved.pk, 1] if name == "show_edition" else [approved.pk]
    assert sign_in(who).get(reverse(name, args=args)).status_code == 404
