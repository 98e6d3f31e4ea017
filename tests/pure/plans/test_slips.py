"""Slips of real plans: cut rows, slipped columns, odd numbers, sub-rows, sections, tags."""

from __future__ import annotations

import pytest

from nastavnik.pure.plans import Field, Plan, read_plan
from nastavnik.pure.source import Source, Table
from tests.pure.plans.invented import ORDER, read_items, text

HEAD = "№ п/п\tНаименование мероприятия\tСрок\tОтветственный\tРезультат\n"


def plan_of(body: str, head: str = HEAD) -> Plan:
    return read_plan(text(head + body))


def codes(plan: Plan, number: str) -> set[str]:
    (item,) = [item for item in plan.items if item.number == number]
    return {doubt.code for doubt in item.doubts}


def test_row_without_number_gets_the_missing_one_and_a_doubt() -> None:
    plan = plan_of(
        "1\tСобрать анкеты\tмай 2025\tКуратор\tАнкеты\n"
        "\tСоставить сводку по анкетам\tмай 2025\tКуратор\tСводка\n"
        "3\tПровести совещание\tиюнь 2025\tДиректор\tПротокол"
    )
    assert [item.number for item in plan.items] == ["1", "2", "3"]
    assert [item.number_in_source for item in plan.items] == ["1", None, "3"]
    assert "number_restored" in codes(plan, "2")
    assert "number_missing" in {finding.code for finding in plan.findings}


def test_number_inside_the_title_is_taken_out() -> None:
    plan = plan_of(
        "1.\tСобрать анкеты\tмай 2025\tКуратор\tАнкеты\n"
        "\t2. Составить сводку\tмай 2025\tКуратор\tСводка\n"
        "3. Провести совещание\t\tиюнь 2025\tДиректор\tПротокол"
    )
    assert [(item.number, item.title) for item in plan.items] == [
        ("1", "Собрать анкеты"),
        ("2", "Составить сводку"),
        ("3", "Провести совещание"),
    ]
    assert "number_in_title" in codes(plan, "2")


@pytest.mark.parametrize(
    "slipped",
    [
        "2.\t\tСоставить сводку\tмай 2025 года\tКуратор школы\tСводка",
        "2.\tСоставить сводку\t\tмай 2025 года\tКуратор школы\tСводка",
        "\t2.\tСоставить сводку\tмай 2025 года\tКуратор школы\tСводка",
        "2.\tСоставить сводку\tмай 2025 года\tКуратор школы\tСводка\t\t",
    ],
)
def test_slipped_cells_are_put_straight(slipped: str) -> None:
    plan = plan_of(
        "1.\tСобрать анкеты\tмай 2025 года\tКуратор школы\tАнкеты\n"
        f"{slipped}\n"
        "3.\tПровести совещание\tиюнь 2025 года\tДиректор\tПротокол"
    )
    assert read_items(plan)[1] == (
        "2",
        "Составить сводку",
        "май 2025 года",
        "Куратор школы",
        "Сводка",
    )
    assert len(plan.items) == 3


def test_slipped_cells_of_a_real_table_are_put_straight_with_a_doubt() -> None:
    rows = (
        ("№", "Мероприятие", "Срок", "Ответственный", "Результат", ""),
        ("1", "Собрать анкеты", "май 2025 года", "Куратор", "Анкеты", ""),
        ("2", "Составить сводку", "", "июнь 2025 года", "Куратор", "Сводка"),
    )
    plan = read_plan(Source((Table(rows),), "docx"))
    assert read_items(plan)[1] == ("2", "Составить сводку", "июнь 2025 года", "Куратор", "Сводка")
    assert "column_shift" in codes(plan, "2")


@pytest.mark.parametrize(
    "term",
    [
        "с 1 по 20 апреля 2025 года",
        "5–15 мая 2025 года",
        "не позднее одного месяца со дня издания приказа",
        "до издания приказа о парах",
        "за месяц до окончания срока договора",
    ],
)
def test_term_in_its_place_is_not_taken_for_a_slip(term: str) -> None:
    rows = (
        ("№", "Мероприятие", "Срок", "Ответственный", "Результат", "Примечание"),
        ("1", "Показать занятия", term, "Наставляемые", "Отзывы", ""),
    )
    plan = read_plan(Source((Table(rows),), "docx"))
    assert read_items(plan) == [("1", "Показать занятия", term, "Наставляемые", "Отзывы")]
    assert "column_shift" not in codes(plan, "1")


def test_empty_term_does_not_move_the_row() -> None:
    plan = plan_of("1.\tПодготовить условия\t\tКуратор школы\tСправка")
    assert read_items(plan) == [("1", "Подготовить условия", "", "Куратор школы", "Справка")]
    assert "term_empty" in {finding.code for finding in plan.findings}


