"""Columns of a plan → fields, and the cells of one row → an entry with fields.

A row whose cells slipped aside is put straight here: of all ways to lay its cells into the
columns the one is taken in which terms stand under «Срок» and numbers under «№».
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from nastavnik.pure.plans.reading import Doubt, Field
from nastavnik.pure.plans.vocabulary import PLAN
from nastavnik.pure.source import Place
from nastavnik.pure.tabular import Cell, Head, Row
from nastavnik.pure.tabular.numbers import read_number, split_number

DETAILS = (Field.TERM, Field.RESPONSIBLE, Field.RESULT, Field.NOTE)
_MANY = frozenset({Field.TERM, Field.RESPONSIBLE})  # fields that several columns may share
_MISFIT = 3

_MONTH = (
    r"(?:январ[ьяе]|феврал[ьяе]|март[ае]?|апрел[ьяе]|ма[йяе]|июн[ьяе]|июл[ьяе]|август[ае]?"
    r"|(?:сентябр|октябр|ноябр|декабр)[ьяе]|янв|фев|апр|авг|сент?|окт|нояб|дек)\b"
)
_TERM = re.compile(
    rf"""
    (?:(?:до|к|с|со|по|не\ позднее|начиная|конец|начало|середина|первая|вторая|последн\w+)\s+)?
    (?:
        (?:\d{{1,2}}(?:\s*(?:[-–—]|по|до)\s*\d{{1,2}})?\s*)?{_MONTH}
      | \d{{1,2}}\.\s?\d{{1,2}}\b
      | (?:19|20)\d\d
      | (?:[IV]{{1,3}}|\d)\s*(?:-?\w\w\s*)?(?:кв|полуг|четв)
    )
    | в\s+(?:течени|срок|период|соответствии\s+с|начале|конце|ходе)
    | (?:еже\w+|постоянно|регулярно|систематическ\w+)\b
    | по\s+(?:мере|отдельн|график|необходим|итогам|окончани|завершени|соглас|запрос|план)
    | не\s+(?:реже|менее|позднее)
    | (?:при|согласно|весь)\b
    | на\s+протяжении | (?:раз|один\s+раз)\s+в | \d\s*раза?\s
    | до\s+(?:начала|конца|окончания|завершения|издания|подписания|утверждения)
    | (?:весна|осень|лето|зима)\b | каникул | учебн\w+\s+год
    | за\s+(?:\w+\s+){{,2}}(?:дн|недел|месяц) | после\s
    """,
    re.I | re.X,
)
_ACTOR = re.compile(
    r"министерств|департамент|управлени|отдел|комитет|организаци|учреждени|\b[А-Я]{0,3}ОО\b|\bОУ\b|школ|колледж"
    r"|техникум|директор|руководител|заместител|зам\.|куратор|наставник|педагог|методист|методическ|центр"
    r"|институт|рабоч\w+\s+групп|администраци|специалист|учител|психолог|координатор|ответственн|совет\b"
    r"|МЦ|РМЦ|ОМСУ|МОУО|\bИРО\b|[А-ЯЁ][а-яё]+\s+[А-ЯЁ]\.\s?[А-ЯЁ]\.|[А-ЯЁ]\.\s?[А-ЯЁ]\.\s?[А-ЯЁ][а-яё]+",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a plan with its cells by field.

    `number` is what the number column (or the head of the title) says, `doubts` what was
    done to the row; `key` names it for corrections.
    """

    key: str
    place: Place
    number: str | None
    cells: Mapping[Field, Cell]
    extra: Mapping[int, Cell] = field(default_factory=dict)
    after_break: bool = False
    loose: bool = False
    across: bool = False  # the title began in the number's column: a cell merged over the row
    doubts: tuple[Doubt, ...] = ()

    def text(self, name: Field) -> str:
        """Clean text of a field, "" when empty."""
        cell = self.cells.get(name)
        return cell.text if cell else ""

    @property
    def title(self) -> str:
        """Clean text of the title."""
        return self.text(Field.TITLE)

    @property
    def details(self) -> frozenset[Field]:
        """Filled fields besides number and title."""
        filled = {name for name in DETAILS if self.text(name)}
        return frozenset(filled | ({Field.OTHER} if any(self.extra.values()) else set()))

    @property
    def empty(self) -> bool:
        """Whether the row holds nothing."""
        return not (self.number or self.title or self.details or self.text(Field.NUMBER))


