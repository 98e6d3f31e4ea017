"""Results that seem to stand one row off, and items left without a result.

A result belongs to the title it shares its subject with. Where in neighbouring rows results
share words with the title of the next row and none with their own, the column has slipped.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nastavnik.pure.plans.reading import Field, Finding, Item, Plan, Severity
from nastavnik.pure.plans.wording import stems

_COMMON = stems(
    "наставничества наставник наставляемый программа реализация мероприятие организация"
    " образовательный целевая модель внедрение проведение участие результат обучающихся"
)


def check(plan: Plan) -> list[Finding]:
    """Findings on results; none for a plan without a column of results."""
    if not any(item.result for item in plan.items):
        return []
    slipped = list(_slipped_runs(plan.items))
    findings = [_finding(plan.items[first : last + 1], plan.items, last) for first, last in slipped]
    inside = {at for first, last in slipped for at in range(first, last + 2)}
    parents = {item.parent for item in plan.items}
    for at, item in enumerate(plan.items):
        if not item.result.strip("-–— ") and item.key not in parents:
            severity = Severity.WARNING if at in inside else Severity.NOTICE
            message = (
                f"Пункт {item.number}. Результат не указан"
                if item.number
                else ("Результат не указан")
            )
            findings.append(
                Finding("result_empty", severity, message, item.title[:300], item.place, item.key)
            )
    return findings


def _finding(run: Sequence[Item], items: Sequence[Item], last: int) -> Finding:
    first = run[0]
    numbers = ", ".join(item.number or item.title[:30] for item in run)
    following = items[last + 1]
    message = (
        f"Результаты, похоже, стоят на строку выше своих мероприятий (пункты {numbers}): "
        f"«{first.result[:80]}» подходит к мероприятию «{items[_at(items, first) + 1].title[:80]}»"
    )
    if not following.result:
        message += f"; пункт {following.number} остался без результата"
    places = first.places.get(Field.RESULT) or (first.place,)
    return Finding(
        "result_shift", Severity.WARNING, message, first.result[:300], places[0], first.key
    )


def _at(items: Sequence[Item], item: Item) -> int:
    return next(at for at, other in enumerate(items) if other.key == item.key)


def _slipped_runs(items: Sequence[Item]) -> Iterator[tuple[int, int]]:
    """Runs (first, last) of rows whose results fit the next title better than their own.

    A run is believed when two of its rows plainly slipped, or one did and the item after the
    run has no result.
    """
    at = 0
    while at < len(items) - 1:
        if _sign(items, at) <= 0:
            at += 1
            continue
        last = at
        while _sign(items, last + 1) >= 0:
            last += 1
        strong = sum(_sign(items, row) > 0 for row in range(at, last + 1))
        if strong >= 2 or (last > at and not items[last + 1].result):
            yield at, last
        at = last + 1


def _sign(items: Sequence[Item], at: int) -> int:
    """1: the result fits the next title; -1: it fits its own, or there is none; 0: neither."""
    if at + 1 >= len(items) or not items[at].result:
        return -1
    if items[at].section != items[at + 1].section:
        return -1
    result = stems(items[at].result) - _COMMON
    if result & stems(items[at].title):
        return -1
    return int(bool(result & stems(items[at + 1].title)))
