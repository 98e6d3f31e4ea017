"""From a document to a plan: tables → rows → drafts → items → findings, one step after another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from nastavnik.pure import actors, acts
from nastavnik.pure.plans import lint, ranges
from nastavnik.pure.plans.columns import Entry, assign_fields, read_entry
from nastavnik.pure.plans.corrections import Corrections, EditKind, second_key
from nastavnik.pure.plans.drafts import Drafts, assemble
from nastavnik.pure.plans.indicators import Indicators, read_indicators
from nastavnik.pure.plans.items import Context, build_items
from nastavnik.pure.plans.period import Period, context_of, find_period, find_title
from nastavnik.pure.plans.reading import (
    Column,
    Field,
    Finding,
    Plan,
    RowCount,
    Severity,
)
from nastavnik.pure.plans.rows import RowKind, decide
from nastavnik.pure.plans.tables import HeadedTable, Tables, sort_tables
from nastavnik.pure.plans.vocabulary import PLAN
from nastavnik.pure.source import Source
from nastavnik.pure.tabular import Cell, Grid, Row, find_tables, one_line
from nastavnik.pure.tabular.numbers import read_number, split_number


def read_plan(source: Source, corrections: Corrections | None = None) -> Plan:
    """Read the act, the plan and the indicators of a document; never raises on its text.

    `corrections` are laid over the reading; those that fit nothing are named in `findings`.
    """
    given = corrections or Corrections()
    act = acts.read_act(source)
    tables = sort_tables(source, list_grids(source), given.columns())
    drafts, columns, lost, seen = _read_rows(source, tables, given)
    title = find_title(source, tables)
    pairs = [row.texts() for row in tables.passport]
    period = find_period(title, act.title, pairs, _clauses(source, tables))
    context = _context(source, tables, act, period)
    items = build_items(drafts.items, context, given)
    indicators = read_indicators(tables.indicators, tables.passport, drafts.items)
    plan = Plan(
        act=act,
        title=title,
        period=period or act.implementation_term,
        columns=columns,
        sections=tuple(drafts.sections),
        items=items,
        indicators=tuple(indicators.found),
        findings=(),
        rows=_count(drafts, tables, indicators),
        needs_mapping=lost is not None,
        context_year=context.year,
    )
    findings = [
        *([lost] if lost else []),
        *drafts.findings,
        *indicators.findings,
        *lint.check(plan, source),
        *_ignored(given, seen, tables, drafts),
    ]
    return replace(plan, findings=tuple(findings))


def list_grids(source: Source) -> tuple[Grid, ...]:
    """Every table of a document, also those nobody took for the plan.

    A page offers them where `Plan.needs_mapping`; `grid.rows[0].key` is the table for
    `Corrections.with_column`.
    """
    return find_tables(source, PLAN)


@dataclass
class _Seen:
    """Keys of all rows, to name corrections that fit none."""

    rows: set[str]


def _read_rows(
    source: Source, tables: Tables, given: Corrections
) -> tuple[Drafts, tuple[Column, ...], Finding | None, _Seen]:
    """The rows of the plan, its columns, and why a person must map it when nobody else can."""
    if ranges.has_ranges(given):
        decided, findings = ranges.read_ranges(source, given)
        drafts = assemble(decided)
        drafts.findings[:0] = findings
        seen = {place.key for place, _ in source.paragraphs()}
        return drafts, (), None, _Seen(seen)
    columns: list[Column] = []
    entries: list[Entry] = []
    for table in tables.plans:
        fields = assign_fields(table.head, table.rows, given.columns().get(table.key, {}))
        columns.extend(_columns(table, fields, columns))
        entries.extend(_entries(table, fields, given, one_lined=source.format == "pdf"))
    decisions = {second_key(key): RowKind.ITEM for key in given.splits()} | given.rows()
    drafts = assemble(decide(entries, decisions))
    lost = _lost(source, tables, drafts)
    if lost:
        count = drafts.accepted + drafts.rejected
        drafts = Drafts(rejected=count, skipped=drafts.skipped)
    return drafts, tuple(columns), lost, _Seen({entry.key for entry in entries})


def _columns(table: HeadedTable, fields: Sequence[Field], known: Sequence[Column]) -> list[Column]:
    """Columns of a table, unless a table before had the same."""
    columns = [
        Column(index, column.header, field, table.key)
        for index, (column, field) in enumerate(zip(table.head.columns, fields, strict=True))
    ]
    before = {(column.index, column.header, column.field) for column in known}
    same = all((column.index, column.header, column.field) in before for column in columns)
    return [] if same and known else columns


def _entries(
    table: HeadedTable, fields: Sequence[Field], given: Corrections, *, one_lined: bool
) -> list[Entry]:
    """Rows of a table as entries; rows a person split are two."""
    splits = given.splits()
    entries: list[Entry] = []
    for row in table.rows:
        entry = read_entry(_unwrapped(row) if one_lined else row, fields)
        if entry.key in splits:
            entries.extend(_split(entry, splits[entry.key]))
        else:
            entries.append(entry)
    return entries


def _unwrapped(row: Row) -> Row:
    """Cells of a PDF on one line: there a line feed is only the width of the column."""
    return replace(row, cells=tuple(Cell(one_line(c.text), c.places) for c in row.cells))


def _split(entry: Entry, offsets: dict[Field, int]) -> list[Entry]:
    """Cut an entry in two: from the offset on a text belongs to the second."""
    first, second = dict(entry.cells), {}
    for name, offset in offsets.items():
        cell = entry.cells.get(name, Cell())
        if 0 <= offset < len(cell.text):
            first[name] = Cell(cell.text[:offset].strip(), cell.places)
            second[name] = Cell(cell.text[offset:].strip(), cell.places)
    number = read_number(second[Field.NUMBER].text) if Field.NUMBER in second else None
    if number is None and Field.TITLE in second:
        title = second[Field.TITLE]
        number, rest = split_number(title.text)
        second[Field.TITLE] = Cell(rest, title.places)
    other = Entry(second_key(entry.key), entry.place, number, second)
    return [replace(entry, cells=first), other]


def _lost(source: Source, tables: Tables, drafts: Drafts) -> Finding | None:
    """Why the plan cannot be read by itself; None when it can."""
    whole = [draft for draft in drafts.items if draft.texts.get(Field.TITLE)]
    found = ranges.lost_place(source)
    if found and found[1] > len(whole) // 2:
        message = (
            "Порядок текста потерян: номера пунктов стоят подряд, отдельно от наименований. "
            "Укажите, какие строки относятся к какому столбцу, или загрузите исходный файл"
        )
        return Finding("order_lost", Severity.ERROR, message, source.text_at(found[0]), found[0])
    if not tables.plans or not whole:
        message = (
            "Таблица плана не найдена: нужна строка заголовков, например «№ п/п», «Наименование "
            "мероприятия», «Срок», «Ответственный». Укажите столбцы вручную"
        )
        return Finding("no_plan", Severity.ERROR, message)
    return None


def _clauses(source: Source, tables: Tables) -> list[str]:
    """Lines of the order above the plan."""
    end = tables.plans[0].place.block if tables.plans else len(source.blocks)
    return [text for place, text in source.paragraphs() if place.block < end]


def _context(source: Source, tables: Tables, act: acts.Act, period: Period | None) -> Context:
    """What terms are read with: the plan's period, else the act's term, else the act's year."""
    known = period or act.implementation_term
    year = context_of(known) or (str(act.date.year) if act.date else None)
    texts: Iterable[str] = (text for _, text in source.paragraphs())
    cells = (
        cell.text for table in tables.plans for row in table.rows for cell in row.cells if cell
    )
    aliases = actors.collect_aliases([*texts, *cells])
    return Context(year, act.implementation_term or period, aliases, guessed=known is None)


def _count(drafts: Drafts, tables: Tables, indicators: Indicators) -> RowCount:
    accepted = drafts.accepted + indicators.accepted
    rejected = drafts.rejected + indicators.rejected
    skipped = drafts.skipped + indicators.skipped + tables.skipped
    skipped += sum(table.skipped for table in tables.plans)
    return RowCount(accepted + rejected + skipped, accepted, rejected, skipped)


def _ignored(given: Corrections, seen: _Seen, tables: Tables, drafts: Drafts) -> list[Finding]:
    """Corrections that name a table, row or item which is not there."""
    items = {draft.key for draft in drafts.items}
    keys = {table.key for table in tables.plans}
    rows = seen.rows | {second_key(row) for row in given.splits()}
    known = {
        EditKind.COLUMN: keys,
        EditKind.ROW: rows,
        EditKind.SPLIT: seen.rows,
        EditKind.FIELD: items,
        EditKind.TERM: items,
        EditKind.ACTORS: items,
        EditKind.DOUBT: items,
    }
    message = "Правка относится к месту, которого в документе нет: она не учтена"
    return [
        Finding("correction_ignored", Severity.WARNING, message, edit.target)
        for edit in given.edits
        if edit.kind in known and edit.target not in known[edit.kind]
    ]
