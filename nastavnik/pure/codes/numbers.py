"""Numbers of documents («01-07/640») and of items of a plan («1.10»)."""

from __future__ import annotations

import re

# Letters that look the same in both alphabets: a typist mixes them without seeing it.
_LOOK_ALIKES = str.maketrans("ABCEHKMOPTXYaceopxyk", "АВСЕНКМОРТХУасеорхук")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
_MARK = re.compile(r"^\s*(?:№|N[o°º]?(?=[\s.]*\d)\.?|номер)\s*", re.IGNORECASE)

NaturalKey = tuple[tuple[int, int, str], ...]


def parse_number(text: str) -> str | None:
    """Return the number of a document without its mark «№» and stray spaces; None for a blank.

    Letters stay as they were written: comparing is the work of `same_number`.
    """
    number = _MARK.sub("", text).translate(_DASHES)
    number = re.sub(r"\s*([-/.])\s*", r"\1", " ".join(number.split())).strip(" .,;:_")
    return number if re.search(r"\d", number) else None


def same_number(one: str | None, other: str | None) -> bool:
    """True when both name the same document: spaces, mark, dashes, case and alphabet aside.

    Two missing numbers are not the same.
    """
    if one is None or other is None:
        return False
    first, second = _canonical(one), _canonical(other)
    return first is not None and first == second


def _canonical(text: str) -> str | None:
    number = parse_number(text)
    if number is None:
        return None
    return number.translate(_LOOK_ALIKES).lower().translate(_LOOK_ALIKES).replace(" ", "")


def natural_key(number: str) -> NaturalKey:
    """Sort key of an item's number: «1.9» before «1.10», «2» before «2.1», «3а» before «3б»."""
    return tuple(
        (0, int(part), "") if part.isdecimal() else (1, 0, part.lower())
        for part in re.findall(r"\d+|[^\W\d_]+", number)
    )
