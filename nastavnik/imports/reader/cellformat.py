"""A number in a sheet as a person sees it: dates, shares, fixed decimals, «1.» from a format."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

MONTHS = (
    "январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь",
    "октябрь", "ноябрь", "декабрь",
)  # fmt: skip
SHORT = ("янв", "фев", "мар", "апр", "май", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")

# Formats without a code of their own (ECMA-376, 18.8.30); 14–22 follow the reader's country.
BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 14: "dd.mm.yyyy",
    15: "dd.mmm.yy", 16: "dd.mmm", 17: "mmm.yy", 18: "h:mm", 19: "h:mm:ss", 20: "h:mm",
    21: "h:mm:ss", 22: "dd.mm.yyyy h:mm", 45: "mm:ss", 46: "h:mm:ss", 47: "mm:ss",
}  # fmt: skip
EPOCH = datetime(1899, 12, 30)
EPOCH_1904 = datetime(1904, 1, 1)
LAST_DAY = 2_958_465  # 31.12.9999

UNSHOWN = re.compile(r"\[(?![hms]+\])[^\]]*\]|\\.|_.|\*.|\"[^\"]*\"", re.IGNORECASE)


def is_date(code: str) -> bool:
    """True when the format shows a date or a time."""
    first = code.split(";")[0]
    return "general" not in code.lower() and bool(re.search(r"[dmyhs]", _bare(first)))


def shows_day_without_year(code: str) -> bool:
    """True for «01.янв»: what the editor makes of a number such as «1.1»."""
    bare = _bare(code.split(";")[0])
    return is_date(code) and "d" in bare and "y" not in bare and "h" not in bare


def shown(value: str, code: str, *, since_1904: bool = False) -> str:
    """Return the number `value`, written with a point, as its format shows it to a person here.

    A month and a year become «октябрь 2020», a day always stands as 01.10.2020. A value that is
    no number is returned as it is.
    """
    try:
        number = Decimal(value)
    except InvalidOperation:
        return value
    if not number.is_finite() or abs(number.adjusted()) > 30:
        return value
    if is_date(code):
        return _date(number, _bare(code.split(";")[0]), since_1904) or _plain(number)
    return _number(number, code)


def _bare(code: str) -> str:
    """The format without colours, conditions, spaces and literal text."""
    return UNSHOWN.sub("", code).lower()


def _date(number: Decimal, bare: str, since_1904: bool) -> str:
    """Return the moment shown by the parts the format has; "" outside the calendar."""
    if not 0 <= number <= LAST_DAY:
        return ""
    epoch = EPOCH_1904 if since_1904 else EPOCH
    try:
        moment = epoch + timedelta(seconds=round(number * 86_400))
    except OverflowError:
        return ""
    clock = f"{moment:%H:%M}" if "h" in bare else ""
    if "d" in bare:
        day = (
            f"{moment:%d.%m.}{moment.year:04}"
            if "y" in bare
            else f"{moment:%d}." + (SHORT[moment.month - 1] if "mmm" in bare else f"{moment:%m}")
        )
        return f"{day} {clock}".strip()
    if "y" in bare and "m" in bare:
        return f"{MONTHS[moment.month - 1]} {moment.year}"
    if "y" in bare:
        return str(moment.year)
    if "m" in bare and not clock and "s" not in bare:
        return MONTHS[moment.month - 1]
    return clock or f"{moment:%H:%M:%S}"


def _number(number: Decimal, code: str) -> str:
    sections = code.split(";")
    section = sections[1] if number < 0 and len(sections) > 1 else sections[0]
    bare = _bare(section)
    if not re.search(r"[0#?]", bare) or "general" in bare or "e" in bare or "/" in bare:
        return _plain(number)
    if "%" in bare:
        number *= 100
    digits = re.search(r"[.]([0#?]+)", bare)
    places = digits[1] if digits else ""
    step = Decimal(1).scaleb(-len(places))
    text = f"{abs(number).quantize(step, rounding=ROUND_HALF_UP):f}"
    if places:
        optional = len(places) - len(places.rstrip("#?"))
        cut = len(text)
        while optional and text[cut - 1] == "0":
            cut, optional = cut - 1, optional - 1
        text = text[:cut].rstrip(".")
    width = len(re.findall("0", bare.split(".")[0]))
    whole, point, rest = text.partition(".")
    sign = "-" if number < 0 and Decimal(text) else ""
    before, after = _literals(section)
    drawn = f"{before}{sign}{whole.zfill(width)}{',' if point else ''}{rest}"
    return f"{drawn}{'%' if '%' in bare else ''}{after}"


def _literals(section: str) -> tuple[str, str]:
    """Return the words of a format before and after its digits: `0"."` gives («», «.»)."""
    words = re.sub(r"\[[^\]]*\]|_.|\*.", "", section)
    words = re.sub(r"\\(.)|\"([^\"]*)\"", lambda match: f"\0{match[1] or match[2] or ''}\1", words)
    found = [(match.start(), match[1]) for match in re.finditer("\0([^\1]*)\1", words)]
    digit = re.search(r"[0#?]", re.sub("\0[^\1]*\1", lambda m: "\0" * len(m[0]), words))
    at = digit.start() if digit else 0
    return (
        "".join(text for start, text in found if start < at),
        "".join(text for start, text in found if start > at),
    )


def _plain(number: Decimal) -> str:
    """At most eleven significant digits, as the general format shows, and a comma."""
    if number.adjusted() > 14:
        return f"{number.normalize():f}"
    rounded = number.quantize(Decimal(1).scaleb(min(0, number.adjusted() - 10)))
    text = f"{rounded:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text.replace(".", ",")
