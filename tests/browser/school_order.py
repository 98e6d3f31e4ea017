"""An invented order of a school with a plan: as a document of an editor and as copied text."""

from __future__ import annotations

from io import BytesIO

import docx

HEADS = ("№", "Мероприятие", "Сроки", "Ответственные", "Ожидаемый результат")
# the term of the second is past, of the fourth reversed; nobody knows the executor of the third
ROWS = (
    ("1.", "Издание приказа о кураторе", "до 15 сентября 2025 года", "Директор", "Приказ"),
    ("2.", "Анкета для новых учителей", "октябрь 2025 года", "Куратор", "Сводка ответов"),
    ("3.", "Вечер вопросов и ответов", "до 20 декабря 2027 года", "Цветник", "Фотоотчёт"),
    ("4.", "Занятия клуба наставников", "март – февраль 2027 года", "Куратор", "Дневник клуба"),
    ("5.", "Открытые уроки пар", "ежегодно, до 1 марта", "Совет наставников", "Разборы уроков"),
    ("6.", "Отчёт о работе пар", "ежегодно, до 25 мая", "Куратор", "Отчёт"),
)
PAST = ("1.", "2.")


def head(number: str) -> tuple[str, ...]:
    """Return the lines of the order above its plan."""
    return (
        "МБОУ «Средняя общеобразовательная школа № 1»",
        "ПРИКАЗ",
        f"от 1 сентября 2025 г. № {number}",
        "О наставничестве в школе в 2025–2028 годах",
        "ПРИКАЗЫВАЮ:",
        "1. Утвердить план работы на 2025–2028 годы (приложение).",
        "Директор А.В. Рощина",
        f"Приложение к приказу от 1 сентября 2025 г. № {number}",
        "План работы по наставничеству на 2025–2028 годы",
    )


def as_document(number: str) -> bytes:
    """Return the order as a file of a text editor, its plan a table."""
    document = docx.Document()
    for line in head(number):
        document.add_paragraph(line)
    table = document.add_table(rows=0, cols=len(HEADS))
    for row in (HEADS, *ROWS):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    stored = BytesIO()
    document.save(stored)
    return stored.getvalue()


def as_text(number: str) -> str:
    """Return the order as it comes through the clipboard, its plan with tabulators."""
    return "\n".join([*head(number), *("\t".join(row) for row in (HEADS, *ROWS))])
