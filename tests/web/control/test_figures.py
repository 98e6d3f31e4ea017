"""The controller's page: every figure opens as many tasks as it says, in the own branch only."""

from __future__ import annotations

from datetime import timedelta
from html import unescape
from io import BytesIO
from urllib.parse import urlsplit
from zipfile import ZipFile

import pytest
from django.test import Client, RequestFactory
from docx import Document
from lxml import etree, html

from nastavnik.roadmaps.choices import TaskState
from nastavnik.roadmaps.models import Task
from nastavnik.roadmaps.selectors import find_tasks
from nastavnik.web.shell.task_filters import read_filters
from tests.region import TODAY, Region
from tests.roadmaps.many_tasks import scatter_tasks

ADDRESS = "/control/"


def figures_of(text: str) -> list[tuple[int, str]]:
    """Return (number, address) of every figure of the page."""
    links = html.fromstring(text).xpath("//main//a[starts-with(@href, '/tasks/?')]")
    return [(int(link.text_content()), unescape(link.get("href"))) for link in links]


def count_behind(region: Region, who: str, address: str) -> int:
    """Return how many tasks the list at the address holds for the cast member."""
    request = RequestFactory().get(f"/tasks/?{urlsplit(address).query}")
    request.scope = region.scope(who)  # type: ignore[attr-defined]
    wanted = read_filters(request).wanted  # type: ignore[arg-type]
    return find_tasks(region.scope(who), wanted).count()


@pytest.mark.parametrize("who", ["officer", "coordinator", "head"])
@pytest.mark.parametrize("seed", range(4))
def test_every_figure_opens_as_many_tasks(region: Region, sign_in, who: str, seed: int) -> None:
    scatter_tasks(region, seed)
    page = sign_in(who).get(ADDRESS, {"period": ["school-2026", "year-2026"][seed % 2]})
    figures = figures_of(page.content.decode())
    assert len(figures) >= 8
    assert any(number for number, _ in figures)
    for number, address in figures:
        assert number == count_behind(region, who, address), address


def test_territory_opens_by_school(region: Region, sign_in) -> None:
    scatter_tasks(region, 2)
    client = sign_in("officer")
    town = region.units["town"].pk
    assert f"/control/?under={town}" in client.get(ADDRESS).content.decode()
    text = client.get(ADDRESS, {"under": town}).content.decode()
    assert "Средняя школа № 1" in text
    assert "Полянская" not in text
    for number, address in figures_of(text):
        assert number == count_behind(region, "officer", address), address


def test_neighbours_branch_is_missing(region: Region, sign_in) -> None:
    scatter_tasks(region, 2)
    client = sign_in("neighbour")
    text = client.get(ADDRESS).content.decode()
    assert "Полянская" in text
    assert "Приозёрска" not in text
    assert client.get(ADDRESS, {"under": region.units["town"].pk}).status_code == 404
    assert client.get(ADDRESS, {"under": region.units["ministry"].pk}).status_code == 404
    assert client.get("/control/export.docx", {"under": region.units["town"].pk}).status_code == 404


@pytest.mark.parametrize("address", [ADDRESS, "/control/export.xlsx"])
def test_page_is_for_controllers(sign_in, address: str) -> None:
    assert sign_in("curator").get(address).status_code == 403


def test_page_without_tasks_says_so(sign_in) -> None:
    text = sign_in("officer").get(ADDRESS).content.decode()
    assert "нет данных" in text
    assert "Просроченных задач нет" in text
    assert "Вы пока ничего не контролируете лично" in text


def test_rows_are_sorted_as_asked(region: Region, sign_in) -> None:
    scatter_tasks(region, 4)
    Task.objects.all().update(unit=region.units["school_two"])
    worst = Task.objects.filter(state=TaskState.OPEN).first()
    Task.objects.filter(pk=worst.pk).update(due=TODAY - timedelta(days=400))
    page = sign_in("coordinator")
    for sort, first in (("", "№ 1"), ("overdue", "№ 2"), ("nonsense", "№ 1")):
        text = page.get(ADDRESS, {"sort": sort}).content.decode()
        rows = html.fromstring(text).xpath("//table[@id='branches-table']//tbody/tr/th")
        assert "Собственные задачи" in rows[0].text_content()
        assert first in rows[1].text_content(), sort


def test_page_costs_the_same_for_any_number_of_tasks(
    region: Region, sign_in, django_assert_max_num_queries
) -> None:
    client: Client = sign_in("officer")
    client.get(ADDRESS)  # notes where the login was last seen, once a minute
    for count in (20, 120):
        scatter_tasks(region, 6, count)
        with django_assert_max_num_queries(15):  # the frame and the transaction among them
            client.get(ADDRESS)


def test_reports_hold_the_figures_of_the_page(region: Region, sign_in) -> None:
    scatter_tasks(region, 8)
    client = sign_in("officer")
    tree = html.fromstring(client.get(ADDRESS, {"sort": "overdue"}).content.decode())
    shown = [
        int(row.xpath("td[@data-label='Срок прошёл']")[0].text_content())
        for row in tree.xpath("//table[@id='branches-table']//tbody/tr")
    ]
    book = client.get("/control/export.xlsx", {"sort": "overdue"})
    sheet = etree.fromstring(ZipFile(BytesIO(book.content)).read("xl/worksheets/sheet1.xml"))
    rows = [
        [cell.xpath("string()") for cell in row] for row in sheet.xpath("//*[local-name()='row']")
    ]
    head = next(at for at, row in enumerate(rows) if row[0] == "Организация")
    assert "Контроль исполнения на 20.11.2026" in [row[0] for row in rows[:head]]
    late = rows[head].index("Срок прошёл")
    exported = [int(row[late]) for row in rows[head + 1 :]]
    assert exported == [*shown, sum(shown)]
    document = Document(BytesIO(client.get("/control/export.docx", {"sort": "overdue"}).content))
    table = document.tables[0]
    assert [int(row.cells[late].text) for row in table.rows[1:]] == exported
    assert "Контроль исполнения на 20.11.2026" in [one.text for one in document.paragraphs]


def test_unknown_kind_of_report_is_missing(sign_in) -> None:
    assert sign_in("officer").get("/control/export.pdf").status_code == 404
