"""Reading the kinds of documents from the words of a result; the codes are those of evidence."""

from __future__ import annotations

import re
from functools import lru_cache

from nastavnik.pure.evidence.signs import ANY, COMPANIONS, DOINGS, STRONG, WEAK

WITH_NUMBER = frozenset({"order", "minutes", "agreement"})
"""Kinds of documents that carry a number of their own."""

BY_LINK = frozenset({"publication"})
"""Kinds that may be shown by an address instead of a file."""

_CLAUSES = re.compile(r"[.;:,\n•]|\s[-–—]\s|\s(?:и|и/или|или|а также)\s")
_DOINGS = re.compile(rf"\W*(?:\w+ )?(?:{DOINGS})")
_ANY = re.compile(ANY)
_NORMATIVE = re.compile(r"(?:нормативн|распорядительн)\w+ (?:\w+ )?документ\w*")


def _compiled(table: dict[str, tuple[str, ...]]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(rf"\b(?:{'|'.join(signs)})")) for kind, signs in table.items())


_STRONG, _WEAK = _compiled(STRONG), _compiled(WEAK)


@lru_cache(maxsize=4_096)
def kinds_of(result: str) -> tuple[str, ...]:
    """Return the codes of the kinds that the words of a result name; () where they name none.

    In the order of the words; then the kinds that prove the same, such as the order by which a
    plan was approved. Whoever closes a task whose result names none may show any document (R14).
    """
    text = " ".join(result.lower().split(" "))
    if _ANY.search(_NORMATIVE.sub(" ", text)):
        return ()
    named = [kind for clause in _CLAUSES.split(_whole(text)) for kind in _kinds_in(clause)]
    also = [other for kind in named for other in COMPANIONS.get(kind, ())]
    return tuple(dict.fromkeys([*named, *also]))


def _whole(text: str) -> str:
    """Keep together what a full stop or a conjunction does not part: «метод. материалы»."""
    text = re.sub(r"\bметод\.\s*", "метод ", text)
    text = re.sub(r"\bстат\.\s*", "стат ", text)
    return re.sub(r"(?<=\w{2}ых) и (?=\w+ых )", " ", text)


def _kinds_in(clause: str) -> list[str]:
    """The kinds one clause names, in the order of its words."""
    found = [(match.start(), kind) for kind, sign in _STRONG for match in sign.finditer(clause)]
    weak = [(match.start(), kind) for kind, sign in _WEAK for match in sign.finditer(clause)]
    first = min((place for place, _ in found), default=len(clause))
    if not _DOINGS.match(clause) and weak and min(weak)[0] < first:
        found.append(min(weak))
    return [kind for _, kind in sorted(found)]
