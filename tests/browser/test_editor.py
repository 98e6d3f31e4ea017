"""A curator makes a plan from a template, edits it and throws it away; with scripts and without."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NARROW, WIDE, Opener, axe_findings, scrolls_sideways

TITLE = "Провести слёт наставников города"


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_curator_makes_a_plan_and_throws_it_away(open_page: Opener, scripts: bool) -> None:
    page = open_page("curator", scripts=scripts)
    begin(page)
    rename(page)
    add_a_measure(page, scripts=scripts)
    move_it_up(page)
    take_it_out(page)
    add_a_section(page)
    number_anew(page)
    see_the_plan(page)
    throw_away(page)


def begin(page: Page, template: str = "План школы") -> None:
    page.goto("/roadmaps/")
    page.get_by_role("link", name="Составить план").first.click()
    page.get_by_label(template).check()
    page.get_by_role("button", name="Создать черновик").click()
    expect(page.get_by_role("heading", name="Редактирование плана")).to_be_visible()
    expect(page.locator(".editor-item")).to_have_count(30)


def rename(page: Page) -> None:
    page.get_by_text("Изменить название и срок действия").click()
    page.get_by_label("Название плана").fill("План слёта на 2026/2027 учебный год")
    page.get_by_label("Название плана").locator("xpath=ancestor::form").get_by_role(
        "button", name="Сохранить"
    ).click()
    expect(page.locator(".editor-title")).to_have_text("План слёта на 2026/2027 учебный год")


def add_a_measure(page: Page, *, scripts: bool) -> None:
    page.locator(".editor-item").first.get_by_role("link", name="Добавить ниже").click()
    page.get_by_label("Мероприятие").fill(TITLE)
    page.get_by_label("Срок словами").fill("до 31 июня 2027 года")
    page.get_by_label("Ответственные").fill("Директор; Клуб «Добрые соседи»")
    page.get_by_label("Результат").fill("Протокол")
    if not scripts:
        page.get_by_role("button", name="Прочитать срок и ответственных").click()
    reading = page.locator("#reading")
    expect(reading).to_contain_text("Такого дня нет")
    expect(reading).to_contain_text("Руководитель")
    expect(reading).to_contain_text("не определён")
    expect(page.get_by_label("Мероприятие")).to_have_value(TITLE)
    page.get_by_label("Срок словами").fill("до 30 июня 2027 года")
    page.get_by_role("button", name="Добавить", exact=True).click()
    expect(page.locator(".editor-item").nth(1)).to_contain_text(TITLE)


def move_it_up(page: Page) -> None:
    page.get_by_role("button", name=f"Выше: {TITLE}").click()
    expect(page.locator(".editor-item").first).to_contain_text(TITLE)
    expect(page.get_by_role("button", name=f"Выше: {TITLE}")).to_be_disabled()
    assert "#item-" in page.url


def take_it_out(page: Page) -> None:
    page.get_by_role("link", name=f"Убрать: {TITLE}").click()
    page.get_by_role("button", name="Убрать из плана").click()
    expect(page.locator(".editor-item")).to_have_count(30)
    expect(page.locator("main")).to_contain_text(f"Убрано из плана: {TITLE}")


def add_a_section(page: Page) -> None:
    page.get_by_text("Добавить раздел").first.click()
    page.locator("#section-title").fill("Подведение итогов")
    page.get_by_role("button", name="Добавить раздел").click()
    heading = page.get_by_role("heading", name="9. Подведение итогов")
    expect(heading).to_be_visible()
    page.get_by_role("button", name="Выше: раздел «9. Подведение итогов»").click()


def number_anew(page: Page) -> None:
    page.get_by_role("button", name="Пронумеровать заново").click()
    expect(page.get_by_role("heading", name="8. Подведение итогов")).to_be_visible()


def see_the_plan(page: Page) -> None:
    page.get_by_role("link", name="Посмотреть план").click()
    expect(page.get_by_role("heading", name="План слёта")).to_be_visible()
    expect(page.locator("#items")).to_contain_text("9.1")
    page.get_by_role("link", name="Редактировать").click()


def throw_away(page: Page) -> None:
    page.get_by_role("link", name="Удалить черновик").click()
    page.get_by_role("button", name="Удалить черновик").click()
    expect(page.locator("main")).to_contain_text("Черновик удалён.")
    expect(page.locator("main")).not_to_contain_text("План слёта")


@pytest.mark.parametrize("width", [WIDE, WIDE // 2, NARROW])
def test_editor_is_clean_at_every_width(open_page: Opener, width: int) -> None:
    page = open_page("coordinator", width=width)
    page.goto("/roadmaps/new/")
    page.get_by_label("Комплексный план с паспортом").check()
    page.get_by_role("button", name="Создать черновик").click()
    expect(page.locator(".editor-item")).to_have_count(22)
    editor = page.url
    first = str(page.locator(".editor-item").first.get_attribute("id")).removeprefix("item-")
    troubles = {}
    for path in (
        "/roadmaps/new/",
        editor,
        editor.replace("edit/", ""),
        f"{editor}items/new/",
        f"/roadmaps/items/{first}/edit/",
        f"/roadmaps/items/{first}/removing/",
        f"{editor}discarding/",
    ):
        page.goto(path)
        page.evaluate('for (const e of document.querySelectorAll("main details")) e.open = true')
        troubles[path] = axe_findings(page) + (["sideways"] if scrolls_sideways(page) else [])
    page.get_by_role("button", name="Удалить черновик").click()
    assert {path: found for path, found in troubles.items() if found} == {}


def test_keyboard_moves_a_measure(open_page: Opener) -> None:
    page = open_page("head")
    begin(page, "План школы")
    second = page.locator(".editor-item h3").nth(1).inner_text()
    page.get_by_role("button", name=re.compile("^Ниже: ")).nth(1).focus()
    page.keyboard.press("Enter")
    expect(page.locator(".editor-item h3").first).to_have_text(second)
    throw_away(page)
