"""Indicators and their yearly targets: tables, passports, and those hidden in a title."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from nastavnik.pure.plans import wording
from nastavnik.pure.plans.drafts import Draft
from nastavnik.pure.plans.reading import Field, Finding, Indicator, Severity
from nastavnik.pure.plans.tables import HeadedTable
from nastavnik.pure.plans.vocabulary import BASE, FORMULA, NAME, UNIT
from nastavnik.pure.source import Place
from nastavnik.pure.tabular import Row, join, one_line
from nastavnik.pure.tabular.numbers import read_number, split_number

_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_VALUE = re.compile(r"(?<![\d.,])(\d{1,3}(?:[ \u00a0]\d{3})+|\d+)(?:[.,](\d+))?")
_HIDDEN = re.compile(
    r"(20\d\d)\s*(?:год\w*|г\.?)?\s*[-–—−:=]\s*(?:не\s+(?:менее|ниже)\s*)?(\d{1,3}(?:[.,]\d+)?)\s*(%|процент\w*|чел\w*\.?|ед\w*\.?)?",
    re.I,
)
_BRACKET = re.compile(r"\s*\([^()]*(?:\([^()]*\)[^()]*)*\)?\s*\Z")
_FORMULA = re.compile(r"\(\s*(?:отношени|количеств|числ|дол[яи]|рассчит|формул|сумм)", re.I)
_SURVEY = re.compile(r"опрос|анкет", re.I)
_LABEL = re.compile(r"показател|индикатор", re.I)
_UNITS = re.compile(
    r",\s*(%|процент\w*|чел(?:овек|\.)?|единиц\w*|ед\.?|балл\w*|шт\.?)\s*(?:\(|\Z)", re.I
)


@dataclass
class _Rough:
    """An indicator while its rows are put together."""

    number: str | None
    name: str
    place: Place
    unit: str = ""
    formula: str = ""
    values: dict[int, str] = field(default_factory=dict)


@dataclass
class Indicators:
    """What was found, with the count of rows."""

    found: list[Indicator] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    accepted: int = 0
    rejected: int = 0
    skipped: int = 0


def read_indicators(
    tables: Sequence[HeadedTable], passport: Sequence[Row], drafts: Sequence[Draft]
) -> Indicators:
    """Read the indicators of tables; without any, those of a passport; and hidden ones."""
    result = Indicators()
    for table in tables:
        _read_table(table, result)
    if not result.found:
        result.found.extend(_from_passport(passport))
    result.found.extend(_hidden(drafts))
    return result


def _read_table(table: HeadedTable, result: Indicators) -> None:
    columns = _Columns(table)
    rough: list[_Rough] = []
    result.skipped += table.skipped
    for row in table.rows:
        filled = row.filled()
        name = row.cell(columns.name).text
        number = read_number(row.cell(columns.number).text) if columns.number is not None else None
        if not filled or row.loose:
            result.skipped += 1
        elif name and (number or columns.has_values(row) or not rough or columns.number is None):
            rough.append(_Rough(number, name, row.place))
            columns.fill(rough[-1], row)
            result.accepted += 1
        elif rough:
            rough[-1].name = join(rough[-1].name, name)
            columns.fill(rough[-1], row)
            result.accepted += 1
        else:
            message = "Строка таблицы показателей не прочитана"
            quote = " | ".join(text for text in row.texts() if text)
            finding = Finding("unread_row", Severity.WARNING, message, quote[:300], row.place)
            result.findings.append(finding)
            result.rejected += 1
    result.found.extend(_finish(one, result.findings) for one in rough)


class _Columns:
    """Which column of a table of indicators holds what."""

    def __init__(self, table: HeadedTable) -> None:
        headers = [column.header for column in table.head.columns]
        meanings = [column.meaning for column in table.head.columns]
        self.number = meanings.index("number") if "number" in meanings else None
        self.name = next((meanings.index(m) for m in (NAME, "title") if m in meanings), 1)
        self.unit = meanings.index(UNIT) if UNIT in meanings else None
        self.formula = meanings.index(FORMULA) if FORMULA in meanings else None
        self.years: dict[int, int] = {}
        used = {self.number, self.name, self.unit, self.formula}
        for index, header in enumerate(headers):
            years = _YEAR.findall(header)
            if index not in used and years:
                self.years[index] = int(years[0])
        self.base = meanings.index(BASE) if BASE in meanings else None

    def has_values(self, row: Row) -> bool:
        """Whether the row has a value in any year."""
        return any(row.cell(index) for index in self.years)

    def fill(self, rough: _Rough, row: Row) -> None:
        """Take the values, the unit and the formula of a row."""
        for index, year in self.years.items():
            if text := row.cell(index).text:
                rough.values[year] = join(rough.values.get(year, ""), text)
        if self.unit is not None:
            rough.unit = join(rough.unit, row.cell(self.unit).text)
        if self.formula is not None:
            rough.formula = join(rough.formula, row.cell(self.formula).text)


def _finish(rough: _Rough, findings: list[Finding]) -> Indicator:
    number, name = rough.number, one_line(rough.name)
    if number is None:
        number, name = split_number(name)
    formula = one_line(rough.formula)
    if found := _FORMULA.search(name):
        formula = name[found.start() :].strip().removeprefix("(").removesuffix(")") or formula
        name = name[: found.start()].strip()
    targets: dict[int, float] = {}
    for year, text in rough.values.items():
        value = read_value(text)
        if value is not None:
            targets[year] = value
        elif text.strip("-–— "):
            message = f"Значение показателя за {year} год не прочитано"
            findings.append(
                Finding("indicator_value", Severity.WARNING, message, text, rough.place)
            )
    unit = one_line(rough.unit) or _unit_in(name, rough.values.values())
    survey = bool(_SURVEY.search(f"{name} {formula}"))
    return Indicator(number, name, unit, formula, survey, targets, rough.place)


def _unit_in(name: str, values: Sequence[str] | object) -> str:
    """The unit that stands after the name or beside the values."""
    if found := _UNITS.search(name):
        return found[1]
    texts = list(values) if not isinstance(values, str) else [values]  # type: ignore[call-overload]
    if "%" in name or any("%" in text for text in texts):
        return "%"
    return ""


def read_value(text: str) -> float | None:
    """The first number of a cell («не менее 70 %» → 70.0), None when there is none."""
    found = _VALUE.search(text)
    if not found:
        return None
    whole = re.sub(r"[ \u00a0]", "", found[1])
    return float(f"{whole}.{found[2]}") if found[2] else float(whole)


def _from_passport(rows: Sequence[Row]) -> Iterator[Indicator]:
    """Indicators listed in a line of the passport: one a paragraph, without values."""
    for row in rows:
        if not _LABEL.search(row.cell(0).text):
            continue
        cell = row.cell(1)
        for line in cell.text.split("\n"):
            number, name = split_number(wording.without_dash(line))
            if len(name) > 8 and not name.endswith(":"):
                targets, name = _targets(name)
                unit = _unit_in(name, [line])
                survey = bool(_SURVEY.search(name))
                yield Indicator(number, name.strip(" ;."), unit, "", survey, targets, row.place)


def _targets(text: str) -> tuple[dict[int, float], str]:
    """Yearly values inside a text, and the text without the bracket that holds them."""
    found = list(_HIDDEN.finditer(text))
    if len(found) < 2:
        return {}, text
    targets = {int(one[1]): float(one[2].replace(",", ".")) for one in found}
    opening = text.rfind("(", 0, found[0].start())
    bracket = _BRACKET.search(text[opening:]) if opening >= 0 else None
    name = text[:opening] if bracket else text[: found[0].start()]
    return targets, name.strip(" ,:;–-")


def _hidden(drafts: Sequence[Draft]) -> Iterator[Indicator]:
    """Indicators in the title or the result of an item: «… (2022 г. – 20 %, 2023 г. – 35 %)»."""
    for draft in drafts:
        for name in (Field.TITLE, Field.RESULT):
            text = one_line(draft.texts.get(name, ""))
            targets, title = _targets(text)
            if targets:
                unit = next((one[3] for one in _HIDDEN.finditer(text) if one[3]), "")
                yield Indicator(None, title, unit, "", False, targets, draft.place)
