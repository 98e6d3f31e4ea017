"""Small plans in our own words, as they are pasted from a table: cells parted by tabs."""

from __future__ import annotations

HEAD = "№\tМероприятие\tСрок\tОтветственные\tРезультат"
ROWS = (
    "1\tНазначить муниципального куратора\tсентябрь 2026 года\tУправление образования\tПриказ",
    "2\tСобрать заявки школ на обучение наставников\tдо 15.10.2026\tКураторы школ\tСводная заявка",
    "3\tПровести встречу наставников города\tежегодно до 1 марта\tУправление образования\tПротокол",
)


def plan_text(*rows: str) -> str:
    """Return the text of an order with a plan of `rows` (those above by default)."""
    head = (
        "ПРИКАЗ\n01.09.2026 № 41\n"
        "Об утверждении плана мероприятий по наставничеству на 2026-2027 учебный год\n\n"
    )
    return head + "\n".join((HEAD, *(rows or ROWS))) + "\n"


def long_plan_text(count: int) -> str:
    """Return the text of an order with a plan of `count` rows."""
    return plan_text(
        *(
            f"{number}\tПровести занятие № {number} школы наставника\t"
            f"до {number % 28 + 1:02}.{number % 12 + 1:02}.2027\tКураторы школ\tОтчёт {number}"
            for number in range(1, count + 1)
        )
    )