def looks_like_term(text: str) -> bool:
    """Whether a cell may stand under «Срок»."""
    return len(text) <= 160 and bool(_TERM.match(text.strip('«»"() ')))


def assign_fields(head: Head, rows: Sequence[Row], given: Mapping[int, Field]) -> tuple[Field, ...]:
    """Give every column its field: `given` by a person first, then by the header.

    Of two columns with one meaning the stronger synonym wins (terms and responsible parties
    may fill two columns); the other becomes OTHER. A first column without a known header
    whose cells are numbers holds the numbers.
    """
    fields = [_by_header(column.meaning) for column in head.columns]
    for name in set(fields) - {Field.OTHER} - _MANY:
        rivals = [index for index, found in enumerate(fields) if found is name]
        best = min(rivals, key=lambda index: PLAN.rank(head.columns[index].header))
        for index in rivals:
            if index != best:
                fields[index] = Field.OTHER
    if Field.NUMBER not in fields and fields[0] is Field.OTHER:
        cells = [row.cell(0).text for row in rows[:50] if row.cell(0) and not row.loose]
        if cells and sum(read_number(text) is not None for text in cells) * 2 >= len(cells):
            fields[0] = Field.NUMBER
    if Field.RESULT not in fields:
        measures = [i for i, c in enumerate(head.columns) if c.meaning in ("indicator", "value")]
        for index in measures[:1]:
            fields[index] = Field.RESULT
    if Field.TITLE not in fields and Field.OTHER in fields:
        fields[fields.index(Field.OTHER)] = Field.TITLE
    for index, name in given.items():
        if 0 <= index < len(fields):
            fields[index] = name
    return tuple(fields)


def _by_header(meaning: str | None) -> Field:
    return Field(meaning) if meaning in set(Field) else Field.OTHER


def read_entry(row: Row, fields: Sequence[Field]) -> Entry:
    """Lay the cells of a row into fields; a slipped row is put straight, with a doubt."""
    if row.loose:
        number, title = split_number(row.cell(0).text)
        cell = Cell(title, row.cell(0).places)
        return Entry(
            row.key, row.place, number, {Field.TITLE: cell}, {}, row.after_break, loose=True
        )
    cells, slipped = fit(row, fields)
    by_field: dict[Field, Cell] = {}
    extra: dict[int, Cell] = {}
    for index, (name, cell) in enumerate(zip(fields, cells, strict=True)):
        if name is Field.OTHER:
            if cell:
                extra[index] = cell
        elif cell:
            by_field[name] = _together(by_field.get(name), cell, name)
    entry = Entry(row.key, row.place, None, by_field, extra, row.after_break)
    if slipped:
        doubt = Doubt("column_shift", Field.TITLE, "Ячейки строки сдвинуты: проверьте столбцы")
        entry = replace(entry, doubts=(doubt,))
    return _with_number(entry)


def _together(first: Cell | None, second: Cell, name: Field) -> Cell:
    """Two columns of one field: «начало – окончание», or one under the other."""
    if first is None:
        return second
    mark = " – " if name is Field.TERM else "\n"
    return Cell(f"{first.text}{mark}{second.text}", first.places + second.places)


def _with_number(entry: Entry) -> Entry:
    """Read the number; one that stands in the title, or a title in the number's cell, moves."""
    cells = dict(entry.cells)
    holder = cells.get(Field.NUMBER, Cell())
    number = read_number(holder.text)
    doubts, across = entry.doubts, False
    if number is None and holder:
        across = True
        number, rest = split_number(holder.text)
        below = cells.pop(Field.TITLE, Cell())
        del cells[Field.NUMBER]
        joined = "\n".join(part for part in (rest, below.text) if part)
        cells[Field.TITLE] = Cell(joined, holder.places + below.places)
    elif number is None and (title := cells.get(Field.TITLE)):
        number, rest = split_number(title.text)
        if number is not None:
            cells[Field.TITLE] = Cell(rest, title.places)
            cells[Field.NUMBER] = Cell(number, title.places)
            message = "Номер взят из начала наименования"
            doubts = (*doubts, Doubt("number_in_title", Field.NUMBER, message, title.text[:80]))
    return replace(entry, number=number, cells=cells, across=across, doubts=doubts)


