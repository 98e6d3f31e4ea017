"""Decided rows → drafts of items: cut rows put together, numbers restored, parents found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from nastavnik.pure.plans import wording
from nastavnik.pure.plans.columns import Entry
from nastavnik.pure.plans.reading import Doubt, Field, Finding, Section, Severity
from nastavnik.pure.plans.rows import Decided, RowKind
from nastavnik.pure.source import Place
from nastavnik.pure.tabular import one_line
from nastavnik.pure.tabular.numbers import parts

_LABELS = {
    Field.NUMBER: "номер",
    Field.TITLE: "наименование",
    Field.TERM: "срок",
    Field.RESPONSIBLE: "исполнитель",
    Field.RESULT: "результат",
    Field.NOTE: "примечание",
    Field.OTHER: "прочие сведения",
}


@dataclass
class Draft:
    """An item before its term and its actors are read."""

    key: str
    place: Place
    number: str | None
    number_in_source: str | None
    section: int | None
    parent: str | None = None
    texts: dict[Field, str] = field(default_factory=dict)
    places: dict[Field, list[Place]] = field(default_factory=dict)
    results_more: list[str] = field(default_factory=list)
    extra: dict[int, str] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)
    rows: list[str] = field(default_factory=list)
    subitems: int = 0

    def add(self, entry: Entry, *, cut: bool) -> list[Field]:
        """Take in the cells of a row; returns the fields that had a text already."""
        joined = []
        for name, cell in entry.cells.items():
            if name is Field.NUMBER and not cell:
                continue
            before = self.texts.get(name, "")
            if cell.text != before or not before:
                one = cut or name in (Field.TITLE, Field.TERM)
                self.texts[name] = wording.put_together(before, cell.text, cut=one)
                joined += [name] if before else []
            self.places.setdefault(name, []).extend(cell.places)
        for index, cell in entry.extra.items():
            self.extra[index] = wording.put_together(self.extra.get(index, ""), cell.text, cut=cut)
        self.rows.append(entry.key)
        return joined


@dataclass
class Drafts:
    """What the rows of the plan gave."""

    sections: list[Section] = field(default_factory=list)
    items: list[Draft] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    accepted: int = 0
    rejected: int = 0
    skipped: int = 0


def assemble(decided: Sequence[Decided]) -> Drafts:
    """Put the rows together, in order."""
    return _Assembler(decided).run()


class _Assembler:
    """Keeps the item at hand while going down the rows."""

    def __init__(self, decided: Sequence[Decided]) -> None:
        self.decided = decided
        self.drafts = Drafts()
        self.numbers: dict[str, Draft] = {}  # of the section at hand
        self.main: Draft | None = None  # the last item that may have sub-rows
        self.below = self._numbers_below()
        self.numbered = sum(1 for row in decided if row.entry.number) * 2 >= sum(
            1 for row in decided if row.kind in (RowKind.ITEM, RowKind.SUBITEM)
        )

    def run(self) -> Drafts:
        """Go over all rows."""
        for at, row in enumerate(self.decided):
            kind, entry = row.kind, row.entry
            if kind is RowKind.SKIP:
                self.drafts.skipped += 1
            elif kind is RowKind.SECTION:
                self._section(row)
            elif kind is RowKind.ITEM:
                self._item(at, row)
            elif kind is RowKind.UNREAD or not self.drafts.items:
                self._reject(entry)
            elif kind is RowKind.SUBITEM:
                self._subitem(row)
            elif kind is RowKind.MORE:
                self._more(entry)
            else:
                self._join(row)
        return self.drafts

    def _section(self, row: Decided) -> None:
        entry = row.entry
        title = " ".join(
            one_line(entry.text(name)) for name in Field if name is not Field.NUMBER
        ).strip()
        self.drafts.sections.append(Section(entry.number, title, entry.place))
        if not row.sure:
            message = "Строка принята за заголовок раздела: проверьте"
            self.drafts.findings.append(
                Finding("section_guessed", Severity.NOTICE, message, title[:300], entry.place)
            )
        self.drafts.accepted += 1
        self.numbers, self.main = {}, None

    def _item(self, at: int, row: Decided) -> None:
        entry = row.entry
        number = entry.number or (self._missing(at) if self.numbered else None)
        draft = self._open(row, number)
        parent = self.numbers.get(number.rpartition(".")[0]) if number else None
        if parent:
            draft.parent = parent.key
        else:
            self.main = draft
        if number is None and self.numbered:
            draft.doubts.append(Doubt("no_number", Field.NUMBER, "У строки нет номера"))

    def _numbers_below(self) -> list[str | None]:
        """For every row the next number below it."""
        found: list[str | None] = []
        nearest: str | None = None
        for row in reversed(self.decided):
            found.append(nearest)
            nearest = row.entry.number or nearest
        return found[::-1]

    def _missing(self, at: int) -> str | None:
        """The number a row without one must have: the next after the item above, if it is free."""
        last = parts(self.main.number) if self.main else ()
        following = parts(self.below[at])
        if not last or len(following) != len(last) or following[:-1] != last[:-1]:
            return None
        if following[-1] <= last[-1] + 1:
            return None
        return ".".join(str(part) for part in (*last[:-1], last[-1] + 1))

    def _subitem(self, row: Decided) -> None:
        number = row.entry.number
        parent = self.numbers.get(number.rpartition(".")[0]) if number else None
        parent = parent or self.main or self.drafts.items[-1]
        parent.subitems += 1
        if number is None and parent.number:
            number = f"{parent.number}.{parent.subitems}"
        draft = self._open(row, number)
        draft.parent = parent.key
        title = draft.texts.get(Field.TITLE, "")
        draft.texts[Field.TITLE] = wording.without_dash(title) if number else title
        if not title:
            draft.texts[Field.TITLE] = parent.texts.get(Field.TITLE, "")
            message = "Второй срок и результат пункта: наименование взято из строки выше"
            draft.doubts.append(Doubt("title_from_above", Field.TITLE, message))
        if not row.sure:
            message = "Строка без номера принята за подпункт"
            draft.doubts.append(Doubt("subitem_guessed", Field.TITLE, message))

    def _open(self, row: Decided, number: str | None) -> Draft:
        entry = row.entry
        section = len(self.drafts.sections) - 1 if self.drafts.sections else None
        draft = Draft(entry.key, entry.place, number, entry.number, section)
        draft.add(entry, cut=False)
        draft.doubts.extend(entry.doubts)
        if number and entry.number is None:
            message = f"Номера в строке нет, восстановлен по соседним: {number}"
            draft.doubts.append(Doubt("number_restored", Field.NUMBER, message))
        if not row.sure and row.kind is RowKind.ITEM:
            message = "Не ясно, отдельный ли это пункт: проверьте строку"
            draft.doubts.append(Doubt("row_guessed", Field.TITLE, message))
        if number:
            self.numbers.setdefault(number, draft)
        self.drafts.items.append(draft)
        self.drafts.accepted += 1
        return draft

    def _more(self, entry: Entry) -> None:
        draft = self.drafts.items[-1]
        cell = entry.cells[Field.RESULT]
        draft.results_more.append(cell.text)
        draft.places.setdefault(Field.RESULT, []).extend(cell.places)
        draft.rows.append(entry.key)
        message = "У пункта несколько результатов"
        draft.doubts.append(Doubt("several_results", Field.RESULT, message, cell.text[:80]))
        self.drafts.accepted += 1

    def _join(self, row: Decided) -> None:
        draft, entry = self.drafts.items[-1], row.entry
        if entry.loose and any(draft.texts.get(name) for name in (Field.RESULT, Field.NOTE)):
            name = Field.NOTE if draft.texts.get(Field.NOTE) else Field.RESULT
            cell = entry.cells[Field.TITLE]
            draft.texts[name] = f"{draft.texts[name]}\n{cell.text}"
            draft.places.setdefault(name, []).extend(cell.places)
            draft.rows.append(entry.key)
            joined = [name]
        else:
            joined = draft.add(entry, cut=True)
        for name in joined:
            message = f"Текст собран из двух строк таблицы: {_LABELS[name]}"
            quote = entry.text(name)[:80]
            draft.doubts.append(
                Doubt("joined" if row.sure else "join_guessed", name, message, quote)
            )
        self.drafts.accepted += 1

    def _reject(self, entry: Entry) -> None:
        quote = " | ".join(cell.text for cell in entry.cells.values() if cell)
        message = "Строка таблицы не отнесена ни к одному пункту: решите, что с ней делать"
        finding = Finding("unread_row", Severity.WARNING, message, quote[:300], entry.place)
        self.drafts.findings.append(finding)
        self.drafts.rejected += 1
