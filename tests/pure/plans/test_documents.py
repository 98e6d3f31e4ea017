"""Whole documents: passports, indicators, several tables, lost order, periods."""

from __future__ import annotations

import pytest

from nastavnik.pure.plans import Corrections, Field, RowKind, read_plan, to_json
from nastavnik.pure.source import Paragraph, Source, Table
from tests.pure.plans.invented import HEAD, PLAIN, items_of, read_items, tabs, text

PASSPORT = """
\tОснование для разработки плана

\tПриказ управления от 01.08.2024 № 90-о
Письмо центра наставничества

\tЦель

\tПоддержать начинающих педагогов

\tЦелевые показатели

\t1. Доля школ, в которых работают пары наставников
2. Доля молодых педагогов с наставником, %
3. Удовлетворённость участников (по опросу)

\tСроки реализации

\t2024-2025 учебный год
"""

ONE_A_LINE_WITHOUT_RESULTS = """
\t№
\tНаименование мероприятия
\tСрок исполнения
\tОтветственный исполнитель

\t1.
\tСоставить список школ,
которые готовы принять гостей

\tдо 15.09. 2024
\tВетрова Н.И.

\t2.

\tПровести день открытых уроков

и круглый стол после него
\t01.10.2024 - 05.10.2024
\tВетрова Н.И., Соколов Д.А.

\t3.
\tРассказать о парах в школьных газетах
\tв течение года
\tруководители школ

Начальник управления
"""


def test_passport_and_plan_with_one_cell_a_line() -> None:
    plan = read_plan(
        Source.from_text(f"Комплексный план\n{PASSPORT}\n{ONE_A_LINE_WITHOUT_RESULTS}")
    )
    assert [(i.number, i.title, i.term_text, i.responsible_text) for i in plan.items] == [
        (
            "1",
            "Составить список школ, которые готовы принять гостей",
            "до 15.09. 2024",
            "Ветрова Н.И.",
        ),
        (
            "2",
            "Провести день открытых уроков и круглый стол после него",
            "01.10.2024 - 05.10.2024",
            "Ветрова Н.И., Соколов Д.А.",
        ),
        ("3", "Рассказать о парах в школьных газетах", "в течение года", "руководители школ"),
    ]
    assert plan.period is not None
    assert plan.period[0].isoformat() == "2024-09-01"
    assert not plan.sections


def test_indicators_of_a_passport_have_no_targets() -> None:
    plan = read_plan(Source.from_text(f"{PASSPORT}\n{ONE_A_LINE_WITHOUT_RESULTS}"))
    assert [(i.number, i.name, i.unit, i.survey, i.targets) for i in plan.indicators] == [
        ("1", "Доля школ, в которых работают пары наставников", "", False, {}),
        ("2", "Доля молодых педагогов с наставником, %", "%", False, {}),
        ("3", "Удовлетворённость участников (по опросу)", "", True, {}),
    ]


def test_passport_as_a_real_table_is_skipped_and_counted() -> None:
    passport = Table((("Основание", "Приказ № 90-о"), ("Цель", "Поддержать начинающих")))
    rows = (HEAD, *(line.cells for line in PLAIN))
    plan = read_plan(Source((passport, Paragraph("План мероприятий"), Table(rows)), "docx"))
    assert read_items(plan) == items_of(PLAIN)
    assert plan.rows.skipped == 3


INDICATORS = (
    "Показатели работы пар\n\n"
    "№ п/п\tНаименование показателя\tЕд. изм.\tБазовое значение (2023 год)\t2024 год\t2025 год\n"
    "1.\tДоля педагогов с наставником\n<i>(отношение числа педагогов с наставником к числу всех"
    "\t%\t10,5\t20\tне менее 35\n"
    "\n"
    "\tпедагогов округа)</i>\t\t\t\t\n"
    "2.\tУровень удовлетворённости пар (по анкетам)\tбаллов\t-\t3\t4\n"
)


def test_indicators_with_unit_base_value_and_a_cut_formula() -> None:
    plan = read_plan(text(f"{tabs(PLAIN)}\n\n{INDICATORS}"))
    assert read_items(plan) == items_of(PLAIN)
    first, second = plan.indicators
    assert (first.number, first.name, first.unit) == ("1", "Доля педагогов с наставником", "%")
    assert first.formula == "отношение числа педагогов с наставником к числу всех педагогов округа"
    assert first.targets == {2023: 10.5, 2024: 20, 2025: 35}
    assert (second.survey, second.unit, second.targets) == (True, "баллов", {2024: 3, 2025: 4})


