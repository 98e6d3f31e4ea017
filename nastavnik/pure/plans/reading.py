"""What reading an order with a plan gives: the shapes that preview, roadmap and command share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from nastavnik.pure.actors import Actor
from nastavnik.pure.acts import Act
from nastavnik.pure.source import Place
from nastavnik.pure.terms import TermReading


class Field(StrEnum):
    """What a column of a plan holds."""

    NUMBER = "number"
    TITLE = "title"
    TERM = "term"
    RESPONSIBLE = "responsible"
    RESULT = "result"
    NOTE = "note"
    OTHER = "other"


class Severity(StrEnum):
    """How much a finding matters: an error stops nothing, but a person must look."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the plan: its header as written and what it is taken for.

    `table` is the key of its table, by which corrections name it.
    """

    index: int
    header: str
    field: Field
    table: str = ""


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing about one field of an item that a person must confirm (Russian `message`)."""

    code: str
    field: Field
    message: str
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong in the document itself, with its words (`quote`) and place."""

    code: str
    severity: Severity
    message: str
    quote: str = ""
    place: Place | None = None
    item: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A heading row inside the plan."""

    number: str | None
    title: str
    place: Place


@dataclass(frozen=True, slots=True)
class Item:
    """One measure of the plan.

    `key` names the item inside its reading: the key of its first place.
    `number` is without the closing point; where the row has none it is restored from its
    neighbours (then `number_in_source` is None) or None.
    `section` is the index of its section in `Plan.sections`; `parent` the key of the item
    it is a sub-row of. `results_more` are further result lines of the same item.
    `extra` holds texts of columns taken for `other`, by column index.
    `places` gives for every field the cells it was put together from, `rows` the keys of
    the rows, by which corrections name them.
    """

    key: str
    number: str | None
    section: int | None
    parent: str | None
    title: str
    term_text: str
    term: TermReading
    responsible_text: str
    actors: tuple[Actor, ...]
    result: str
    results_more: tuple[str, ...]
    note: str
    extra: dict[int, str]
    place: Place
    places: dict[Field, tuple[Place, ...]]
    doubts: tuple[Doubt, ...] = ()
    number_in_source: str | None = None
    rows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator with its yearly targets; `formula` is what stands in brackets after the name."""

    number: str | None
    name: str
    unit: str
    formula: str
    survey: bool
    targets: dict[int, float]
    place: Place


@dataclass(frozen=True, slots=True)
class RowCount:
    """read = accepted + rejected + skipped; `skipped` are repeated heads and empty rows."""

    read: int
    accepted: int
    rejected: int
    skipped: int


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole reading.

    `period` is the plan's period in inclusive dates, None when nothing says it;
    `title` the heading of the plan («План мероприятий … на 2020–2021 учебный год»).
    `needs_mapping` is True when the order of the text is lost and a person must map columns:
    then `items` is empty and `findings` says why. `context_year` is what bare months took
    their year from.
    """

    act: Act
    title: str
    period: tuple[date, date] | None
    columns: tuple[Column, ...]
    sections: tuple[Section, ...]
    items: tuple[Item, ...]
    indicators: tuple[Indicator, ...]
    findings: tuple[Finding, ...]
    rows: RowCount
    needs_mapping: bool = False
    context_year: str | None = None

    def doubts(self) -> int:
        """How many doubts a person has still to look at."""
        return sum(len(item.doubts) for item in self.items)

    def item(self, key: str) -> Item:
        """The item with this key. Raises KeyError when there is none."""
        for item in self.items:
            if item.key == key:
                return item
        raise KeyError(key)
