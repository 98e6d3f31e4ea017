"""Files that mean harm or are broken, made on the spot; none is stored."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping

from rustpy_xlsxwriter import write_worksheet

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ха">'
    + "".join(
        f'<!ENTITY {one} "{f"&{other};" * 10}">'
        for other, one in zip("abcdefghi", "bcdefghij", strict=True)
    )
    + "]>"
)


def package(parts: Mapping[str, str | bytes]) -> bytes:
    """Return a zip of `parts`."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return buffer.getvalue()


def docx_of(
    body: str, *, prolog: str = "", parts: Mapping[str, str | bytes] | None = None
) -> bytes:
    """Return a document whose body is `body`, in the prefix `w`, with further `parts`."""
    return package(
        {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": f'<?xml version="1.0"?>{prolog}<w:document xmlns:w="{WORD}"'
            ' xmlns:mc="m" xmlns:wps="s" xmlns:v="v">'
            f"<w:body>{body}</w:body></w:document>",
            **(parts or {}),
        }
    )


def xlsx_of(
    rows: str,
    *,
    prolog: str = "",
    parts: Mapping[str, str | bytes] | None = None,
    sheet: str = '<sheet name="План" sheetId="1" r:id="a"/>',
) -> bytes:
    """Return a workbook of one sheet with the rows `rows` and what follows them."""
    return package(
        {
            "[Content_Types].xml": "<Types/>",
            "xl/workbook.xml": f'<workbook xmlns="{SHEET}" xmlns:r="{OFFICE}">'
            f"<sheets>{sheet}</sheets></workbook>",
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship'
            f' Id="a" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
            "xl/worksheets/sheet1.xml": f'<?xml version="1.0"?>{prolog}<worksheet xmlns="{SHEET}">'
            f"<sheetData>{rows}</worksheet>",
            **(parts or {}),
        }
    )


def ods_of(
    tables: str,
    *,
    prolog: str = "",
    mimetype: str = "application/vnd.oasis.opendocument.spreadsheet",
    manifest: str = "<manifest/>",
) -> bytes:
    """Return an open spreadsheet of `tables`, in the prefixes t (table), x (text), o (office)."""
    space = "urn:oasis:names:tc:opendocument:xmlns"
    return package(
        {
            "mimetype": mimetype,
            "META-INF/manifest.xml": manifest,
            "content.xml": f'<?xml version="1.0"?>{prolog}<o:document-content'
            f' xmlns:o="{space}:office:1.0" xmlns:t="{space}:table:1.0" xmlns:x="{space}:text:1.0">'
            f"<o:body><o:spreadsheet>{tables}</o:spreadsheet></o:body></o:document-content>",
        }
    )


