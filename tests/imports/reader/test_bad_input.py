"""Whatever is brought: a Russian answer, a bounded price, nobody hurt."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from nastavnik.imports import reader
from nastavnik.imports.reader import gate
from nastavnik.imports.reader.extract import extract
from nastavnik.imports.reader.limits import MEGABYTE, Limits
from nastavnik.imports.reader.refusals import MESSAGES, Unreadable
from nastavnik.pure.source import Paragraph, Source
from tests.imports import bad_input

SUFFIXES = ("docx", "xlsx", "ods", "csv", "txt", "html", "pdf", "doc", "", "план")
STARTS = (
    b"", b"PK\x03\x04", b"%PDF-1.7\n", b"<html>", b"<table><td>", b"{\\rtf", b"\xff\xfe",
    b"\xef\xbb\xbf", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Приказ".encode("cp1251"),
)  # fmt: skip
LATIN = re.compile(r"[A-Za-z]+")


def outcome(data: bytes, suffix: str, encoding: str = "") -> Source | Unreadable:
    """Read in this process; any other error is let through."""
    try:
        return extract(data, suffix, Limits(), encoding)
    except Unreadable as refusal:
        return refusal


@pytest.mark.parametrize("case", bad_input.BAD)
def test_bad_file_is_refused_in_words(case: str) -> None:
    name, make, code = bad_input.BAD[case]
    answer = gate.ask(make(), name.rpartition(".")[2], "", Limits())
    assert answer.source is None
    assert answer.refusal is not None
    assert answer.refusal.code == code
    assert answer.peak <= 512 * MEGABYTE
    assert answer.seconds <= 20


@pytest.mark.parametrize("case", bad_input.HEAVY)
def test_heavy_file_costs_no_more_than_allowed(case: str) -> None:
    name, make = bad_input.HEAVY[case]
    answer = gate.ask(make(), name.rpartition(".")[2], "", Limits())
    assert (answer.source is None) != (answer.refusal is None)
    assert answer.peak <= 512 * MEGABYTE
    assert answer.seconds <= 20


@pytest.mark.parametrize("code", MESSAGES)
def test_message_says_what_to_do_in_russian(code: str) -> None:
    words = MESSAGES[code]
    assert len(re.findall(r"[.!?](?:\s|$)", words)) >= 2 or "," in words
    latin = set(LATIN.findall(re.sub(r"\{\w+\}", "", words)))
    assert latin <= {
        "docx",
        "xlsx",
        "ods",
        "csv",
        "txt",
        "html",
        "pdf",
        "doc",
        "xls",
        "xlsb",
        "odt",
        "rtf",
    }


def test_file_over_the_limit_is_refused_without_reading(tmp_path: Path) -> None:
    path = tmp_path / "план.docx"
    with path.open("wb") as file:
        file.truncate(100 * MEGABYTE)
    with pytest.raises(Unreadable, match="больше 20 МБ"):
        reader.read_file(path)


@pytest.mark.parametrize(
    ("name", "code"), [("нет.docx", "missing"), ("", "missing"), ("а\0б.docx", "missing")]
)
def test_absent_file_is_refused(tmp_path: Path, name: str, code: str) -> None:
    with pytest.raises(Unreadable) as caught:
        reader.read_file(tmp_path / name)
    assert caught.value.code == code


def test_device_without_end_is_refused() -> None:
    with pytest.raises(Unreadable) as caught:
        reader.read_file(Path("/dev/zero"))
    assert caught.value.code == "unknown"


@pytest.mark.parametrize("name", ["план" + "а" * 200_000, "п." + "я" * 200_000, "п.\0", "п.\ud800"])
def test_odd_names_do_no_harm(name: str) -> None:
    source = reader.read_bytes("План".encode(), name)
    assert source.blocks == (Paragraph("План"),)


def test_control_characters_are_dropped_and_told() -> None:
    source = reader.read_bytes("Пл\0ан\x01 \x1bработы\tна год\x85и ещё".encode(), "план.txt")
    assert [block.text for block in source.blocks if isinstance(block, Paragraph)] == [
        "План работы\tна год",
        "и ещё",
    ]
    assert any("Удалены знаки" in note and "3" in note for note in source.notes)


@given(
    data=st.builds(bytes.__add__, st.sampled_from(STARTS), st.binary(max_size=400)),
    suffix=st.sampled_from(SUFFIXES),
    encoding=st.sampled_from(["", "", "cp866", "utf-16", "base64", "нет такой", "\0"]),
)
@example(data="Приказ".encode("utf-16-le"), suffix="txt", encoding="")
@settings(max_examples=400, deadline=None)
def test_any_bytes_become_a_source_or_a_refusal(data: bytes, suffix: str, encoding: str) -> None:
    answer = outcome(data, suffix, encoding)
    if isinstance(answer, Source):
        assert Source.from_json(answer.to_json()) == answer
        assert "\0" not in str(answer.to_json())
    else:
        assert answer.message[0].isupper()


@given(
    at=st.integers(0, 2500), byte=st.integers(0, 255), case=st.sampled_from(["docx", "xlsx", "ods"])
)
@settings(max_examples=200, deadline=None)
def test_spoilt_document_is_a_source_or_a_refusal(at: int, byte: int, case: str) -> None:
    made = {
        "docx": bad_input.docx_of("<w:p><w:r><w:t>План</w:t></w:r></w:p>"),
        "xlsx": bad_input.xlsx_of(bad_input.cell("B2", "План") + "</sheetData>"),
        "ods": bad_input.ods_of("<t:table><t:table-row><t:table-cell/></t:table-row></t:table>"),
    }
    data = bytearray(made[case])
    data[at % len(data)] = byte
    answer = outcome(bytes(data), case)
    assert answer.blocks if isinstance(answer, Source) else answer.code in MESSAGES


@given(data=st.binary(min_size=1, max_size=2000), suffix=st.sampled_from(SUFFIXES))
@settings(max_examples=4, deadline=None)
def test_reading_process_lets_nothing_out(data: bytes, suffix: str) -> None:
    answer = gate.ask(data, suffix, "", Limits())
    assert (answer.source is None) != (answer.refusal is None)
