"""Truth table: months, quarters, weeks and other rhythms."""

from __future__ import annotations

from typing import Any

from tests.pure.terms.rows import Row, each

S = "2021/2022"
C = "2022"
P = "2021-2024"
ASK = {"ambiguous": True}


def monthly(**more: Any) -> dict[str, Any]:
    return {"kind": "monthly"} | more


def quarterly(**more: Any) -> dict[str, Any]:
    return {"kind": "quarterly"} | more


RHYTHM: list[Row] = [
    ("ежемесячно", C, monthly()),
    ("1 раз в месяц", S, monthly()),
    ("раз в месяц", None, monthly()),
    ("каждый месяц", C, monthly()),
    ("не реже 1 раза в месяц", C, monthly(min_times=1)),
    ("ежемесячно до 5 числа", C, monthly(day_of_month_to=5)),
    ("до 25-го числа каждого месяца", C, monthly(day_of_month_to=25)),
    ("ежемесячно, 10 числа", C, monthly(day_of_month_from=10, day_of_month_to=10)),
    ("ежемесячно с 1 по 5 число", C, monthly(day_of_month_from=1, day_of_month_to=5)),
    (
        "ежемесячно до 5 числа месяца, следующего за отчетным",
        C,
        monthly(day_of_month_to=5, offset_months=1),
    ),
    ("ежемесячно, до 3 числа следующего месяца", C, monthly(day_of_month_to=3, offset_months=1)),
    ("до 10 числа месяца, следующего за отчётным", C, monthly(day_of_month_to=10, offset_months=1)),
    ("ежемесячно, последний рабочий день", C, monthly(working_day_of_month_to=-1)),
    ("ежемесячно до 3 рабочего дня", C, monthly(working_day_of_month_to=3)),
    ("ежемесячно, последняя пятница", C, monthly(weekday=5, nth=-1)),
    ("последняя пятница каждого месяца", C, monthly(weekday=5, nth=-1)),
    ("первый понедельник месяца", C, monthly(weekday=1, nth=1)),
    ("каждый второй четверг месяца", C, monthly(weekday=4, nth=2)),
    ("ежемесячно в последний день месяца", C, monthly(day_of_month_from=-1, day_of_month_to=-1)),
    (
        "ежемесячно с сентября по май",
        S,
        monthly(start="2021-09-01", end="2022-05-31"),
    ),
    ("ежемесячно в течение учебного года", S, monthly(start="2021-09-01", end="2022-08-31")),
    ("ежемесячно в 2022 году", C, monthly(start="2022-01-01", end="2022-12-31")),
    (
        "январь 2022, далее ежемесячно",
        C,
        monthly(start="2022-01-01", end="2022-01-31"),
    ),
    ("ежеквартально", C, quarterly()),
    ("1 раз в квартал", S, quarterly()),
    ("раз в квартал", None, quarterly()),
    ("каждый квартал", C, quarterly()),
    ("не реже одного раза в квартал", C, quarterly(min_times=1)),
    (
        "ежеквартально до 10 числа месяца, следующего за отчетным кварталом",
        C,
        quarterly(day_of_month_to=10, offset_months=1),
    ),
    (
        "ежеквартально, до 5 числа месяца, следующего за отчетным",
        C,
        quarterly(day_of_month_to=5, offset_months=1),
    ),
    (
        "ежеквартально, до 20 числа последнего месяца квартала",
        C,
        quarterly(day_of_month_to=20, month_of_quarter=3),
    ),
    ("ежеквартально до 25 числа", C, quarterly(day_of_month_to=25, **ASK)),
    ("еженедельно", C, each(1, "week")),
    ("раз в неделю", C, each(1, "week")),
    ("2 раза в неделю", C, each(1, "week", 2)),
    ("еженедельно по вторникам", C, each(1, "week", weekday=2)),
    ("по пятницам", C, each(1, "week", weekday=5)),
    ("каждую среду", C, each(1, "week", weekday=3)),
    ("каждые две недели", C, each(2, "week")),
    ("1 раз в 2 недели", C, each(2, "week")),
    ("ежедневно", C, each(1, "day")),
    ("раз в полугодие", C, each(6, "month")),
    ("1 раз в полгода", P, each(6, "month")),
    ("2 раза в год", P, each(1, "year", 2)),
    ("дважды в год", P, each(1, "year", 2)),
    ("не реже 2 раз в год", P, each(1, "year", None, min_times=2)),
    ("не реже двух раз в год", P, each(1, "year", None, min_times=2)),
    ("не более 3 раз в год", P, each(1, "year", None, max_times=3)),
    ("1-2 раза в месяц", C, each(1, "month", None, min_times=1, max_times=2)),
    ("не реже двух раз в месяц", C, each(1, "month", None, min_times=2)),
    ("раз в 3 года", P, each(3, "year")),
    ("один раз в два месяца", C, each(2, "month")),
    ("1 раз в четверть", S, each(1, "school_term")),
    ("в конце каждой четверти", S, each(1, "school_term")),
    ("раз в триместр", S, each(1, "school_term")),
]
