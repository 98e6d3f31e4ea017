"""Kind, number, date, place and heading from the lines above «ПРИКАЗЫВАЮ»."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass

from nastavnik.pure.acts.dates import BLANK_DATE, find_dates
from nastavnik.pure.acts.lines import Line
from nastavnik.pure.acts.model import ActKind
from nastavnik.pure.source import Place

_WORDS = {
    "приказ": ActKind.ORDER,
    "распоряжение": ActKind.DIRECTIVE,
    "постановление": ActKind.RESOLUTION,
    "решение": ActKind.DECISION,
    "указ": ActKind.DECREE,
    "протокол": ActKind.MINUTES,
}
_KIND = re.compile(
    r"^\W*(?P<word>приказ|распоряжение|постановление|решение|указ|протокол)(?![а-яё])",
    re.IGNORECASE,
)
_QUALIFIER = re.compile(
    r"\(?\s*по\s+(?:основной|учебной|личному|общим|кадрам|школе)\s*[а-яё]*\s*\)?", re.IGNORECASE
)
NUMBER = (
    r"[А-ЯЁA-Z]{0,4}-?\d+[А-Яа-яЁёA-Za-z]?(?:\s?[-–/.]\s?[А-Яа-яЁёA-Za-z\d]{1,8}(?![а-яё]{3}))*"
)
_NUMBER = re.compile(rf"(?:№|N[o°º]?(?![a-z])|номер)[\s_]*(?P<number>{NUMBER})", re.IGNORECASE)
_BARE = re.compile(r"^(?P<number>\d+(?:[-/]\d+)*(?:\s?[-–]\s?[А-Яа-яё]{1,4})?)$")
_BLANK_NUMBER = re.compile(r"(?:№|N)\s*[_.…]*", re.IGNORECASE)
_PLACE = re.compile(
    r"(?:^|(?<=[\s,.;_]))(?P<place>(?:г|гор|пгт|пос|п|с|ст|д|х|р\.\s?п|рп|город|село|пос[её]лок)"
    r"(?:\.\s*|\s+)[А-ЯЁ][а-яё]+(?:[-–\s][А-ЯЁа-яё][а-яё]*){0,3})\s*$"
)
_LABELS = re.compile(
    r"(?<![А-Яа-яё])(?:от|дата|номер|регистрационный|г|года)(?![А-Яа-яё])\.?", re.IGNORECASE
)
_TITLE = re.compile(r"^[«\"“]?(?:О|Об|Обо|о|об)\s+[«\"А-Яа-яё]")
_STOP = re.compile(
    r"^\W*(?:в\s+целях|во\s+исполнени|на\s+основани|в\s+соответстви|руководствуясь|в\s+связи|"
    r"с\s+целью|согласно|для\s+|\d+[.)]\s|приказыва|в\s+рамках)",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Head:
    """What the act lines gave; `first` and `last` are indexes of act lines in the zone."""

    kind: ActKind | None = None
    number: str | None = None
    day: datetime.date | None = None
    place_of_issue: str = ""
    title: str = ""
    places: dict[str, Place] | None = None
    first: int | None = None
    last: int | None = None


def read_head(lines: Sequence[Line]) -> Head:
    """Read the act lines of the zone: those that hold nothing but kind, number, date, place."""
    head = Head(places={})
    at = next((i for i, line in enumerate(lines) if _is_kind_line(line)), None)
    if at is None:
        return head
    for index in _near(at, len(lines)):
        _read_line(head, lines[index], index)
    _read_title(head, lines)
    return head


def _is_kind_line(line: Line) -> bool:
    match = _KIND.match(line.bare)
    if match is None:
        return False
    if match["word"].isupper():
        return True
    return line.bare[:1].isupper() and not _residue(line.bare)


def _near(at: int, count: int) -> list[int]:
    """Indexes to look at: the kind line, those after it, then those before it."""
    return [at, *range(at + 1, min(at + 16, count)), *range(at - 1, max(at - 12, -1), -1)]


def _residue(text: str) -> str:
    """What is left of a line without the parts an act line is made of."""
    for found in reversed(list(find_dates(text))):
        text = text[: found.start] + " " + text[found.end :]
    text = _KIND.sub(" ", text)
    text = _QUALIFIER.sub(" ", text)
    text = _NUMBER.sub(" ", text)
    text = BLANK_DATE.sub(" ", text)
    text = _BLANK_NUMBER.sub(" ", text)
    text = _PLACE.sub(" ", text.strip())
    text = _LABELS.sub(" ", text)
    text = re.sub(r"[\W_]+", " ", text).strip()
    return "" if _BARE.match(text) or text.isdigit() else text


def _read_line(head: Head, line: Line, index: int) -> None:
    text = line.bare
    match = _KIND.match(text)
    opens = head.kind is None and match is not None
    if not text or (_residue(text) and not opens):
        return
    before = (head.kind, head.number, head.day, head.place_of_issue)
    if opens and match is not None:
        _set(head, "kind", _WORDS[match["word"].lower()], line)
        if _residue(text):
            text = text[: _first_foreign(text)]
    day = next(find_dates(text), None)
    if head.day is None and day is not None:
        _set(head, "day", day.day, line)
        text = f"{text[: day.start]} {text[day.end :]}"
    _read_number(head, line, text)
    place = _PLACE.search(text)
    if place and not head.place_of_issue:
        _set(head, "place_of_issue", " ".join(place["place"].split()), line)
    if before != (head.kind, head.number, head.day, head.place_of_issue):
        head.first = min(index, head.first if head.first is not None else index)
        head.last = max(index, head.last if head.last is not None else index)


def _first_foreign(text: str) -> int:
    """«Приказ Министерства … от … № …»: keep the whole; a heading on the line is cut off."""
    heading = re.search(r"\s[«\"]?Об?\s+[а-яё]", text)
    return heading.start() if heading else len(text)


def _read_number(head: Head, line: Line, text: str) -> None:
    if head.number is not None:
        return
    match = _NUMBER.search(text)
    if match is None:
        rest = _KIND.sub(" ", text)
        rest = _LABELS.sub(" ", rest)
        match = _BARE.match(rest.strip(" .,;_")) if head.kind is not None else None
    if match is not None:
        _set(head, "number", " ".join(match["number"].split()).strip(".-–/ "), line)


def _set(head: Head, name: str, value: object, line: Line) -> None:
    setattr(head, name, value)
    assert head.places is not None
    head.places["date" if name == "day" else name] = line.place


def _read_title(head: Head, lines: Sequence[Line]) -> None:
    start = next(
        (i for i in range((head.first or 0), len(lines)) if _TITLE.match(lines[i].bare)), None
    )
    if start is None:
        return
    parts: list[str] = []
    for line in lines[start:]:
        text = line.bare
        if not text or _STOP.match(text) or (parts and not _residue(text)):
            break
        if parts and text[0].isupper() and parts[-1].endswith((".", "»")):
            break
        parts.append(text)
    _set(head, "title", " ".join(parts).rstrip(" ."), lines[start])
