"""What a file is, by its first bytes; the extension only settles what texts cannot say."""

from __future__ import annotations

import re

from nastavnik.imports.reader.refusals import Unreadable, refusal

ZIP, PDF, TEXT = "zip", "pdf", "text"

EXTENSIONS = {
    "docx": "docx", "docm": "docx", "dotx": "docx", "xlsx": "xlsx", "xlsm": "xlsx", "xltx": "xlsx",
    "ods": "ods", "ots": "ods", "csv": "csv", "tsv": "csv", "txt": "txt", "text": "txt",
    "md": "txt", "html": "html", "htm": "html", "xhtml": "html", "pdf": "pdf",
}  # fmt: skip

REFUSED = (
    (b"{\\rtf", "rich_text"),
    (b"\x89PNG\r\n", "image"), (b"\xff\xd8\xff", "image"), (b"GIF8", "image"),
    (b"II*\0", "image"), (b"MM\0*", "image"), (b"BM", "image"), (b"AT&TFORM", "image"),
    (b"7z\xbc\xaf\x27\x1c", "archive"), (b"Rar!\x1a\x07", "archive"), (b"\x1f\x8b", "archive"),
    (b"BZh", "archive"), (b"\xfd7zXZ\0", "archive"),
)  # fmt: skip
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ODDITIES = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f]")


def outer_kind(data: bytes) -> str:
    """Return ZIP, PDF or TEXT. Raises Unreadable for what is known and not read."""
    if not data or not data.strip(b"\0\t\r\n \xef\xbb\xbf\xff\xfe"):
        raise refusal("empty")
    if data.startswith(b"PK"):
        return ZIP
    if b"%PDF-" in data[:1024]:
        return PDF
    if data.startswith(COMPOUND):
        raise _compound(data)
    for start, code in REFUSED:
        if data.startswith(start) and (len(start) > 2 or b"\0" in data[:64]):
            raise refusal(code)
    if (data[:4] == b"RIFF" and data[8:12] == b"WEBP") or data[4:12] in (b"ftypheic", b"ftypmif1"):
        raise refusal("image")
    if _binary(data):
        raise refusal("unknown")
    return TEXT


def packed_kind(names: frozenset[str], mimetype: bytes) -> str:
    """Return docx, xlsx or ods by the parts of a packed document. Raises Unreadable for others."""
    if b"opendocument" in mimetype or ("content.xml" in names and "META-INF/manifest.xml" in names):
        if b"text" in mimetype:
            raise refusal("open_text")
        if b"presentation" in mimetype or b"graphics" in mimetype:
            raise refusal("presentation")
        return "ods"
    if any(name.startswith("ppt/") for name in names):
        raise refusal("presentation")
    if "xl/workbook.bin" in names:
        raise refusal("binary_table")
    if any(name.startswith("word/") for name in names):
        return "docx"
    if any(name.startswith("xl/") for name in names):
        return "xlsx"
    raise refusal("damaged" if "[Content_Types].xml" in names else "archive")


def _compound(data: bytes) -> Unreadable:
    """Say what a compound file (office before 2007, or a locked one) is, by its streams' names."""
    streams = (
        ("EncryptedPackage", "encrypted"), ("WordDocument", "old_text"),
        ("Workbook", "old_table"), ("Book", "old_table"), ("PowerPoint Document", "presentation"),
    )  # fmt: skip
    for name, code in streams:
        if name.encode("utf-16-le") + b"\0\0" in data:
            return refusal(code)
    return refusal("old_office")


def _binary(data: bytes) -> bool:
    """True when control bytes are too many for a text in any encoding, UTF-16 among them."""
    sample = data[:65_536]
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    halves = [sample[at::2] for at in (0, 1)]
    # In a Russian UTF-16 text one byte of every two is 0 or 4.
    if any(sum(half.count(byte) for byte in b"\0\4") > 0.9 * len(half) for half in halves):
        return False
    return len(ODDITIES.findall(sample)) + sample.count(b"\0") > 0.1 * len(sample)
