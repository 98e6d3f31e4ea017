"""Sheets .xlsx, .ods and .csv: as a person sees them."""

from __future__ import annotations

import io
from datetime import date

import pytest
from rustpy_xlsxwriter import write_worksheet

from nastavnik.imports.reader import cellformat
from nastavnik.imports.reader.extract import extract
from nastavnik.imports.reader.limits import Limits
from nastavnik.imports.reader.xlsx import column_name, column_number
from nastavnik.pure.source import Paragraph, Source, Table
from tests.imports.bad_input import SHEET, cell, ods_of, xlsx_of

Rows = tuple[tuple[str, ...], ...]


def read(data: bytes, suffix: str) -> Source:
    """Read in this process."""
    return extract(data, suffix, Limits())


def rows(data: bytes, suffix: str) -> Rows:
    """Rows of the only table."""
    (table,) = [block for block in read(data, suffix).blocks if isinstance(block, Table)]
    return table.rows


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        ("1", "", "1"),
        ("1.0", "General", "1"),
        ("0.5", "", "0,5"),
        ("0.30000000000000004", "", "0,3"),
        ("1E3", "", "1000"),
        ("-0.0", "", "0"),
        ("123456789012", "", "123456789012"),
        ("1.5", "0.00", "1,50"),
        ("1.5", "0.##", "1,5"),
        ("2", "0.##", "2"),
        ("2.5", "0", "3"),
        ("7", "00", "07"),
        ("1000000", "#,##0", "1000000"),
        ("0.1", "0%", "10%"),
        ("0.125", "0.0%", "12,5%"),
        ("1", '0"."', "1."),
        ("3", '"п. "0', "п. 3"),
        ("-4", "0;[Red]-0", "-4"),
        ("5", "#,##0 [$₽-419]", "5"),
        ("44105", "dd.mm.yyyy", "01.10.2020"),
        ("44105", "[$-419]d mmmm yyyy;@", "01.10.2020"),
        ("44105", "m/d/yy", "01.10.2020"),
        ("44105", "mmm.yy", "октябрь 2020"),
        ("44105", "mmmm yyyy", "октябрь 2020"),
        ("44105", "dd.mmm", "01.окт"),
        ("44105", "yyyy", "2020"),
        ("44105", "mmmm", "октябрь"),
        ("44105.75", "dd.mm.yyyy h:mm", "01.10.2020 18:00"),
        ("0.75", "h:mm", "18:00"),
        ("0.75", "[h]:mm", "18:00"),
        ("-1", "dd.mm.yyyy", "-1"),
        ("99999999999", "dd.mm.yyyy", "99999999999"),
        ("1e400", "", "1e400"),
        ("NaN", "0", "NaN"),
        ("слово", "0", "слово"),
    ],
)
def test_number_is_shown_as_its_format_says(value: str, code: str, shown: str) -> None:
    assert cellformat.shown(value, code) == shown


def test_dates_may_be_counted_from_1904() -> None:
    assert cellformat.shown("42643", "dd.mm.yyyy", since_1904=True) == "01.10.2020"


def test_written_sheet_reads_back() -> None:
    buffer = io.BytesIO()
    lines = [
        {"№": 1, "Мероприятие": "Назначить куратора", "Срок": date(2020, 10, 1), "Доля": 12.5},
        {"№": 2, "Мероприятие": "=не формула", "Срок": date(2021, 3, 31), "Доля": None},
    ]
    write_worksheet(lines, buffer, sheet_name="План")
    (table,) = read(buffer.getvalue(), "xlsx").blocks
    assert isinstance(table, Table)
    assert table.name == "План"
    assert table.rows[0] == ("№", "Мероприятие", "Срок", "Доля")
    assert [row[0] for row in table.rows[1:]] == ["1", "2"]
    assert table.rows[1][3] == "12,5"


def test_dates_are_found_by_the_style_of_the_cell() -> None:
    styles = (
        f'<styleSheet xmlns="{SHEET}"><numFmts><numFmt numFmtId="164" formatCode="0&quot;.&quot;"/>'
        '</numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/>'
        '<xf numFmtId="16"/></cellXfs></styleSheet>'
    )
    row = (
        '<row r="1"><c r="A1" s="2"><v>1</v></c><c r="B1" s="1"><v>44105</v></c>'
        '<c r="C1" s="3"><v>44197</v></c></row></sheetData>'
    )
    data = xlsx_of(row, parts={"xl/styles.xml": styles})
    assert rows(data, "xlsx") == (("1.", "01.10.2020", "01.янв"),)
    assert any("C1 «01.янв»" in note for note in read(data, "xlsx").notes)


def test_rich_shared_and_inline_texts_are_joined() -> None:
    shared = (
        f'<sst xmlns="{SHEET}"><si><t>лишний</t></si><si><r><t>Приказ</t></r>'
        '<r><t xml:space="preserve"> № 5</t></r><rPh><t>нет</t></rPh></si></sst>'
    )
    row = (
        '<row><c t="s"><v>1</v></c><c t="inlineStr"><is><t>а_x000A_б</t></is></c>'
        '<c t="b"><v>1</v></c><c t="str"><f>1</f><v>итог</v></c></row></sheetData>'
    )
    data = xlsx_of(row, parts={"xl/sharedStrings.xml": shared})
    assert rows(data, "xlsx") == (("Приказ № 5", "а\nб", "ИСТИНА", "итог"),)


