"""Which encoding a text is in: byte mark, UTF-8, then the one that reads most like Russian."""

from __future__ import annotations

import codecs
import re
from itertools import pairwise

from nastavnik.imports.reader.refusals import refusal

SAMPLE = 200_000
"""Bytes that are tried; a whole register need not be."""

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
NAMES = {
    "utf-8": "Юникод (UTF-8)",
    "cp1251": "Windows-1251",
    "cp866": "DOS (866)",
    "koi8-r": "КОИ8-Р",
    "mac-cyrillic": "Macintosh",
    "utf-16-le": "Юникод (UTF-16, обратный порядок)",
    "utf-16-be": "Юникод (UTF-16, прямой порядок)",
}
"""Encodings that are guessed among and offered to a person, the likelier first."""

# The 220 commonest pairs of letters in Russian texts: nine of ten pairs of any text.
PAIRS = frozenset(
    group[0] + second
    for group in re.findall(
        r"\w+",
        "абвдзйклмнпрстуцчшя баеоруъы ваеилнорсуы гио даеилнорт евгдезйклмнрстш жадеин замно"
        " ивезийклмнорстфхцюя йст каилорсту лаежилоуьюя маеиоуя наеиностуы обвгдежзйклмнпрстчш"
        " паеиор раежимноуы саевиклнопстья таевикнопрсуыь убдейкмнпстчщю фио хо ци чаеит шеи щеи"
        " ъе ыбейлтх ьзнт элт ючщ ят",
    )
    for second in group[1:]
)
NORMAL = re.compile(r"[\t\n\f\r -~А-Яа-яЁё«»–—…№„“”’‘•°§\xa0\xad\ufeff]")
CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
SHIFT = re.compile(r"[а-яё][А-ЯЁ]")


def decode(data: bytes, encoding: str = "") -> tuple[str, str, list[str]]:
    """Return (text, encoding, Russian remarks). `encoding` forces one.

    Raises Unreadable when the forced encoding does not exist.
    """
    if encoding:
        return _forced(data, encoding)
    for mark, name in MARKS:
        if data.startswith(mark):
            text, remarks = _read(data, name)
            return text.removeprefix("\ufeff"), name.removesuffix("-sig"), remarks
    if _is_utf8(data):
        return data.decode("utf-8"), "utf-8", []
    name = max(NAMES, key=lambda candidate: likeness(data, candidate))
    text, remarks = _read(data, name)
    guess = (
        f"Кодировка текста определена как «{NAMES[name]}»."
        " Если вместо букв видны другие знаки, выберите другую кодировку."
    )
    return text, name, [guess, *remarks]


def likeness(data: bytes, encoding: str) -> float:
    """Return how much `data` read in `encoding` looks like a Russian text; more is better."""
    sample = data[: SAMPLE - SAMPLE % 4].decode(encoding, errors="replace")
    if not sample:
        return 0.0
    strange = len(NORMAL.sub("", sample))
    letters = sample.lower().replace("ё", "е")
    known = sum(first + second in PAIRS for first, second in pairwise(letters))
    shifts = len(SHIFT.findall(sample))
    return (known - 2 * shifts - 3 * strange) / len(sample)


def _is_utf8(data: bytes) -> bool:
    """True for UTF-8 without control characters: with them it may as well be UTF-16."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return not CONTROLS.search(data)


def _forced(data: bytes, encoding: str) -> tuple[str, str, list[str]]:
    try:
        name = codecs.lookup(encoding).name
        "".encode(name)
    except (LookupError, ValueError) as error:  # ValueError: a null in the name
        raise refusal("encoding", name=encoding[:40]) from error
    text, remarks = _read(data, name)
    return text.removeprefix("\ufeff"), encoding, remarks


def _read(data: bytes, name: str) -> tuple[str, list[str]]:
    text = data.decode(name, errors="replace")
    lost = text.count("\ufffd")
    remark = f"Не удалось прочитать знаков: {lost}. На их месте стоит «\ufffd»."
    return text, [remark] if lost else []
