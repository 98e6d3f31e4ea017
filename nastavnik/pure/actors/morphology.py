"""Just enough Russian grammar for cells of actors: in which cases a word can stand.

Cases are letters: n nominative, g genitive, d dative, a accusative, i instrumental,
p prepositional. Number is not kept: the splitter asks only which cases are possible.
"""

from __future__ import annotations

import re
from functools import lru_cache

Cases = frozenset[str]

REMEMBERED = 4096
"""Words whose reading is remembered: cells of plans repeat the same few hundred."""

ALL: Cases = frozenset("ngdaip")

_PLURAL = "ам:d ами:i ах:p"
_SOFT_PLURAL = "ям:d ями:i ях:p"
PARADIGMS: dict[str, str] = {
    # masculine, a person: педагог, наставник; plural in -ы or -и
    "m": f":n а:ga у:d ом:i е:p ы:n и:n ов:ga {_PLURAL}",
    # the same with plural in -а: директор, мастер
    "ma": f":n а:gan у:d ом:i е:p ов:ga {_PLURAL}",
    # masculine, a thing: отдел, кабинет
    "t": f":na а:g у:d ом:i е:p ы:na и:na ов:g {_PLURAL}",
    # колледж, вуз-like stems in ж, ш, ч
    "tj": f":na а:g у:d ем:i е:p и:na ей:g {_PLURAL}",
    # soft masculine, a person: руководитель
    "s": f"ь:n я:ga ю:d ем:i е:p и:n ей:ga {_SOFT_PLURAL}",
    # учитель: plural in -я
    "sa": f"ь:n я:gan ю:d ем:i е:p и:n ей:ga {_SOFT_PLURAL}",
    # лицей, музей
    "j": f"й:na я:g ю:d ем:i е:p и:na ев:g {_SOFT_PLURAL}",
    # feminine: школа, группа
    "f": f"а:n ы:gna и:gna е:dp у:a ой:i :g {_PLURAL}",
    # организация
    "fi": f"я:n и:gdpna ю:a ей:i й:g {_SOFT_PLURAL}",
    # общественность, молодёжь
    "fs": "ь:na и:gdpn ью:i",
    # министерство
    "o": f"о:na а:gna у:d ом:i е:p :g {_PLURAL}",
    # управление, предприятие
    "e": f"е:na я:gna ю:d ем:i и:p й:g {_SOFT_PLURAL}",
    # ответственный, наставляемый
    "y": "ый:na ого:ga ому:d ым:id ом:p ая:n ой:gdip ую:a ое:na ые:na ых:gap ыми:i",
    # заведующий
    "yi": "ий:na его:ga ему:d им:id ем:p ая:n ей:gdip ую:a ее:na ие:na их:gap ими:i",
    # обучающийся
    "ys": (
        "ийся:na егося:ga емуся:d имся:id емся:p аяся:n ейся:gdip уюся:a ееся:na иеся:na "
        "ихся:gap имися:i"
    ),
    # ребёнок has no place here, but дети do
    "deti": "и:n ей:ga ям:d ьми:i ях:p",
    # not declined: abbreviations
    "x": ":ngdaip",
}
_TABLES: dict[str, dict[str, Cases]] = {}
for _name, _endings in PARADIGMS.items():
    _table: dict[str, Cases] = {}
    for _pair in _endings.split(" "):
        _ending, _, _letters = _pair.partition(":")
        _table[_ending] = _table.get(_ending, frozenset()) | frozenset(_letters)
    _TABLES[_name] = _table


def decline(stem: str, paradigm: str) -> dict[str, Cases]:
    """Return every form of `stem` with the cases it can be. Raises KeyError on a wrong name."""
    return {stem + ending: cases for ending, cases in _TABLES[paradigm].items()}


_ADJECTIVE_ENDINGS: tuple[tuple[str, Cases], ...] = tuple(
    (ending, frozenset(cases))
    for ending, cases in (
        ("ыми", "i"), ("ими", "i"), ("ого", "ga"), ("его", "ga"), ("ому", "d"), ("ему", "d"),
        ("ый", "na"), ("ая", "n"), ("яя", "n"), ("ое", "na"), ("ее", "na"), ("ые", "na"),
        ("ых", "gap"), ("их", "gap"), ("ым", "id"), ("им", "id"), ("ую", "a"), ("юю", "a"),
        ("ой", "ngdip"), ("ей", "gdip"),
        ("кий", "na"), ("хий", "na"), ("щий", "na"), ("чий", "na"), ("ший", "na"), ("жий", "na"),
        ("кие", "na"), ("гие", "na"), ("хие", "na"), ("щие", "na"), ("шие", "na"), ("чие", "na"),
        ("жие", "na"),
    )
)  # fmt: skip
_DETERMINERS: dict[str, Cases] = {
    "все": frozenset("na"), "всех": frozenset("gap"), "всем": frozenset("di"),
    "всеми": frozenset("i"), "весь": frozenset("na"), "вся": frozenset("n"),
    "их": ALL, "его": ALL, "ее": ALL, "врио": ALL,
    "средний": frozenset("na"), "средние": frozenset("na"),
    "последние": frozenset("na"), "соседние": frozenset("na"),
    "те": frozenset("na"), "каждый": frozenset("na"),
}  # fmt: skip
_SHORT_ADJECTIVE = re.compile(
    r"^(соц|пед|метод|мет|кл|класс|обр|образ|мун|муниц|рег|регион|ст|гл|тех|сист|воспит|проф"
    r"|учеб|школ|респ|обл|гор|общеобр|общеобраз)\.$"
)
_PARTICIPLE = re.compile(r"(?:[уюая]щ|вш|шедш)(?:ий|ая|ее|ие|его|ему|им|ем|ей|ую|их|ими)(?:ся)?$")
_PASSIVE = re.compile(r"(?:нн|[еоия]м|[ыуяо]т)(?:ый|ая|ое|ые)$")
_LIKE_ADJECTIVE = re.compile(
    r"^(ведущ|действующ|начинающ|обучающ|учащ|следующ|настоящ|управляющ|молод)"
)


def fold(word: str) -> str:
    """Lower case with ё as е: how words are compared."""
    return word.lower().replace("ё", "е")


@lru_cache(REMEMBERED)
def modifier_cases(word: str) -> Cases | None:
    """Cases in which `word` can stand before a noun as adjective or pronoun; None if it is none."""
    word = fold(word)
    if word in _DETERMINERS:
        return _DETERMINERS[word]
    if _SHORT_ADJECTIVE.match(word):
        return ALL
    if len(word) < 5:
        return None
    for ending, cases in _ADJECTIVE_ENDINGS:
        if word.endswith(ending):
            return cases
    return None


def is_active_participle(word: str) -> bool:
    """True for «осуществляющие», «прошедших»: they open a clause, not a new actor."""
    word = fold(word)
    return bool(_PARTICIPLE.search(word)) and not _LIKE_ADJECTIVE.match(word)


def is_passive_participle(word: str) -> bool:
    """True for «назначенные», «участвуемый»: after a comma they open a clause."""
    return bool(_PASSIVE.search(fold(word)))


_OBLIQUE = re.compile(
    r"(?:ого|его|ых|их|[аеияо]ций|ений|аний|ств|[ое]в|ости|ции|ния|тия|ства|"
    r"[уюй]|[^оие]е|ам|ям|ом|ем|ами|ями|ах|ях)$"
)


def looks_oblique(word: str) -> bool:
    """True when an unknown word is more likely a complement than an actor of its own."""
    return bool(_OBLIQUE.search(fold(word)))
