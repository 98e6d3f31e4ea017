"""Signs by which the words of a cell show that it goes on from the row above, or heads a part."""

from __future__ import annotations

import re

from nastavnik.pure.tabular import join
from nastavnik.pure.tabular.numbers import is_roman

TAIL = 40  # so much of the end shows whether a text stops in the middle
_UNFINISHED = re.compile(
    r"(?:[,(«–—/-]|(?:^|\s)(?:и|или|а|но|в|во|на|с|со|по|для|из|к|ко|о|об|от|до|за|при|под|над|без"
    r"|через|между|их|его|её|ее|не|том|числе|как|что|которы[йех]|также|либо|г|им|имени|средн\w+"
    r"|далее))\s*\Z",
    re.I,
)
_SECTION = re.compile(
    r"(?:раздел|этап|блок|направление|модуль|часть|глава|задача|цель|подраздел)\b[\s№]*"
    r"(?:\d|[IVX]+\b|[:.–—-]|первый|второй|третий|четв)"
    r"|[IVXХ]{1,5}\s*[.)]\s*\S|(?:[IVX]{1,4}|\d|первый|второй|третий)\s*(?:-?\w{1,2}\s*)?этап\b",
    re.I,
)
_DASH = re.compile(r"\s*[-–—•·−]\s*(?=\S)")
_TERM_TAIL = re.compile(
    r"(?:год[ауы]?\b|г\.|гг\.|периода|реализации|учебного|необходимости|месяца|полугоди|квартал"
    r"|по\s+\w|[–—-]|(?:и|или|далее)\s|\(|\))",
    re.I,
)
_BARE_DAY = re.compile(r"(?:^|\s)\d{1,2}\Z")
_YEAR = re.compile(r"(?:19|20)\d\d")
_WORD = re.compile(r"[а-яёa-z]+", re.I)
_EMPTY = frozenset(
    "для или при что как без над под про его она они оно ими том так год года году числе также"
    " через между после этой этих все всех".split()
)


def unfinished(text: str) -> bool:
    """Whether a text stops in the middle: an open bracket or quote, a preposition, a comma."""
    if not text:
        return False
    return (
        text.count("(") > text.count(")")
        or text.count("«") > text.count("»")
        or bool(_UNFINISHED.search(text[-TAIL:]))
    )


def starts_low(text: str) -> bool:
    """Whether a text begins like the middle of a sentence."""
    stripped = text.lstrip('«"( ')
    return bool(stripped) and (stripped[0].islower() or text[0] in ",.;:)»")


def starts_with_dash(text: str) -> bool:
    """Whether a text begins like a line of a list."""
    return bool(_DASH.match(text))


def without_dash(text: str) -> str:
    """The text without the dash it begins with."""
    return _DASH.sub("", text, count=1)


def is_heading(text: str, number: str | None = None) -> bool:
    """Whether a text reads as the heading of a section whatever stands around it."""
    if number and is_roman(number):
        return True
    letters = [letter for letter in text if letter.isalpha()]
    shouting = len(letters) > 8 and all(letter.isupper() for letter in letters)
    return shouting or bool(_SECTION.match(text))


def is_numbered_heading(text: str) -> bool:
    """Whether a line says itself that it heads a section: «Раздел 1 …», «II. …»."""
    return bool(_SECTION.match(text))


def goes_on(first: str, second: str) -> bool:
    """Whether the term `second` is the rest of the term `first`, not a term of its own."""
    if not first or unfinished(first) or _BARE_DAY.search(first[-TAIL:]):
        return True
    if _YEAR.match(second) and not _YEAR.search(first):
        return True
    if second[:1].isdigit():
        return False
    return bool(_TERM_TAIL.match(second))


def put_together(first: str, second: str, *, cut: bool) -> str:
    """Join two cells of one field: a cut text on one line, else one paragraph under the other."""
    return join(first, second) if cut else "\n".join(part for part in (first, second) if part)


def stems(text: str) -> frozenset[str]:
    """First letters of the words that carry meaning, to compare two texts by subject."""
    words = (word.lower().replace("ё", "е") for word in _WORD.findall(text))
    return frozenset(
        _stem(word.removeprefix("с") if word.startswith("сформ") else word)
        for word in words
        if len(word) > 2 and word not in _EMPTY
    )


def _stem(word: str) -> str:
    """The part that stays when the ending changes, by the length of the word."""
    return word[: 5 if len(word) > 6 else 4 if len(word) > 4 else 3]
