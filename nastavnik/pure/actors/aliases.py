"""Short names that a document gives to its actors: «(далее – ОО)»."""

from __future__ import annotations

import re
from collections.abc import Iterable

ALIAS = re.compile(
    r"\(\s*далее(?:\s+по\s+тексту|\s+в\s+тексте|\s+имену\w+|\s+соответственно)*"
    r"\s*[-–—:−]*\s*(?P<alias>[^()]{1,80}?)\s*\)",
    re.IGNORECASE,
)
"""A bracket that defines a short name, in the wordings orders use."""

_SMALL = frozenset(["и", "по", "в", "на", "за", "с", "о", "об", "для", "из"])


def collect_aliases(texts: Iterable[str]) -> dict[str, str]:
    """Return short name → what it stands for, for every definition in `texts`.

    What it stands for begins where the short name's own word or its initials begin
    («образовательные организации» for «ОО»), else at the nearest separator before the
    bracket. The first definition of a name wins.
    """
    found: dict[str, str] = {}
    for text in texts:
        for match in ALIAS.finditer(text):
            alias = " ".join(match["alias"].split())
            before = re.split(r"[;\n\t]", text[: match.start()])[-1]
            meaning = _meaning(before, alias)
            if meaning:
                found.setdefault(alias, meaning)
    return found


def _meaning(before: str, alias: str) -> str:
    words = list(re.finditer(r"[А-Яа-яЁёA-Za-z0-9-]+", before))
    if re.fullmatch(r"[А-ЯЁ]{2,8}", alias):
        start = _by_initials(words, alias)
    else:
        stem = alias.split()[0].lower()[:5]
        starts = [word.start() for word in words if word[0].lower().startswith(stem)]
        start = starts[-1] if starts else None
    if start is None:
        start = max(before.rfind(","), -1) + 1
    return " ".join(before[start:].split()).strip(" -–—,")


def _by_initials(words: list[re.Match[str]], alias: str) -> int | None:
    """Start of the words whose initials spell `alias`, the last such place."""
    full = [word for word in words if word[0].lower() not in _SMALL]
    for first in range(len(full) - len(alias), -1, -1):
        initials = "".join(word[0][0] for word in full[first : first + len(alias)])
        if initials.upper() == alias:
            return full[first].start()
    return None
