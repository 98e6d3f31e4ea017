"""Other acts named in the text, and this act's own number and date named again."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nastavnik.pure.acts.dates import FoundDate, find_dates
from nastavnik.pure.acts.head import NUMBER
from nastavnik.pure.acts.lines import Line
from nastavnik.pure.acts.model import ActKind, OwnMention, Reference, Relation
from nastavnik.pure.source import Place

_STEMS = (
    ("приказ", ActKind.ORDER),
    ("распоряжени", ActKind.DIRECTIVE),
    ("постановлени", ActKind.RESOLUTION),
    ("указ", ActKind.DECREE),
    ("закон", ActKind.LAW),
    ("письм", ActKind.LETTER),
    ("протокол", ActKind.MINUTES),
    ("решени", ActKind.DECISION),
)
_KIND = re.compile(
    r"(?<![А-Яа-яё-])(?:(?:Федеральн|Областн|Краев|Республиканск)[а-яё]+\s+)?"
    r"(?P<stem>приказ|распоряжени|постановлени|указ|закон|письм|протокол|решени)"
    r"(?P<ending>[а-яё]{0,3})(?![а-яё-])",
    re.IGNORECASE,
)
_NUMBER = re.compile(rf"(?:№|N[o°º]?(?=\s|\d))\s*(?P<number>{NUMBER})", re.IGNORECASE)
_LOOSE = re.compile(
    r"^\s*(?P<number>[А-ЯЁ]{0,3}-?\d+(?:[-/]\d+)+(?:-?[А-Яа-я]{1,3}\b)?|[А-ЯЁ]{1,2}-\d+)"
)
_TITLE = re.compile(r"[«“\"](?P<title>[^«»“”\"]*(?:[«“][^«»“”]*[»”][^«»“”]*)*)[»”\"]")
_OF_BODY = re.compile(
    r"(?:сош|школ\w*|лице\w*|гимнази\w*|сад\w*|училищ\w*|колледж\w*|приложени\w*|доу|[а-я]*оу)\s*$",
    re.IGNORECASE,
)
_TRIGGER = re.compile(
    r"(?P<execution>во\s+исполнени\w*)|"
    r"(?P<basis>на\s+основани\w*|в\s+соответстви\w*\s+с|руководствуясь|согласно|на\s+основе)",
    re.IGNORECASE,
)
_STAMP = re.compile(
    r"(?:^|\n)\W*(?:приложени|утвержд)[^\n]{0,80}(?:\n[^\n]{0,80}){0,6}$", re.IGNORECASE
)
_BARE_STAMP = re.compile(
    r"(?:^|\n)\W*приложение\s*(?:№\s*)?\d*[ .]*\n?\s*(?P<stamp>от\s[^\n]{6,60})", re.IGNORECASE
)
WINDOW = 420


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines joined into one text; `starts` tells which line a position came from."""

    text: str
    starts: tuple[int, ...]
    lines: tuple[Line, ...]
    preamble: bool

    def place(self, position: int) -> Place:
        last = max(index for index, start in enumerate(self.starts) if start <= position)
        return self.lines[last].place


def read_references(
    head: Sequence[Line], rest: Sequence[Line]
) -> tuple[tuple[Reference, ...], tuple[OwnMention, ...]]:
    """Return references to other acts and mentions of this one, in the order of the text.

    `head` is the zone above the deciding verb: an act named there is a basis.
    """
    references: list[Reference] = []
    own: list[OwnMention] = []
    for block in (*_blocks(head, preamble=True), *_blocks(rest, preamble=False)):
        own.extend(_bare_stamp(block))
        for mention in _mentions(block):
            if isinstance(mention, OwnMention):
                own.append(mention)
            else:
                references.append(mention)
    return tuple(references), tuple(own)


def _blocks(lines: Sequence[Line], *, preamble: bool) -> Iterator[_Block]:
    """Join consecutive lines that are not empty: acts are named across line ends."""
    group: list[Line] = []
    for line in (*lines, None):
        if line is not None and line.bare:
            group.append(line)
        elif group:
            starts, at = [], 0
            for member in group:
                starts.append(at)
                at += len(member.text) + 1
            text = "\n".join(member.text for member in group)
            yield _Block(text, tuple(starts), tuple(group), preamble)
            group = []


def _mentions(block: _Block) -> Iterator[Reference | OwnMention]:
    matches = list(_KIND.finditer(block.text))
    for index, match in enumerate(matches):
        limit = matches[index + 1].start() if index + 1 < len(matches) else len(block.text)
        mention = _read(block, match, min(limit, match.end() + WINDOW))
        if mention is not None:
            yield mention