def test_years_under_a_common_header() -> None:
    rows = (
        ("№", "Показатель", "Значение по годам", "", ""),
        ("", "", "2022", "2023", "2024"),
        ("1", "Число пар", "4", "8", "12"),
        ("2", "Число школ", "1", "нет данных", "3"),
    )
    plan = read_plan(Source((Table((HEAD, *(p.cells for p in PLAIN))), Table(rows)), "docx"))
    assert [i.targets for i in plan.indicators] == [
        {2022: 4, 2023: 8, 2024: 12},
        {2022: 1, 2024: 3},
    ]
    assert "indicator_value" in {finding.code for finding in plan.findings}


def test_indicator_hidden_in_a_title() -> None:
    row = "6.\tОхватить студентов парами (2023 г.-15%, 2024 г. – 25,5 %)\t2023-2024\tКуратор\tОтчёт"
    (indicator,) = read_plan(text(f"{tabs(PLAIN)}\n{row}")).indicators
    assert indicator.name == "Охватить студентов парами"
    assert (indicator.unit, indicator.targets) == ("%", {2023: 15, 2024: 25.5})


def test_two_tables_with_headings_between_them_are_one_plan() -> None:
    blocks = (
        Table((HEAD, *(line.cells for line in PLAIN[:3]))),
        Paragraph("Раздел 2. Итоги"),
        Table((HEAD, *(line.cells for line in PLAIN[3:]))),
    )
    plan = read_plan(Source(blocks, "docx"))
    assert read_items(plan) == items_of(PLAIN)
    assert [item.section for item in plan.items] == [None, None, None, 0, 0]


def test_title_rows_above_the_head_of_a_sheet() -> None:
    rows = (("План работы на 2025 год", "", "", "", ""), HEAD, *(line.cells for line in PLAIN))
    plan = read_plan(Source((Table(rows, "Лист1"),), "xlsx"))
    assert read_items(plan) == items_of(PLAIN)
    assert plan.title == "План работы на 2025 год"
    assert plan.context_year == "2025"


@pytest.mark.parametrize(
    ("title", "period", "context"),
    [
        ("План мероприятий на 2020-2021 учебный год", "2020-09-01 2021-08-31", "2020/2021"),
        ("План на 2023/24 уч. г.", "2023-09-01 2024-08-31", "2023/2024"),
        ("Дорожная карта на период с 2022 по 2024 гг.", "2022-01-01 2024-12-31", "2022-2024"),
        ("ДОРОЖНАЯ КАРТА на 2020 – 2024 годы", "2020-01-01 2024-12-31", "2020-2024"),
        ("Комплексный план на 2021 год", "2021-01-01 2021-12-31", "2021"),
        ("План с 01.02.2021 по 30.06.2021", "2021-02-01 2021-06-30", "2021"),
    ],
)
def test_period_by_the_title(title: str, period: str, context: str) -> None:
    plan = read_plan(Source.from_text(f"{title}\n\n{tabs(PLAIN)}"))
    assert plan.period is not None
    assert " ".join(day.isoformat() for day in plan.period) == period
    assert plan.context_year == context


LOST = "\n".join(
    [*HEAD, *(f"{line.number}." for line in PLAIN)]
    + [line.title for line in PLAIN]
    + [line.term for line in PLAIN]
    + [line.who for line in PLAIN]
    + [line.result for line in PLAIN]
)


@pytest.mark.parametrize(
    "body",
    [LOST, LOST.replace("\n", "\n\t"), LOST.replace("\n", "\n\n")],
    ids=["lines", "tabs", "blank lines"],
)
def test_lost_order_is_recognised_and_gives_no_items(body: str) -> None:
    plan = read_plan(text(body))
    assert plan.needs_mapping
    assert not plan.items
    assert not plan.sections
    assert "order_lost" in {finding.code for finding in plan.findings}


def test_numbers_of_all_rows_in_one_cell_are_lost_order() -> None:
    cells = [[] for _ in HEAD]  # type: list[list[str]]
    for line in PLAIN:
        for index, cell in enumerate(line.cells):
            cells[index].append(cell)
    table = Table((HEAD, tuple("\n".join(column) for column in cells)))
    plan = read_plan(Source((table,), "pdf"))
    assert plan.needs_mapping
    assert not plan.items


def test_lost_order_is_mapped_by_ranges_of_lines() -> None:
    source = Source.from_text(LOST)
    count, start = len(PLAIN), len(HEAD)
    given = Corrections()
    for at, name in enumerate(
        (Field.NUMBER, Field.TITLE, Field.TERM, Field.RESPONSIBLE, Field.RESULT)
    ):
        first = start + at * count
        given = given.with_range(name, str(first), str(first + count - 1))
    plan = read_plan(source, given)
    assert not plan.needs_mapping
    assert read_items(plan) == items_of(PLAIN)


