"""From letters to tokens: normalise a phrase, cut it into words, give each word its class.

A class is one character, so that the grammar can be written as patterns over the
string of classes (`cascade`).
"""

from __future__ import annotations

import re
from functools import lru_cache

from nastavnik.pure.terms.lexicon import (
    CLASSES,
    EVERY,
    PHRASES,
    PREFIXES,
    PUNCTUATION,
    ROMAN,
    WORDS,
    Rhythm,
    Token,
    Value,
)
from nastavnik.pure.terms.reading import Unit

SKIPPED: Token = (CLASSES["skip"], None)

LOOKALIKES = str.maketrans("aceopxykmhbt", "асеорхукмнвт")
DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
SPACES = dict.fromkeys(map(ord, "\u00a0\u2002\u2003\u2007\u2009\u202f\u3000«»\"“”„‟'’*_"), " ")
FOLD = DASHES | SPACES | {ord("ё"): "е", ord("і"): "i", ord("ї"): "i", ord("|"): "i"}
LATIN = re.compile(r"[a-zа-я]*[aceopxykmhbt][a-zа-я]*")
# «Т.Г. Иванова» are initials; «т.г.» is this year.
INITIALS = re.compile(r"(?<![А-ЯЁа-яё])[А-ЯЁ]\.\s?[А-ЯЁ]\.")
PLAIN = re.compile(r"[а-я0-9 .,;:()/-]*")
TAG = re.compile(r"</?[a-zA-Z][^<>]{0,60}>")
BROKEN = re.compile(r"([^\W\d]+)-\s*\n\s*([^\W\d]+)")
HIDDEN = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")

# «П квартал», «Ш квартал», «1У квартал»: Roman numerals typed with other letters.
SLIPPED = re.compile(
    r"(?<![\w.])(?:[1i][уv]|ш[iп]?|п)(?!\w)(?=[\s-]{0,3}(?:[\wi]{1,3}[\s-]{1,3})?(?:кв|полуг|четв))"
)
SLIPPED_NUMERALS = {"п": "2", "ш": "3", "шi": "4 ", "шп": "4 "}

# Guards in front of the groups keep most words from being tried against every expression.
TOKEN = re.compile(
    r"""
    \d{1,2}(?=\s[а-я])(?!\s(?:дн|нед|мес|сут|ти|х|и|ми)) | \d{4}(?=\s?[гу,;)]|$)
  | (?=\d)(?:
        \d{4}-\d\d-\d\d(?!\d)
      | \d\d?-\d\d-(?:19|20)\d\d(?!\d)
      | \d{1,2}\s?[./]\s?\d{1,2}\s?[./]\s?(?:19|20)\d\d(?!\d)
      | \d{1,2}\.\s?\d{1,2}\.\s?\d\d(?![\d.]*\d)
      | \d\d?[.:]\d\d(?![.:]?\d)
      | \d+(?:\.\d+)+
      | \d+(?=[\s-]*(?:ти|х|и|ми)?[\s-]*[днмс])[\s-]*(?:ти|х|и|ми)?[\s-]*
        (?:дневн|недельн|месячн|суточн)[а-я]+
      | \d+(?:-?(?:го|му|ый|ий|ая|ое|ой|ого|ую|ти|й|я|е|х|м|ю|и)(?![а-я])
            |\s?-\s?(?:го|ый|ий|ая|ое|ой|ую|й|я|е|х)(?![а-я]))?
    )
  | (?=в)(?:
        в\s?течени[еи]|в\sтеч(?![а-я])|в\sпродолжени[еи]|во\sвремя|в\sслуча[еи]|в\sдень
      | в\sпостоянном\sрежиме | в\sсоответствии(?:\sсо?)?(?![а-я])
      | в\s(?:установлен|указан|утвержден|определен|назначен|соответствующ|эти)[а-я]+\s
        (?:[а-я]+\s)?срок[а-я]*
      | в\sсроки,?\s(?:установ|указан|утвержд|определ|предусм)[а-я]+
      | в\s(?:рабочем|плановом|штатном)\s(?:порядке|режиме)
    )
  | (?=[по])(?:
        (?:по|при)\sмере | после(?![а-я]) | от\s(?:дня|даты|момента)(?![а-я]) | п/г
      | по\s(?:завершени|окончани|итог|результат|истечени)[а-я]*
    )
  | (?=[нстзуг])(?:
        не\s(?:поз[а-я]+|ран[ье][а-я]+|реже|менее|меньше|чаще|более)(?:,?\sчем)?(?![а-я])
      | на\sпротяжении | за\sвремя | со?\s(?:дня|даты|момента)(?![а-я])
      | на\s(?:постоянной|регулярной|системной|систематической)\sоснове
      | следующ[а-я]+,?\sза\s(?:отчетн|предыдущ|истекш|прошедш|кварт|месяц|год)[а-я]*
        (?:\s(?:период|месяц|квартал|год)[а-я]*)?
      | [тс]\.\s?г(?![а-я]) | тек\.?\s?г(?![а-я]) | у\.(?=\s?г) | г\.\s?г
    )
  | i{1,3}v?-(?:й|я|е|м|го|ый|ий|ая|ое|ой|ом)(?![а-я])
  | [a-zа-я]+ | [-,;()/&%] | №\s?[\d/а-яa-z-]*
    """,
    re.VERBOSE,
)

COMPILED = [(re.compile(pattern), CLASSES[name], value) for pattern, name, value in WORDS]
NAMED = re.compile(r"(.*?)(?:н|ност)?(?:ая|ое|ый|ые|ого|ой|ую|ых|ым|ыми|ому)")
SHORT_UNITS: dict[str, Unit] = {"недел": "week", "месяч": "month", "дневн": "day", "суточ": "day"}


