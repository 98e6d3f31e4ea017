"""Comparing what a plan calls somebody with what the tree calls them: words, stems, initials."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

Words = tuple[str, ...]

_WORD = re.compile(r"[а-яa-z0-9]+(?:-[а-яa-z0-9]+)*\.?")
_ENDING = re.compile(
    r"(?:ыми|ими|ами|ями|ого|его|ому|ему|ых|их|ой|ей|ая|яя|ое|ее|ые|ие|ый|ий|ом|ем|ам|ям|ах|ях"
    r"|ов|ев|ию|ия|ии|а|я|о|е|ы|и|у|ю|ь|й)$"
)
SHORTEST = 3  # a stem has at least three letters
LITTLE = frozenset({"и", "в", "во", "на", "по", "от", "за", "с", "со", "к", "о", "об", "для", "г"})


def words_of(text: str) -> Words:
    """Return the words in lower case without quotation marks and signs; ё is е."""
    found = _WORD.findall(text.lower().replace("ё", "е"))
    return tuple(word if _is_cut(word) else word.rstrip(".") for word in found)


def stems_of(text: str) -> Words:
    """Return the words without their endings and without prepositions, in order."""
    return tuple(stem(word) for word in words_of(text) if word.rstrip(".") not in LITTLE)


def stem(word: str) -> str:
    """Take the ending off: «министерством» and «министерство» become one word."""
    while not _is_cut(word) and len(word) > SHORTEST:
        found = _ENDING.search(word, SHORTEST)
        if found is None:
            break
        word = word[: found.start()]
    return word


def same(one: str, other: str) -> bool:
    """Tell whether two stems are one word; «обр.» is any word that begins so."""
    if _is_cut(one):
        return other.startswith(one[:-1])
    if _is_cut(other):
        return one.startswith(other[:-1])
    return one == other


def equal(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether two names have the same words in the same order."""
    return len(one) == len(other) and all(map(same, one, other))


def stands_in(part: Sequence[str], whole: Sequence[str]) -> bool:
    """Tell whether the words of `part` stand in `whole` side by side in their order."""
    width = len(part)
    return 0 < width <= len(whole) and any(
        equal(part, whole[at : at + width]) for at in range(len(whole) - width + 1)
    )


def all_in(part: Iterable[str], whole: Sequence[str]) -> bool:
    """Tell whether every word of `part` is somewhere in `whole`."""
    return all(any(same(word, other) for other in whole) for word in part)


def initials_of(text: str) -> frozenset[str]:
    """Return the abbreviations a name gives: of all its words, and of those in quotation marks."""
    pieces = [text, *re.findall(r"[«\"]([^«»\"]+)[»\"]", text)]
    return frozenset(
        letters
        for piece in pieces
        for words in (words_of(piece), tuple(w for w in words_of(piece) if w not in LITTLE))
        if len(letters := "".join(word[0] for word in words)) > 1
    )


def is_plural(word: str) -> bool:
    """Tell whether a noun that heads an actor is in the plural: «кураторы», «руководителям»."""
    return bool(re.search(r"(?:ы|и|а|я|ам|ям|ов|ев|ей|ами|ями|ые|(?<!н)ие|ым|ых|их)$", word))


_INITIALS = re.compile(r"([А-ЯЁ])\.\s*(?:([А-ЯЁ])\.?)?")
_CASES = frozenset(
    " а у ым ом е ой ою ы ый ого ому ая ую ий его ему им ем и я ю ей ью ь ья ью ия ию".split(" ")
)


def parts_of_name(text: str) -> tuple[str, str] | None:
    """Split «И. С. Лугова» or «Лугова Ирина Сергеевна» into surname and initials; None if none."""
    found = _INITIALS.search(text)
    rest = (text[: found.start()] + " " + text[found.end() :]) if found else text
    names = re.findall(r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?", rest)
    if not names:
        return None
    letters = "".join(filter(None, found.groups())) if found else "".join(n[0] for n in names[1:3])
    return names[0], letters.upper()


def same_surname(written: str, kept: str) -> bool:
    """Tell whether `written`, in any case, can be the surname `kept`."""
    one, other = (text.lower().replace("ё", "е") for text in (written, kept))
    common = 0
    while common < min(len(one), len(other)) and one[common] == other[common]:
        common += 1
    return common >= 2 and one[common:] in _CASES and other[common:] in _CASES


def _is_cut(word: str) -> bool:
    """«обр.» is a word cut short; a final point after a long word is the end of a sentence."""
    return word.endswith(".") and 2 <= len(word) - 1 <= 6