def test_dashed_line_with_its_own_term_is_a_subitem() -> None:
    plan = plan_of(
        "4\tПередать сведения о парах:\t2025-2026\tКуратор\tОтчёт\n"
        "\t- в городской центр\tдо 10 мая 2025\tКуратор\tТаблица\n"
        "\t- в управление округа\tдо 20 мая 2025\tДиректор\tПисьмо\n"
        "5\tПодвести итоги\tиюнь 2025\tДиректор\tПриказ"
    )
    assert [item.number for item in plan.items] == ["4", "4.1", "4.2", "5"]
    first, second = plan.items[1:3]
    assert first.title == "в городской центр"
    assert (first.parent, second.parent) == (plan.items[0].key, plan.items[0].key)
    assert second.number_in_source is None
    assert "number_restored" in codes(plan, "4.2")


def test_numbered_and_lettered_subrows_have_a_parent() -> None:
    plan = plan_of(
        "1.\tОткрыть школу наставника\tсентябрь 2024\tЦентр\tПриказ\n"
        "1.1.\tСобрать группу\tсентябрь 2024\tЦентр\tСписок\n"
        "2.\tПровести занятия\tоктябрь 2024\tЦентр\tЖурнал\n"
        "а)\tдля новичков\tноябрь 2024\tЦентр\tПрограмма\n"
    )
    keys = {item.key: item.number for item in plan.items}
    parents = {item.number: keys.get(item.parent or "") for item in plan.items}
    assert parents == {"1": None, "1.1": "1", "2": None, "а": "2"}


def test_title_with_subrows_in_a_flat_plan_is_an_item_not_a_section() -> None:
    plan = plan_of(
        "1.\tСобрать анкеты\tмай 2025\tКуратор\tАнкеты\n"
        "2.\tОрганизовать работу пар:\t\t\t\n"
        "2.1.\tназначить встречи\tмай 2025\tКуратор\tГрафик\n"
        "3.\tПодвести итоги\tиюнь 2025\tДиректор\tПриказ"
    )
    assert not plan.sections
    assert [item.number for item in plan.items] == ["1", "2", "2.1", "3"]
    assert plan.items[2].parent == plan.items[1].key


def test_further_result_line_belongs_to_the_item_above() -> None:
    plan = plan_of(
        "1\tПровести опрос\tмай 2025\tКуратор\tАнкеты\n"
        "\t\t\t\tОтчёт об опросе\n"
        "2\tПодвести итоги\tиюнь 2025\tДиректор\tПриказ"
    )
    assert plan.items[0].result == "Анкеты"
    assert plan.items[0].results_more == ("Отчёт об опросе",)
    assert "several_results" in codes(plan, "1")


def test_second_term_with_a_second_result_is_a_subrow() -> None:
    plan = plan_of(
        "1\tПровести опрос\tдо 1 мая 2025\tКуратор\tАнкеты\n"
        "\t\tдо 1 июня 2025\t\tОтчёт об опросе\n"
        "2\tПодвести итоги\tиюнь 2025\tДиректор\tПриказ"
    )
    assert [(i.number, i.term_text, i.result) for i in plan.items] == [
        ("1", "до 1 мая 2025", "Анкеты"),
        ("1.1", "до 1 июня 2025", "Отчёт об опросе"),
        ("2", "июнь 2025", "Приказ"),
    ]
    assert plan.items[1].parent == plan.items[0].key
    assert "title_from_above" in codes(plan, "1.1")


def test_every_cell_of_a_row_may_be_cut() -> None:
    plan = plan_of(
        "1.\tРассказать родителям и\tв течение\tМетодический\tБеседы с\n"
        "\n"
        "\tвыпускникам о парах\tучебного года\tцентр\tродителями\n"
        "2.\tПодвести итоги\tиюнь 2025\tДиректор\tПриказ"
    )
    assert read_items(plan)[0] == (
        "1",
        "Рассказать родителям и выпускникам о парах",
        "в течение учебного года",
        "Методический центр",
        "Беседы с родителями",
    )
    assert "joined" in codes(plan, "1")
    assert len(plan.items[0].places[Field.TITLE]) == 2


def test_head_repeated_inside_an_item_is_no_item() -> None:
    plan = plan_of(
        f"1.\tСоздать единую базу\tмай 2025\tЦентр\tБаза\n\n{HEAD}"
        "\tпар и программ\t\t\t\n2.\tПодвести итоги\tиюнь 2025\tДиректор\tПриказ"
    )
    assert [item.title for item in plan.items] == [
        "Создать единую базу пар и программ",
        "Подвести итоги",
    ]
    assert plan.rows.skipped == 2


@pytest.mark.parametrize(
    "heading",
    [
        "Раздел II. Обучение наставников\t\t\t\t",
        "\tРАБОТА С РОДИТЕЛЯМИ\t\t\t",
        "II.\tОбучение наставников\t\t\t",
        "Обучение наставников\t\t\t\t",
        "2. Обучение наставников",
        "\nОбучение наставников\n",
    ],
)
def test_section_row_in_any_shape(heading: str) -> None:
    plan = plan_of(
        "I. Подготовка\t\t\t\t\n"
        "1\tСобрать анкеты\tмай 2025\tКуратор\tАнкеты\n"
        "2\tСоставить сводку\tмай 2025\tКуратор\tСводка\n"
        f"{heading}\n"
        "1\tПровести занятия\tиюнь 2025\tЦентр\tЖурнал\n"
    )
    assert len(plan.sections) == 2
    assert [item.section for item in plan.items] == [0, 0, 1]
    assert len(plan.items) == 3


