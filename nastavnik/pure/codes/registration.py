"""Check digits of the numbers the state gives to bodies and persons.

Rules: order of the Federal Tax Service on ИНН (weights), the rules of the ОГРН register
(remainder by 11 or 13), the rules of the Pension Fund on СНИЛС (weights 9…1, modulo 101).
"""

from __future__ import annotations

import re

_INN_10 = (2, 4, 10, 3, 5, 9, 4, 6, 8)
_INN_12_FIRST = (7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
_INN_12_SECOND = (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
_SNILS_UNCHECKED = 1_001_998  # numbers up to 001-001-998 were given without check digits


def _digits(text: str) -> list[int]:
    """Digits of `text` written with spaces and hyphens; [] when anything else stands there."""
    compact = re.sub(r"[\s-]", "", text)
    return [int(char) for char in compact] if re.fullmatch(r"[0-9]+", compact) else []


def _weighed(digits: list[int], weights: tuple[int, ...]) -> int:
    return sum(d * w for d, w in zip(digits, weights, strict=False)) % 11 % 10


def is_inn(text: str) -> bool:
    """True for a correct ИНН of a body (10 digits) or a person (12)."""
    digits = _digits(text)
    if len(digits) == 10:
        return any(digits) and _weighed(digits, _INN_10) == digits[9]
    return (
        len(digits) == 12
        and any(digits)
        and _weighed(digits, _INN_12_FIRST) == digits[10]
        and _weighed(digits, _INN_12_SECOND) == digits[11]
    )


def is_ogrn(text: str) -> bool:
    """True for a correct ОГРН of a body: 13 digits."""
    digits = _digits(text)
    return len(digits) == 13 and any(digits) and _remainder(digits, 11) == digits[-1]


def is_ogrnip(text: str) -> bool:
    """True for a correct ОГРНИП of an entrepreneur: 15 digits."""
    digits = _digits(text)
    return len(digits) == 15 and any(digits) and _remainder(digits, 13) == digits[-1]


def _remainder(digits: list[int], divisor: int) -> int:
    number = int("".join(map(str, digits[:-1])))
    return number % divisor % 10


def is_snils(text: str) -> bool:
    """True for a correct СНИЛС: 11 digits, «112-233-445 95»."""
    digits = _digits(text)
    if len(digits) != 11:
        return False
    number = int("".join(map(str, digits[:9])))
    check = digits[9] * 10 + digits[10]
    if number <= _SNILS_UNCHECKED:
        return number > 0
    total = sum(digit * weight for digit, weight in zip(digits, range(9, 0, -1), strict=False))
    return total % 101 % 100 == check
