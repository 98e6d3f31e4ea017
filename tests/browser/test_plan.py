"""A curator takes a plan in, by a file and by the clipboard, with scripts and without them."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from nastavnik.imports import reader
from nastavnik.pure.plans import Item, read_plan
from tests.browser import school_order as order
from tests.browser.conftest import Opener

TERM_OF_FOURTH = "март 2026 года – февраль 2027 года"
# number of the order, whether scripts work, whether it comes as a file
WAYS = [
    pytest.param("71", True, True, id="file"),
    pytest.param("72", True, False, id="paste"),
    pytest.param("73", False, True, id="file-no-scripts"),
    pytest.param("74", False, False, id="paste-no-scripts"),
]


@pytest.mark.parametrize(("number", "scripts", "by_file"), WAYS)
def test_curator_makes_a_roadmap_of_an_order(
    open_page: Opener, number: str, scripts: bool, by_file: bool
) -> None:
    page = open_page("curator", scripts=scripts)
    bring(page, number, by_file=by_file)
    see_source_beside_readings(page, number)
    correct_the_term(page)
    accept_the_executor(page)
    confirm(page)
    see_all_items(page)
    see_the_place_of(page, "4.")
    exports_say_the_same(page)
    told_it_is_taken(page, number, by_file=by_file)
    undo(page, number, scripts=scripts)


def bring(page: Page, number: str, *, by_file: bool) -> None:
    page.goto("/documents/new/")
    if by_file:
        name = f"Приказ {number}.docx"
        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        document = {"name": name, "mimeType": kind, "buffer": order.as_document(number)}
        page.get_by_label("Загрузить файл").set_input_files(document)  # type: ignore[arg-type]
    else:
        page.get_by_label("Вставить текст").fill(order.as_text(number))
    page.get_by_role("button", name="Прочитать документ").click()


def see_source_beside_readings(page: Page, number: str) -> None:
    source, readings = page.locator(".split-source"), page.locator(".split-readings")
    expect(source).to_contain_text(f"от 1 сентября 2025 г. № {number}")
    expect(readings.locator("article")).to_have_count(len(order.ROWS))
    for _, title, term, *_ in order.ROWS:
        expect(source).to_contain_text(title)
        expect(source).to_contain_text(term)
    left, right = source.bounding_box(), readings.bounding_box()
    assert left
    assert right
    assert left["x"] + left["width"] <= right["x"]
    expect(page.locator(".tally")).to_contain_text("2 сомнения")


def correct_the_term(page: Page) -> None:
    page.get_by_role("link", name="Исправить мероприятие 4").click()
    page.get_by_label("Срок другими словами").fill(TERM_OF_FOURTH)
    page.get_by_role("button", name="Прочитать срок").click()
    expect(page.locator(".tally")).to_contain_text("1 сомнение")


def accept_the_executor(page: Page) -> None:
    page.get_by_role("link", name="Только с сомнениями").click()
    expect(page.locator("article")).to_have_count(1)
    page.get_by_role("button", name="Всё верно: Ответственные").click()
    expect(page.locator(".tally")).to_contain_text("сомнений нет")


def confirm(page: Page) -> None:
    page.get_by_role("link", name="К подтверждению").first.click()
    make = page.get_by_role("button", name="Составить дорожную карту")
    make.click()
    expect(page.locator(".error-summary")).to_contain_text("что стало с прошедшими")
    page.get_by_role("radio", name="Выполнено", exact=True).check()
    make.click()
    expect(page.locator("#messages")).to_contain_text("Документ принят, карта составлена")


def see_all_items(page: Page) -> None:
    expect(page.locator("#items tbody tr")).to_have_count(len(order.ROWS))
    for number, title, term, *_ in order.ROWS:
        row = page.locator("#items tbody tr", has_text=title)
        expect(row).to_contain_text(term)
        if number in order.PAST:
            expect(row).to_contain_text("Выполнено")


def see_the_place_of(page: Page, number: str) -> None:
    roadmap = page.url
    title, term = next(row[1:3] for row in order.ROWS if row[0] == number)
    page.get_by_role("link", name=title).click()
    own = page.locator(".source-own")
    expect(own).to_contain_text(title)
    expect(own).to_contain_text(term)
    expect(page.locator(".split-readings")).to_contain_text("2026")
    page.goto(roadmap)


def exports_say_the_same(page: Page) -> None:
    wanted = [tuple(row[1:]) for row in order.ROWS]
    for label, kind in (("Скачать документ", "docx"), ("Скачать таблицу", "xlsx")):
        with page.expect_download() as waiting:
            page.get_by_role("link", name=label).click()
        assert waiting.value.suggested_filename.endswith(f".{kind}")
        path = Path(waiting.value.path())
        plan = read_plan(reader.read_file(path, f"plan.{kind}"))
        assert [_texts(item) for item in plan.items] == wanted


def _texts(item: Item) -> tuple[str, str, str, str]:
    return item.title, item.term_text, item.responsible_text, item.result


def told_it_is_taken(page: Page, number: str, *, by_file: bool) -> None:
    roadmap = page.url
    bring(page, number, by_file=by_file)
    expect(page.locator("#messages")).to_contain_text("уже принят")
    assert page.url == roadmap


def undo(page: Page, number: str, *, scripts: bool) -> None:
    roadmap = page.url
    page.get_by_role("link", name="О документе").click()
    page.get_by_role("button", name="Отменить приём").click()
    if scripts:
        page.get_by_role("dialog").get_by_role("button", name="Отменить приём").click()
    expect(page.locator("#messages")).to_contain_text("дорожная карта удалена целиком")
    page.goto("/roadmaps/")
    expect(page.locator("main")).not_to_contain_text(f"№ {number}")
    answer = page.goto(roadmap)
    assert answer
    assert answer.status == 404
