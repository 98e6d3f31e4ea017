"""Heads of orders in their layouts."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nastavnik.pure.acts import Act, ActKind, read_act
from nastavnik.pure.source import Paragraph, Place, Source, Table
from tests.pure.acts import orders

SHARED = Path(__file__).parents[4] / "shared"


def _read(text: str) -> Act:
    return read_act(Source.from_text(text))


def _date(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("text", "kind", "number", "date"),
    [
        (orders.MINISTRY, ActKind.ORDER, "77", _date("2021-03-05")),
        (orders.SPACED, ActKind.DIRECTIVE, "194-р", _date("2021-01-25")),
        (orders.SCHOOL, ActKind.ORDER, "45-од", _date("2022-08-31")),
        (orders.BLANKS, ActKind.ORDER, None, None),
        (orders.TWO_LANGUAGES, ActKind.ORDER, "12/3", _date("2021-09-07")),
        (orders.RESOLUTION, ActKind.RESOLUTION, "310-П", _date("2023-02-02")),
        (orders.NO_NUMBER, ActKind.ORDER, None, _date("2021-09-01")),
        (orders.PLAN_ONLY, None, None, None),
        (orders.STAMPED_PLAN, ActKind.ORDER, "88-о", _date("2022-08-30")),
        (orders.UNDERLINED, ActKind.ORDER, "2", _date("2023-02-09")),
        (orders.SPACED_DATE, ActKind.ORDER, "14-а", _date("2022-03-31")),
        (orders.BARE_STAMP, ActKind.OTHER, "78", _date("2022-04-14")),
        (orders.ANNEX_STAMP, ActKind.ORDER, "181/1", _date("2021-09-13")),
        (orders.APPROVED, ActKind.ORDER, "60", _date("2021-08-23")),
        (orders.APPROVED_LINES, ActKind.ORDER, "78-Д", _date("2021-09-03")),
        (orders.LONG_VERB, ActKind.RESOLUTION, "206", _date("2018-09-11")),
        ("", None, None, None),
    ],
)
def test_kind_number_and_date(
    text: str, kind: ActKind | None, number: str | None, date: datetime.date | None
) -> None:
    act = _read(text)
    assert (act.kind, act.number, act.date) == (kind, number, date)


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        (
            "УПРАВЛЕНИЕ ОБРАЗОВАНИЯ\nАДМИНИСТРАЦИИ ЛУГОВСКОГО РАЙОНА\nПРИКАЗ\nот 02.09.2026 № 5",
            "УПРАВЛЕНИЕ ОБРАЗОВАНИЯ АДМИНИСТРАЦИИ ЛУГОВСКОГО РАЙОНА",
        ),
        (orders.MINISTRY, "МИНИСТЕРСТВО ОБРАЗОВАНИЯ ПРИОЗЁРСКОГО КРАЯ"),
        (orders.SPACED, "УПРАВЛЕНИЕ ОБРАЗОВАНИЯ"),
        (
            orders.SCHOOL,
            "Муниципальное бюджетное общеобразовательное учреждение "
            "«Средняя общеобразовательная школа № 5» города Заречный",
        ),
        (orders.BLANKS, "ГБПОУ «Заречный колледж»"),
        (orders.TWO_LANGUAGES, "Муниципальное учреждение «Управление образования города Озёрск»"),
        (orders.RESOLUTION, "АДМИНИСТРАЦИЯ ГОРОДСКОГО ОКРУГА ЗАРЕЧНЫЙ"),
        (orders.NO_NUMBER, ""),
        (orders.UNDERLINED, "МБОУ «Лесная школа»"),
        (
            orders.SPACED_DATE,
            "Муниципальное бюджетное общеобразовательное учреждение "
            "Лесная основная общеобразовательная школа",
        ),
        (orders.LONG_VERB, "АДМИНИСТРАЦИЯ ЛЕСНОГО МУНИЦИПАЛЬНОГО РАЙОНА"),
        (orders.PLAN_ONLY, ""),
    ],
)
def test_issuer_is_the_last_body_of_the_russian_letterhead(text: str, issuer: str) -> None:
    assert _read(text).issuer == issuer


@pytest.mark.parametrize(
    ("text", "name", "post"),
    [
        (orders.MINISTRY, "П.С. Ветров", "И.о. министра"),
        (orders.SPACED, "Т.С. Рыбина", "Начальник управления"),
        (orders.SCHOOL, "Лапин П.П.", "Директор школы"),
        (orders.BLANKS, "Г.Н. Орлов", "Директор"),
        (orders.TWO_LANGUAGES, "Л.М. Орлова", "Начальник"),
        (orders.RESOLUTION, "В.В. Сомов", "Глава городского округа"),
        (orders.UNDERLINED, "Г.Н. Орлов", "Директор"),
        (orders.LONG_VERB, "Ю.П. Титов", "Глава района"),
        (orders.PLAN_ONLY, "", ""),
    ],
)
def test_signatory_and_post(text: str, name: str, post: str) -> None:
    act = _read(text)
    assert (act.signatory, act.signatory_post) == (name, post)


@pytest.mark.parametrize(
    ("text", "controller"),
    [
        (orders.MINISTRY, "заместителя министра Зимину О.П."),
        (orders.SPACED, "Т.С. Рыбина"),
        (orders.SCHOOL, "заместителя директора по УВР Гусеву А.И."),
        (orders.BLANKS, ""),
        (orders.RESOLUTION, "заместителя главы администрации"),
        (orders.LONG_VERB, "заместителя главы Е.А.Осипову"),
    ],
)
def test_controller(text: str, controller: str) -> None:
    assert _read(text).controller == controller


@pytest.mark.parametrize(
    ("text", "title", "place"),
    [
        (
            orders.MINISTRY,
            "О внедрении модели наставничества в школах Приозёрского края",
            "г. Приозёрск-Северный",
        ),
        (orders.SPACED, "О создании рабочей группы", ""),
        (orders.BLANKS, "О наставничестве", "г. Заречный"),
        (orders.UNDERLINED, "О внедрении модели наставничества", ""),
        (orders.TWO_LANGUAGES, "О назначении кураторов", "г. Озёрск"),
        (orders.PLAN_ONLY, "", ""),
    ],
)
def test_heading_and_place_of_issue(text: str, title: str, place: str) -> None:
    act = _read(text)
    assert (act.title, act.place_of_issue) == (title, place)


def test_term_of_implementation_is_read() -> None:
    assert _read(orders.MINISTRY).implementation_term == (_date("2021-03-05"), _date("2023-12-20"))
    assert _read(orders.SPACED).implementation_term is None


GOVERNMENT = "Правительства Российской Федерации"
REGION = "Министерства образования Приозёрского края"
CITY = "МУ «Управление образования»"
LAW_TITLE = "Об образовании в Российской Федерации"
PRESIDENT = "Президента Российской Федерации"


@pytest.mark.parametrize(
    ("text", "relation", "kind", "expected"),
    [
        (
            orders.MINISTRY,
            "basis",
            "directive",
            (GOVERNMENT, "1111-р", "2020-05-03", "О наставниках"),
        ),
        (orders.SPACED, "execution", "order", (REGION, "01-07/15", "2021-01-11", "")),
        (orders.SCHOOL, "basis", "law", ("", "273-ФЗ", "2012-12-29", LAW_TITLE)),
        (
            orders.TWO_LANGUAGES,
            "execution",
            "order",
            (CITY, "10/1", "2021-09-01", "О наставничестве"),
        ),
        (
            orders.UNDERLINED,
            "basis",
            "order",
            ("Министерства образования края", "270", "2022-03-24", "О наставниках"),
        ),
        (orders.LONG_VERB, "basis", "law", ("", "131-ФЗ", "2003-10-06", "")),
        (orders.RESOLUTION, "basis", "decree", (PRESIDENT, "401", "2022-06-27", "")),
    ],
)
def test_reference_to_another_act(
    text: str, relation: str, kind: str, expected: tuple[str, ...]
) -> None:
    (found,) = _read(text).references
    day = found.date.isoformat() if found.date else None
    assert (found.relation, found.kind) == (relation, kind)
    assert (found.issuer, found.number, day, found.title) == expected
    assert found.number is not None
    assert found.number in found.quote


def test_annex_that_names_another_number_is_kept_for_comparison() -> None:
    (own,) = _read(orders.TWO_LANGUAGES).own_mentions
    assert (own.kind, own.number, own.date) == (ActKind.ORDER, "12/4", _date("2021-09-08"))


def test_letterhead_in_a_table_is_read() -> None:
    head = Table((("Управление образования", "УТВЕРЖДЁН"), ("ПРИКАЗ", ""), ("01.09.2021", "№ 7-о")))
    source = Source(
        (head, Paragraph("О плане"), Paragraph("ПРИКАЗЫВАЮ:"), Paragraph("1. Утвердить план.")),
        "docx",
    )
    act = read_act(source)
    assert (act.kind, act.number, act.date) == (ActKind.ORDER, "7-о", _date("2021-09-01"))
    assert (act.places["number"], act.places["date"]) == (Place(0, 2, 1), Place(0, 2, 0))


def test_order_without_the_deciding_word_keeps_signature_and_controller() -> None:
    act = _read(
        "РАСПОРЯЖЕНИЕ\nот 01.02.2022 № 15-р\n\nОб утверждении плана\n\nУтвердить план.\n"
        "Контроль за исполнением возложить на отдел кадров (Седов Р.А.).\n\nНачальник\nГ.И. Орлова"
    )
    assert (act.signatory, act.controller) == ("Г.И. Орлова", "отдел кадров (Седов Р.А.)")


def test_places_lead_to_the_text() -> None:
    source = Source.from_text(orders.RESOLUTION)
    act = read_act(source)
    assert act.number is not None
    assert act.number in source.text_at(act.places["number"])
    assert act.signatory in source.text_at(act.places["signatory"])


SEEDS = {
    "000": ("000-kamchatka-order-553.txt", "МИНИСТЕРСТВО"),
    "001": ("001-yakutsk-college-order-640.txt", "техникум"),
    "002": ("002-argun-order-172.txt", "Департамент"),
}


@pytest.mark.parametrize("seed", SEEDS)
def test_real_orders_are_read(seed: str) -> None:
    name, word = SEEDS[seed]
    if not SHARED.exists():
        pytest.skip("the real orders stand beside the repository and are absent here")
    gold: dict[str, Any] = json.loads((SHARED / "cases" / "plans.json").read_text("utf-8"))
    expected = gold["seeds"][seed]
    act = _read((SHARED / "seeds" / name).read_text("utf-8"))
    assert act.kind == expected["document"]
    assert (act.number, act.date) == (expected["number"], _date(expected["date"]))
    assert word in act.issuer
    assert act.signatory


@given(st.text(alphabet="ПРИКАЗприказ №от0123456789.«»\n\t_гО()-/", max_size=300))
def test_any_text_is_read_without_error(text: str) -> None:
    act = _read(text)
    act.to_json()
