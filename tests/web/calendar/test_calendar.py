"""The month: weeks from Monday, what is due and begins, holidays, other months, one day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html

from nastavnik.roadmaps.models import Roadmap, Task
from tests.region import Region
from tests.web.calendar.conftest import task_of

SignIn = Callable[[str], Client]


def month(client: Client, **query: str) -> html.HtmlElement:
    answer = client.get(reverse("show_calendar"), {"whose": "all"} | query)
    assert answer.status_code == 200
    return html.fromstring(answer.content.decode())


def cells(page: html.HtmlElement) -> dict[str, Any]:
    """Return the cell of each day of the month, by its day as in the address."""
    return {cell.xpath(".//time/@datetime")[0]: cell for cell in page.xpath("//td[.//time]")}


def text(element: Any) -> str:
    return " ".join(element.text_content().split())


def test_weeks_begin_on_monday(sign_in: SignIn, roadmap: Roadmap) -> None:
    page = month(sign_in("curator"))
    assert page.xpath("//table[@class='month']//th//text()") == "Пн Вт Ср Чт Пт Сб Вс".split()
    weeks = page.xpath("//table[@class='month']/tbody/tr")
    assert {len(week.xpath("td")) for week in weeks} == {7}
    first = [text(cell)[:1] for cell in weeks[0].xpath("td")]
    assert first == ["", "", "", "", "", "", "1"]  # 1 November 2026 is a Sunday
    assert text(page.xpath("//h2[@id='month']")[0]) == "Ноябрь 2026"


def test_day_holds_what_is_due_and_what_begins(sign_in: SignIn, roadmap: Roadmap) -> None:
    days = cells(month(sign_in("curator")))
    assert "1.1. Собрать согласия В работе" in text(days["2026-11-30"])
    assert "Начало: 1.1. Собрать согласия" in text(days["2026-11-02"])
    assert "Собрать" not in text(days["2026-11-16"])


def test_task_of_one_day_stands_there_once(sign_in: SignIn, roadmap: Roadmap) -> None:
    Task.objects.filter(pk=task_of(roadmap, "1.1").pk).update(first=date(2026, 11, 30))
    cell = cells(month(sign_in("curator")))["2026-11-30"]
    assert len(cell.xpath(".//li")) == 1
    assert "Начало" not in text(cell)


def test_today_weekends_and_holidays_are_marked(sign_in: SignIn, roadmap: Roadmap) -> None:
    days = cells(month(sign_in("curator")))
    assert days["2026-11-20"].get("aria-current") == "date"
    assert "сегодня" in text(days["2026-11-20"])
    assert "День народного единства" in text(days["2026-11-04"])
    assert [iso[-2:] for iso, cell in days.items() if "day-off" in cell.get("class")] == (
        "01 04 07 08 14 15 21 22 28 29".split()
    )
    moved = cells(month(sign_in("curator"), month="2024-04"))["2024-04-27"]
    assert "Рабочий день (перенос)" in text(moved)
    assert "day-off" not in moved.get("class")


@pytest.mark.parametrize(
    ("asked", "name", "beside"),
    [
        ("2026-12", "Декабрь 2026", ["Ноябрь 2026", "Январь 2027"]),
        ("2027-01", "Январь 2027", ["Декабрь 2026", "Февраль 2027"]),
        ("2000-01", "Январь 2000", ["Февраль 2000"]),
        ("2100-12", "Декабрь 2100", ["Ноябрь 2100"]),
        ("1900-01", "Ноябрь 2026", ["Октябрь 2026", "Декабрь 2026"]),
        ("чушь", "Ноябрь 2026", ["Октябрь 2026", "Декабрь 2026"]),
    ],
)
def test_months_lead_to_each_other(
    sign_in: SignIn, roadmap: Roadmap, asked: str, name: str, beside: list[str]
) -> None:
    page = month(sign_in("curator"), month=asked, state="unfinished")
    assert text(page.xpath("//h2[@id='month']")[0]) == name
    links = page.xpath("//nav[@aria-label='Месяц']/a[@rel]")
    assert [text(link) for link in links] == beside
    assert all("state=unfinished" in link.get("href") for link in links)


def test_filter_keeps_the_month(sign_in: SignIn, roadmap: Roadmap) -> None:
    page = month(sign_in("curator"), month="2027-05")
    assert page.xpath("//form[@role='search']//input[@name='month']/@value") == ["2027-05"]


def test_chosen_day_lists_all_of_its_tasks(sign_in: SignIn, roadmap: Roadmap) -> None:
    page = month(sign_in("curator"), day="2027-05-31")
    assert text(page.xpath("//h2[@id='month']")[0]) == "Май 2027"
    assert (
        text(page.xpath("//table[@id='day-tasks']/tbody/tr/th")[0]) == "1.3. Подвести итоги <года>"
    )


def test_crowded_day_says_how_many_more(sign_in: SignIn, roadmap: Roadmap, region: Region) -> None:
    task = task_of(roadmap, "1.1")
    Task.objects.bulk_create(
        Task(roadmap=roadmap, item=task.item, who=f"кто {number}", key="x", unit=task.unit,
             due=date(2026, 11, 30))
        for number in range(9)
    )  # fmt: skip
    cell = cells(month(sign_in("curator")))["2026-11-30"]
    assert len(cell.xpath(".//li")) == 4
    assert text(cell.xpath(".//p[@class='day-more']")[0]) == "Ещё 6"


def test_undated_stand_below(sign_in: SignIn, roadmap: Roadmap) -> None:
    page = month(sign_in("curator"))
    assert [text(row) for row in page.xpath("//table[@id='undated-tasks']/tbody/tr/th")] == [
        "1.4. Провести встречу выпускников"
    ]


def test_empty_month_says_so(sign_in: SignIn, roadmap: Roadmap) -> None:
    page = month(sign_in("curator"), month="2030-01")
    assert "В этом месяце сроков нет." in text(page)


def test_change_in_one_view_is_seen_in_the_others(
    sign_in: SignIn, roadmap: Roadmap, region: Region
) -> None:
    client, task = sign_in("head"), task_of(roadmap, "1.1")
    given = {"verb": "prolong", "day": "2026-12-14", "words": "Болезнь", "back": "board"}
    answer = client.post(
        reverse("do_with_tasks"), given | {"query": "whose=all", "task": str(task.pk)}
    )
    assert answer.status_code == 302
    assert "Собрать" not in text(cells(month(client))["2026-11-30"])
    assert "Собрать" in text(cells(month(client, month="2026-12"))["2026-12-14"])
    for name in ("list_tasks", "show_board", "show_timeline"):
        shown = client.get(reverse(name), {"whose": "all"}).content.decode()
        assert "14 декабря 2026" in shown.replace("\xa0", " "), name


def test_neighbour_sees_none_of_it(sign_in: SignIn, roadmap: Roadmap) -> None:
    assert "Собрать" not in text(month(sign_in("neighbour")))


@pytest.mark.parametrize("name", ["show_calendar", "show_timeline"])
def test_page_takes_the_same_queries_for_any_number(
    sign_in: SignIn, roadmap: Roadmap, name: str
) -> None:
    client = sign_in("curator")
    address = reverse(name) + "?whose=all&day=2026-11-30"

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    count()  # the first page of a session writes it down
    few = count()
    task = task_of(roadmap, "1.1")
    Task.objects.bulk_create(
        Task(roadmap=roadmap, item=task.item, who=f"кто {number}", key="x", unit=task.unit,
             due=date(2026, 11, 1 + number))
        for number in range(30)
    )  # fmt: skip
    assert count() == few <= 32