def _bare_stamp(block: _Block) -> Iterator[OwnMention]:
    """«Приложение № 1 от 14.04.2022 № 78»: the act is meant, its kind is not said."""
    for match in _BARE_STAMP.finditer(block.text):
        stamp = match["stamp"]
        day, number, _, _ = _day_and_number(stamp)
        if day is not None and number is not None:
            quote = " ".join(match[0].split())
            yield OwnMention(
                ActKind.OTHER, number, day.day, quote, block.place(match.start("stamp"))
            )


def _read(block: _Block, match: re.Match[str], limit: int) -> Reference | OwnMention | None:
    """Read one mention from its kind word to `limit`; None without number and date."""
    window = _own_title_end(block.text, match.end(), limit)
    day, number, first, last = _day_and_number(window)
    if day is None and number is None:
        return None
    kind = next(kind for stem, kind in _STEMS if match["stem"].lower() == stem)
    title, issuer, last = _title_and_issuer(window, first, last)
    quote = " ".join(block.text[match.start() : match.end() + last].split())
    place = block.place(match.start())
    relation = _relation(block, match.start())
    if relation is None:
        return OwnMention(kind, number, _stamp_day(block, match.start(), day), quote, place)
    return Reference(relation, kind, issuer, number, day.day if day else None, title, quote, place)


def _stamp_day(block: _Block, position: int, day: FoundDate | None) -> datetime.date | None:
    """Date of an approval stamp, which may stand before «приказ № 60»."""
    if day is not None:
        return day.day
    before = list(find_dates(block.text[max(0, position - 120) : position]))
    return before[-1].day if before else None


def _own_title_end(text: str, start: int, limit: int) -> str:
    """The text the mention may fill: to the next act, but never inside a quoted title."""
    window = text[start : start + WINDOW]
    if limit - start < len(window):
        opened = window[: limit - start]
        if opened.count("«") > opened.count("»"):
            title = _TITLE.search(window)
            return window[: title.end() + 60] if title else opened
        return opened
    return window


def _day_and_number(window: str) -> tuple[FoundDate | None, str | None, int, int]:
    """First date after «от» and the number beside it; the positions both lie between."""
    bound = re.search(r";\s|\.\s*\n|\n\s*(?:\d+[.)]|[-–—•])\s", window)
    window = window[: bound.start()] if bound else window
    day = next((found for found in find_dates(window)), None)
    number = next(
        (found for found in _NUMBER.finditer(window) if _is_act_number(window, day, found)), None
    )
    if day is not None and number is None:
        loose = _LOOSE.match(window[day.end :])
        if loose:
            return day, loose["number"], day.start, day.end + loose.end()
    spans = [(day.start, day.end)] if day else []
    if number is not None:
        spans.append(number.span())
    if not spans:
        return None, None, 0, 0
    value = " ".join(number["number"].split()).strip(".-–/ ") if number else None
    return day, value, min(span[0] for span in spans), max(span[1] for span in spans)


def _is_act_number(window: str, day: FoundDate | None, number: re.Match[str]) -> bool:
    """True for a number beside the date, or alone in the sentence, and not of a school."""
    before = window[: number.start()]
    if _OF_BODY.search(before):
        return False
    if day is not None:
        between = window[min(day.end, number.end()) : max(day.start, number.start())]
        return len(between) < 30 and not set("«»") & set(between)
    return before.count("«") == before.count("»")


def _title_and_issuer(window: str, first: int, last: int) -> tuple[str, str, int]:
    """Title in quotes before or right after date and number, and the body before them."""
    title = ""
    issuer = window[:first]
    for match in _TITLE.finditer(window):
        text = " ".join(match["title"].split())
        heading = re.match(r"(?:О|Об|Обо)\s", text)
        if match.start() < first and heading:
            title, issuer = text, window[: match.start()]
            break
        if match.start() >= last and not window[last : match.start()].strip(" \n,–-г."):
            title, last = text, match.end()
            break
    issuer = re.sub(r"\s+от\s*$|^\s*от\s*$", "", issuer.rstrip())
    return title, " ".join(issuer.split()).strip(" ,(«№"), last


def _relation(block: _Block, position: int) -> Relation | None:
    """How the sentence speaks of the act; None when it is this act itself."""
    before = block.text[max(0, position - 400) : position]
    if _STAMP.search(before):
        return None
    sentence = re.split(r"(?<=[а-яё»)])[.;]\s", before)[-1]
    triggers = list(_TRIGGER.finditer(sentence))
    if triggers:
        return Relation.EXECUTION if triggers[-1]["execution"] else Relation.BASIS
    return Relation.BASIS if block.preamble else Relation.MENTION