def fit(row: Row, fields: Sequence[Field]) -> tuple[tuple[Cell, ...], bool]:
    """Lay the cells of a row into the columns: (one cell a column, whether they had slipped)."""
    width = len(fields)
    cells = list(row.cells)
    while len(cells) > width and not cells[-1]:
        cells.pop()
    if len(cells) <= width:
        base = tuple(cells) + (Cell(),) * (width - len(cells))
        if _is_rest(base, fields) or not _misfits(base, fields):
            return base, False
        ways = [*_moved(base), base]
    else:
        ways = list(_narrowed(cells, width))
        base = ways[0]
    best = max(ways, key=lambda way: _score(way, fields))
    if len(cells) <= width and _score(best, fields) < _score(base, fields) + _MISFIT:
        return base, False
    return best, best != base or len(cells) > width


def _is_rest(cells: Sequence[Cell], fields: Sequence[Field]) -> bool:
    """Whether a row may be the rest of a cut one: its pieces need not look like their columns."""
    if sum(map(bool, cells)) < 3:
        return True
    numbered = any(read_number(cell.text) or split_number(cell.text)[0] for cell in cells[:2])
    return Field.NUMBER in fields and not numbered


def _misfits(cells: Sequence[Cell], fields: Sequence[Field]) -> bool:
    """Whether some cell plainly stands in a wrong column."""
    for cell, name in zip(cells, fields, strict=True):
        text = cell.text
        if name is Field.TERM and text and not looks_like_term(text):
            return True
        if name is Field.NUMBER and len(text) > 14:
            return True
        if name in (Field.TITLE, Field.RESPONSIBLE) and text and _is_bare(text):
            return True
        if name is Field.TITLE and not text:
            return True
        if name in (Field.RESULT, Field.NOTE, Field.OTHER) and _is_bare_term(text):
            return True
    return False


def _is_bare(text: str) -> bool:
    return read_number(text) is not None or _is_bare_term(text)


def _is_bare_term(text: str) -> bool:
    return 0 < len(text) <= 40 and looks_like_term(text)


def _moved(cells: tuple[Cell, ...]) -> list[tuple[Cell, ...]]:
    """All ways to move a run of cells one place, into an empty cell."""
    ways = []
    for empty in (index for index, cell in enumerate(cells) if not cell):
        for target in range(len(cells)):
            rest = list(cells)
            del rest[empty]
            rest.insert(target, Cell())
            ways.append(tuple(rest))
    return ways


def _narrowed(cells: list[Cell], width: int) -> list[tuple[Cell, ...]]:
    """All ways to bring too many cells to `width`: an empty one out, or two made one."""
    if len(cells) == width:
        return [tuple(cells)]
    if len(cells) > width + 3:
        head, tail = cells[: width - 1], [cell for cell in cells[width - 1 :] if cell]
        text = "\n".join(cell.text for cell in tail)
        return [(*head, Cell(text, tuple(p for cell in tail for p in cell.places)))]
    ways: list[tuple[Cell, ...]] = []
    empties = [index for index, cell in enumerate(cells) if not cell]
    for index in empties:
        ways += _narrowed(cells[:index] + cells[index + 1 :], width)
    if not empties:
        for index in range(len(cells) - 1):
            first, second = cells[index : index + 2]
            made = Cell(f"{first.text} {second.text}", first.places + second.places)
            ways += _narrowed([*cells[:index], made, *cells[index + 2 :]], width)
    return ways


def _score(cells: Sequence[Cell], fields: Sequence[Field]) -> int:
    """How well cells suit their columns."""
    return sum(
        _suits(cell.text, name) for cell, name in zip(cells, fields, strict=True) if cell.text
    )


def _suits(text: str, name: Field) -> int:
    if name is Field.NUMBER:
        return 3 if read_number(text) else -2
    if name is Field.TITLE:
        return -3 if _is_bare(text) else 2
    if name is Field.TERM:
        return 3 if looks_like_term(text) else (-1 if len(text) < 4 else -3)
    if name is Field.RESPONSIBLE:
        return -3 if _is_bare_term(text) else (1 if _ACTOR.search(text) else 0)
    if name is Field.OTHER:
        return -1  # a slipped cell rather belongs to a column with a name
    return -2 if _is_bare_term(text) else 0
