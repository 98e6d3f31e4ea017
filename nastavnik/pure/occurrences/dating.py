"""From a term to its occurrences: which times there are, on which days, what they wait for.

The rules, with examples, are in docs/explanation/terms.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice

from nastavnik.pure.occurrences import rhythm, turns
from nastavnik.pure.occurrences.days import ordered, shifted
from nastavnik.pure.occurrences.model import Occurrence, Slot, WaitsFor, Window
from nastavnik.pure.occurrences.windows import span_of
from nastavnik.pure.occurrences.wording import speaks_of_schedule
from nastavnik.pure.terms import Offset, TermReading

Event = tuple[str, date]
"""Key of the occurrence («event:1») and the day on which the event happened."""

MOST = 1_000
"""Weeks of 19 years: a longer row comes from a slipped year and is cut."""

WAITING_KEYS = {
    WaitsFor.EVENT: "event:1",
    WaitsFor.CONDITION: "event:1",
    WaitsFor.SCHEDULE: "schedule",
    WaitsFor.TERM: "once",
}
"""The first event that is recorded takes the key of the occurrence that waited for it."""


def occurrences_of(
    term: TermReading,
    period: Window | None,
    *,
    term_text: str = "",
    events: Sequence[Event] = (),
    schedule: Sequence[date] = (),
) -> tuple[Occurrence, ...]:
    """Return the occurrences of `term` inside `period`, earliest due first; never none.

    `term_text`: the words of the term, for what the reading does not hold (a schedule, «далее»).
    `events`: what happened, in the order of recording, for terms counted from an event.
    `schedule`: the dates of an attached schedule; they replace the days of any term.
    """
    if schedule:
        return tuple(
            Occurrence(f"on:{day}", None, day, conditional=term.conditional)
            for day in sorted(set(schedule))
        )
    if term.kind in ("relative", "as_needed"):
        found = list(_happened(events, term.offset, conditional=term.conditional))
        found = found or [_waiting(term, _missing(term, term_text))]
    else:
        found = list(_by_calendar(term, period, term_text))
        found = found or [_waiting(term, _missing(term, term_text))]
        found += _then(term, period, found[-1], events)
    return tuple(sorted(found, key=_when))


def _when(one: Occurrence) -> tuple[date, date]:
    """By due day, then by beginning; what has no due day comes last."""
    return one.last or date.max, one.first or one.last or date.max


def _waiting(term: TermReading, waits_for: WaitsFor) -> Occurrence:
    """The one occurrence of a term that has no day yet."""
    return Occurrence(WAITING_KEYS[waits_for], None, None, waits_for, term.conditional)


def _missing(term: TermReading, term_text: str) -> WaitsFor:
    """What the days of the term depend on."""
    if term.kind == "relative":
        return WaitsFor.EVENT
    if term.kind == "as_needed":
        return WaitsFor.CONDITION
    if term.kind == "unparsable" and speaks_of_schedule(term_text):
        return WaitsFor.SCHEDULE
    return WaitsFor.TERM


def _happened(
    events: Iterable[Event], offset: Offset | None, *, conditional: bool
) -> Iterator[Occurrence]:
    """Every event is an occurrence of its own; without an offset no due day is said."""
    for key, day in dict(events).items():
        if offset is None:
            yield Occurrence(key, day, None, conditional=conditional)
        elif offset.dir == "before":
            due = shifted(day, -offset.n, offset.unit)
            yield Occurrence(key, None, due, conditional=conditional)
        else:
            due = shifted(day, offset.n, offset.unit)
            yield Occurrence(key, day, due, conditional=conditional)


def _then(
    term: TermReading, period: Window | None, last: Occurrence, events: Sequence[Event]
) -> list[Occurrence]:
    """What comes after «далее»: on demand, or all the time to the end of the period."""
    if term.then == "as_needed":
        return list(_happened(events, None, conditional=term.conditional))
    if term.then == "continuous" and last.key != "all" and last.last:
        begin = shifted(last.last, 1, "day")
        end = period and period[1]
        if begin and (end is None or begin <= end):
            return [Occurrence("all", begin, end, conditional=term.conditional)]
    return []


def _by_calendar(term: TermReading, period: Window | None, term_text: str) -> Iterator[Occurrence]:
    """The occurrences whose days the term and the period give by themselves."""
    # «июнь, далее по необходимости»: the condition is that of the later times
    conditional = term.conditional and term.then != "as_needed"
    if term.kind == "continuous" or (term.kind == "periodic" and rhythm.often(term)):
        first, last = _all_the_time(term, period)
        yield Occurrence("all", first, last, conditional=conditional)
        return
    for key, first, last in _keyed(islice(turns.of(term, period, term_text), MOST)):
        yield Occurrence(key, first, last, conditional=conditional)


def _keyed(slots: Iterable[Slot]) -> Iterator[Slot]:
    """Tell turns of one year, month or week apart: «2026#1», «2026#2»."""
    found = list(slots)
    several = len({slot.label for slot in found}) < len(found)
    counted: Counter[str] = Counter()
    for slot in found:
        counted[slot.label] += 1
        yield slot._replace(label=f"{slot.label}#{counted[slot.label]}") if several else slot


def _all_the_time(term: TermReading, period: Window | None) -> tuple[date | None, date | None]:
    """From the beginning to the end that are said, else those of the period."""
    span = span_of(term, period)
    if span is not None:
        return span
    if term.start and term.end:
        return ordered(term.start, term.end)
    if term.start or term.end:  # no period, or one that is over before or begins after
        return term.start, term.end
    return period or (None, None)