def test_tags_leave_no_trace() -> None:
    plan = plan_of(
        "<p>1.</p>\t<b>Собрать</b>&nbsp;анкеты <i>(до начала занятий)</i>\tмай<br>2025\t"
        "<p>Куратор</p><p>Директор</p>\tАнкеты"
    )
    assert read_items(plan) == [
        ("1", "Собрать анкеты (до начала занятий)", "май 2025", "Куратор\nДиректор", "Анкеты")
    ]


def test_duplicate_and_missing_numbers_are_findings() -> None:
    plan = plan_of(
        "1\tСобрать анкеты\tмай 2025\tКуратор\tАнкеты\n"
        "1\tСоставить сводку\tмай 2025\tКуратор\tСводка\n"
        "4\tПодвести итоги\tиюнь 2025\tДиректор\tПриказ"
    )
    found = {finding.code: finding for finding in plan.findings}
    assert found["number_duplicate"].item == plan.items[1].key
    assert found["number_gap"].item == plan.items[2].key
    assert [item.number for item in plan.items] == ["1", "1", "4"]


@pytest.mark.parametrize(
    ("head", "fields"),
    [
        ("№\tМероприятие\tСроки\tИсполнители", "number title term responsible"),
        (
            "п/п\tОсновные меропрятия\tСрок реализациии\tОтвественные исполнители\tВид документа",
            "number title term responsible result",
        ),
        (
            "№ п/п\tЭтап\tСодержание работы\tСроки проведения\tОтветственные лица\tПримечание",
            "number other title term responsible note",
        ),
        (
            "№\tМероприятия\tОжидаемый результат\tПодтверждающий документ\tДата\tОтветственный",
            "number title result other term responsible",
        ),
        ("Наименование\tДата начала\tДата окончания\tКто проводит", "title term term responsible"),
    ],
)
def test_columns_are_told_by_synonyms(head: str, fields: str) -> None:
    width = head.count("\t") + 1
    row = "\t".join(["1", *(f"ячейка {number}" for number in range(2, width + 1))])
    plan = plan_of(row, head + "\n")
    assert [column.field.value for column in plan.columns] == fields.split()
    assert [column.header for column in plan.columns] == head.split("\t")


def test_head_over_two_rows_with_numbered_columns() -> None:
    plan = plan_of(
        "1\t2\t3\t4\t5\n1.\tСобрать анкеты\tмай 2025\tКуратор\tАнкеты",
        "№\tНаименование\tСрок\tОтветственный\tРезультат\n"
        "п/п\tмероприятия\tисполнения\tисполнитель\t(вид документа)\n",
    )
    assert [column.header for column in plan.columns] == [
        "№ п/п",
        "Наименование мероприятия",
        "Срок исполнения",
        "Ответственный исполнитель",
        "Результат (вид документа)",
    ]
    assert len(plan.items) == 1
    assert plan.rows.skipped == 3


def test_cell_with_line_feeds_in_a_pasted_row_is_one_cell() -> None:
    plan = plan_of(
        "1.\tСобрать анкеты\nвсех педагогов\tмай 2025\tКуратор\tАнкеты\n- на бумаге\n- в сети\n"
        "2.\tПодвести итоги\tиюнь 2025\tДиректор\tПриказ"
    )
    assert plan.items[0].title == "Собрать анкеты всех педагогов"
    assert plan.items[0].result == "Анкеты\n- на бумаге\n- в сети"
    assert len(plan.items) == 2


def test_signature_below_the_table_is_no_item() -> None:
    plan = plan_of("1\tСобрать анкеты\tмай 2025\tКуратор\tАнкеты\n\nНачальник\n\n\nП.П. Иволгин")
    assert len(plan.items) == 1
    assert plan.rows.read == 2


def test_page_numbers_between_rows_are_skipped() -> None:
    plan = plan_of(
        "1\tСобрать анкеты\tмай 2025\tКуратор\tАнкеты\n\n- 2 -\n\n"
        "2\tПодвести итоги\tиюнь 2025\tДиректор\tПриказ"
    )
    assert [item.number for item in plan.items] == ["1", "2"]
    assert not plan.sections


def test_unread_row_is_a_finding_with_its_words() -> None:
    plan = plan_of("\t\tмай 2025\tКуратор\tАнкеты\n1\tПодвести итоги\tиюнь 2025\tДиректор\tПриказ")
    (finding,) = [f for f in plan.findings if f.code == "unread_row"]
    assert "Куратор" in finding.quote
    assert plan.rows.rejected == 1


def test_order_only_has_no_plan_and_asks_for_mapping() -> None:
    plan = read_plan(Source.from_text(ORDER))
    assert plan.needs_mapping
    assert not plan.items
    assert [finding.code for finding in plan.findings if finding.severity == "error"] == ["no_plan"]