def fold(text: str) -> str:
    """Lower the letters and fold look-alikes, dashes and spaces; the length stays."""
    if "Г." in text and not text.isupper():
        text = INITIALS.sub(_blank, text)
    low = text.lower()
    if not PLAIN.fullmatch(low):
        low = LATIN.sub(_cyrillic, low.translate(FOLD))
    if "кв" in low or "полуг" in low or "четв" in low:
        return SLIPPED.sub(_numeral, low)
    return low


def visible(text: str) -> str:
    """Drop what nobody sees: soft hyphens, tags left in a cell, hyphens at a line's end."""
    if "<" in text:
        text = TAG.sub(" ", text)
    if text.isprintable():
        return text
    return BROKEN.sub(_whole, HIDDEN.sub("", text))


def _whole(broken: re.Match[str]) -> str:
    """Join «сентяб-рь» when that gives a known word; «октябрь-ноябрь» stays."""
    joined = broken[1] + broken[2]
    known = classify(fold(joined))[0] != CLASSES["word"]
    parts = (classify(fold(part))[0] for part in broken.groups())
    return joined if known and CLASSES["word"] in parts else broken[0]


def _blank(found: re.Match[str]) -> str:
    """Give as many spaces."""
    return " " * len(found[0])


def _cyrillic(word: re.Match[str]) -> str:
    """Put Cyrillic letters for Latin ones that look alike, but not in a Latin word."""
    said = word[0]
    if len(said) > 2 and said.isascii():
        return said
    return said.translate(LOOKALIKES)


def _numeral(slip: re.Match[str]) -> str:
    """Give the digit that a slipped Roman numeral means, as long as the slip."""
    return SLIPPED_NUMERALS.get(slip[0], "4 ")


def scan(folded: str) -> tuple[str, list[Value]]:
    """Return the string of classes and the values of the tokens of a folded phrase."""
    tokens = list(map(classify, TOKEN.findall(folded)))
    if SKIPPED in tokens:
        tokens = [token for token in tokens if token is not SKIPPED]
    return "".join([letter for letter, _ in tokens]), [value for _, value in tokens]


def between(folded: str, start: int, end: int) -> slice:
    """Return where the tokens `start`..`end` stand in the folded phrase."""
    begins = []
    at = 0
    for word in TOKEN.findall(folded):
        at = folded.index(word, at)
        if classify(word) is not SKIPPED:
            begins.append(at)
        at += len(word)
    begins.append(len(folded))
    return slice(begins[start], begins[end])


@lru_cache(maxsize=16_384)
def classify(word: str) -> Token:
    """Return the class of one token and its value."""
    if word in PUNCTUATION:
        return CLASSES[PUNCTUATION[word]], word
    if word[0].isdigit():
        return _number(word)
    return _phrase(word) or _word(word)


def _number(word: str) -> Token:
    """Classify what begins with a digit: dates, clock times, ordinals, lengths."""
    digits = [int(part) for part in re.findall(r"\d+", word)]
    if re.search("дневн|недельн|месячн|суточн", word):
        return CLASSES["termlength"], _length(word)
    if re.fullmatch(r"\d{4}-\d\d-\d\d", word):
        return CLASSES["fulldate"], tuple(digits)
    if len(digits) == 3 and re.fullmatch(r"\d\d?\s?[./-]\s?\d\d?\s?[./-]\s?(?:\d\d){1,2}", word):
        day, month, year = digits
        return CLASSES["fulldate"], (year + 2000 if year < 100 else year, month, day)
    if re.fullmatch(r"\d\d?[.:]\d\d", word):
        day, month = digits
        if ":" in word or not (1 <= month <= 12 and 1 <= day <= 31):
            return CLASSES["clock"], None
        return CLASSES["date" if word[1].isdigit() else "loosedate"], (month, day)
    if len(digits) > 1:
        return CLASSES["label"], None
    if len(word) == 4 and 1990 <= digits[0] <= 2099:
        return CLASSES["year4"], digits[0]
    return CLASSES["num"], digits[0] if len(word) < 9 else 0


COMPILED_PHRASES = [(re.compile(p, re.DOTALL), CLASSES[n], v) for p, n, v in PHRASES]


def _phrase(word: str) -> Token | None:
    """Classify what the scanner took as one token though it is several words."""
    plain = " ".join(word.split())
    for pattern, letter, value in COMPILED_PHRASES:
        if pattern.fullmatch(plain):
            return letter, plain if letter == CLASSES["following"] else value
    return None


def _word(word: str) -> Token:
    """Classify one word."""
    roman = word.split("-")[0]
    if roman in ROMAN:
        return CLASSES["num"], ROMAN[roman]
    for stem, (n, unit) in EVERY.items():
        if word.startswith(stem):
            named = NAMED.fullmatch(word) is not None
            return CLASSES["rhythm"], Rhythm(n, unit, named=named)
    if re.search("(?:дневн|недельн|месячн|суточн)(?!ик)", word):
        return CLASSES["termlength"], _length(word)
    for pattern, letter, value in COMPILED:
        if pattern.fullmatch(word):
            return SKIPPED if letter == SKIPPED[0] else (letter, value)
    return CLASSES["word"], None


def _length(word: str) -> tuple[int, Unit]:
    """Read «10-дневный», «двухнедельный», «месячный» as a number of units."""
    unit = next(unit for stem, unit in SHORT_UNITS.items() if stem in word)
    digits = re.match(r"\d+", word)
    if digits:
        return min(int(digits[0]), 9999), unit
    return next((n for stem, n in PREFIXES.items() if word.startswith(stem)), 1), unit
