"""The order linter: what is wrong in the document itself, each with its words and place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from nastavnik.pure.actors import collect_aliases
from nastavnik.pure.plans import executors, lint_act, lint_results
from nastavnik.pure.plans.period import Period
from nastavnik.pure.plans.reading import Field, Finding, Item, Plan, Severity
from nastavnik.pure.source import Place, Source
from nastavnik.pure.tabular.numbers import parts
from nastavnik.pure.terms import TermReading

_YEARLY = re.compile(
    r"ежегодн\w*|ежеквартальн\w*|ежемесячн\w*|раз\s+в\s+(?:год|квартал|месяц)", re.I
)
_OWN_POINT = re.compile(
    r"(?:п\.|пп\.|пункт\w*)\s*(?:№\s*)?(\d+(?:\.\d+)*)(?!\s*(?:методолог|приказ|положен|распоряж|закон|стать))",
    re.I,
)


def check(plan: Plan, source: Source) -> list[Finding]:
    """All findings of a plan, in the order of the document where they have a place."""
    aliases = collect_aliases(_texts(source))
    findings: list[Finding] = []
    parents = {item.parent for item in plan.items}
    for item in plan.items:
        findings.extend(_term(item, plan, has_children=item.key in parents))
        findings.extend(_executor(item, aliases, has_children=item.key in parents))
        findings.extend(_words(item))
    findings.extend(_numbers(plan.items))
    findings.extend(lint_results.check(plan))
    findings.extend(lint_act.check(plan, source))
    return findings


def _texts(source: Source) -> Iterator[str]:
    for number in range(len(source.blocks)):
        yield source.text_at(Place(number))


def _about(item: Item, code: str, severity: Severity, message: str, name: Field) -> Finding:
    """A finding on a field of an item, quoted as it was read."""
    quotes = {
        Field.NUMBER: item.number or "",
        Field.TERM: item.term_text,
        Field.RESPONSIBLE: item.responsible_text,
        Field.RESULT: item.result,
        Field.NOTE: item.note,
    }
    quote = quotes.get(name) or item.title
    places = item.places.get(name) or (item.place,)
    said = f"Пункт {item.number}. {message}" if item.number else message
    return Finding(code, severity, said, quote[:300], places[0], item.key)


def _term(item: Item, plan: Plan, *, has_children: bool) -> Iterator[Finding]:
    """Empty, impossible, outside the period, before the act."""
    reading = item.term
    if not item.term_text.strip("-–— "):
        if not has_children:
            yield _about(item, "term_empty", Severity.WARNING, "Срок не указан", Field.TERM)
        return
    span = _span(reading)
    outside = span is not None and plan.period is not None and _leaves(span, plan.period)
    if reading.warn and not (outside and span and span[0] <= span[1]):
        message = f"Срок невозможен: {reading.note}" if reading.note else "Срок невозможен"
        yield _about(item, "term_impossible", Severity.ERROR, message, Field.TERM)
        return
    if outside and plan.period:
        bounds = " – ".join(f"{day:%d.%m.%Y}" for day in plan.period)
        message = f"Срок выходит за период плана ({bounds})"
        yield _about(item, "term_outside", Severity.WARNING, message, Field.TERM)
    if plan.act.date and span and span[1] < plan.act.date:
        message = f"Срок истёк до даты приказа ({plan.act.date:%d.%m.%Y})"
        yield _about(item, "term_before_act", Severity.NOTICE, message, Field.TERM)


def _span(reading: TermReading) -> Period | None:
    """First and last day of a term; one of them stands for both when the other is not said."""
    first, last = reading.start or reading.end, reading.end or reading.start
    return (first, last) if first and last else None


def _leaves(span: Period, period: Period) -> bool:
    """Whether a term begins before the period or ends after it."""
    return span[0] < period[0] or span[1] > period[1]


def _executor(item: Item, aliases: dict[str, str], *, has_children: bool) -> Iterator[Finding]:
    """No executor, an unknown one, an abbreviation nobody has explained."""
    if not item.responsible_text.strip("-–— "):
        if not has_children:
            message = "Исполнитель не указан"
            yield _about(item, "executor_empty", Severity.WARNING, message, Field.RESPONSIBLE)
        return
    for actor in item.actors:
        if message := executors.unknown(actor, aliases):
            yield _about(item, "executor_unknown", Severity.WARNING, message, Field.RESPONSIBLE)


def _words(item: Item) -> Iterator[Finding]:
    """A yearly rule in the title of a single term, a note that cites its own item."""
    hidden = _YEARLY.search(item.title)
    if hidden and item.term.kind == "once":
        message = f"В наименовании сказано «{hidden[0]}», а срок разовый"
        yield _about(item, "yearly_in_title", Severity.WARNING, message, Field.TITLE)
    for text, name in ((item.note, Field.NOTE), (item.title, Field.TITLE)):
        if item.number and any(f[1] == item.number for f in _OWN_POINT.finditer(text)):
            message = "Текст ссылается на собственный пункт"
            yield _about(item, "cites_itself", Severity.NOTICE, message, name)


def _numbers(items: Sequence[Item]) -> Iterator[Finding]:
    """Numbers that repeat, and numbers left out."""
    written = [item for item in items if item.number_in_source]
    counts = Counter((_group(item), item.number) for item in written)
    seen: set[tuple[object, str | None]] = set()
    for item in written:
        name = (_group(item), item.number)
        if counts[name] > 1 and name in seen:
            message = "Номер уже встречался в плане"
            yield _about(item, "number_duplicate", Severity.WARNING, message, Field.NUMBER)
        seen.add(name)
    for item in items:
        if item.number_in_source is None and item.parent is None and counts:
            message = "У строки плана нет номера"
            yield _about(item, "number_missing", Severity.WARNING, message, Field.NUMBER)
    yield from _gaps(items)


def _group(item: Item) -> object:
    """Numbers are compared within a section unless they carry the section's number."""
    if not parts(item.number):
        return item.parent
    return item.section if len(parts(item.number)) == 1 else None


def _gaps(items: Sequence[Item]) -> Iterator[Finding]:
    last: tuple[int, ...] = ()
    for item in items:
        number = parts(item.number)
        if not number:
            continue
        if len(number) == len(last) and number[:-1] == last[:-1] and number[-1] > last[-1] + 1:
            message = f"Пропущен номер перед пунктом {item.number}"
            yield Finding(
                "number_gap", Severity.WARNING, message, item.number or "", item.place, item.key
            )
        if len(number) <= len(last) or not last or len(number) == 1 + len(last):
            last = number
