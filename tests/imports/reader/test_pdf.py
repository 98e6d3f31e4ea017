"""Documents .pdf: wrapped lines, ruled tables over pages, running heads, pages without text."""

from __future__ import annotations

import pytest
import typst

from nastavnik.imports.reader.extract import extract
from nastavnik.imports.reader.limits import Limits
from nastavnik.imports.reader.refusals import Unreadable
from nastavnik.pure.source import Paragraph, Source, Table

PAGE = '#set page(paper: "a4", numbering: "1")\n#set text(11pt)\n'
LONG = "Провести обучение наставников и кураторов в соответствии с утверждённой программой "


def read(body: str, *, limits: Limits | None = None) -> Source:
    """Set pages and read them."""
    data = bytes(typst.compile((PAGE + body).encode()))
    return extract(data, "pdf", limits or Limits())


def table(rows: int) -> str:
    """A ruled table whose head repeats on every page."""
    cells = "".join(f"[{row}.],[{LONG * 2}],[май 2025 года]," for row in range(1, rows + 1))
    return f"#table(columns: (3em, 1fr, 7em), table.header([№],[Мероприятие],[Срок]),{cells})"


def test_ruled_table_is_read_between_its_paragraphs() -> None:
    source = read(
        f"Приказ № 5\n\n#table(columns: 3, table.cell(colspan: 3)[Раздел 1],"
        f"[1.],[{LONG}],table.cell(rowspan: 2)[май],[2.],[Итог])\n\nДиректор"
    )
    assert source.blocks == (
        Paragraph("Приказ № 5"),
        Table((("Раздел 1", "", ""), ("1.", LONG.strip(), "май"), ("2.", "Итог", ""))),
        Paragraph("Директор"),
    )


def test_wrapped_lines_become_one_paragraph_and_items_stay_apart() -> None:
    source = read(
        f"#par[{LONG * 3}]\n\n#par[1) {LONG}{LONG}]\n\n#par[2) короткий пункт]\n\n#par[Конец]"
    )
    assert source.blocks == (
        Paragraph((LONG * 3).strip()),
        Paragraph(f"1) {LONG * 2}".strip()),
        Paragraph("2) короткий пункт"),
        Paragraph("Конец"),
    )


def test_paragraphs_of_a_cell_stay_apart() -> None:
    source = read(f"#table(columns: (1fr, 1fr), [Приказ\n\n{LONG}\n\n- положение],[май])")
    (found,) = source.blocks
    assert isinstance(found, Table)
    assert found.rows == ((f"Приказ\n{LONG.strip()}\n• положение", "май"),)


def test_table_over_pages_is_several_tables_in_order() -> None:
    source = read(table(30))
    tables = [block for block in source.blocks if isinstance(block, Table)]
    assert len(tables) > 1
    assert all(block.rows[0] == ("№", "Мероприятие", "Срок") for block in tables)
    numbers = [row[0] for block in tables for row in block.rows[1:]]
    assert [number for number in numbers if number] == [f"{row}." for row in range(1, 31)]


def test_page_numbers_and_running_heads_are_left_out() -> None:
    source = read(
        "#set page(header: [Приказ № 5])\nПервая\n#pagebreak()\nВторая\n#pagebreak()\nТретья"
    )
    assert source.blocks == (Paragraph("Первая"), Paragraph("Вторая"), Paragraph("Третья"))
    assert any("колонтитулы" in note for note in source.notes)


def test_page_without_text_is_told() -> None:
    source = read("#set page(numbering: none)\nТекст\n#pagebreak()\n#rect()\n")
    assert any("На страницах 2 текста нет" in note for note in source.notes)


def test_too_many_pages_are_refused() -> None:
    with pytest.raises(Unreadable) as caught:
        read("а\n#pagebreak()\nб", limits=Limits(pages=1))
    assert caught.value.code == "too_many_pages"
