"""The files of every view: the same tasks, what was asked for on top, never a formula."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document
from lxml import etree

from nastavnik.roadmaps import exports
from nastavnik.roadmaps.models import Item, Roadmap
from tests.web.calendar.conftest import task_of

SignIn = Callable[[str], Client]
SHAPES = ("table", "board", "calendar", "timeline")
TITLES = ["Назначить куратора", "Собрать согласия", "Подвести итоги <года>"]


def export(client: Client, shape: str, kind: str, **query: str) -> bytes:
    answer = client.get(reverse("export_tasks", args=[shape, kind]), {"whose": "all"} | query)
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store, private"
    return answer.content


def rows_of_docx(content: bytes) -> list[list[str]]:
    table = Document(BytesIO(content)).tables[0]
    return [[cell.text for cell in row.cells] for row in table.rows]


def cells_of_xlsx(content: bytes) -> list[Any]:
    """Return the texts of the sheet in its order; formulas fail the test."""
    with ZipFile(BytesIO(content)) as book:
        sheet = etree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    assert not sheet.xpath("//*[local-name()='f']")
    return ["".join(one.itertext()) for one in sheet.iter("{*}is")]


@pytest.mark.parametrize("shape", SHAPES)
def test_document_holds_the_tasks(sign_in: SignIn, roadmap: Roadmap, shape: str) -> None:
    content = export(sign_in("curator"), shape, "docx")
    head, *rows = rows_of_docx(content)
    assert head == [column.header for column in exports.listing.COLUMNS]
    assert {row[1] for row in rows} >= {*TITLES, "Провести встречу выпускников"}
    above = [one.text for one in Document(BytesIO(content)).paragraphs]
    assert "Отбор: Чьи: Все, которые мне видны" in above
    assert any(line.endswith("по состоянию на 20 ноября 2026\xa0г.") for line in above)
    assert "Период: с 15 сентября 2026\xa0г. по 31 мая 2027\xa0г." in above


@pytest.mark.parametrize(
    ("shape", "headings"),
    [
        ("table", []),
        ("board", ["Срок не наступил", "В работе", "Просрочено"]),
        ("calendar", ["Сентябрь 2026", "Ноябрь 2026", "Май 2027", "Без срока"]),
        ("timeline", []),
    ],
)
def test_rows_are_grouped_as_the_view_does(
    sign_in: SignIn, roadmap: Roadmap, shape: str, headings: list[str]
) -> None:
    rows = rows_of_docx(export(sign_in("curator"), shape, "docx"))
    assert [row[0] for row in rows if len(set(row)) == 1] == headings


def test_document_of_the_timeline_has_its_picture(sign_in: SignIn, roadmap: Roadmap) -> None:
    with ZipFile(BytesIO(export(sign_in("curator"), "timeline", "docx"))) as packed:
        (name,) = [name for name in packed.namelist() if name.startswith("word/media/")]
        assert packed.read(name).startswith(b"\x89PNG")


@pytest.mark.parametrize("shape", SHAPES)
def test_workbook_holds_texts_only(sign_in: SignIn, roadmap: Roadmap, shape: str) -> None:
    Item.objects.filter(pk=task_of(roadmap, "1.1").item_id).update(title="=СУММ(1;2)")
    cells = cells_of_xlsx(export(sign_in("curator"), shape, "xlsx"))
    assert "=СУММ(1;2)" in cells
    assert {TITLES[0], TITLES[2]} <= set(cells)
    assert "Отбор: Чьи: Все, которые мне видны" in cells


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_file_keeps_to_the_filter(sign_in: SignIn, roadmap: Roadmap, kind: str) -> None:
    content = export(sign_in("curator"), "table", kind, when="overdue")
    texts = (
        [cell for row in rows_of_docx(content) for cell in row]
        if kind == "docx"
        else cells_of_xlsx(content)
    )
    assert "Назначить куратора" in texts
    assert "Собрать согласия" not in texts


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_file_of_nothing_opens(sign_in: SignIn, roadmap: Roadmap, kind: str) -> None:
    content = export(sign_in("curator"), "table", kind, q="ничего такого")
    if kind == "docx":
        assert len(rows_of_docx(content)) == 1
    else:
        assert "Мероприятие" in cells_of_xlsx(content)


def test_too_many_tasks_are_refused_with_advice(
    sign_in: SignIn, roadmap: Roadmap, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(exports.LONGEST, "docx", 3)
    answer = sign_in("curator").get(
        reverse("export_tasks", args=["table", "docx"]), {"whose": "all"}
    )
    assert answer.status_code == 422
    assert "не больше 3 задач" in answer.content.decode()


@pytest.mark.parametrize(("shape", "kind"), [("table", "exe"), ("magic", "docx")])
def test_other_files_are_missing(sign_in: SignIn, shape: str, kind: str) -> None:
    address = reverse("export_tasks", args=[shape, kind])
    assert sign_in("curator").get(address).status_code == 404
