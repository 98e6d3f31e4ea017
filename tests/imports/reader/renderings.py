"""The same text as a document of every format, as an office program would write it."""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Callable, Iterator
from itertools import groupby

import docx
import typst

from tests.imports.bad_input import ods_of, xlsx_of

Part = str | list[list[str]]
"""A paragraph, or the rows of a table."""


def parts(text: str) -> Iterator[Part]:
    """Yield paragraphs and tables of a text whose tables have a line a row, cells tabbed."""
    lines = text.splitlines()
    between = {
        number
        for number, line in enumerate(lines[1:-1], 1)
        if not line.strip() and "\t" in lines[number - 1] and "\t" in lines[number + 1]
    }
    kept = [line for number, line in enumerate(lines) if number not in between]
    for tabbed, group in groupby(kept, key=lambda line: "\t" in line):
        if tabbed:
            rows = [line.split("\t") for line in group]
            width = max(map(len, rows))
            yield [row + [""] * (width - len(row)) for row in rows]
        else:
            yield from group


def as_docx(text: str) -> bytes:
    """A document with real tables."""
    document = docx.Document()
    for part in parts(text):
        if isinstance(part, str):
            document.add_paragraph(part)
            continue
        table = document.add_table(0, len(part[0]))
        for row in part:
            cells = table.add_row().cells
            if row[0] and not any(row[1:]):
                cells[0].merge(cells[-1]).text = row[0]
                continue
            for cell, words in zip(cells, row, strict=True):
                cell.text = words
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def as_html(text: str) -> bytes:
    """A page in the encoding of an old editor."""
    drawn = []
    for part in parts(text):
        if isinstance(part, str):
            drawn.append(f"<p>{html.escape(part)}</p>")
            continue
        rows = "".join(
            "<tr>" + "".join(f"<td>{html.escape(words)}</td>" for words in row) + "</tr>\n"
            for row in part
        )
        drawn.append(f"<table border=1>{rows}</table>")
    page = f"<html><head><meta charset=windows-1251></head><body>{''.join(drawn)}</body></html>"
    return page.encode("cp1251", errors="xmlcharrefreplace")


def sheet(text: str) -> list[list[str]]:
    """All lines as rows of one sheet."""
    rows = [row for part in parts(text) for row in ([[part]] if isinstance(part, str) else part)]
    width = max(map(len, rows))
    return [row + [""] * (width - len(row)) for row in rows]


def as_csv(text: str) -> bytes:
    """A table as an office program saves it here."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=";").writerows(sheet(text))
    return buffer.getvalue().encode("cp1251", errors="replace")


def as_xlsx(text: str) -> bytes:
    """A sheet of texts."""
    rows = "".join(
        "<row>"
        + "".join(
            f'<c t="inlineStr"><is><t>{html.escape(words)}</t></is></c>' if words else "<c/>"
            for words in row
        )
        + "</row>"
        for row in sheet(text)
    )
    return xlsx_of(f"{rows}</sheetData>")


def as_ods(text: str) -> bytes:
    """An open sheet of texts."""
    rows = "".join(
        "<t:table-row>"
        + "".join(f"<t:table-cell><x:p>{html.escape(words)}</x:p></t:table-cell>" for words in row)
        + "</t:table-row>"
        for row in sheet(text)
    )
    return ods_of(f'<t:table t:name="План">{rows}</t:table>')


def as_pdf(text: str) -> bytes:
    """Pages with ruled tables; tables go on over pages with their head repeated."""
    drawn = ['#set page(paper: "a4", flipped: true, numbering: "1")', "#set text(size: 9pt)"]
    for part in parts(text):
        if isinstance(part, str):
            drawn.append(f"#par({quoted(part)})" if part.strip() else "")
            continue
        head, *rest = [set_row(row) for row in part]
        columns = ", ".join(["3.2em"] + ["1fr"] * (len(part[0]) - 1))
        drawn.append(f"#table(columns: ({columns}), table.header({head}), {', '.join(rest)})")
    return bytes(typst.compile("\n\n".join(drawn).encode()))


def set_row(row: list[str]) -> str:
    """Cells of a row; a lone first cell stretches over the whole row."""
    if row[0] and not any(row[1:]):
        return f"table.cell(colspan: {len(row)}, {quoted(row[0])})"
    return ", ".join(map(quoted, row))


def quoted(words: str) -> str:
    """A string of the typesetter."""
    escaped = words.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


RENDERINGS: dict[str, Callable[[str], bytes]] = {
    "docx": as_docx, "html": as_html, "csv": as_csv, "xlsx": as_xlsx, "ods": as_ods, "pdf": as_pdf,
}  # fmt: skip
