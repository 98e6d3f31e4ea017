"""Whether a text names a person, for texts that leave the system: rather once too often.

By form (initials, a patronymic) the text alone tells; a bare surname is told by comparing
`possible_surnames` with those of the register.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

_WORD = re.compile(r"[А-ЯЁ][А-Яа-яЁё]+(?:-[А-ЯЁ][А-Яа-яЁё]+)*")
_INITIALS = re.compile(
    r"[А-ЯЁ][А-Яа-яЁё]+\s+[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.)?(?![А-Яа-яЁё])|[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.\s?)?[А-ЯЁ][а-яё]+"
)
_PATRONYMIC = re.compile(
    r"[А-ЯЁ][а-яё]+\s+(?:[А-ЯЁ][а-яё]*(?:(?:[оеё]вич|[иь]ич|мич|тич)(?:а|у|ем|е)?|"
    r"(?:[оеё]вн|ичн)(?:а|ы|е|у|ой|ою))(?![а-яё])|[А-ЯЁ][а-яё]+[ -](?:оглы|кызы))",
)
_NOT_INITIALS = re.compile(r"\b(?:г|с|п|д|им|ул|обл|р-н|м|о)\.\s?[А-ЯЁ]")
# endings of surnames in their cases, and how the nominative ends instead
_ENDINGS = (
    "",
    *("а", "у", "ы", "е", "я", "ю", "и", "ь", "й"),
    *("ом", "ем", "ым", "им", "ой", "ою", "ей", "ую", "юю", "ая", "яя", "ых", "их", "ии", "ию"),
    *("ого", "его", "ому", "ему", "ыми", "ими"),
)
_NOMINATIVE = ("", "а", "я", "ь", "й", "ая", "яя", "ий", "ый", "ой", "ия", "о", "е", "и", "ы", "у")
SHORTEST_STEM = 2


def names_person(text: str) -> bool:
    """Tell whether the text names somebody by surname and initials or by a patronymic."""
    return bool(_INITIALS.search(_NOT_INITIALS.sub(" ", text)) or _PATRONYMIC.search(text))


def possible_surnames(text: str) -> frozenset[str]:
    """Return what the capitalised words of the text would be as surnames in the nominative.

    In small letters, «ё» as «е»: compare with surnames written the same way.
    """
    words = {word.casefold().replace("ё", "е") for word in _WORD.findall(text)}
    return frozenset(name for word in words for name in _surnames(word))


def _surnames(word: str) -> Iterator[str]:
    parts = word.split("-")
    for part in parts:
        yield from _nominatives(part)
    if len(parts) == 2:
        yield from ("-".join(pair) for pair in product(*map(_nominatives, parts)))


def _nominatives(word: str) -> frozenset[str]:
    stems = {
        word[: len(word) - len(ending)]
        for ending in _ENDINGS
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM
    }
    return frozenset(stem + ending for stem in stems for ending in _NOMINATIVE)
