"""Tables are found in any layout, and text that is no table is left alone."""

from __future__ import annotations

import pytest

from nastavnik.pure.source import Paragraph, Place, Source, Table
from nastavnik.pure.tabular import Grid, Layout, Vocabulary, find_tables

WORDS = Vocabulary(
    {"number": ("№",), "title": ("мероприят",), "term": ("срок",), "who": ("ответствен",)}
)
HEAD = ("№", "Мероприятие", "Срок", "Ответственный")


def grids(text: str) -> tuple[Grid, ...]:
    return find_tables(Source.from_text(text), WORDS)


def texts(grid: Grid) -> list[tuple[str, ...]]:
    return [row.texts() for row in grid.rows]


@pytest.mark.parametrize(
    ("text", "layout"),
    [
        ("№\tМероприятие\tСрок\tОтветственный\n1\tСмотр\tмай\tЦентр", Layout.TABS),
        ("\t№\n\tМероприятие\n\tСрок\n\tОтветственный\n\t1\n\tСмотр\n\tмай\n\tЦентр", Layout.CELLS),
        ("|№|Мероприятие|Срок|Ответственный|\n|-|:-:|-|-|\n|1|Смотр|май|Центр|", Layout.PIPES),
        ("№ | Мероприятие | Срок | Ответственный\n1 | Смотр | май | Центр", Layout.PIPES),
        (
            "+---+---+\n| № | Мероприятие | Срок | Ответственный |\n+---+---+\n"
            "| 1 | Смотр | май | Центр |\n+---+---+",
            Layout.PIPES,
        ),
        ("№   Мероприятие   Срок   Ответственный\n1   Смотр         май    Центр", Layout.SPACES),
    ],
)
def test_layout_is_recognised(text: str, layout: Layout) -> None:
    (grid,) = grids(text)
    assert grid.layout is layout
    assert texts(grid) == [HEAD, ("1", "Смотр", "май", "Центр")]


@pytest.mark.parametrize(
    "text",
    [
        "Приказ\n\nО смотре наставников\n\n1. Утвердить план.\n2. Контроль оставляю за собой.",
        "\tВ целях поддержки педагогов\n\tприказываю:\n\t1. Принять план.\n\t2. Выбрать куратора.",
        "Директор                 Лугина А.А.\nСогласовано              Центр",
        "",
        "\t\t\n \n\t",
    ],
)
def test_plain_text_is_no_table(text: str) -> None:
    assert grids(text) == ()


def test_real_table_keeps_rows_cells_and_places() -> None:
    source = Source((Paragraph("План"), Table((HEAD, ("1", "<b>Смотр</b>", "май", "")))), "docx")
    (grid,) = find_tables(source, WORDS)
    cell = grid.rows[1].cell(1)
    assert (cell.text, cell.places) == ("Смотр", (Place(1, 1, 1),))
    assert source.text_at(cell.places[0]) == "<b>Смотр</b>"
    assert grid.rows[0].after_break


def test_blank_line_between_rows_may_be_a_page_break() -> None:
    (grid,) = grids("№\tМероприятие\tСрок\tОтветственный\n1\tА\tмай\tБ\n\n\tв\t\t\n2\tГ\tмай\tД")
    assert [row.after_break for row in grid.rows] == [False, False, True, False]


def test_blank_lines_between_all_rows_say_nothing() -> None:
    head = "№\tМероприятие\tСрок\tОтветственный"
    (grid,) = grids(f"{head}\n\n1\tА\tмай\tБ\n\n2\tГ\tмай\tД\n\n3\tЕ\tмай\tЖ")
    assert not any(row.after_break for row in grid.rows)


def test_paragraphs_of_a_cell_and_blank_lines_inside_it() -> None:
    body = "\t№\n\n\tМероприятие\n\tСрок\n\tОтветственный\n\n"
    body += "\t1\n\tПервый абзац\n\nвторой\n\n\tмай\n\tЦентр"
    (grid,) = grids(body)
    assert texts(grid)[1] == ("1", "Первый абзац\nвторой", "май", "Центр")


def test_missing_cell_does_not_shift_the_rows_below() -> None:
    head = "".join(f"\t{name}\n" for name in HEAD)
    (grid,) = grids(head + "\t1\n\tА\n\tмай\n\t2\n\tБ\n\tиюнь\n\tЦентр\n\t3\n\tВ\n\tиюль\n\tЦентр")
    assert [row[0] for row in texts(grid)] == ["№", "1", "2", "3"]
    assert texts(grid)[2] == ("2", "Б", "июнь", "Центр")


def test_heading_between_cells_is_a_row_of_its_own() -> None:
    head = "".join(f"\t{name}\n" for name in HEAD)
    (grid,) = grids(
        head + "\tI. Начало\n\t1\n\tА\n\tмай\n\tЦентр\n\tII. Итог\n\t2\n\tБ\n\tмай\n\tДом"
    )
    assert [len(row.cells) for row in grid.rows] == [4, 1, 4, 1, 4]


def test_tables_far_apart_are_two() -> None:
    between = "\n".join(f"Строка текста {number}" for number in range(10))
    assert len(grids(f"1\tА\tмай\n2\tБ\tмай\n{between}\n1\tВ\t5\n2\tГ\t6")) == 2
