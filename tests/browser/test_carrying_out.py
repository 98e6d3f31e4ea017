"""From an order to the controller's page: brought down, done with a file, accepted, counted.

The same way with scripts and without; every view shows the task, and a calendar program reads it.
"""

from __future__ import annotations

import re
import urllib.request
from datetime import date, timedelta

import icalendar
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NARROW, Opener, Site, axe_findings, scrolls_sideways
from tests.browser.test_pages import latin_words
from tests.uploads import PDF

SCAN = {"name": "Приказ школы.pdf", "mimeType": "application/pdf", "buffer": PDF}
SCHOOL = "МБОУ «Средняя общеобразовательная школа № 1»"
VIEWS = ("/tasks/", "/tasks/board/", "/tasks/calendar/", "/tasks/timeline/")
DUE = date.today() + timedelta(days=20)
MONTHS = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()


def order(number: str, measure: str) -> str:
    """Return an order of the ministry with one measure for all schools."""
    due = f"до {DUE.day} {MONTHS[DUE.month - 1]} {DUE.year} года"
    first = DUE.year if DUE.month > 8 else DUE.year - 1
    return f"""Министерство образования Озёрного края
ПРИКАЗ
от 01.09.{first} № {number}
Дорожная карта наставничества на {first}-{first + 1} учебный год
№\tМероприятие\tСрок\tОтветственный\tРезультат
1\t{measure}\t{due}\tОО\tПриказ ОО
"""


@pytest.mark.parametrize(
    ("number", "scripts"),
    [pytest.param("901", True, id="scripts"), pytest.param("902", False, id="no-scripts")],
)
def test_order_is_carried_out_and_seen_from_above(
    open_page: Opener, number: str, scripts: bool
) -> None:
    measure = f"Назначение наставников по приказу {number}"
    ministry = open_page("ministry", scripts=scripts)
    plan = take_in(ministry, number, measure)
    bring_down(ministry, plan, scripts=scripts)

    curator = open_page("curator", scripts=scripts)
    every_view_has(curator, measure)
    task = find_task(curator, measure)
    is_refused_without_document(curator)
    attach(curator)
    curator.get_by_label("Когда исполнено").fill(date.today().isoformat())
    curator.get_by_role("button", name="Отправить на проверку").click()
    expect(curator.locator("main")).to_contain_text("На проверке")

    head = open_page("head", scripts=scripts)
    give_back(head, task)
    curator.goto(task)
    expect(curator.locator("main")).to_contain_text("Приложите лист ознакомления")
    curator.get_by_label("Когда исполнено").fill(date.today().isoformat())
    curator.get_by_role("button", name="Отправить на проверку").click()

    head.goto(task)
    head.get_by_role("button", name="Принять исполнение").click()
    expect(head.locator("main")).to_contain_text("Выполнена")
    seen_from_above(ministry, plan)


def take_in(page: Page, number: str, measure: str) -> str:
    """Paste the order and confirm it; returns the path of the plan."""
    page.goto("/documents/new/")
    page.get_by_label("Вставить текст").fill(order(number, measure))
    page.get_by_role("button", name="Прочитать документ").click()
    page.get_by_role("link", name="К подтверждению").first.click()
    page.get_by_role("button", name="Составить дорожную карту").click()
    expect(page.locator("#messages")).to_contain_text("Документ принят")
    return re.sub(r".*(/roadmaps/\d+/).*", r"\1", page.url)


def bring_down(page: Page, plan: str, *, scripts: bool) -> None:
    """Start the cascade and wait for its job."""
    page.goto(f"{plan}coverage/")
    page.get_by_role("link", name="Довести до организаций").click()
    expect(page.locator("main")).to_contain_text("Новых мероприятий")
    page.get_by_role("button", name="Довести до организаций").click()
    expect(page).to_have_url(re.compile(r"/jobs/\d+/$"))
    for _ in range(0 if scripts else 120):
        if page.get_by_role("link", name="Обновить").count() == 0:
            break
        page.wait_for_timeout(250)
        page.get_by_role("link", name="Обновить").click()
    expect(page.locator("main")).to_contain_text("Организаций, получивших изменения: 14")


