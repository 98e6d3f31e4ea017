"""Which kinds of documents the words of a result ask for: «Приказ ОО», «Аналитическая справка»."""

from __future__ import annotations

import re
from functools import lru_cache

# the codes are those of stored evidence; each line of signs is one alternative
_SIGNS: dict[str, tuple[str, ...]] = {
    "order": (
        r"приказ\w*", r"распоря\w+", r"постановлени\w+", r"нормативн\w+ \w*(?:акт|документ)\w*",
    ),
    "regulation": (r"положени[еяйю]\w*", r"локальн\w+ (?:\w+ )?акт\w*", r"регламент\w*"),
    "minutes": (r"протокол\w*", r"решени[еяй] (?:коллегии|совета|совещания|комиссии)"),
    "agreement": (r"соглашени\w+", r"договор\w*"),
    "plan": (
        r"план\w*", r"программ\w+", r"график\w*", r"дорожн\w+ карт\w+", r"маршрут\w*",
        r"сценари\w+", r"повестк\w+",
    ),
    "report": (
        r"отч[её]т\w*", r"справк\w+", r"аналитическ\w+", r"анализ\w*", r"свод\w*",
        r"мониторинг\w*", r"заключени\w+",
    ),
    "register": (
        r"реестр\w*", r"переч(?:ень|н\w+)", r"баз[аыуе]\w*", r"спис(?:ок|к\w+)", r"банк\w*",
        r"состав\w*",
    ),
    "form": (r"анкет\w*", r"форм[аыу]", r"опросник\w*", r"заполненн\w+", r"согласи[еяй]\w*"),
    "certificate": (r"сертификат\w*", r"удостоверени\w+", r"диплом\w*", r"грамот\w+"),
    "publication": (
        r"публикац\w+", r"сайт\w*", r"страниц\w+", r"размещен\w+", r"новост\w+", r"сми",
        r"стат(?:ьи|ья|ей)",
    ),
    "photo": (r"фото\w*", r"видео\w*"),
    "letter": (r"письм\w+", r"заявк\w+", r"предложени\w+", r"представлени[ея]"),
    "materials": (
        r"методическ\w+", r"материал\w*", r"презентаци\w+", r"рекомендаци\w+", r"памятк\w+",
        r"буклет\w*",
    ),
}  # fmt: skip
_PATTERNS = tuple(
    (kind, re.compile(rf"\b(?:{'|'.join(signs)})\b")) for kind, signs in _SIGNS.items()
)

WITH_NUMBER = frozenset({"order", "regulation", "minutes", "agreement", "letter"})
"""Kinds of documents that carry a number of their own."""

BY_LINK = frozenset({"publication"})
"""Kinds that may be shown by an address instead of a file."""


@lru_cache(maxsize=4_096)
def kinds_of(result: str) -> tuple[str, ...]:
    """Return the codes of the kinds that the words of a result name; () where they name none.

    Whoever closes a task then may show any document (R14).
    """
    text = result.lower()
    return tuple(kind for kind, pattern in _PATTERNS if pattern.search(text))
