"""Which responsible parties cannot be recognised: no known word, or a bare abbreviation."""

from __future__ import annotations

import re
from collections.abc import Container

from nastavnik.pure.actors import Actor, ActorKind

_ABBREVIATION = re.compile(r"(?<![\w«])[А-ЯЁ]{2,}[а-я]?[А-ЯЁ]*(?!\w)")
_EVERYDAY = frozenset(
    "ОО ОУ ОМСУ МОУО СПО ПОО ДПО ВПО РФ МБОУ МАОУ МКОУ ГБОУ ГАПОУ ГБПОУ МБУ МКУ ГБУ ГАУ КГАУ ЦМН"
    " РЦМН УР ВР УВР НМР УПР АХЧ ШМО РМО ГМО МО ПЦК УМК СМИ ИРО ИКТ ОВЗ КДН ЦПС ЦНППМ".split()
)
_KNOWN_WORD = re.compile(
    r"специалист|зав|служб|групп|комисс|совет|родител|обучающ|учащ|студент|выпускник|предприят"
    r"|партн[её]р|работодател|организац|центр|институт|эксперт|педагог|учител|ответствен|отдел"
    r"|библиотек|психолог|бухгалтер|секретар|методич|метод\.|сотрудник|работник|администр|волонт"
    r"|профсоюз|член|председател|объединени|кафедр|тренер|мастер|преподават|инспектор|команд"
    r"|участник|все\b",
    re.I,
)


def unknown(actor: Actor, aliases: Container[str]) -> str:
    """Say in Russian why nobody can tell who `actor` is; "" when somebody can."""
    if actor.kind is not ActorKind.OTHER:
        return ""
    for short in _ABBREVIATION.findall(actor.text):
        if short not in _EVERYDAY and short not in aliases:
            return f"Исполнитель назван сокращением, которое в документе не раскрыто: {short}"
    return "" if _KNOWN_WORD.search(actor.text) else f"Неизвестный исполнитель: {actor.text}"
