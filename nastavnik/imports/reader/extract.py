"""Reading of bytes inside this process: finds the kind, calls its reader, lets no error out raw."""

from __future__ import annotations

from dataclasses import replace

from nastavnik.imports.reader import charset, delimited, kinds, tidy
from nastavnik.imports.reader.archive import Archive
from nastavnik.imports.reader.limits import MEGABYTE, Limits
from nastavnik.imports.reader.refusals import Unreadable, refusal
from nastavnik.pure.source import Source

WORDS = {
    "docx": "документ .docx", "xlsx": "таблица .xlsx", "ods": "таблица .ods",
    "csv": "таблица .csv", "txt": "простой текст", "html": "веб-страница", "pdf": "документ .pdf",
}  # fmt: skip


def extract(data: bytes, suffix: str, limits: Limits, encoding: str = "") -> Source:
    """Read `data` of a file whose extension is `suffix` (no point, any case).

    Raises Unreadable and nothing else: what a library thinks of hostile bytes is no bug of ours,
    the cause stays attached for the log.
    """
    try:
        if len(data) > limits.upload:
            raise refusal("too_large", limit=limits.upload // MEGABYTE)
        source = _read(data, suffix.lower(), limits, encoding)
        return tidy.finish(_with_note(source, suffix.lower()), limits)
    except Unreadable:
        raise
    except MemoryError as error:
        raise refusal("memory") from error
    except Exception as error:
        raise refusal("damaged") from error


def _read(data: bytes, suffix: str, limits: Limits, encoding: str) -> Source:
    kind = kinds.outer_kind(data)
    if kind == kinds.ZIP:
        return _read_packed(data, limits)
    if kind == kinds.PDF:
        # Heavy libraries stand inside functions: only the process that needs one pays for it.
        from nastavnik.imports.reader import pdf

        return pdf.read(data, limits)
    return _read_text(data, kinds.EXTENSIONS.get(suffix, ""), limits, encoding)


def _read_packed(data: bytes, limits: Limits) -> Source:
    archive = Archive(data, limits)
    mimetype = archive.read("mimetype") if "mimetype" in archive.names else b""
    kind = kinds.packed_kind(archive.names, mimetype)
    if kind == "docx":
        from nastavnik.imports.reader import docx

        return docx.read(archive)
    if kind == "xlsx":
        from nastavnik.imports.reader import xlsx

        return xlsx.read(archive)
    from nastavnik.imports.reader import ods

    return ods.read(archive)


def _read_text(data: bytes, expected: str, limits: Limits, encoding: str) -> Source:
    from nastavnik.imports.reader import html

    if len(data) > 4 * limits.characters:
        raise refusal("too_long", limit=limits.characters)
    text, name, notes = (
        html.decode(data, encoding) if expected == "html" else charset.decode(data, encoding)
    )
    if expected == "html" or html.looks_like(text):
        return html.read(text, name, notes, limits)
    if text.lstrip("\ufeff \r\n\t").startswith("<?xml"):
        raise refusal("markup")
    if expected == "csv":
        return delimited.read(text, name, notes, limits)
    lines = Source.from_text(text, format="txt")
    return replace(lines, encoding=name, notes=tuple(notes))


def _with_note(source: Source, suffix: str) -> Source:
    expected = kinds.EXTENSIONS.get(suffix)
    if expected == source.format or (not suffix and source.format != "txt"):
        return source
    if expected is None and source.format == "txt":
        return source
    named = f"Расширение файла — .{suffix}" if suffix else "У файла нет расширения"
    note = f"{named}, а внутри {WORDS[source.format]}: прочитано по содержанию."
    return replace(source, notes=(note, *source.notes))
