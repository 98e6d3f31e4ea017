"""The text of a document as lines with places, and the zones an act is made of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nastavnik.pure.source import Paragraph, Place, Source, Table

_SPACED = re.compile(r"(?<![А-ЯЁа-яё])(?:[А-ЯЁа-яё] ){4,}[А-ЯЁа-яё](?![А-ЯЁа-яё])")
_PLAN_HEAD = re.compile(
    r"(?:№\s*)?п\s*/\s*п|наименовани|мероприяти|ответственн|срок", re.IGNORECASE
)
_DECIDES = re.compile(
    r"^\W*(?:п\s*р\s*и\s*к\s*а\s*з\s*ы\s*в\s*а\s*[юе]|о\s*б\s*я\s*з\s*ы\s*в\s*а\s*ю|"
    r"п\s*о\s*с\s*т\s*а\s*н\s*о\s*в\s*л\s*я\s*[юе]|р\s*а\s*с\s*п\s*о\s*р\s*я\s*ж\s*а\s*ю\s*с\s*ь|"
    r"р\s*е\s*ш\s*и\s*л)|(?:приказываю|п\s?о\s?с\s?т\s?а\s?н\s?о\s?в\s?л\s?я\s?[юе]т?)\s*:\s*$",
    re.IGNORECASE,
)
_ANNEX = re.compile(
    r"^\W*(?:приложени[ея](?:\W|$)(?!.*прилага)|утвержден[оаы]?(?:\W|$)|утвержд[её]н|"
    r"дорожная\s+карта|план\s+мероприятий|комплексный\s+план|согласовано|"
    r"положение\s+о(?:б)?\s|лист\s+ознакомления)",
    re.IGNORECASE,
)
HEAD_LIMIT = 80
TABLE_LIMIT = 12


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the document; spaced-out words («П Р И К А З») are already closed up."""

    place: Place
    text: str

    @property
    def bare(self) -> str:
        """The text with white space collapsed."""
        return " ".join(self.text.split())


@dataclass(frozen=True, slots=True)
class Zones:
    """Lines of the document: letterhead to the deciding verb, clauses to the first annex, rest."""

    head: tuple[Line, ...]
    body: tuple[Line, ...]
    annex: tuple[Line, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """All lines in order."""
        return (*self.head, *self.body, *self.annex)


def lines_of(source: Source) -> list[Line]:
    """Return the lines outside plan tables, cells of small tables among them."""
    return [line for block in _lines_by_block(source) for line in block]


def _lines_by_block(source: Source) -> Iterator[list[Line]]:
    for number, block in enumerate(source.blocks):
        if isinstance(block, Paragraph):
            if not _is_plan_row(block.text):
                yield [Line(Place(number), _close(part)) for part in _parts(block.text)]
        elif not _is_plan(block):
            yield [
                Line(Place(number, row, cell), _close(part))
                for row, texts in enumerate(block.rows)
                for cell, text in enumerate(texts)
                for part in _parts(text)
            ]


def _parts(text: str) -> list[str]:
    """Lines of a paragraph; a tab parts columns of a letterhead."""
    return re.split(r"[\n\t\v\u2028]", text) if text.strip() else [""]


def _close(text: str) -> str:
    return _SPACED.sub(lambda match: match[0].replace(" ", ""), text)


def _is_plan_row(text: str) -> bool:
    """A row of a table kept as text: three cells or more."""
    return len([cell for cell in text.split("\t") if cell.strip()]) > 2


def _is_plan(table: Table) -> bool:
    if len(table.rows) > TABLE_LIMIT or not table.rows:
        return True
    found = {word.lower() for word in _PLAN_HEAD.findall("\t".join(table.rows[0]))}
    return len(found) > 1


def zones_of(lines: Sequence[Line]) -> Zones:
    """Cut `lines` where the order decides and where its annexes begin."""
    decides = _first(lines, _DECIDES, 0)
    if decides is None:
        annex = _first(lines, _ANNEX, 0)
        end = min(annex if annex is not None else len(lines), HEAD_LIMIT)
        return Zones(tuple(lines[:end]), (), tuple(lines[end:]))
    annex = _first(lines, _ANNEX, decides + 1)
    end = annex if annex is not None else len(lines)
    return Zones(tuple(lines[:decides]), tuple(lines[decides:end]), tuple(lines[end:]))


def _first(lines: Sequence[Line], pattern: re.Pattern[str], start: int) -> int | None:
    for index in range(start, len(lines)):
        if pattern.search(lines[index].bare):
            return index
    return None