def every_view_has(page: Page, measure: str) -> None:
    """The list, the board, the calendar and the timeline show the same task."""
    for view in VIEWS:
        month = f"&month={DUE:%Y-%m}" if "calendar" in view else ""
        page.goto(f"{view}?whose=all{month}")
        expect(page.locator("main")).to_contain_text(measure)


def find_task(page: Page, measure: str) -> str:
    """Find the task as its curator does; returns its path."""
    page.goto("/tasks/")
    page.get_by_label("Слова в мероприятии").fill(measure[-20:])
    page.get_by_role("button", name="Показать").click()
    page.get_by_role("link", name=measure).first.click()
    expect(page.locator("h1")).to_contain_text(measure)
    return page.evaluate("location.pathname")  # type: ignore[no-any-return]


def is_refused_without_document(page: Page) -> None:
    expect(page.get_by_role("button", name="Отправить на проверку")).to_have_count(0)
    expect(page.locator("main")).to_contain_text("По плану нужен: приказ")


def attach(page: Page) -> None:
    page.get_by_label("Вид документа").select_option("order")
    page.get_by_label("Номер").fill("01-08/15")
    page.get_by_label("Дата документа").fill(date.today().isoformat())
    page.get_by_label("Файл: скан").set_input_files(SCAN)  # type: ignore[arg-type]
    page.get_by_role("button", name="Приложить", exact=True).click()
    expect(page.get_by_role("link", name="Приказ школы.pdf")).to_be_visible()
    with page.expect_download() as given:
        page.get_by_role("link", name="Приказ школы.pdf").click()
    assert given.value.path().read_bytes() == PDF


def give_back(page: Page, task: str) -> None:
    """Return the task with a remark, from the list that the home page leads to."""
    page.goto("/")
    expect(page.locator("main")).to_contain_text("Ждут Вашей проверки")
    page.goto(task)
    page.get_by_text("Вернуть с замечанием").click()
    page.get_by_label("Что исправить").fill("Приложите лист ознакомления")
    page.get_by_role("button", name="Вернуть", exact=True).click()
    expect(page.locator("main")).to_contain_text("Возвращена")


def seen_from_above(page: Page, plan: str) -> None:
    """The plan of the ministry and the controller's page count what the school has done."""
    page.goto(f"{plan}coverage/")
    expect(page.get_by_role("row").filter(has_text="Назначение наставников").first).to_contain_text(
        re.compile(r"1\s*из\s*14")
    )
    page.goto("/control/")
    discipline = page.locator(".stat", has_text="Исполнительская дисциплина")
    expect(page.get_by_role("heading", name="Контроль исполнения")).to_be_visible()
    expect(discipline).to_contain_text("из")


def test_calendar_program_reads_the_deadlines(site: Site, open_page: Opener) -> None:
    page = open_page("curator")
    page.goto("/tasks/feed/")
    page.get_by_role("button", name="Создать ссылку").click()
    link = page.get_by_label("Ссылка", exact=True).input_value()
    address = site.address + link[link.index("/calendar/") :]
    with urllib.request.urlopen(address, timeout=20) as answer:  # noqa: S310 - ours
        feed = icalendar.Calendar.from_ical(answer.read())
    days = [event.decoded("dtstart") for event in feed.walk("VEVENT")]
    assert days
    assert all(type(day) is date for day in days)
    assert len({str(event["uid"]) for event in feed.walk("VEVENT")}) == len(days)


@pytest.mark.parametrize("view", VIEWS)
def test_views_are_for_everybody(open_page: Opener, view: str) -> None:
    page = open_page("coordinator")
    page.goto(f"{view}?whose=all")
    assert latin_words(page) == []
    for width in (1280, NARROW):
        page.set_viewport_size({"width": width, "height": 900})
        assert axe_findings(page) == []
        assert not scrolls_sideways(page)


@pytest.mark.parametrize("view", VIEWS)
def test_keyboard_comes_to_a_task_from_every_view(open_page: Opener, view: str) -> None:
    page = open_page("curator")
    page.goto(f"{view}?whose=mine&when=overdue" if "calendar" not in view else f"{view}?whose=mine")
    for _ in range(150):
        page.keyboard.press("Tab")
        here = page.evaluate("document.activeElement.getAttribute('href') || ''")
        if re.fullmatch(r"/tasks/\d+/(#.*)?", here):
            break
    else:
        pytest.fail("the keyboard never comes to a task")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/tasks/\d+/"))
