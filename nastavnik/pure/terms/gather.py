"""From a phrase to its pieces: run the levels of the grammar and sort what they found."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache

from nastavnik.pure.terms import grammar, items, phrases, windows
from nastavnik.pure.terms.anchors import nominative
from nastavnik.pure.terms.items import Item
from nastavnik.pure.terms.lexicon import CLASSES, Rhythm, Value
from nastavnik.pure.terms.phrases import Relation
from nastavnik.pure.terms.reading import Offset
from nastavnik.pure.terms.windows import MonthDays, Weekdays
from nastavnik.pure.terms.words import between, fold, scan, visible
from nastavnik.pure.terms.years import Years

UNREAD = re.compile(
    "[{week}{decade}{halfpart}{middle}{quarter}{half}{term}{holidays}{season}{month}{except}]"
    "|[{begin}{end}](?![{word}{event}{realization}])".format_map(CLASSES)
)


@dataclass(slots=True)
class Side:
    """What stands before, or after, «далее»."""

    items: list[Item] = field(default_factory=list)
    windows: list[Item] = field(default_factory=list)
    years: list[Item] = field(default_factory=list)
    rhythms: list[Rhythm] = field(default_factory=list)
    monthday: MonthDays | None = None
    weekdays: Weekdays | None = None
    next_month: str | None = None
    quarter_month: int | None = None
    always: bool = False
    relations: list[tuple[Offset | None, str | None]] = field(default_factory=list)
    conditional: bool = False
    anchor: str | None = None
    reference: bool = False
    unread: bool = False
    only_weekdays: bool = False


def sides(phrase: str) -> list[Side]:
    """Read a phrase into one side, or two when it says «далее»."""
    text = " ".join(visible(phrase).split())
    folded = fold(text)
    if ";" in folded or folded[:1].isdigit():
        folded = phrases.number_list_marks(folded)
    shape, values = scan(folded)
    shape = windows.clean_clock(shape)
    shape, values = grammar.LEVEL.reduce(shape, values)
    shape, values = windows.LEVEL.reduce(shape, values)
    shape, values = items.LEVEL.reduce(shape, values)
    return _sort(shape, values, text, folded)


def _sort(shape: str, values: list[Value], text: str, folded: str) -> list[Side]:
    """Put every token where it belongs."""
    side = Side()
    found = [side]
    after_due = ""
    for letter, value in zip(shape, values, strict=True):
        if letter == ITEM and isinstance(value, Item):
            if after_due and value.role == "in" and all(w.single_day for w in value.windows):
                value = value._replace(role=after_due)
            after_due = value.role if value.role in DUE else ""
            if value.role != "skip":
                side.items.append(value)
        elif letter not in JOINING:
            after_due = ""
            if letter == THEN and (side.items or side.rhythms or side.always):
                side = Side()
                found.append(side)
            elif letter in TAKERS:
                _take(side, letter, value, text, folded)
    for each in found:
        if each.items:
            each.items = share_years(each.items)
            each.windows = [item for item in each.items if item.windows]
            each.years = [item for item in each.items if not item.windows]
    found[-1].unread, found[0].only_weekdays = left_over(shape)
    return found


@lru_cache(maxsize=4_096)
def left_over(shape: str) -> tuple[bool, bool]:
    """Return whether words about time were not read, and whether there are only weekdays."""
    return UNREAD.search(shape) is not None, shape.strip(",()&") == CLASSES["weekdays"]


EDGES = " .,;:()-–—«"
ITEM, THEN = CLASSES["item"], CLASSES["then"]
JOINING = CLASSES["comma"] + CLASSES["and"]
DUE = ("until", "to", "by")
TAKERS = frozenset(
    CLASSES[name]
    for name in (
        "years", "rhythm", "monthday", "weekdays", "nextmonth", "quartermonth", "always",
        "relation", "condition", "reference",
    )
)  # fmt: skip


def _take(side: Side, letter: str, value: Value, text: str, folded: str) -> None:
    """Put one token that is no item into its side."""
    if isinstance(value, Years):
        side.items.append(Item("in", [], value))
    elif isinstance(value, Rhythm):
        side.rhythms.append(value)
    elif isinstance(value, MonthDays):
        side.monthday = value
    elif isinstance(value, Weekdays):
        side.weekdays = value
    elif letter == CLASSES["nextmonth"]:
        side.next_month = str(value)
    elif letter == CLASSES["quartermonth"] and isinstance(value, int):
        side.quarter_month = value
    elif letter == CLASSES["always"]:
        side.always = True
    elif letter == CLASSES["reference"]:
        side.reference = True
    elif letter == CLASSES["condition"]:
        side.conditional = True
        if isinstance(value, Relation):
            side.anchor = _anchor(value, text, folded)
    elif isinstance(value, Relation):
        side.relations.append((value.offset, _anchor(value, text, folded)))


def _anchor(relation: Relation, text: str, folded: str) -> str | None:
    """Name the event of a relation in the nominative."""
    if relation.start >= relation.end:
        return relation.own or None
    words = text[between(folded, relation.start, relation.end)].strip(EDGES)
    return f"{relation.own} {words}" if relation.own else nominative(words)


def share_years(found: list[Item]) -> list[Item]:
    """Give windows of a list the year that stands at its end, or at its beginning.

    «сентябрь, декабрь 2021» are both 2021; «декабрь, январь 2022» begins in 2021.
    """
    if len(found) == 1 and len(found[0].windows) < 2:
        return found
    flat = [window for item in found for window in item.windows]
    if not any(w.y1 or w.y2 for w in flat) or all(w.y1 and w.y2 for w in flat):
        return found
    filled = list(flat)
    for place in range(len(filled) - 2, -1, -1):
        here, later = filled[place], filled[place + 1]
        year = later.y1 or later.y2
        if _bare(here) and year:
            year -= here.lo > later.lo
            filled[place] = replace(here, y1=year, y2=year + (here.hi < here.lo))
    for place in range(1, len(filled)):
        here, before = filled[place], filled[place - 1]
        year = before.y2 or before.y1
        if _bare(here) and year:
            year += here.lo < before.lo
            filled[place] = replace(here, y1=year, y2=year + (here.hi < here.lo))
    rest = iter(filled)
    return [item._replace(windows=[next(rest) for _ in item.windows]) for item in found]


def _bare(window: windows.Window) -> bool:
    """Whether a window still has no year."""
    return window.y1 is None and window.y2 is None and window.school is None
