"""From pieces to a reading: what kind of term it is, and its dates in the plan's years."""

from __future__ import annotations

from nastavnik.pure.schoolyear import PlanYears
from nastavnik.pure.terms import rhythms, yearspans
from nastavnik.pure.terms.draft import WHICH_YEAR, Draft, Period, put_spans, resolve_items
from nastavnik.pure.terms.gather import Side
from nastavnik.pure.terms.reading import TermReading
from nastavnik.pure.terms.resolve import Span

UNREAD = "есть слова о времени, которые не прочитаны"


def interpret(sides: list[Side], plan: PlanYears | None, period: Period | None) -> TermReading:
    """Return the reading of the pieces of a phrase."""
    draft = Draft(plan, period)
    first, rule = sides[0], sides[1] if len(sides) > 1 else None
    for side in sides:
        if side.conditional:
            draft.values["conditional"] = True
        if side.anchor:
            draft.values["anchor"] = side.anchor
    reading = _whole(draft, first, rule)
    if sides[-1].unread and reading.kind != "unparsable" and not reading.ambiguous:
        draft.doubt(UNREAD)
        return draft.reading(reading.kind)
    return reading


def _whole(draft: Draft, first: Side, rule: Side | None) -> TermReading:
    """Choose the kind."""
    if rule is None:
        return _one(draft, first)
    if rule.rhythms:
        return rhythms.first_then(draft, first, rule)
    if rule.windows and not first.rhythms:
        # «сентябрь, далее в декабре»: one more window
        first.items += rule.items
        first.windows += rule.windows
        return _one(draft, first)
    reading = _one(draft, first)
    if rule.conditional:
        draft.values["then"] = "as_needed"
    elif rule.always or any(item.role == "during" for item in rule.items):
        draft.values["then"] = "continuous"
    else:
        draft.doubt("не прочитано, что стоит после «далее»")
    return draft.reading(reading.kind)


def _one(draft: Draft, side: Side) -> TermReading:
    """Read a phrase without «далее»."""
    if rhythms.has_rhythm(side, draft):
        return rhythms.recurring(draft, side)
    if side.windows:
        return _windows(draft, side)
    found = yearspans.years_reading(draft, side)
    if found is not None:
        _add_relation(draft, side)
        return draft.reading(found)
    if side.always:
        _add_relation(draft, side)
        return draft.reading("continuous")
    return _no_time(draft, side)


def _no_time(draft: Draft, side: Side) -> TermReading:
    """Read what is counted from an event, or holds no time."""
    if side.relations:
        _add_relation(draft, side)
        if "anchor" not in draft.values:
            draft.doubt("не сказано, от какого события считать")
        return draft.reading("relative")
    if side.anchor:
        draft.say("срок наступает с событием")
        return draft.reading("relative")
    if side.conditional:
        return draft.reading("as_needed")
    if side.only_weekdays and side.weekdays:
        return rhythms.weekdays_only(draft, side)
    draft.say("срок указан ссылкой" if side.reference else "срок не назван")
    return draft.reading("unparsable")


def _add_relation(draft: Draft, side: Side) -> None:
    """Put the event, or several, into the reading."""
    if not side.relations:
        return
    anchors = [anchor for _, anchor in side.relations if anchor]
    offsets = [offset for offset, _ in side.relations if offset]
    if offsets:
        draft.values["offset"] = offsets[0]
    if anchors:
        draft.values["anchor"] = " / ".join(anchors)
    if len(offsets) > 1:
        draft.doubt("названо несколько событий")


def _windows(draft: Draft, side: Side) -> TermReading:
    """Read one window or several."""
    turn = yearspans.turning(side.items)
    if turn and (draft.plan is None or not draft.plan.single or turn != "current"):
        found = yearspans.turned_windows(draft, side, turn)
        if found is not None:
            return found
    spans = resolve_items(draft, side.windows)
    during = any(item.role == "during" for item in side.windows)
    opened = [item for item in side.windows if item.role == "from"]
    if opened and len(side.windows) == 1:
        return _open(draft, side, spans[0])
    if len(spans) == 2 and opened and side.windows[0].role == "from":
        due = spans[1]
        spans = [Span(spans[0].start, due.end, spans[0].md_from, due.md_to, spans[0].dated)]
    put_spans(draft, spans)
    if side.monthday:
        draft.doubt("назван и месяц, и число отдельно от него")
    _add_relation(draft, side)
    if during and len(side.windows) == 1:
        return draft.reading("continuous")
    return draft.reading("once")


def _open(draft: Draft, side: Side, span: Span) -> TermReading:
    """Read «с 1 сентября 2021 года»: the end is not said."""
    bounds = [yearspans.bounds(draft, item) for item in side.years]
    end = next((last for _, last in bounds if last), None)
    if span.dated:
        draft.values |= {"start": span.start, "end": end}
    else:
        draft.values |= {"month_day_from": span.md_from}
        if draft.plan:
            draft.doubt(WHICH_YEAR)
    if side.conditional is False and end is None:
        draft.say("конец не назван")
    return draft.reading("continuous" if end is None else "once")
