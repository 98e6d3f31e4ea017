"""The name of an event in the nominative: «после издания приказа» → «издание приказа»."""

from __future__ import annotations

import re
from functools import lru_cache

# Endings of the first noun in genitive, dative, prepositional → nominative; first hit wins.
NOUNS = [
    (r"(.*)(?:ния|нию|нии)", r"\1ние"),
    (r"(.*)(?:тия|тию|тии)", r"\1тие"),
    (r"(.*)(?:ции|цию)", r"\1ция"),
    (r"(.*(?:с|з)и)(?:и|ю)", r"\1я"),
    (r"(.*о)сти", r"\1сть"),
    (r"каникул", "каникулы"),
    (r"начал[ауе]", "начало"),
    (r"конц[ауе]", "конец"),
    (r"(прием|выход|сбор|запуск|пуск|выпуск|отъезд|показ|приказ|договор|протокол|срок|документ"
     r"|запрос|отчет|отчёт|конкурс|семинар|совет|семестр|квартал|триместр|год|месяц)[ауе]", r"\1"),
    (r"(.*[кчгхжшщ])и", r"\1а"),
    (r"(.*к|встреч|сдач|выдач|подач|передач)[еу]", r"\1а"),
    (r"(спис|участ|рын|звон|поряд)к[ау]", r"\1ок"),
    (r"(.*[бвгджзклмнпрстфхцчшщ])ы", r"\1а"),
    (r"(.*[бвгджзклмнпрстфхцчшщ])а", r"\1"),
]  # fmt: skip
COMPILED = [(re.compile(pattern, re.IGNORECASE), result) for pattern, result in NOUNS]
ADJECTIVES = [
    (re.compile(r"(.*)(?:ого|ому|ом)", re.IGNORECASE), {"n": r"\1ое", "m": r"\1ый", "f": r"\1ая"}),
    (re.compile(r"(.*)(?:ей|ой)", re.IGNORECASE), {"n": r"\1ое", "m": r"\1ый", "f": r"\1ая"}),
]
PRONOUNS = {"его", "ее", "её", "их"}


@lru_cache(maxsize=2_048)
def nominative(words: str) -> str:
    """Put the head noun of a short Russian event name, and adjectives before it, in the nominative.

    What it does not know stays as written.
    """
    said = words.split(" ")
    place = next((n for n, word in enumerate(said[:3]) if _noun(word) is not None), None)
    if place is None:
        return words
    noun = _noun(said[place]) or said[place]
    gender = "n" if noun.endswith(("е", "о")) else "f" if noun.endswith(("а", "я", "ь")) else "m"
    head = [word if word.lower() in PRONOUNS else _adjective(word, gender) for word in said[:place]]
    return " ".join([*head, noun, *said[place + 1 :]])


@lru_cache(maxsize=4_096)
def _noun(word: str) -> str | None:
    """Return the nominative of a noun with a known ending."""
    for pattern, result in COMPILED:
        match = pattern.fullmatch(word)
        if match:
            return match.expand(result)
    return None


def _adjective(word: str, gender: str) -> str:
    """Return the nominative of an adjective before the noun."""
    for pattern, results in ADJECTIVES:
        match = pattern.fullmatch(word)
        if match:
            return match.expand(results[gender])
    return word
