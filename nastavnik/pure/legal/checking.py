"""Says whether a reference to an act of the base is right and in force on a day."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from enum import StrEnum

from nastavnik.pure.acts import ActKind, Reference
from nastavnik.pure.codes import same_number
from nastavnik.pure.legal.base import ACTS, LegalAct


class ProblemCode(StrEnum):
    """What is wrong with a reference."""

    NOT_YET_IN_FORCE = "not_yet_in_force"
    EXPIRED = "expired"
    REPLACED = "replaced"
    WRONG_DATE = "wrong_date"
    WRONG_NUMBER = "wrong_number"


@dataclass(frozen=True, slots=True)
class Problem:
    """One wrong reference: a Russian `message` and the act of the base it is about."""

    code: ProblemCode
    message: str
    act: LegalAct


def check_reference(reference: Reference, on: datetime.date) -> Problem | None:
    """Check `reference` of a document of the day `on` against the base.

    None for a right reference and for acts the base does not know, such as a school's own.
    """
    for act in ACTS:
        if same_number(act.number, reference.number) and _same_kind(act, reference):
            if reference.date == act.date or (reference.date is None and _is_meant(act, reference)):
                return _validity(act, on)
            if reference.date is not None and _is_meant(act, reference):
                return _wrong_date(act, reference)
    for act in ACTS:
        if (
            reference.date == act.date
            and _same_kind(act, reference)
            and _same_title(act, reference)
        ):
            return _wrong_number(act, reference)
    return None


def _same_kind(act: LegalAct, reference: Reference) -> bool:
    return act.kind is reference.kind or ActKind.OTHER in (act.kind, reference.kind)


def _is_meant(act: LegalAct, reference: Reference) -> bool:
    """True when the title, or a telling number with the issuer, shows that `act` is meant."""
    if reference.title:
        return _same_title(act, reference)
    telling = bool(re.search(r"[А-Яа-яA-Za-z]", act.number))
    return telling and _same_issuer(act, reference) and _near(act, reference)


def _near(act: LegalAct, reference: Reference) -> bool:
    """Numbers of laws repeat every few years: a slip of the pen keeps the year."""
    return reference.date is None or reference.date.year == act.date.year


def _same_issuer(act: LegalAct, reference: Reference) -> bool:
    issuer = reference.issuer.lower()
    if not issuer:
        return act.kind is ActKind.LAW
    words = _words(act.issuer) - {"россии", "росси", "федер"}
    short = {"минпросвещения": "просве", "минобрнауки": "науки"}
    stems = {stem for word, stem in short.items() if word in issuer}
    return bool(words & (_words(issuer) | stems)) or act.issuer.lower() in issuer


def _same_title(act: LegalAct, reference: Reference) -> bool:
    known, given = _words(act.title), _words(reference.title)
    shorter = min(len(known), len(given))
    return shorter > 0 and len(known & given) >= max(1, round(shorter * 0.7))


def _words(text: str) -> set[str]:
    """First letters of the long words of `text`: enough to compare titles in any case."""
    return {
        word[:6].replace("ё", "е")
        for word in re.findall(r"[а-яё]{5,}", text.lower())
        if not word.startswith(("российск", "федерац", "утвержд"))
    }


def _validity(act: LegalAct, on: datetime.date) -> Problem | None:
    if on < act.valid_from:
        since = f"{act.name}; действует с {act.valid_from:%d.%m.%Y}"
        message = f"На {on:%d.%m.%Y} ещё не действовал: {since}."
        return Problem(ProblemCode.NOT_YET_IN_FORCE, message, act)
    if act.valid_to is None or on <= act.valid_to:
        return None
    until = f"{act.name}; действовал по {act.valid_to:%d.%m.%Y}"
    if act.replaced_by:
        message = f"На {on:%d.%m.%Y} заменён: {until}. Вместо него: {act.replaced_by}."
        return Problem(ProblemCode.REPLACED, message, act)
    return Problem(ProblemCode.EXPIRED, f"На {on:%d.%m.%Y} уже не действовал: {until}.", act)


def _wrong_date(act: LegalAct, reference: Reference) -> Problem:
    given = f"{reference.date:%d.%m.%Y}" if reference.date else "без даты"
    message = f"Дата не та: указано {given}, а правильно: {act.name}."
    return Problem(ProblemCode.WRONG_DATE, message, act)


def _wrong_number(act: LegalAct, reference: Reference) -> Problem:
    given = f"№ {reference.number}" if reference.number else "без номера"
    message = f"Номер не тот: указано {given}, а правильно: {act.name}."
    return Problem(ProblemCode.WRONG_NUMBER, message, act)