def test_wrapped_line_of_a_range_is_joined_by_hand() -> None:
    source = Source.from_text("1.\n2.\n3.\nСобрать\nанкеты\nСоставить сводку\nПодвести итоги")
    given = Corrections().with_range(Field.NUMBER, "0", "2").with_range(Field.TITLE, "3", "6")
    uneven = read_plan(source, given)
    assert "range_lengths" in {finding.code for finding in uneven.findings}
    plan = read_plan(source, given.with_row("4", RowKind.JOIN))
    assert [item.title for item in plan.items] == [
        "Собрать анкеты",
        "Составить сводку",
        "Подвести итоги",
    ]


def test_json_has_the_shape_of_the_command() -> None:
    found = to_json(read_plan(text(tabs(PLAIN))))
    assert set(found) >= {"act", "period", "columns", "items", "indicators", "findings", "rows"}
    assert found["columns"] == list(HEAD)
    item = found["items"][0]
    assert set(item) >= {"number", "section", "parent", "title", "term", "responsible", "result"}
    assert set(item["term"]) == {"text", "reading"}
    assert set(item["responsible"]["actors"][0]) >= {"text", "kind"}
    assert set(found["rows"]) == {"read", "accepted", "rejected", "skipped"}


def test_stages_with_several_measures_and_unnumbered_rows() -> None:
    rows = (
        ("№", "Этап", "Мероприятия", "Содержание", "Срок", "Ответственный"),
        ("1", "Подготовка", "Изучить опыт", "1. Чтение писем", "май 2025", "Директор"),
        ("", "", "", "2. Обсуждение писем", "июнь 2025", "Куратор"),
        ("", "", "Принять положение", "Приказ", "июнь 2025", "Директор"),
        ("2", "Работа", "Собрать анкеты", "Опрос", "октябрь 2025", "Куратор"),
    )
    plan = read_plan(Source((Table(rows),), "docx"))
    assert [(i.number, i.title, i.term_text) for i in plan.items] == [
        ("1", "Изучить опыт", "май 2025"),
        ("1.1", "Изучить опыт", "июнь 2025"),
        (None, "Принять положение", "июнь 2025"),
        ("2", "Собрать анкеты", "октябрь 2025"),
    ]
    assert plan.items[1].extra == {3: "2. Обсуждение писем"}
    assert plan.items[0].extra == {1: "Подготовка", 3: "1. Чтение писем"}


def test_numbers_under_an_empty_header() -> None:
    plan = read_plan(text(tabs(PLAIN, ("", *HEAD[1:]))))
    assert read_items(plan) == items_of(PLAIN)


def test_list_of_people_after_the_plan_is_not_read_into_it() -> None:
    people = Table(
        (("№", "Фамилия", "Должность", "Школа", "Почта"), ("1", "Лугина", "учитель", "", ""))
    )
    plan_table = Table((HEAD, *(line.cells for line in PLAIN)))
    assert read_items(read_plan(Source((plan_table, people), "docx"))) == items_of(PLAIN)
    group = Table((("Лугина А.А.", "учитель", "школа 1", "", ""),))
    source = Source((plan_table, Paragraph("Состав рабочей группы"), group), "docx")
    assert read_items(read_plan(source)) == items_of(PLAIN)


def test_heading_right_above_the_first_table_is_a_section() -> None:
    blocks = (
        Paragraph("План на 2025 год"),
        Paragraph("Раздел 1. Подготовка"),
        Table((HEAD, *(line.cells for line in PLAIN[:2]))),
        Paragraph("Раздел 2. Работа"),
        Table((HEAD, *(line.cells for line in PLAIN[2:]))),
    )
    plan = read_plan(Source(blocks, "docx"))
    assert [section.title for section in plan.sections] == [
        "Раздел 1. Подготовка",
        "Раздел 2. Работа",
    ]
    assert [item.section for item in plan.items] == [0, 0, 1, 1, 1]


def test_missing_cell_with_one_cell_a_line_keeps_its_column_empty() -> None:
    body = "\t№\n\tМероприятие\n\tСрок\n\tОтветственный\n\t1\n\tСобрать анкеты\n\tКуратор школы\n"
    plan = read_plan(Source.from_text(f"{body}\t2\n\tПодвести итоги\n\tмай 2025\n\tДиректор"))
    assert [(i.term_text, i.responsible_text) for i in plan.items] == [
        ("", "Куратор школы"),
        ("май 2025", "Директор"),
    ]
    assert "column_shift" in {doubt.code for doubt in plan.items[0].doubts}
