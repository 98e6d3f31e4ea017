"""What every row of a plan is: an item, a sub-row, the rest of a cut row, a section …"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from nastavnik.pure.plans import wording
from nastavnik.pure.plans.columns import Entry, looks_like_term
from nastavnik.pure.plans.reading import Field
from nastavnik.pure.tabular.lines import is_page_number
from nastavnik.pure.tabular.numbers import is_roman, parts

MAX_SECTION = 400
MAX_TEXT = 2000  # so much of a cell that goes on and on is looked at


class RowKind(StrEnum):
    """Decisions on a row; a person may take any of the first five."""

    ITEM = "item"
    SUBITEM = "subitem"
    JOIN = "join"
    SECTION = "section"
    SKIP = "skip"
    MORE = "more"  # a further result of the item above
    UNREAD = "unread"


@dataclass(frozen=True, slots=True)
class Decided:
    """A row and what it is; `sure` is False when a person should look."""

    entry: Entry
    kind: RowKind
    sure: bool = True


def decide(entries: Sequence[Entry], given: Mapping[str, RowKind]) -> list[Decided]:
    """Decide on every row in order; `given` are decisions of a person by the key of the row."""
    walker = _Walker(entries)
    return [walker.step(at, given.get(entry.key)) for at, entry in enumerate(entries)]


class _Walker:
    """Goes down the rows, knowing the item above and the rows below."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = entries
        self.below = _following(entries, lambda entry: not entry.empty)
        self.numbered_below = _following(entries, lambda e: bool(e.number and e.details))
        full = [entry for entry in entries if entry.title and entry.details]
        numbered = [entry for entry in full if entry.number]
        self.numbered = len(numbered) * 10 >= len(full) * 3
        self.depths = {len(parts(entry.number)) for entry in numbered}
        self.flat = 1 in self.depths
        self.titles = False  # a bare row without a number was taken for a section already
        self.item: Entry | None = None
        self.last: tuple[int, ...] = ()  # number of the last item that has one
        self.text: dict[Field, str] = {}
        self.numbers: set[str] = set()

    def step(self, at: int, given: RowKind | None) -> Decided:
        """Decide on the row at `at` and remember what matters for the next."""
        entry = self.entries[at]
        kind, sure = (given, True) if given else self._decide(at, entry)
        if kind in (RowKind.ITEM, RowKind.SUBITEM):
            self.item = entry
            self.text = {name: cell.text for name, cell in entry.cells.items()}
            self.numbers |= {entry.number} if entry.number else set()
            self.last = parts(entry.number) or self.last
        elif kind is RowKind.JOIN:
            for name, cell in entry.cells.items():
                before = self.text.get(name, "")
                self.text[name] = wording.put_together(before, cell.text, cut=True)[-MAX_TEXT:]
        elif kind is RowKind.SECTION:
            self.titles = self.titles or not entry.number
            self.numbers = set()
        return Decided(entry, kind, sure)

    def _decide(self, at: int, entry: Entry) -> tuple[RowKind, bool]:
        if entry.empty or (entry.loose and is_page_number(entry.title)):
            return RowKind.SKIP, True
        if entry.loose:
            return self._loose(at, entry)
        if entry.number and not entry.details:
            return self._bare_numbered(at, entry)
        if entry.number:
            return self._numbered(entry)
        if self.item is None:
            if entry.details:
                return (RowKind.ITEM if entry.title else RowKind.UNREAD), bool(entry.title)
            return RowKind.SECTION, True
        if not entry.title:
            return self._without_title(entry)
        if not entry.details:
            return self._bare(at, entry)
        return self._unnumbered(at, entry)

    def _loose(self, at: int, entry: Entry) -> tuple[RowKind, bool]:
        """A line without columns between two rows."""
        if wording.is_heading(entry.title, entry.number):
            return RowKind.SECTION, True
        if self.item and wording.starts_low(entry.title) and not entry.number:
            return RowKind.JOIN, False
        following = self.below[at]
        if following and following.number and len(entry.title) <= MAX_SECTION:
            return RowKind.SECTION, bool(entry.number)
        return RowKind.UNREAD, False

    def _bare_numbered(self, at: int, entry: Entry) -> tuple[RowKind, bool]:
        """A number and a title, nothing else: a section, or an item with empty cells."""
        number, following = parts(entry.number), self.below[at]
        if not entry.title:
            return RowKind.ITEM, bool(following and not following.number and following.title)
        if wording.is_heading(entry.title, entry.number) or not following:
            return (RowKind.SECTION if following else RowKind.ITEM), True
        below = parts(following.number)
        if below[: len(number)] == number and len(below) > len(number):
            return (RowKind.ITEM if self.flat and len(number) == 1 else RowKind.SECTION), True
        if number and below and (below == (1,) or number == below):
            return RowKind.SECTION, True
        if not following.number and following.after_break:
            return RowKind.ITEM, True
        return RowKind.ITEM, False

    def _numbered(self, entry: Entry) -> tuple[RowKind, bool]:
        again = self.item is not None and entry.number == self.item.number and entry.after_break
        if again and (not entry.title or wording.starts_low(entry.title)):
            return RowKind.JOIN, False
        number = entry.number or ""
        if not number[0].isdigit() and not is_roman(number):
            return (RowKind.SUBITEM if self.item else RowKind.ITEM), True
        if "." in number and number.rpartition(".")[0] in self.numbers:
            return RowKind.SUBITEM, True
        return RowKind.ITEM, True

    def _without_title(self, entry: Entry) -> tuple[RowKind, bool]:
        """Neither number nor title: cells go on, or the item has a further result or term."""
        result, term = entry.text(Field.RESULT), entry.text(Field.TERM)
        aside = next((cell.text for cell in entry.extra.values() if cell), "")
        own = not entry.after_break and not wording.starts_low(result or aside)
        before = self.text.get(Field.RESULT, "")
        if entry.details == {Field.RESULT}:
            if before and own and not wording.unfinished(before):
                return RowKind.MORE, True
            sure = not before or wording.starts_low(result) or wording.unfinished(before)
            return RowKind.JOIN, sure
        above = self.text.get(Field.TERM, "")
        second = bool(term and above and (result or aside) and own) and looks_like_term(term)
        if second and not wording.goes_on(above, term):
            return RowKind.SUBITEM, False
        return RowKind.JOIN, True

    def _bare(self, at: int, entry: Entry) -> tuple[RowKind, bool]:
        """Only a title: the heading of a section, or the rest of a cut title."""
        above, following = self.text.get(Field.TITLE, ""), self.below[at]
        if not above:
            return RowKind.JOIN, True
        score = 3 * wording.is_heading(entry.title) + 3 * self._restarts(following)
        score += 2 * self.titles + 4 * (entry.across and self.numbered) + (not entry.after_break)
        score -= 4 * wording.starts_low(entry.title) + 3 * wording.unfinished(above)
        score -= 2 * entry.after_break + 2 * (entry.title[-1] in ":;.")
        score -= 3 * wording.starts_with_dash(entry.title) + 3 * (following is None)
        if self.numbered and following and not following.number:
            score -= 1
        return (RowKind.SECTION if score > 0 else RowKind.JOIN), abs(score) > 1

    def _restarts(self, following: Entry | None) -> bool:
        """Whether the numbers begin anew below: 1 after 7, 2.1 after 1.7."""
        below = parts(following.number) if following else ()
        if not self.last or not below:
            return False
        return below <= self.last or (len(below) > 1 and below[0] == self.last[0] + 1)

    def _unnumbered(self, at: int, entry: Entry) -> tuple[RowKind, bool]:
        """A title and more without a number: a cut row, a sub-row or an item."""
        if wording.starts_with_dash(entry.title) and self.numbered:
            return RowKind.SUBITEM, True
        score = self._own_row(entry) + (3 if self._gap(at) else -1)
        if not self.numbered:
            score += 3
        if score <= 0:
            return RowKind.JOIN, score < -1
        if self._gap(at) or not self.numbered:
            return RowKind.ITEM, score > 1
        if self.last and not wording.starts_low(entry.title):
            return RowKind.ITEM, False
        return RowKind.SUBITEM, False

    def _own_row(self, entry: Entry) -> int:
        """Signs for (+) and against (-) a row of its own."""
        above, score = self.text, 0
        score += -3 if wording.starts_low(entry.title) else 1
        score -= 3 * wording.unfinished(above.get(Field.TITLE, ""))
        score -= entry.after_break
        term = entry.text(Field.TERM)
        if term:
            before = above.get(Field.TERM, "")
            complete = looks_like_term(term) and not wording.goes_on(before, term)
            score += 2 if complete and before else (-1 if before else 0)
        for name in (Field.RESPONSIBLE, Field.RESULT):
            text, before = entry.text(name), above.get(name, "")
            if text:
                score += -1 if wording.starts_low(text) or wording.unfinished(before) else 1
        if not any(above.get(name) for name in (Field.TERM, Field.RESPONSIBLE, Field.RESULT)):
            score -= 3
        return score

    def _gap(self, at: int) -> bool:
        """Whether exactly the unnumbered rows from here on are missing in the numbers."""
        following = self.numbered_below[at]
        below = parts(following.number) if following else ()
        return (
            bool(self.last)
            and len(below) == len(self.last)
            and below[:-1] == self.last[:-1]
            and below[-1] > self.last[-1] + 1
        )


def _following(entries: Sequence[Entry], wanted: Callable[[Entry], bool]) -> list[Entry | None]:
    """For every row the next one below that is wanted."""
    found: list[Entry | None] = []
    nearest: Entry | None = None
    for entry in reversed(entries):
        found.append(nearest)
        nearest = entry if wanted(entry) else nearest
    return found[::-1]
