"""Which files are let in, judged by their first bytes; how a file may be called."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import partial

from nastavnik.files.choices import FileKind
from nastavnik.kernel.errors import RuleBroken

HEAD = 4096  # bytes of a file that are looked at; nobody here opens the rest
LONGEST_NAME = 255
UNKNOWN_TYPE = "application/octet-stream"
OPEN_FORMAT = "application/vnd.oasis.opendocument."
OFFICE = "application/vnd.openxmlformats-officedocument."
CONTROLS = re.compile(rb"[\0-\x08\x0e-\x1a\x1c-\x1f]")


@dataclass(frozen=True, slots=True)
class _Facts:
    """A kind's type for the browser, what its first bytes must be, its other extensions."""

    media_type: str
    begins_so: Callable[[bytes], bool]
    twins: tuple[str, ...] = ()


def kind_of(name: str) -> FileKind | None:
    """Return the kind that the extension of `name` promises, None for one that is not kept."""
    return _BY_EXTENSION.get(_extension(name))


def media_type_of(name: str) -> str:
    """Return the type a browser is told for a file called `name`."""
    kind = kind_of(name)
    return _FACTS[kind].media_type if kind else UNKNOWN_TYPE


def check_kind(name: str, head: bytes, kinds: Collection[FileKind]) -> None:
    """Raise RuleBroken (field "file") unless the file is of one of `kinds` inside and by name.

    `head` is its first HEAD bytes.
    """
    if not head:
        raise RuleBroken(
            "Файл пуст. Проверьте, что выбран нужный файл, и загрузите его ещё раз.", field="file"
        )
    kind = kind_of(name)
    if kind is None or kind not in kinds:
        labels = ", ".join(one.label for one in FileKind if one in kinds)
        raise RuleBroken(
            f"Такие файлы не принимаются. Принимаются: {labels}. "
            "Сохраните документ в одном из этих видов и загрузите его ещё раз.",
            field="file",
        )
    if not _FACTS[kind].begins_so(head):
        raise RuleBroken(
            f"Содержимое файла не соответствует расширению {kind.label}. Откройте файл в "
            "программе, в которой он создан, сохраните заново и загрузите ещё раз.",
            field="file",
        )


def clean_name(name: str) -> str:
    """Return the file's own name: without folders, invisible signs and excess length."""
    readable = name.encode(errors="replace").decode()  # bytes of another encoding become ?
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", readable))[-1]
    visible = "".join(" " if unicodedata.category(sign)[0] in "CZ" else sign for sign in last)
    stem, point, extension = " ".join(visible.split()).rpartition(".")
    if not point:
        stem, extension = extension, ""
    ending = f".{extension.strip()}" if extension else ""
    stem = stem.strip(". ") or "файл"
    return stem[: max(1, LONGEST_NAME - len(ending))] + ending[: LONGEST_NAME - 1]


def _extension(name: str) -> str:
    return name.rpartition(".")[2].lower() if "." in name else ""


def _starts(start: bytes, head: bytes) -> bool:
    return head.startswith(start)


def _has_pdf_mark(head: bytes) -> bool:
    return b"%PDF-" in head[:1024]  # scanners write some lines of their own before it


def _first_part(head: bytes) -> tuple[str, bytes]:
    """Return the name of the first part of a packed file and the bytes after it; "" for none."""
    if not head.startswith(b"PK\3\4"):
        return "", b""
    name_length = int.from_bytes(head[26:28], "little")
    more = int.from_bytes(head[28:30], "little")
    name, rest = head[30 : 30 + name_length], head[30 + name_length + more :]
    return name.decode("ascii", errors="replace"), rest


def _is_office(folder: str, head: bytes) -> bool:
    """Tell whether the first part is one that a packed office document may begin with."""
    name, _ = _first_part(head)
    begins = ("[Content_Types].xml", "_rels/", "docProps/", "customXml/", folder)
    return name.lstrip("/").startswith(begins)


def _is_open_format(word: str, head: bytes) -> bool:
    """Tell whether the first part says, unpacked as the standard wants it, what the file is."""
    name, rest = _first_part(head)
    return name == "mimetype" and rest.startswith((OPEN_FORMAT + word).encode())


def _is_text(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):  # UTF-16 is full of zeros
        return True
    return not CONTROLS.search(head) and not head.startswith(b"%PDF-")


_FACTS = {
    FileKind.PDF: _Facts("application/pdf", _has_pdf_mark),
    FileKind.JPEG: _Facts("image/jpeg", partial(_starts, b"\xff\xd8\xff"), ("jpeg", "jpe")),
    FileKind.PNG: _Facts("image/png", partial(_starts, b"\x89PNG\r\n\x1a\n")),
    FileKind.DOCX: _Facts(OFFICE + "wordprocessingml.document", partial(_is_office, "word/")),
    FileKind.XLSX: _Facts(OFFICE + "spreadsheetml.sheet", partial(_is_office, "xl/")),
    FileKind.ODT: _Facts(OPEN_FORMAT + "text", partial(_is_open_format, "text")),
    FileKind.ODS: _Facts(OPEN_FORMAT + "spreadsheet", partial(_is_open_format, "spreadsheet")),
    FileKind.TXT: _Facts("text/plain", _is_text),
}
_BY_EXTENSION = {
    extension: kind for kind, facts in _FACTS.items() for extension in (kind.value, *facts.twins)
}
