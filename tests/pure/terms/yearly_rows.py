"""Truth table: every year."""

from __future__ import annotations

from tests.pure.terms.rows import Row, yearly

S = "2021/2022"
C = "2022"
P = "2021-2024"
PLAN = {"from_year": 2021, "until_year": 2024}
ASK = {"ambiguous": True}

YEARLY: list[Row] = [
    ("Ежегодно", P, yearly(**PLAN)),
    ("ежегодно", S, yearly(from_year=2021)),
    ("ежегодно", C, yearly(from_year=2022)),
    ("ежегодно", None, yearly()),
    ("каждый год", P, yearly(**PLAN)),
    ("1 раз в год", P, yearly(**PLAN)),
    ("раз в год", None, yearly()),
    ("не реже одного раза в год", P, yearly(min_times=1, **PLAN)),
    ("не реже 1 раза в год", None, yearly(min_times=1)),
    ("Ежегодное обновление реестра", P, yearly(**PLAN)),
    ("ежегодно в сентябре", P, yearly("09-01", "09-30", **PLAN)),
    ("ежегодно, август–сентябрь", P, yearly("08-01", "09-30", **PLAN)),
    ("ежегодно в мае", S, yearly("05-01", "05-31", from_year=2022)),
    ("ежегодно к 1 сентября", P, yearly(None, "09-01", **PLAN)),
    ("каждый год до 15 мая", P, yearly(None, "05-15", **PLAN)),
    ("2 марта ежегодно", P, yearly("03-02", "03-02", **PLAN)),
    ("Ежегодно до 01.10.", P, yearly(None, "10-01", **PLAN)),
    ("до 15 ноября ежегодно", None, yearly(None, "11-15")),
    ("сентябрь-май ежегодно", P, yearly("09-01", "05-31", **PLAN)),
    ("ежегодно с 1 октября по 30 ноября", P, yearly("10-01", "11-30", **PLAN)),
    ("ежегодно, IV квартал", P, yearly("10-01", "12-31", **PLAN)),
    ("ежегодно, 2-я декада апреля", P, yearly("04-11", "04-20", **PLAN)),
    ("ежегодно до 25 января", P, yearly(None, "01-25", from_year=2022, until_year=2024, **ASK)),
    ("ежегодно до конца декабря", P, yearly(None, "12-31", **PLAN)),
    ("ежегодно, до начала учебного года", P, yearly(None, "08-31", **PLAN)),
    ("ежегодно к началу учебного года", P, yearly(None, "09-01", **PLAN)),
    ("ежегодно до сентября", P, yearly(None, "08-31", **PLAN)),
    ("ежегодно в конце мая", P, yearly("05-21", "05-31", **ASK, **PLAN)),
    ("ежегодно, начиная с 2022 года", P, yearly(from_year=2022, until_year=2024)),
    ("с 2022 года ежегодно до 1 июня", P, yearly(None, "06-01", from_year=2022, until_year=2024)),
    ("ежегодно до 2023 года включительно", P, yearly(from_year=2021, until_year=2023)),
    ("2021–2023 гг., ежегодно", P, yearly(from_year=2021, until_year=2023)),
    ("ежегодно в 2022-2024 гг.", P, yearly(from_year=2022, until_year=2024)),
    ("ежегодно (по мере необходимости)", P, yearly(conditional=True, **PLAN)),
    (
        "по мере необходимости, но не реже 1 раза в год",
        P,
        yearly(conditional=True, min_times=1, **PLAN),
    ),
    ("по графику, ежегодно", P, yearly(**PLAN)),
    (
        "до 20 января года, следующего за отчётным",
        P,
        yearly(None, "01-20", from_year=2022, until_year=2025),
    ),
    ("до 1 октября текущего года", P, yearly(None, "10-01", **ASK, **PLAN)),
    # first occurrence, then a rule
    (
        "Октябрь 2021 года, далее ежегодно",
        P,
        yearly("10-01", "10-31", start="2021-10-01", end="2021-10-31", **PLAN),
    ),
    (
        "до 1 декабря 2021 г., далее – ежегодно",
        P,
        yearly(None, "12-01", end="2021-12-01", **PLAN),
    ),
    (
        "ноябрь-декабрь 2021 г., затем ежегодно до 1 ноября",
        P,
        yearly(
            None, "11-01", start="2021-11-01", end="2021-12-31", from_year=2022, until_year=2024
        ),
    ),
    (
        "до 1 сентября, далее ежегодно",
        C,
        yearly(None, "09-01", end="2022-09-01", from_year=2022),
    ),
    (
        "сентябрь 2021 г., в дальнейшем ежегодно",
        P,
        yearly("09-01", "09-30", start="2021-09-01", end="2021-09-30", **PLAN),
    ),
    (
        "Сентябрь 2021 г., далее ежегодное обновление",
        P,
        yearly("09-01", "09-30", start="2021-09-01", end="2021-09-30", **ASK, **PLAN),
    ),
    (
        "ежегодно, апрель, октябрь",
        None,
        yearly("04-01", "10-31", parts=[["04-01", "04-30"], ["10-01", "10-31"]]),
    ),
]
