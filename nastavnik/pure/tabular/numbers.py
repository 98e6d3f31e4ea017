"""Numbers of rows: «1.», «2.10», «IV», «а)», «№ 3», and numbers at the head of a title."""

from __future__ import annotations

import re

_NUMBER = re.compile(r"(?:№|N|п\.|пункт)?\s*(\d{1,3}(?:\.\s?\d{1,3}){0,3})\s*[.)]*\Z", re.I)
_LETTER = re.compile(r"([а-яa-z])\s*[.)]\Z", re.I)
_ROMAN = re.compile(r"([IVXХІ]{1,6})\s*[.)]*\Z")
_LEADING = re.compile(
    r"(?:№\s*)?(\d{1,3}(?:\.\d{1,3}){0,3})(?:\s*[.)]\s*|\s+(?=[А-ЯЁ«\"]))(?=\S)(?!\d)"
)
_LEADING_ROMAN = re.compile(r"([IVXХ]{1,6})\s*[.)]\s+(?=\S)")
_MONTH_AFTER = re.compile(
    r"(?:январ|феврал|март|апрел|ма[йя]|июн|июл|август|сентябр|октябр|ноябр|декабр)"
)


def read_number(text: str) -> str | None:
    """The number a cell holds, without closing point or bracket; None when it holds none."""
    text = text.strip()
    if not text or len(text) > 14:
        return None
    if found := _NUMBER.match(text):
        return found[1].replace(" ", "")
    if found := _ROMAN.match(text):
        return found[1].replace("Х", "X").replace("І", "I")
    if found := _LETTER.match(text):
        return found[1]
    return None


def split_number(text: str) -> tuple[str | None, str]:
    """Take the number off the head of a title: («2.1», rest); (None, text) when there is none.

    A date or an amount («10 сентября», «3 мероприятия») is no number.
    """
    found = _LEADING.match(text) or _LEADING_ROMAN.match(text)
    if not found or _MONTH_AFTER.match(text[found.end() :].lower()):
        return None, text
    return found[1].replace("Х", "X"), text[found.end() :].strip()


def is_roman(number: str) -> bool:
    """Whether a number as read is a Roman one."""
    return bool(number) and all(letter in "IVXLC" for letter in number)


def parts(number: str | None) -> tuple[int, ...]:
    """«2.10» → (2, 10); () for no number, a letter or a Roman number."""
    if number is None or not number[0].isdigit():
        return ()
    return tuple(int(part) for part in number.split("."))
