"""Who issued the act: the last body of the Russian letterhead."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nastavnik.pure.actors import lexicon
from nastavnik.pure.actors.lexicon import Role
from nastavnik.pure.actors.morphology import fold, modifier_cases
from nastavnik.pure.acts.lines import Line
from nastavnik.pure.source import Place

_NOISE = re.compile(
    r"тел\.|телефон|факс|e-?mail|@|www|http|инн\b|огрн|кпп\b|окпо|(?<!\d)\d{6}(?!\d)|\bул\.|"
    r"^российская\s+федерация$|^приложение|^утвержд|^согласован|^к\s+приказу|^проект$",
    re.IGNORECASE,
)
_REGION = re.compile(
    r"^(?:республика(?:\s+[А-ЯЁ(][^\s]*)+|[А-ЯЁ][^\s]+\s+(?:область|край|район|автономный округ))$",
    re.IGNORECASE,
)
_TAIL = re.compile(r"\s*\((?:далее.*|[^()]*(?:\([^()]*\)[^()]*)*)\)\s*$")
_NAMELESS = ("учреждение", "организация")


def read_issuer(lines: Sequence[Line]) -> tuple[str, Place | None]:
    """Return the issuing body from the letterhead `lines`, and where it begins."""
    best: list[Line] = []
    score = 0
    for group in _groups(lines):
        weight = sum(_weight(line) for line in group)
        if weight > score:
            best, score = group, weight
    bodies = _bodies(best)
    if not bodies:
        return "", None
    text = " ".join(line.bare for line in bodies[-1])
    return _TAIL.sub("", text).strip(" ,;"), bodies[-1][0].place


def _groups(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines parted by empty ones; what follows a group without a head noun joins it."""
    groups: list[list[Line]] = [[]]
    for line in lines:
        if not line.bare:
            groups.append([])
        elif not _NOISE.search(line.bare) and not _REGION.match(line.bare):
            groups[-1].append(line)
    return [group for group in groups if group]


def _weight(line: Line) -> int:
    """How many Russian words of bodies stand in the line; a second language gives few."""
    words = re.findall(r"[А-Яа-яЁё]+", line.bare)
    return sum(_known(word) for word in words)


def _known(word: str) -> int:
    folded = fold(word)
    if folded in lexicon.HEADS and len(folded) > 3:
        return 2
    return 1 if re.match(r"^(?:муниципальн|образован|государствен|бюджетн|автономн)", folded) else 0


def _bodies(lines: Sequence[Line]) -> list[list[Line]]:
    bodies: list[list[Line]] = []
    for line in lines:
        if line.bare.startswith("("):
            continue
        if not bodies or (_opens(line.bare) and not _unnamed(bodies[-1])):
            bodies.append([line])
        else:
            bodies[-1].append(line)
    return [body for body in bodies if sum(_weight(line) for line in body)]


def _opens(text: str) -> bool:
    """True when the line begins with a body in nominative: adjectives, then its noun."""
    for word in re.findall(r"[А-Яа-яЁё-]+", text)[:8]:
        head = lexicon.HEADS.get(fold(word))
        if head is not None and fold(word).endswith(("и", "ы")):
            return False  # «администрации города»: whose, not a body in the plural
        if head is not None:
            return head.role is not Role.PERSON and "n" in head.cases
        if lexicon.abbreviation(word) and len(word) < 8:
            return lexicon.head(word) is not None
        modifier = modifier_cases(word)
        if modifier is None or "n" not in modifier:
            return False
    return True


def _unnamed(body: Sequence[Line]) -> bool:
    """«Муниципальное учреждение» goes on in the next line until its name is said."""
    text = fold(" ".join(line.bare for line in body))
    if not any(word in lexicon.HEADS for word in re.findall(r"[а-я-]+", text)):
        return True
    if re.search(r"[«\"“]", text):
        return False
    return any(word in text for word in _NAMELESS) and not re.search(
        r"школ|лице|гимнази|техникум|колледж|институт|сад[а-я]*\b|центр|управлени|департамент", text
    )
