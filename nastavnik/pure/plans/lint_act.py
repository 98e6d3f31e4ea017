"""Findings on the order as a whole: its number, date and signatory, references, windows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nastavnik.pure import codes, legal, terms
from nastavnik.pure.plans.reading import Field, Finding, Item, Plan, Severity
from nastavnik.pure.source import Source

_INITIALS = r"([А-ЯЁ])\.\s?([А-ЯЁ])\."
_SIGNED = re.compile(rf"(?:([А-ЯЁ][а-яё-]+)\s+{_INITIALS}|{_INITIALS}\s?([А-ЯЁ][а-яё-]+))")
_WINDOW = re.compile(r"(?:ежегодно[,\s]+)?с\s+\d{1,2}\s+[а-яё]+\s+по\s+\d{1,2}\s+[а-яё]+", re.I)
_MONITORING = re.compile(r"мониторинг", re.I)
_MEASURED = re.compile(r"внутренн", re.I)


def check(plan: Plan, source: Source) -> list[Finding]:
    """All findings on the act."""
    return [
        *_own_mentions(plan),
        *_signatory(plan, source),
        *_references(plan),
        *_windows(plan, source),
    ]


def _own_mentions(plan: Plan) -> Iterator[Finding]:
    """Head and annex of one order name different numbers or dates."""
    act = plan.act
    for mention in act.own_mentions:
        if mention.number and act.number and not codes.same_number(mention.number, act.number):
            message = f"В приказе номер {act.number}, в приложении к нему — {mention.number}"
            yield Finding("act_number", Severity.ERROR, message, mention.quote, mention.place)
        if mention.date and act.date and mention.date != act.date:
            message = (
                f"Приказ от {act.date:%d.%m.%Y}, а в приложении к нему дата {mention.date:%d.%m.%Y}"
            )
            yield Finding("act_date", Severity.ERROR, message, mention.quote, mention.place)


def _references(plan: Plan) -> Iterator[Finding]:
    """An act is cited that is not in force, or with a wrong date or number."""
    if plan.act.date is None:
        return
    for reference in plan.act.references:
        if problem := legal.check_reference(reference, plan.act.date):
            code = f"reference_{problem.code.value}"
            yield Finding(code, Severity.WARNING, problem.message, reference.quote, reference.place)


def _signatory(plan: Plan, source: Source) -> Iterator[Finding]:
    """The signatory's surname stands elsewhere with other initials."""
    signed = _SIGNED.search(plan.act.signatory)
    if not signed:
        return
    surname, initials = _person(signed)
    told: set[str] = set()
    for place, text in source.paragraphs():
        for found in _SIGNED.finditer(text):
            name, other = _person(found)
            if name == surname and other != initials and other not in told:
                told.add(other)
                message = (
                    f"Подписал приказ {plan.act.signatory}, а в документе та же фамилия "
                    f"с другими инициалами: {found[0]}"
                )
                yield Finding("signatory_initials", Severity.WARNING, message, text, place)


def _person(found: re.Match[str]) -> tuple[str, str]:
    if found[1]:
        return found[1], f"{found[2]}{found[3]}"
    return found[6], f"{found[4]}{found[5]}"


def _windows(plan: Plan, source: Source) -> Iterator[Finding]:
    """A monitoring window of the order that ends after the report on it is due."""
    windows = list(_order_windows(plan, source))
    for item in plan.items:
        if not _MONITORING.search(item.title) or _MEASURED.search(item.title):
            continue
        due = _due(item)
        for quote, first, last in windows:
            if due and first <= due < last:
                number = f"Пункт {item.number}" if item.number else "Пункт плана"
                message = (
                    f"{number} («{item.term_text}») заканчивается раньше, чем окно мониторинга "
                    f"в приказе («{quote}»): согласуйте даты"
                )
                at = (item.places.get(Field.TERM) or (item.place,))[0]
                text = f"{item.term_text} | {quote}"
                yield Finding("window_conflict", Severity.WARNING, message, text, at, item.key)


def _order_windows(plan: Plan, source: Source) -> Iterator[tuple[str, str, str]]:
    taken = {
        place.block for item in plan.items for places in item.places.values() for place in places
    }
    for place, text in source.paragraphs():
        if place.block in taken or not _MONITORING.search(text):
            continue
        for found in _WINDOW.finditer(text):
            reading = terms.read_term(found[0], plan.context_year, period=plan.period)
            if reading.month_day_from and reading.month_day_to:
                yield found[0], reading.month_day_from, reading.month_day_to
            elif reading.start and reading.end:
                yield found[0], f"{reading.start:%m-%d}", f"{reading.end:%m-%d}"


def _due(item: Item) -> str | None:
    """The month and day an item is due."""
    if item.term.month_day_to:
        return item.term.month_day_to
    return f"{item.term.end:%m-%d}" if item.term.kind == "once" and item.term.end else None
