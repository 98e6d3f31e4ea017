"""Tables .xlsx: every sheet as a person sees it.

Cells are read one by one and only filled ones are kept, so that two cells at the far corners of
a sheet cost two cells; a library that lays the area out aborts the whole process on them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from nastavnik.imports.reader import cellformat
from nastavnik.imports.reader.archive import Archive
from nastavnik.imports.reader.grid import sheet_blocks
from nastavnik.imports.reader.limits import Limits
from nastavnik.imports.reader.markup import attribute, child, local, walk
from nastavnik.imports.reader.refusals import refusal
from nastavnik.pure.source import Source

ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")


@dataclass(slots=True)
class _Sheet:
    """Filled cells of a sheet: row → column → text, or the index of a shared text."""

    name: str
    cells: dict[int, dict[int, str | int]] = field(default_factory=dict)
    hidden_rows: int = 0
    uncounted: int = 0
    day_months: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Looks:
    """Formats of cells by the number of their style."""

    codes: tuple[str, ...] = ()
    since_1904: bool = False

    def code(self, style: str | None) -> str:
        at = int(style) if style and style.isdecimal() else 0
        return self.codes[at] if at < len(self.codes) else ""


def read(archive: Archive) -> Source:
    """Read every sheet that holds anything."""
    main = next(
        (part for kind, part in archive.relations("").values() if kind == "officeDocument"),
        "xl/workbook.xml",
    )
    relations = archive.relations(main)
    parts = dict(relations.values())
    book = archive.tree(main)
    if book is None:
        raise refusal("damaged")
    looks = _looks(archive.tree(parts.get("styles", "xl/styles.xml")), book)
    sheets, notes = [], []
    for element in _children(child(book, "sheets"), "sheet"):
        kind, part = relations.get(_relation(element), ("", ""))
        if kind != "worksheet":
            continue
        name = attribute(element, "name") or ""
        sheet = _read_sheet(archive, part, name, looks)
        sheets.append(sheet)
        notes += _notes(sheet, hidden=(attribute(element, "state") or "visible") != "visible")
    used = {text for sheet in sheets for row in sheet.cells.values() for text in row.values()}
    shared = _shared(archive, parts.get("sharedStrings", "xl/sharedStrings.xml"), used)
    blocks = [
        block
        for sheet in sheets
        if sheet.cells
        for block in sheet_blocks(_laid_out(sheet, shared, archive.limits), sheet.name)
    ]
    return Source(tuple(blocks), "xlsx", notes=tuple(notes))


def _read_sheet(archive: Archive, part: str, name: str, looks: _Looks) -> _Sheet:
    sheet = _Sheet(name)
    limits = archive.limits
    at = filled = 0
    with archive.stream(part) as stream:
        for element in walk(stream, "row", "mergeCell"):
            if local(element) == "mergeCell":
                _cover(sheet, element.get("ref") or "")
                continue
            declared = element.get("r") or ""
            at = int(declared) if re.fullmatch(r"\d{1,7}", declared) else at + 1
            row = dict(_row(element, sheet, looks))
            if not row:
                continue
            sheet.cells[at] = row
            filled += len(row)
            sheet.hidden_rows += element.get("hidden") in ("1", "true")
            if len(sheet.cells) > limits.rows:
                raise refusal("too_many_rows", limit=limits.rows)
            if filled > limits.cells:
                raise refusal("too_many_cells", limit=limits.cells)
    return sheet


def _row(element: etree._Element, sheet: _Sheet, looks: _Looks) -> Iterator[tuple[int, str | int]]:
    column = 0
    for cell in element:
        if local(cell) != "c":
            continue
        place = REFERENCE.fullmatch(cell.get("r") or "")
        column = column_number(place[1]) if place else column + 1
        value = _value(cell, sheet, looks)
        if value != "":
            yield column, value


def _value(cell: etree._Element, sheet: _Sheet, looks: _Looks) -> str | int:
    kind = cell.get("t") or "n"
    if kind == "inlineStr":
        return _joined(child(cell, "is"))
    holder = child(cell, "v")
    text = (holder.text or "") if holder is not None else ""
    if text == "":
        sheet.uncounted += child(cell, "f") is not None
        return ""
    if kind == "s":
        return int(text)
    if kind == "b":
        return "ИСТИНА" if text == "1" else "ЛОЖЬ"
    if kind == "d":
        return re.sub(r"^(\d{4})-(\d\d)-(\d\d).*", r"\3.\2.\1", text)
    if kind != "n":
        return _unescaped(text)
    code = looks.code(cell.get("s"))
    drawn = cellformat.shown(text, code, since_1904=looks.since_1904)
    if cellformat.shows_day_without_year(code):
        sheet.day_months.append(f"{cell.get('r') or ''} «{drawn}»".strip())
    return drawn


def _laid_out(sheet: _Sheet, shared: dict[int, str], limits: Limits) -> list[list[str]]:
    columns = [column for row in sheet.cells.values() for column in row]
    top, bottom = min(sheet.cells), max(sheet.cells)
    left, right = min(columns), max(columns)
    height, width = bottom - top + 1, right - left + 1
    if height > limits.rows or height * width > limits.cells:
        raise refusal(
            "far_cell",
            sheet=sheet.name,
            first=f"{column_name(left)}{top}",
            last=f"{column_name(right)}{bottom}",
        )
    rows = [[""] * width for _ in range(height)]
    for number, cells in sheet.cells.items():
        for column, text in cells.items():
            rows[number - top][column - left] = (
                shared.get(text, "") if isinstance(text, int) else text
            )
    return rows


def _cover(sheet: _Sheet, reference: str) -> None:
    """Drop what a merged cell hides: values other than that of its first cell."""
    ends = REFERENCE.findall(reference)
    if len(ends) != 2:
        return
    (left, top), (right, bottom) = [(column_number(name), int(row)) for name, row in ends]
    for number in range(top, min(bottom, max(sheet.cells, default=0)) + 1):
        row = sheet.cells.get(number, {})
        for column in [at for at in row if left <= at <= right and (number, at) != (top, left)]:
            del row[column]
        if not row:
            sheet.cells.pop(number, None)


def _shared(archive: Archive, part: str, used: set[str | int]) -> dict[int, str]:
    """Return the shared texts whose indices are used."""
    if part not in archive.names:
        return {}
    with archive.stream(part) as stream:
        return {
            index: _joined(element)
            for index, element in enumerate(walk(stream, "si"))
            if index in used
        }


def _joined(element: etree._Element | None) -> str:
    """Return the text of all runs but phonetic hints."""
    if element is None:
        return ""
    runs = [element, *_children(element, "r")]
    return _unescaped("".join(text.text or "" for run in runs for text in _children(run, "t")))


def _unescaped(text: str) -> str:
    """Read `_x000A_`, the way control characters are kept in XML."""
    return ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def _looks(styles: etree._Element | None, book: etree._Element) -> _Looks:
    own = {
        attribute(element, "numFmtId"): attribute(element, "formatCode") or ""
        for element in _children(child(styles, "numFmts"), "numFmt")
    }
    codes = []
    for element in _children(child(styles, "cellXfs"), "xf"):
        number = attribute(element, "numFmtId") or "0"
        built_in = cellformat.BUILT_IN.get(int(number), "") if number.isdecimal() else ""
        codes.append(own.get(number, built_in))
    properties = child(book, "workbookPr")
    since = attribute(properties, "date1904") if properties is not None else None
    return _Looks(tuple(codes), since in ("1", "true"))


def _notes(sheet: _Sheet, *, hidden: bool) -> list[str]:
    notes = []
    if hidden and sheet.cells:
        notes.append(f"Лист «{sheet.name}» скрыт в файле; он тоже прочитан.")
    if sheet.hidden_rows:
        notes.append(f"На листе «{sheet.name}» прочитаны и скрытые строки: {sheet.hidden_rows}.")
    if sheet.uncounted:
        notes.append(
            f"На листе «{sheet.name}» есть формулы без сохранённого значения: {sheet.uncounted}."
            " Откройте файл в табличном редакторе и сохраните его, чтобы значения появились."
        )
    if sheet.day_months:
        shown = ", ".join(sheet.day_months[:3])
        notes.append(
            f"На листе «{sheet.name}» есть даты без года ({shown}): проверьте, не номера ли это"
            " пунктов, которые табличный редактор принял за даты."
        )
    return notes


def _children(element: etree._Element | None, name: str) -> list[etree._Element]:
    return [inner for inner in element if local(inner) == name] if element is not None else []


def _relation(element: etree._Element) -> str:
    found = (key for key in map(str, element.attrib) if key.endswith("}id"))
    return element.get(next(found, "")) or ""


def column_number(letters: str) -> int:
    """Return the number of a column from 1: A → 1, XFD → 16384."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def column_name(number: int) -> str:
    """Return the letters of a column counted from 1."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
