"""The pictures of the documents, made of the demonstration when they are asked for."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NARROW, Opener, Picture
from tests.browser.test_pages import PREVIEW, find

WINDOW, PHONE = {"width": 1280, "height": 960}, {"width": NARROW, "height": 740}


def at(page: Page, *, phone: bool = False) -> Page:
    """Return the page in a window of the size that suits a document."""
    page.set_viewport_size(PHONE if phone else WINDOW)  # type: ignore[arg-type]
    return page


def scroll_to(page: Page, selector: str) -> None:
    """Bring what is meant to the top of the window."""
    top = "e => window.scrollTo(0, e.getBoundingClientRect().top + window.scrollY - 16)"
    page.locator(selector).first.evaluate(top)


def open_plan_of_the_region(page: Page) -> None:
    """Open the plan of the ministry from the list of plans."""
    page.goto("/roadmaps/")
    page.get_by_role("link", name="в Озёрном крае").first.click()


def test_picture_of_sign_in(open_page: Opener, picture: Picture) -> None:
    page = at(open_page(None))
    page.goto("/login/")
    expect(page.get_by_role("heading", name="Вход")).to_be_visible()
    picture(page, "sign-in")


def test_picture_of_home(open_page: Opener, picture: Picture) -> None:
    page = at(open_page("coordinator"))
    expect(page.get_by_role("heading", name="Что делать дальше")).to_be_visible()
    picture(page, "home")


def test_picture_of_units(open_page: Opener, picture: Picture) -> None:
    page = at(open_page("coordinator"))
    page.goto("/units/")
    expect(page.get_by_role("heading", name="Организации", exact=True)).to_be_visible()
    picture(page, "units")


@pytest.mark.parametrize(("name", "phone"), [("intake", False), ("intake-phone", True)])
def test_picture_of_a_doubt(open_page: Opener, picture: Picture, name: str, phone: bool) -> None:
    page = at(open_page("coordinator"), phone=phone)
    page.goto(find(page, PREVIEW, ""))
    card = page.locator("article", has_text="Семинары для кураторов")
    card.locator("dd").first.click()  # the source goes to the place
    scroll_to(page, f"#{card.get_attribute('id')}")
    expect(card).to_contain_text("сомнение")
    picture(page, name)


@pytest.mark.parametrize(("name", "phone"), [("roadmap", False), ("roadmap-phone", True)])
def test_picture_of_roadmap(open_page: Opener, picture: Picture, name: str, phone: bool) -> None:
    page = at(open_page("ministry"), phone=phone)
    open_plan_of_the_region(page)
    expect(page.locator("#items")).to_be_visible()
    if phone:
        scroll_to(page, ".table-section")
    picture(page, name)


def test_picture_of_coverage(open_page: Opener, picture: Picture) -> None:
    page = at(open_page("ministry"))
    open_plan_of_the_region(page)
    page.get_by_role("link", name="Исполнение", exact=True).click()
    expect(page.get_by_role("heading", name="Исполнение в организациях")).to_be_visible()
    scroll_to(page, ".stats")
    picture(page, "coverage")


def test_picture_of_control(open_page: Opener, picture: Picture) -> None:
    page = at(open_page("ministry"))
    page.goto("/control/")
    expect(page.get_by_text("Исполнительская дисциплина").first).to_be_visible()
    picture(page, "control")


@pytest.mark.parametrize("view", ["board", "calendar", "timeline"])
def test_picture_of_a_view_of_tasks(open_page: Opener, picture: Picture, view: str) -> None:
    page = at(open_page("curator"))
    page.goto(f"/tasks/{view}/?whose=all")
    expect(page.locator("h1")).to_be_visible()
    picture(page, view)


def test_picture_of_a_task_on_a_phone(open_page: Opener, picture: Picture) -> None:
    page = at(open_page("curator"), phone=True)
    page.goto("/tasks/?whose=mine&state=returned")
    page.locator("main table a, main article a").first.click()
    expect(page.get_by_role("heading", name="Подтверждающие документы")).to_be_visible()
    picture(page, "task-phone")
