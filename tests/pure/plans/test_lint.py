"""The order linter names what is wrong, with the words and the place, and is silent otherwise."""

from __future__ import annotations

import pytest

from nastavnik.pure.plans import Finding, Plan, read_plan
from nastavnik.pure.source import Source
from tests.pure.plans.invented import PLAIN, tabs, text

HEAD = "№ п/п\tМероприятие\tСрок\tОтветственный\tРезультат\tПримечание\n"
HEAD_OF_ORDER = """Управление образования Лесогорского округа

ПРИКАЗ

от 20.08.2024 № 118-о

О наставничестве

В соответствии с {basis}

ПРИКАЗЫВАЮ:

1. Утвердить план на 2024-2025 учебный год.
2. Провести мониторинг работы пар {window}.

Начальник управления

О.П. Рябинина

Приложение
к приказу управления образования
от {date} № {number}

УТВЕРЖДАЮ
Начальник управления {signatory}

План мероприятий на 2024-2025 учебный год

"""


def order(
    *,
    basis: str = "планом округа",
    window: str = "в мае",
    date: str = "20.08.2024",
    number: str = "118-о",
    signatory: str = "О.П. Рябинина",
) -> str:
    return HEAD_OF_ORDER.format(
        basis=basis, window=window, date=date, number=number, signatory=signatory
    )


def plan_of(*rows: str, head: str | None = None) -> Plan:
    return read_plan(Source.from_text((head or order()) + HEAD + "\n".join(rows)))


def found(plan: Plan, code: str) -> list[Finding]:
    return [finding for finding in plan.findings if finding.code == code]


def test_clean_plan_has_no_findings() -> None:
    assert read_plan(text(tabs(PLAIN))).findings == ()


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("1\tСобрать анкеты\t\tДиректор\tАнкеты\t", "term_empty"),
        ("1\tСобрать анкеты\tноябрь – апрель 2024 года\tДиректор\tАнкеты\t", "term_impossible"),
        ("1\tСобрать анкеты\tдо 31 апреля 2025 года\tДиректор\tАнкеты\t", "term_impossible"),
        ("1\tСобрать анкеты\tмарт 2026 года\tДиректор\tАнкеты\t", "term_outside"),
        ("1\tСобрать анкеты\tиюль 2024 года\tДиректор\tАнкеты\t", "term_outside"),
        ("1\tСобрать анкеты\tиюль 2024 года\tДиректор\tАнкеты\t", "term_before_act"),
        ("1\tСобрать анкеты\tмай 2025 года\t\tАнкеты\t", "executor_empty"),
        ("1\tСобрать анкеты\tмай 2025 года\tЦРПКМ\tАнкеты\t", "executor_unknown"),
        ("1\tСобрать анкеты\tмай 2025 года\tДиректор\tАнкеты\tсм. п. 1 плана", "cites_itself"),
        ("1\tСобрать анкеты, ежегодно обновлять\tмай 2025 года\tДиректор\tА\t", "yearly_in_title"),
    ],
)
def test_defect_of_an_item(row: str, code: str) -> None:
    plan = plan_of(row, "2\tПодвести итоги\tиюнь 2025 года\tДиректор\tСправка\t")
    (finding,) = found(plan, code)
    assert finding.item == plan.items[0].key
    assert finding.place is not None
    assert finding.quote


@pytest.mark.parametrize(
    "row",
    [
        "1\tСобрать анкеты\tмай 2025 года\tЦентр развития педагогов (далее – ЦРПКМ)\tАнкеты\t",
        "1\tСобрать анкеты\tмай 2025 года\tспециалист по кадрам\tАнкеты\t",
        "1\tСобрать анкеты\tежегодно\tДиректор\tАнкеты\tсм. п. 4 положения",
    ],
)
def test_sound_item_is_left_alone(row: str) -> None:
    assert not plan_of(row).findings


def test_results_one_row_off_are_seen_and_the_empty_one_named() -> None:
    plan = plan_of(
        "1\tОбъявить набор участников\tоктябрь 2024\tЦентр\tПриказ\t",
        "2\tПодготовить ведущих\tоктябрь 2024\tЦентр\tСоставленные пары педагогов\t",
        "3\tСоставить пары педагогов\tноябрь 2024\tЦентр\tЖурнал посещения занятий\t",
        "4\tПосещать занятия друг друга\tапрель 2025\tДиректор\tТоржественное закрытие\t",
        "5\tПровести закрытие проекта\tмай 2025\tДиректор\t\t",
    )
    (shift,) = found(plan, "result_shift")
    assert shift.item == plan.items[1].key
    (empty,) = found(plan, "result_empty")
    assert (empty.item, empty.severity) == (plan.items[4].key, "warning")


def test_empty_result_alone_is_only_a_notice() -> None:
    plan = plan_of(
        "1\tСобрать анкеты\tмай 2025\tДиректор\tАнкеты\t",
        "2\tПосетить занятия\tмай 2025\tДиректор\t\t",
        "3\tПодвести итоги\tиюнь 2025\tДиректор\tИтоги года\t",
    )
    (empty,) = found(plan, "result_empty")
    assert empty.severity == "notice"
    assert not found(plan, "result_shift")


ROW = "1\tСобрать анкеты\tмай 2025 года\tДиректор\tАнкеты\t"


@pytest.mark.parametrize(
    ("head", "code"),
    [
        (order(number="181-о"), "act_number"),
        (order(date="28.08.2024"), "act_date"),
        (order(signatory="О.Н. Рябинина"), "signatory_initials"),
        (
            order(
                basis="распоряжением Министерства просвещения Российской Федерации"
                " от 26.12.2019 № Р-145"
            ),
            "reference_wrong_date",
        ),
    ],
)
def test_defect_of_the_order(head: str, code: str) -> None:
    findings = plan_of(ROW, head=head).findings
    assert code in {finding.code for finding in findings}
    assert not plan_of(ROW).findings


def test_report_due_inside_the_monitoring_window() -> None:
    head = order(window="ежегодно, с 1 апреля по 20 мая")
    plan = plan_of(
        "1\tПодготовить отчёт о мониторинге пар\tдо 30 апреля 2025 года\tДиректор\tОтчёт\t",
        head=head,
    )
    (finding,) = found(plan, "window_conflict")
    assert "30 апреля" in finding.quote
    assert "20 мая" in finding.quote
    late = plan_of(
        "1\tПодготовить отчёт о мониторинге пар\tдо 30 мая 2025 года\tДиректор\tОтчёт\t", head=head
    )
    assert not found(late, "window_conflict")