def test_empty_edges_are_cut_and_gaps_kept() -> None:
    body = '<row r="1"/>' + cell("C3", "№") + cell("E5", "срок") + cell("H9", " ") + "</sheetData>"
    assert rows(xlsx_of(body), "xlsx") == (("№", "", ""), ("", "", ""), ("", "", "срок"))


def test_cells_under_a_merged_one_are_empty() -> None:
    row = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c><c r="C1"><v>3</v></c></row>'
    data = xlsx_of(row + '</sheetData><mergeCells><mergeCell ref="A1:B1"/></mergeCells>')
    assert rows(data, "xlsx") == (("1", "", "3"),)


def test_person_is_told_of_hidden_and_uncounted() -> None:
    body = '<row r="1" hidden="1"><c r="A1"><v>1</v></c><c r="B1"><f>A1</f></c></row></sheetData>'
    data = xlsx_of(body, sheet='<sheet name="Тайный" state="hidden" sheetId="1" r:id="a"/>')
    notes = " ".join(read(data, "xlsx").notes)
    assert "«Тайный» скрыт" in notes
    assert "скрытые строки: 1" in notes
    assert "формулы без сохранённого значения: 1" in notes


@pytest.mark.parametrize(("letters", "number"), [("A", 1), ("Z", 26), ("AA", 27), ("XFD", 16384)])
def test_columns_are_lettered(letters: str, number: int) -> None:
    assert column_number(letters) == number
    assert column_name(number) == letters


def test_open_sheet_shows_its_texts() -> None:
    data = ods_of(
        '<t:table t:name="Пустой"/><t:table t:name="План"><t:table-row t:number-rows-repeated="3">'
        '<t:table-cell t:number-columns-repeated="9"/></t:table-row><t:table-row><t:table-cell'
        ' t:number-columns-spanned="2"><x:p>Раздел<x:s x:c="2"/>1</x:p><x:p>и <x:span>ещё</x:span>'
        "</x:p></t:table-cell><t:covered-table-cell><x:p>нет</x:p></t:covered-table-cell>"
        "<t:table-cell><x:p>б</x:p></t:table-cell><t:table-cell o:value-type='date'"
        " o:date-value='2020-10-01'><x:p>10/01/20</x:p></t:table-cell></t:table-row>"
        '<t:table-row><t:table-cell t:number-columns-repeated="2"><x:p>а</x:p></t:table-cell>'
        '<t:table-cell o:value-type="float" o:value="0.5"/>'
        '<t:table-cell t:number-columns-repeated="16000"/></t:table-row>'
        '<t:table-row t:number-rows-repeated="1048000"><t:table-cell'
        ' t:number-columns-repeated="16384"/></t:table-row></t:table>'
    )
    assert read(data, "ods").blocks == (
        Table((("Раздел  1\nи ещё", "", "б", "01.10.2020"), ("а", "а", "0,5", "")), "План"),
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "№;Дело;Срок\n1;Обучить, проверить;май\n",
            (("№", "Дело", "Срок"), ("1", "Обучить, проверить", "май")),
        ),
        ("№\tДело\n1\tа;б", (("№", "Дело"), ("1", "а;б"))),
        ('№,Дело\r\n1,"а, ""б""\r\nв"\r\n', (("№", "Дело"), ("1", 'а, "б"\nв'))),
        ("sep=|\nа;б|в", (("а;б", "в"),)),
        ("План работы\n\n№;Дело\n1;а", (("№", "Дело"), ("1", "а"))),
        (";;\n;а;\n;;", (("а",),)),
        ("одна строка", (("одна строка",),)),
    ],
)
def test_delimiter_is_found(text: str, expected: Rows) -> None:
    assert rows(text.encode(), "csv") == expected


def test_words_around_the_table_of_a_sheet_are_paragraphs() -> None:
    text = (
        "Приказ;;№ 5\n;;\nПлан\n№;Дело;Срок\n1. Раздел\n1.1;Обучить;май\n;и проверить;\n;;\n"
        "Директор;;И. И. Петров\n"
    )
    assert read(text.encode(), "csv").blocks == (
        Paragraph("Приказ\t№ 5"),
        Paragraph("План"),
        Table(
            (
                ("№", "Дело", "Срок"),
                ("1. Раздел", "", ""),
                ("1.1", "Обучить", "май"),
                ("", "и проверить", ""),
            )
        ),
        Paragraph("Директор\tИ. И. Петров"),
    )


def test_heading_between_two_tables_parts_them() -> None:
    text = (
        "№;Дело;Срок\n1;Обучить;май\n;;\n2. Раздел;;\n2;Собрать;июнь\n;;\n"
        "Приложение 2\nПоказатели\n№;Показатель;2024\n1;Доля;10\n"
    )
    assert read(text.encode(), "csv").blocks == (
        Table(
            (
                ("№", "Дело", "Срок"),
                ("1", "Обучить", "май"),
                ("", "", ""),
                ("2. Раздел", "", ""),
                ("2", "Собрать", "июнь"),
            )
        ),
        Paragraph("Приложение 2"),
        Paragraph("Показатели"),
        Table((("№", "Показатель", "2024"), ("1", "Доля", "10"))),
    )
