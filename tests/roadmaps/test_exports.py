"""An exported plan read back is the same plan, whatever its texts."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from nastavnik.imports import reader
from nastavnik.pure.plans import Plan, read_plan
from nastavnik.pure.source import Source
from nastavnik.roadmaps import exports, selectors, services
from nastavnik.roadmaps.models import Roadmap
from tests.region import Region
from tests.roadmaps.plans import long_plan, plan_of, small_plan

SEEDS = ("000", "001", "002")


def exported(region: Region, plan: Plan, kind: str) -> bytes:
    """Take the plan in and return its export."""
    made = services.create_roadmap_from_plan(region.scope("officer"), region.unit("ministry"), plan)
    roadmap = selectors.get_roadmap(region.scope("officer"), made.pk)
    return exports.MAKERS[kind].make(exports.sheet_of(roadmap))


def texts_of(plan: Plan) -> list[tuple[object, ...]]:
    """Return every text of every item, white space collapsed, without the closing point."""

    def flat(text: str | None) -> str:
        return " ".join((text or "").split())

    places = {item.key: number for number, item in enumerate(plan.items)}
    return [
        (
            flat(item.number),
            item.section,
            places.get(item.parent or ""),
            flat(item.title),
            flat(item.term_text),
            flat(item.responsible_text),
            flat(item.result),
            tuple(map(flat, item.results_more)),
            flat(item.note),
            tuple(flat(text) for _, text in sorted(item.extra.items())),
        )
        for item in plan.items
    ]


def indicators_of(plan: Plan) -> list[tuple[object, ...]]:
    return [
        (one.number, one.name, one.formula, one.unit, one.survey, one.targets)
        for one in plan.indicators
    ]


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_export_reads_back_the_same(region: Region, kind: str) -> None:
    plan = small_plan()
    source = reader.read_bytes(exported(region, plan, kind), f"plan.{kind}")
    again = read_plan(source)
    assert [column.header for column in again.columns] == [c.header for c in plan.columns]
    assert [(s.number, s.title) for s in again.sections] == [
        (s.number, s.title) for s in plan.sections
    ]
    restored = [(text if text else "2.1.1", *rest) for text, *rest in texts_of(plan)]
    assert [tuple(row) for row in texts_of(again)] == restored
    assert indicators_of(again) == indicators_of(plan)


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
@pytest.mark.parametrize("seed", SEEDS)
def test_real_plan_loses_nothing(region: Region, shared: Path, seed: str, kind: str) -> None:
    file = next((shared / "seeds").glob(f"{seed}*.txt"))
    plan = read_plan(Source.from_text(file.read_text(), format="txt"))
    source = reader.read_bytes(exported(region, plan, kind), f"plan.{kind}")
    words = _words(source)
    for item in plan.items:
        for text in (item.title, item.term_text, item.responsible_text, item.result, item.note):
            assert _flat(text) in words
        for text in (*item.results_more, *item.extra.values()):
            assert _flat(text) in words
    again = read_plan(source)
    assert texts_of(again) == texts_of(plan)
    # one hidden in a title is found there again, besides the exported table
    assert {str(one.targets) for one in again.indicators} == {
        str(one.targets) for one in plan.indicators
    }


def test_document_is_landscape_with_a_repeated_head(region: Region) -> None:
    document = Document(BytesIO(exported(region, small_plan(), "docx")))
    section = document.sections[0]
    assert section.page_width > section.page_height
    assert document.styles["Normal"].font.name == "Times New Roman"
    head = document.tables[0].rows[0]._tr
    assert head.xpath("./w:trPr/w:tblHeader")


def test_workbook_holds_no_formula_and_no_changed_phone(region: Region) -> None:
    data = exported(region, small_plan(), "xlsx")
    sheet = zipfile.ZipFile(BytesIO(data)).read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "=СУММ(пар)" in sheet
    assert "+7 встреч" in sheet
    assert "'+7" not in sheet


def test_text_longer_than_a_cell_goes_on_below(region: Region) -> None:
    plan = small_plan()
    long = "ы" * 40_000
    items = (replace(plan.items[0], note=long), *plan.items[1:])
    data = exported(region, plan_of(items, sections=plan.sections), "xlsx")
    sheet = zipfile.ZipFile(BytesIO(data)).read("xl/worksheets/sheet1.xml").decode()
    assert sum(map(len, re.findall("ы+", sheet))) >= 40_000


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_long_plan_takes_few_queries(
    region: Region, kind: str, django_assert_max_num_queries: object
) -> None:
    made = services.create_roadmap_from_plan(
        region.scope("curator"), region.unit("school_one"), long_plan(200)
    )
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        exports.MAKERS[kind].make(exports.sheet_of(Roadmap.objects.get(pk=made.pk)))


def _flat(text: str) -> str:
    return " ".join(text.split())


def _words(source: Source) -> str:
    """Return every text of the document on one line."""
    cells = [
        cell
        for block in source.blocks
        for row in (getattr(block, "rows", None) or ((block.text,),))  # type: ignore[union-attr]
        for cell in row
    ]
    return _flat(" ".join(cells))
