"""Texts, pages and pasted text: encodings, lines, tables of pages, the kind of a file."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from nastavnik.imports import reader
from nastavnik.imports.reader import charset
from nastavnik.imports.reader.extract import extract
from nastavnik.imports.reader.limits import Limits
from nastavnik.pure.source import Block, Paragraph, Source, Table
from tests.imports.bad_input import docx_of

PLAN = (
    "ПРИКАЗ № 17-а\nг. Светлогорск\n1.\tНазначить куратора\tдо 1 октября 2024 года\n"
    "2.\tПровести сбор заявок от наставляемых\tежегодно, сентябрь\n"
)
CAPITALS = "УПРАВЛЕНИЕ ОБРАЗОВАНИЯ\nПРИКАЗ\nОБ УТВЕРЖДЕНИИ ДОРОЖНОЙ КАРТЫ"
SHORT = "план работы"


def read(data: bytes, suffix: str, encoding: str = "") -> Source:
    """Read in this process."""
    return extract(data, suffix, Limits(), encoding)


def text(source: Source) -> str:
    """Lines of a text."""
    return "\n".join(line for _, line in source.paragraphs())


@pytest.mark.parametrize("words", [PLAN, CAPITALS, SHORT, PLAN.lower()])
@pytest.mark.parametrize("name", charset.NAMES)
def test_encoding_is_found_by_its_letters(words: str, name: str) -> None:
    words = words.replace("№", "N") if name == "koi8-r" else words  # it has no such sign
    source = read(words.encode(name), "txt")
    assert text(source) == words.rstrip("\n")
    if words is not SHORT and words is not CAPITALS:  # short words are the same in several
        assert source.encoding == name
    assert bool(source.notes) == (name != "utf-8")


@pytest.mark.parametrize("mark", [codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE])
def test_byte_mark_settles_the_encoding(mark: bytes) -> None:
    name = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le"}.get(mark, "utf-16-be")
    source = read(mark + PLAN.encode(name), "txt")
    assert text(source) == PLAN.rstrip("\n")
    assert source.notes == ()


def test_person_may_force_the_encoding() -> None:
    data = SHORT.encode("cp866")
    assert text(read(data, "txt", "cp1251")) == data.decode("cp1251", errors="replace")
    with pytest.raises(reader.Unreadable, match="неизвестна"):
        read(data, "txt", "нет такой")


def test_text_cut_in_the_middle_of_a_letter_stays_readable() -> None:
    source = read(PLAN.encode()[:-2], "txt")
    assert source.encoding == "utf-8"
    assert text(source).startswith("ПРИКАЗ")
    assert any("Не удалось прочитать знаков: 1" in note for note in source.notes)


def test_line_ends_of_all_systems_are_lines() -> None:
    assert text(read("а\r\nб\rв\n\nг".encode(), "txt")) == "а\nб\nв\n\nг"


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<p>Приказ<br>№ 5</p>текст", [Paragraph("Приказ\n№ 5"), Paragraph("текст")]),
        ("<p>а &laquo;б&raquo; &amp;\n  в</p>", [Paragraph("а «б» & в")]),
        ("<script>x</script><style>y</style><p style='display: none'>z</p><p>а", [Paragraph("а")]),
        (
            "<ol><li>а<li>б</ol><ul><li>в</ul>",
            [Paragraph("1. а"), Paragraph("2. б"), Paragraph("• в")],
        ),
        ("<pre>а  б\nв</pre>", [Paragraph("а  б\nв")]),
        (
            "<table><tr><th>№<th>Дело<th>Срок<tr><td colspan=3>Раздел<tr><td>1<td><p>а<p>б<td>"
            "</table>",
            [Table((("№", "Дело", "Срок"), ("Раздел", "", ""), ("1", "а\nб", "")))],
        ),
        (
            "<table><tr><td rowspan=2>1<td>а<td>б<tr><td>в<td rowspan=9>г<tr><td>2<td>д</table>",
            [Table((("1", "а", "б"), ("", "в", "г"), ("2", "д", "")))],
        ),
        (
            "<table><tr><td>Меню<td><p>Приказ<table><tr><td>1<td>а<td>б<tr><td>2<td>в<td>г</table></table>",
            [Paragraph("Меню"), Paragraph("Приказ"), Table((("1", "а", "б"), ("2", "в", "г")))],
        ),
        (
            "<p>до<table><tr><td>1<td>2</table>после",
            [Paragraph("до"), Table((("1", "2"),)), Paragraph("после")],
        ),
    ],
)
def test_page_is_laid_out_as_a_browser_does(page: str, expected: list[Block]) -> None:
    assert list(read(f"<html><body>{page}".encode(), "html").blocks) == expected


@pytest.mark.parametrize(
    ("head", "encoding", "read_as"),
    [
        ("<meta charset=windows-1251>", "cp1251", "windows-1251"),
        (
            '<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">',
            "koi8-r",
            "koi8-r",
        ),
        ("<meta charset=utf-8>", "cp1251", "cp1251"),
        ("<meta charset=neverheard>", "cp866", "cp866"),
        ("", "utf-8", "utf-8"),
    ],
)
def test_declared_encoding_counts_where_it_is_true(head: str, encoding: str, read_as: str) -> None:
    source = read(f"<html><head>{head}</head><p>{PLAN}".encode(encoding, errors="replace"), "html")
    assert "Назначить куратора" in text(source)
    assert source.encoding == read_as


@pytest.mark.parametrize(
    ("name", "data", "format", "said"),
    [
        ("план.xls", b"<table><tr><td>1<td>2</table>", "html", "веб-страница"),
        ("план.doc", docx_of("<w:p><w:r><w:t>а</w:t></w:r></w:p>"), "docx", "документ .docx"),
        ("план.pdf", "Приказ".encode(), "txt", "простой текст"),
        ("план.DOCX", docx_of("<w:p><w:r><w:t>а</w:t></w:r></w:p>"), "docx", ""),
        ("план", "Приказ".encode(), "txt", ""),
        ("план.tsv", "а\tб".encode(), "csv", ""),
    ],
)
def test_content_counts_more_than_the_name(name: str, data: bytes, format: str, said: str) -> None:
    source = read(data, name.partition(".")[2])
    assert source.format == format
    assert any(said in note for note in source.notes) if said else source.notes == ()


def test_pasted_lines_keep_their_tabs() -> None:
    source = reader.read_pasted("№\tДело\r\n\r\n1\tОбучить\0")
    assert source.format == "paste"
    assert text(source) == "№\tДело\n\n1\tОбучить"


def test_pasted_page_gives_its_tables() -> None:
    source = reader.read_pasted("Смотрите: <table><tr><td>1<td>Обучить</table>")
    assert source.format == "paste"
    assert source.blocks == (Paragraph("Смотрите:"), Table((("1", "Обучить"),)))


@pytest.mark.parametrize(
    ("pasted", "code"), [("", "no_text"), (" \n\0", "no_text"), ("а" * 5_000_000, "too_long")]
)
def test_pasted_nothing_is_refused(pasted: str, code: str) -> None:
    with pytest.raises(reader.Unreadable) as caught:
        reader.read_pasted(pasted)
    assert caught.value.code == code


def test_sign_less_than_does_not_make_a_page() -> None:
    assert text(reader.read_pasted("если a<b и <b>так</b>, то <5 дней")).startswith("если a<b")


def test_file_is_read_by_path(tmp_path: Path) -> None:
    path = tmp_path / "загрузка"
    path.write_bytes(PLAN.encode("cp1251"))
    assert text(reader.read_file(path, "план.txt")) == PLAN.rstrip("\n")
    assert reader.read_file(path, "план.csv").format == "csv"
    assert [found.name for found in tmp_path.iterdir()] == ["загрузка"]
