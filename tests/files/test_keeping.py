"""What people attach: which files are let in, how they are called, how they come back."""

from __future__ import annotations

import hashlib
import io
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from django.db import transaction

from nastavnik.audit.models import Entry
from nastavnik.files import rules, selectors, services
from nastavnik.files.choices import FileKind
from nastavnik.files.models import StoredFile
from nastavnik.kernel.errors import NotAllowed, RuleBroken
from nastavnik.kernel.scope import Right
from nastavnik.web.shell.downloads import download
from tests.region import Region

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
OPEN = "application/vnd.oasis.opendocument."


def packed(*parts: tuple[str, str]) -> bytes:
    """Return a packed file with these parts in this order."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in parts:
            archive.writestr(name, text)
    return buffer.getvalue()


TYPES, RELATIONS = ("[Content_Types].xml", "<Types/>"), ("_rels/.rels", "<Relationships/>")
WORD, SHEET = ("word/document.xml", "<w/>"), ("xl/workbook.xml", "<x/>")


def keep(
    region: Region, name: str, data: bytes, who: str = "curator", **more: object
) -> StoredFile:
    return services.keep_upload(
        region.scope(who),
        name,
        BytesIO(data),
        right=Right.WRITE_ROADMAPS,
        path=region.unit("school_one").path,
        **more,
    )


@pytest.mark.parametrize(
    ("name", "data", "media_type"),
    [
        ("Приказ.pdf", PDF, "application/pdf"),
        ("Скан.PDF", b"\r\n\r\n" + PDF, "application/pdf"),
        ("Фото.jpg", JPEG, "image/jpeg"),
        ("Фото.JPEG", JPEG, "image/jpeg"),
        ("Снимок.png", PNG, "image/png"),
        ("Отчёт.docx", packed(TYPES, WORD), rules.OFFICE + "wordprocessingml.document"),
        ("Отчёт.docx", packed(WORD, TYPES), rules.OFFICE + "wordprocessingml.document"),
        ("Пары.xlsx", packed(RELATIONS, SHEET), rules.OFFICE + "spreadsheetml.sheet"),
        ("Отчёт.odt", packed(("mimetype", OPEN + "text")), OPEN + "text"),
        ("Пары.ods", packed(("mimetype", OPEN + "spreadsheet")), OPEN + "spreadsheet"),
        ("Заметка.txt", "Встреча прошла.\r\n".encode("cp1251"), "text/plain"),
        ("Заметка.txt", "Встреча прошла.".encode("utf-16"), "text/plain"),
    ],
)
def test_file_of_a_permitted_kind_is_kept_and_comes_back(
    region: Region, name: str, data: bytes, media_type: str
) -> None:
    stored = keep(region, name, data)
    assert (stored.name, stored.size) == (name, len(data))
    assert selectors.content_type_of(stored) == media_type
    with selectors.open_file(stored) as content:
        assert content.read() == data


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("Приказ.pdf", JPEG),
        ("Фото.jpg", PNG),
        ("Фото.png", PDF),
        ("Отчёт.docx", packed(("photo.jpg", "нет"), TYPES, WORD)),
        ("Отчёт.docx", packed(("mimetype", OPEN + "text"))),
        ("Отчёт.docx", packed(SHEET, TYPES)),
        ("Отчёт.docx", b"PK\3\4"),
        ("Пары.xlsx", packed(WORD, TYPES)),
        ("Пары.ods", packed(("mimetype", OPEN + "text"))),
        ("Пары.ods", packed(("mimetype", OPEN + "presentation"))),
        ("Заметка.txt", b"MZ\x90\0\3\0"),
        ("Заметка.txt", PDF[:8]),
    ],
)
def test_content_that_is_not_what_the_name_says_is_refused(
    region: Region, name: str, data: bytes, files: Path
) -> None:
    with pytest.raises(RuleBroken, match="не соответствует расширению") as refusal:
        keep(region, name, data)
    assert refusal.value.field == "file"
    assert not StoredFile.objects.exists()
    assert [path for path in files.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize(
    "name",
    ["Архив.zip", "Программа.exe", "Письмо.docm", "Без расширения", "отчёт.txt\u202egpj.exe"],
)
def test_other_extensions_are_refused(region: Region, name: str) -> None:
    with pytest.raises(RuleBroken, match=r"Принимаются: \.pdf, \.jpg, \.png, \.docx"):
        keep(region, name, b"anything")


def test_caller_may_permit_fewer_kinds(region: Region) -> None:
    with pytest.raises(RuleBroken, match=r"Принимаются: \.pdf, \.jpg\. "):
        keep(region, "Заметка.txt", b"note", kinds={FileKind.PDF, FileKind.JPEG})
    assert keep(region, "Скан.jpg", JPEG, kinds={FileKind.PDF, FileKind.JPEG}).size == len(JPEG)


def test_empty_file_is_refused(region: Region) -> None:
    with pytest.raises(RuleBroken, match="Файл пуст"):
        keep(region, "Заметка.txt", b"")


def test_file_over_the_limit_is_refused(region: Region, settings) -> None:
    settings.MAX_UPLOAD_MB = 1
    with pytest.raises(RuleBroken, match="больше 1 МБ"):
        keep(region, "Скан.pdf", PDF + bytes(1024 * 1024))


def test_same_bytes_twice_are_one_file_on_the_disk(region: Region, files: Path) -> None:
    first, second = keep(region, "Скан.pdf", PDF), keep(region, "Копия.pdf", PDF)
    assert first.pk != second.pk
    assert first.sha256 == second.sha256 == hashlib.sha256(PDF).hexdigest()
    assert len([path for path in files.rglob("*") if path.is_file()]) == 1


@pytest.mark.parametrize("who", ["auditor", "neighbour", "curator_two", "stranger"])
def test_file_cannot_be_kept_without_the_right_there(region: Region, who: str, files: Path) -> None:
    with pytest.raises(NotAllowed):
        keep(region, "Скан.pdf", PDF, who=who)
    assert not files.exists()


def test_journal_proves_the_bytes(region: Region) -> None:
    stored = keep(region, "Скан.pdf", PDF)
    entry = Entry.objects.latest("id")
    assert (entry.verb, entry.target_key) == ("keep_file", str(stored.pk))
    assert entry.details == {"sha256": hashlib.sha256(PDF).hexdigest()}
    assert entry.branch == region.unit("school_one").path


def test_row_and_journal_fall_with_the_change_they_belong_to(region: Region) -> None:
    entries = Entry.objects.count()
    with transaction.atomic():
        keep(region, "Скан.pdf", PDF)
        transaction.set_rollback(True)
    assert (StoredFile.objects.count(), Entry.objects.count()) == (0, entries)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("C:\\Users\\Анна\\Приказ № 5.pdf", "Приказ № 5.pdf"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("  Приказ\r\n\t\0от  1 мая .pdf ", "Приказ от 1 мая.pdf"),
        ("Приказ\u202efdp.exe", "Приказ fdp.exe"),
        ("Журнал педагога.pdf".replace("й", "и\u0306"), "Журнал педагога.pdf"),
        ("Сводныи\u0306.pdf", "Сводный.pdf"),
        ("\udcd0\udcd1.txt", "??.txt"),
        (".pdf", "файл.pdf"),
        ("...", "файл"),
        ("", "файл"),
        ("я" * 300 + ".docx", "я" * 250 + ".docx"),
        ("а." + "б" * 300, "а." + "б" * 253),
    ],
)
def test_name_is_cleaned(given: str, kept: str) -> None:
    assert rules.clean_name(given) == kept


def test_download_is_saved_and_never_shown(region: Region) -> None:
    answer = download(keep(region, 'Приказ "5".txt', "да".encode()))
    assert answer.content == "да".encode()
    assert answer["Content-Type"] == "text/plain"
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''%D0%9F")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "no-store, private"
    assert "sandbox" in answer["Content-Security-Policy"]
