"""Documents .docx: order, numbers drawn by the editor, review marks, boxes, merged cells."""

from __future__ import annotations

import io

import docx
import pytest
from docx.document import Document

from nastavnik.imports.reader.extract import extract
from nastavnik.imports.reader.limits import Limits
from nastavnik.pure.source import Block, Paragraph, Table
from tests.imports.bad_input import WORD, docx_of


def read(data: bytes) -> list[Block]:
    """Blocks of a document."""
    return list(extract(data, "docx", Limits()).blocks)


def saved(document: Document) -> bytes:
    """Bytes of a document made by the library."""
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def texts(data: bytes) -> list[str]:
    """Texts of the paragraphs of a document."""
    return [block.text for block in read(data) if isinstance(block, Paragraph)]


def rows(data: bytes) -> tuple[tuple[str, ...], ...]:
    """Rows of the only table of a document."""
    (table,) = [block for block in read(data) if isinstance(block, Table)]
    return table.rows


def p(text: str, properties: str = "") -> str:
    """A paragraph."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def tc(content: str, properties: str = "") -> str:
    """A cell of paragraphs."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def tr(*cells: str) -> str:
    """A row of cells."""
    return f"<w:tr>{''.join(cells)}</w:tr>"


def tbl(*table_rows: str) -> str:
    """A table of rows."""
    return f"<w:tbl>{''.join(table_rows)}</w:tbl>"


def numbering(*levels: tuple[str, str], more: str = "") -> dict[str, str]:
    """Two uses (1 and 2) of a list with levels (format, text); `more` goes into the second."""
    drawn = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for at, (kind, text) in enumerate(levels)
    )
    return {
        "word/numbering.xml": f'<w:numbering xmlns:w="{WORD}">'
        f'<w:abstractNum w:abstractNumId="7">{drawn}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
        f'<w:num w:numId="2"><w:abstractNumId w:val="7"/>{more}</w:num></w:numbering>'
    }