def pdf_of(stream: bytes, *, filters: str = "", encrypted: bool = False) -> bytes:
    """Return a page with the content `stream` already packed by `filters`."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>",
        b"<</Length %d%s>>stream\n%s\nendstream" % (len(stream), filters.encode(), stream),
    ]
    if encrypted:
        objects.append(
            b"<</Filter/Standard/V 2/R 3/Length 128/P -4/O<%s>/U<%s>>>" % (b"41" * 32, b"42" * 32)
        )
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s\nendobj\n" % (number, body)
    lock = b"/Encrypt 5 0 R/ID[<41><41>]" if encrypted else b""
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R%s>>\n"
        b"startxref\n%d\n%%%%EOF" % (len(objects) + 1, table, len(objects) + 1, lock, len(out))
    )


def swollen_docx() -> bytes:
    """306 MB of paragraphs in some 620 KB."""
    paragraph = b"<w:p><w:r><w:t>\xd0\xb0</w:t></w:r></w:p>"
    chunk = paragraph * (1_000_000 // len(paragraph))
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive,
        archive.open("word/document.xml", "w") as part,
    ):
        part.write(f'<w:document xmlns:w="{WORD}"><w:body>'.encode())
        for _ in range(306):
            part.write(chunk)
        part.write(b"</w:body></w:document>")
    return buffer.getvalue()


def heavy_docx() -> bytes:
    """As much document as the ceilings let through: 15 MB of short cells."""
    cell = (
        "<w:tc><w:tcPr><w:tcW w:w='1' w:type='dxa'/></w:tcPr>"
        "<w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    )
    rows = []
    size = number = 0
    while size < 15_500_000:
        cells = "".join(cell.format(number * 7 + column) for column in range(5))
        rows.append(f"<w:tr>{cells}</w:tr>")
        size += len(rows[-1])
        number += 1
    return docx_of(f"<w:tbl>{''.join(rows)}</w:tbl>")


def lying_docx() -> bytes:
    """A part that says it is small and unpacks to 200 MB."""
    packed = docx_of("<w:p/>" + " " * 200_000_000)
    size = struct.pack("<L", 200_000_000 + 200)
    return packed.replace(size[1:], struct.pack("<L", 900)[1:])


def overlapping_zip() -> bytes:
    """A thousand names for the same 10 MB."""
    one = package({"word/document.xml": b"\0" * 10_000_000})
    directory = one.index(b"PK\x01\x02")
    end = one.index(b"PK\x05\x06")
    entry = one[directory:end]
    entries = b"".join(
        entry[:46] + b"word/%08d.xml" % number + entry[46 + 17 :] for number in range(1000)
    )
    tail = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 1000, 1000, len(entries), directory, 0)
    return one[:directory] + entries + tail


def locked_zip() -> bytes:
    """A document whose parts are locked with a password."""
    data = bytearray(docx_of("<w:p/>"))
    for mark, shift in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + shift] |= 1
            at = data.find(mark, at + 4)
    return bytes(data)


def compound(*streams: str) -> bytes:
    """A compound file of an old office, with the names of its streams."""
    names = b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in streams)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + names


def long_sheet() -> bytes:
    """100,000 rows of a register."""
    rows = [{"№": n, "Имя": f"Участник {n}", "Школа": f"Школа № {n % 90}"} for n in range(100_000)]
    buffer = io.BytesIO()
    write_worksheet(rows, buffer, sheet_name="Реестр")
    return buffer.getvalue()


def cell(reference: str, text: str) -> str:
    """A row of one cell."""
    row = reference.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return f'<row r="{row}"><c r="{reference}" t="str"><v>{text}</v></c></row>'


def far_sheet() -> bytes:
    """Two cells at the far corners of a sheet."""
    return xlsx_of(cell("A1", "а") + cell("XFD1048576", "б") + "</sheetData>")


def far_ods() -> bytes:
    """A cell that repeats itself over the whole sheet."""
    return ods_of(
        '<t:table t:name="План"><t:table-row t:number-rows-repeated="1048576"><t:table-cell'
        ' t:number-columns-repeated="16384"><x:p>а</x:p></t:table-cell></t:table-row></t:table>'
    )


def stream_bomb() -> bytes:
    """A page whose content unpacks twice to a gigabyte."""
    once = zlib.compress(b" " * 1_000_000_000, 1)
    return pdf_of(zlib.compress(once), filters="/Filter[/FlateDecode/FlateDecode]")


BAD: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "empty": ("план.docx", lambda: b"", "empty"),
    "blank text": ("план.txt", lambda: b" \r\n\t\r\n", "empty"),
    "nulls": ("план.txt", lambda: b"\0" * 5000, "empty"),
    "text of spaces": ("план.html", lambda: b"<p>&nbsp;</p>", "no_text"),
    "empty document": ("план.docx", lambda: docx_of("<w:p/>"), "no_text"),
    "truncated zip": ("план.docx", lambda: docx_of("<w:p/>")[:-40], "damaged"),
    "head of a zip": ("план.xlsx", lambda: b"PK\x03\x04", "damaged"),
    "spoilt bytes": (
        "план.docx",
        lambda: docx_of("<w:p/>" * 300).replace(b"word/document", b"word/dokument", 1),
        "damaged",
    ),
    "broken markup": ("план.docx", lambda: docx_of("<w:p><w:r></w:p>"), "damaged"),
    "sheet without a body": ("план.xlsx", lambda: package({"xl/styles.xml": "<a/>"}), "damaged"),
    "truncated pdf": ("план.pdf", lambda: b"%PDF-1.7\n1 0 obj <<", "damaged"),
    "locked docx": (
        "план.docx",
        lambda: compound("EncryptionInfo", "EncryptedPackage"),
        "encrypted",
    ),
    "locked zip": ("план.docx", locked_zip, "encrypted"),
    "locked pdf": ("план.pdf", lambda: pdf_of(b"", encrypted=True), "encrypted"),
    "locked ods": ("план.ods", lambda: ods_of("", manifest="<x:encryption-data/>"), "encrypted"),
    "old document": ("план.doc", lambda: compound("WordDocument"), "old_text"),
    "old document renamed": ("план.docx", lambda: compound("WordDocument"), "old_text"),
    "old table": ("план.xls", lambda: compound("Workbook"), "old_table"),
    "old something": ("план.msg", lambda: compound("Other"), "old_office"),
    "rtf": ("план.rtf", lambda: b"{\\rtf1\\ansi \\'cf}", "rich_text"),
    "odt": (
        "план.odt",
        lambda: ods_of("", mimetype="application/vnd.oasis.opendocument.text"),
        "open_text",
    ),
    "presentation": ("план.pptx", lambda: package({"ppt/presentation.xml": ""}), "presentation"),
    "binary table": ("план.xlsb", lambda: package({"xl/workbook.bin": ""}), "binary_table"),
    "picture": ("план.pdf", lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "image"),
    "photograph": ("план.docx", lambda: b"\xff\xd8\xff\xe0" + b"\0" * 99, "image"),
    "scan": ("план.pdf", lambda: pdf_of(b"0 0 m 9 9 l S"), "scan"),
    "archive": ("план.zip", lambda: package({"план.docx": docx_of("<w:p/>")}), "archive"),
    "other archive": ("план.rar", lambda: b"Rar!\x1a\x07\x01\0" + b"\1" * 99, "archive"),
    "program": ("план.txt", lambda: b"\x7fELF\x02\x01\x01" + bytes(range(32)) * 99, "unknown"),
    "xml": ("план.xml", lambda: '<?xml version="1.0"?><план/>'.encode(), "markup"),
    "laughs in docx": ("план.docx", lambda: docx_of("<w:p>&j;</w:p>", prolog=LAUGHS), "unsafe"),
    "laughs in xlsx": (
        "план.xlsx",
        lambda: xlsx_of("<row><c><v>&j;</v></c></row></sheetData>", prolog=LAUGHS),
        "unsafe",
    ),
    "laughs in ods": ("план.ods", lambda: ods_of("<x:p>&j;</x:p>", prolog=LAUGHS), "unsafe"),
    "laughs behind a comment": (
        "план.docx",
        lambda: docx_of("<w:p/>", prolog=f"<!--{'а' * 50_000}-->{LAUGHS}"),
        "unsafe",
    ),
    "306 MB in a docx": ("план.docx", swollen_docx, "unpacked"),
    "zip bomb": ("план.docx", lambda: docx_of(" " * 30_000_000), "unpacked"),
    "lying sizes": ("план.docx", lying_docx, "damaged"),
    "overlapping parts": ("план.docx", overlapping_zip, "unpacked"),
    "too many parts": (
        "план.docx",
        lambda: package({f"word/{number}.xml": "" for number in range(6000)}),
        "unpacked",
    ),
    "too many cells": ("план.docx", heavy_docx, "too_many_rows"),
    "far cells": ("план.xlsx", far_sheet, "far_cell"),
    "impossible reference": (
        "план.xlsx",
        lambda: xlsx_of(
            '<row r="9999999"><c r="ZZZ9999999"><v>1</v></c></row>'
            + cell("A1", "а")
            + "</sheetData>"
        ),
        "far_cell",
    ),
    "repeated cells": ("план.ods", far_ods, "too_many_rows"),
    "100,000 rows": ("план.xlsx", long_sheet, "too_many_rows"),
    "100,000 lines of csv": ("план.csv", lambda: b"1;2;3\n" * 100_000, "too_many_rows"),
    "wide csv": ("план.csv", lambda: b";" * 900_000 + b"1", "too_many_cells"),
    "long text": ("план.txt", lambda: b"text " * 1_000_000, "too_long"),
    "twice packed pdf": ("план.pdf", stream_bomb, "memory"),
    "deep page": ("план.html", lambda: b"<div>" * 200_000 + "текст".encode(), "unsafe"),
    "deep tables": ("план.html", lambda: b"<table><tr><td>1" * 20_000, "unsafe"),
    "spans without end": (
        "план.html",
        lambda: b"<table>" + b"<tr><td colspan=9999 rowspan=9999>1</td></tr>" * 9000 + b"</table>",
        "too_many_cells",
    ),
}
"""Name → (name of the file, its maker, code of the refusal)."""

HEAVY: dict[str, tuple[str, Callable[[], bytes]]] = {
    "deep docx": (
        "план.docx",
        lambda: docx_of("<w:ins>" * 20_000 + "<w:p/>" + "</w:ins>" * 20_000),
    ),
    "tables begun": ("план.txt", lambda: b"<table " * 400_000),
    "one quote": ("план.csv", lambda: b'"' + b"a;b\n" * 500_000),
}
"""Files that may be read or refused; only their price is fixed."""
