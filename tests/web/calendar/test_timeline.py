"""The timeline page: the picture and its table twin; the tabs; no script is needed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from nastavnik.roadmaps.models import Roadmap
from tests.web.calendar.test_calendar import text

SignIn = Callable[[str], Client]


def timeline(client: Client, **query: str) -> html.HtmlElement:
    answer = client.get(reverse("show_timeline"), {"whose": "all"} | query)
    assert answer.status_code == 200
    return html.fromstring(answer.content.decode())


def test_table_holds_the_same_tasks_in_the_same_order(sign_in: SignIn, roadmap: Roadmap) -> None:
    page = timeline(sign_in("curator"))
    drawn = [text(one) for one in page.xpath("//svg/g/text[@class='tl-ink']")]
    listed = [text(one) for one in page.xpath("//table[@id='twin-tasks']/tbody/tr/th")]
    assert drawn == listed == [
        "1.2. Назначить куратора",
        "1.1. Собрать согласия",
        "1.3. Подвести итоги <года>",
        "1.4. Провести встречу выпускников",
    ]  # fmt: skip


def test_rows_say_their_days_and_state(sign_in: SignIn, roadmap: Roadmap) -> None:
    page = timeline(sign_in("curator"))
    titles = [text(one) for one in page.xpath("//svg/g/title")]
    assert titles[0] == "1.2. Назначить куратора: до 15 сентября 2026 г., просрочена"
    assert titles[1] == "1.1. Собрать согласия: 2 ноября 2026 г. – 30 ноября 2026 г., в работе"


def test_picture_has_a_name_and_a_description(sign_in: SignIn, roadmap: Roadmap) -> None:
    (picture,) = timeline(sign_in("curator")).xpath("//svg[contains(@class, 'tl')]")
    named = [
        picture.xpath(f".//*[@id='{one}']")[0] for one in picture.get("aria-labelledby").split()
    ]
    assert [text(one) for one in named] == [
        "Лента времени задач",
        "4 задачи по порядку начала. Те же сведения стоят в таблице под рисунком.",
    ]
    assert not picture.xpath(".//a")  # children of a picture take no focus


def test_page_keeps_to_the_policy(sign_in: SignIn, roadmap: Roadmap) -> None:
    page = timeline(sign_in("curator"))
    assert page.xpath("//@style | //style | //script[not(@src)]") == []


@pytest.mark.parametrize(
    ("query", "words"),
    [({"q": "ничего такого"}, "Таких задач нет"), ({}, "Задач пока нет")],
)
def test_empty_timeline_says_so(sign_in: SignIn, query: dict[str, str], words: str) -> None:
    assert words in text(timeline(sign_in("curator"), **query))


def test_tabs_keep_the_filter(sign_in: SignIn, roadmap: Roadmap) -> None:
    page = timeline(sign_in("curator"), state="open", when="soon", page="1", junk="x")
    tabs = {text(one): one.get("href") for one in page.xpath("//nav[@aria-label='Вид задач']//a")}
    assert {"Календарь", "Лента времени"} <= set(tabs)
    for address in tabs.values():
        assert sorted(address.split("?")[1].split("&")) == ["state=open", "when=soon", "whose=all"]
    current = page.xpath("//nav[@aria-label='Вид задач']//a[@aria-current='page']")
    assert [text(one) for one in current] == ["Лента времени"]