def item(number: int = 1, level: int = 0) -> str:
    """Properties of a paragraph of a list."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def test_paragraphs_and_tables_keep_their_order() -> None:
    document = docx.Document()
    document.add_paragraph("Приказ")
    table = document.add_table(2, 2)
    for number, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = f"ячейка {number}"
    document.add_paragraph("Директор\tИ. И. Петров")
    assert read(saved(document)) == [
        Paragraph("Приказ"),
        Table((("ячейка 0", "ячейка 1"), ("ячейка 2", "ячейка 3"))),
        Paragraph("Директор\tИ. И. Петров"),
    ]


def test_merged_cells_have_their_text_once() -> None:
    document = docx.Document()
    table = document.add_table(3, 3)
    for number, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = str(number)
    table.cell(0, 0).merge(table.cell(0, 2)).text = "Раздел"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "вниз"
    assert rows(saved(document)) == (("Раздел", "", ""), ("вниз", "4", "5"), ("", "7", "8"))


def test_paragraphs_of_a_cell_are_parted_by_line_feeds() -> None:
    data = docx_of(tbl(tr(tc(p("Приказ") + p("Положение")), tc(p("а<w:br/>б")))))
    data = docx_of(
        tbl(
            tr(
                tc(p("Приказ") + p("Положение")),
                tc("<w:p><w:r><w:t>а</w:t><w:br/><w:t>б</w:t></w:r></w:p>"),
            )
        )
    )
    assert rows(data) == (("Приказ\nПоложение", "а\nб"),)


def test_numbers_that_the_editor_draws_are_restored() -> None:
    levels = numbering(("decimal", "%1."), ("decimal", "%1.%2."), ("russianLower", "%3)"))
    body = "".join(p(f"п{at}", item(1, level)) for at, level in enumerate((0, 1, 1, 2, 2, 0, 1)))
    assert texts(docx_of(body, parts=levels)) == [
        "1. п0", "1.1. п1", "1.2. п2", "а) п3", "б) п4", "2. п5", "2.1. п6",
    ]  # fmt: skip


def test_empty_cells_with_automatic_numbers_hold_them() -> None:
    number = tc(f"<w:p><w:pPr>{item()}</w:pPr></w:p>")
    table = tbl(tr(number, tc(p("Создать базу"))), tr(number, tc(p("Обучить"))))
    parts = numbering(("decimal", "%1."))
    assert rows(docx_of(table, parts=parts)) == (("1.", "Создать базу"), ("2.", "Обучить"))


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("", ["1. а", "2. б", "3. в", "4. г"]),
        (
            '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="8"/></w:lvlOverride>',
            ["1. а", "2. б", "8. в", "9. г"],
        ),
    ],
)
def test_uses_of_a_list_share_its_count(more: str, expected: list[str]) -> None:
    parts = numbering(("decimal", "%1."), more=more)
    uses = ((1, "а"), (1, "б"), (2, "в"), (1, "г"))
    assert (
        texts(docx_of("".join(p(text, item(use)) for use, text in uses), parts=parts)) == expected
    )


def test_numbers_come_from_styles_too() -> None:
    parts = numbering(("upperRoman", "%1."), ("decimal", "%1.%2"))
    parts["word/styles.xml"] = (
        f'<w:styles xmlns:w="{WORD}"><w:style w:styleId="a"><w:pPr>{item()}</w:pPr></w:style>'
        '<w:style w:styleId="b"><w:basedOn w:val="a"/></w:style></w:styles>'
    )
    body = p("Общее", '<w:pStyle w:val="a"/>') + p("Частное", '<w:pStyle w:val="b"/>')
    plain = p("Без номера", '<w:pStyle w:val="a"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    assert texts(docx_of(body + plain, parts=parts)) == ["I. Общее", "II. Частное", "Без номера"]


def test_library_lists_are_numbered() -> None:
    document = docx.Document()
    for text in ("Первое", "Второе"):
        document.add_paragraph(text, style="List Number")
    document.add_paragraph("Пункт", style="List Bullet")
    assert texts(saved(document)) == ["1. Первое", "2. Второе", "• Пункт"]


def test_deleted_text_goes_and_inserted_stays() -> None:
    body = (
        "<w:p><w:r><w:t>до </w:t></w:r><w:del><w:r><w:delText>1 мая</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>2 мая</w:t></w:r></w:ins>"
        "<w:moveFrom><w:r><w:t>нет</w:t></w:r></w:moveFrom></w:p>"
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>начало </w:t></w:r></w:p>"
        + p("конец")
    )
    gone = "<w:tr><w:trPr><w:del/></w:trPr>" + tc(p("строка")) + "</w:tr>"
    data = docx_of(body + tbl(gone, tr(tc(p("осталась")))))
    assert texts(data) == ["до 2 мая", "начало конец"]
    assert rows(data) == (("осталась",),)


def test_fields_notes_and_hidden_text_do_not_show() -> None:
    body = (
        "<w:p><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>Стр. 3</w:t></w:r>"
        "<w:r><w:footnoteReference/></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>тайна</w:t></w:r>"
        '<w:r><w:noBreakHyphen/></w:r><w:r><w:sym w:font="Symbol" w:char="F0B7"/></w:r></w:p>'
    )
    assert texts(docx_of(body)) == ["Стр. 3-•"]


def test_text_boxes_and_controls_are_read_once() -> None:
    box = f"<w:txbxContent>{p('В рамке')}</w:txbxContent>"
    body = (
        "<w:p><w:r><mc:AlternateContent><mc:Choice><wps:txbx>" + box + "</wps:txbx></mc:Choice>"
        "<mc:Fallback><v:textbox>" + box + "</v:textbox></mc:Fallback></mc:AlternateContent>"
        "<w:t>Приказ</w:t></w:r></w:p>"
        "<w:sdt><w:sdtPr><w:t>не текст</w:t></w:sdtPr><w:sdtContent>"
        + p("В поле")
        + "</w:sdtContent></w:sdt>"
    )
    assert texts(docx_of(body)) == ["Приказ", "В рамке", "В поле"]


def test_grid_that_nobody_sees_is_left_out() -> None:
    wide = '<w:gridSpan w:val="2"/>'
    even = tbl(
        tr(tc(p("Раздел 1"), '<w:gridSpan w:val="4"/>')),
        tr(tc(p("1.")), tc(p("Собрать базу"), wide), tc(p("май"))),
        tr(tc(p("2."), wide), tc(p("Обучить")), tc(p("июнь"))),
    )
    assert rows(docx_of(even)) == (
        ("Раздел 1", "", ""),
        ("1.", "Собрать базу", "май"),
        ("2.", "Обучить", "июнь"),
    )
    uneven = tbl(
        tr(tc(p("№")), tc(p("Показатель"), '<w:gridSpan w:val="2"/>'), tc(p("Годы"), wide)),
        tr(tc(p("")), tc(p(""), wide), tc(p("2024")), tc(p("2025"))),
    )
    assert rows(docx_of(uneven)) == (("№", "Показатель", "Годы", ""), ("", "", "2024", "2025"))


def test_frame_of_the_page_is_dissolved_around_a_real_table() -> None:
    plan = tbl(*(tr(*(tc(p(f"{row}{column}")) for column in "абв")) for row in "12"))
    framed = docx_of(tbl(tr(tc(p("Утверждаю") + plan + p("Подпись")))))
    assert read(framed) == [
        Paragraph("Утверждаю"),
        Table((("1а", "1б", "1в"), ("2а", "2б", "2в"))),
        Paragraph("Подпись"),
    ]


def test_small_table_in_a_cell_stays_in_its_cell() -> None:
    small = tbl(tr(tc(p("база")), tc(p("май"))), tr(tc(p("отчёт")), tc(p("июнь"))))
    data = docx_of(tbl(tr(tc(p("1.")), tc(p("Сроки:") + small + p("")), tc(p("директор")))))
    assert rows(data) == (("1.", "Сроки:\nбаза\tмай\nотчёт\tиюнь", "директор"),)


def test_headers_and_comments_are_left_out() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Колонтитул"
    document.add_paragraph("Текст")
    assert texts(saved(document)) == ["Текст"]


def test_main_part_may_have_another_name() -> None:
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="a" Type="x/officeDocument" Target="/word/document2.xml"/>'
        "</Relationships>"
    )
    main = f'<w:document xmlns:w="{WORD}"><w:body>{p("Второй")}</w:body></w:document>'
    parts = {"_rels/.rels": relations, "word/document2.xml": main}
    assert texts(docx_of(p("Первый"), parts=parts)) == ["Второй"]
