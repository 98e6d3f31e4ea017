"""A reading in the making: its values, doubts and warnings, and how windows come into it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Any

from nastavnik.pure.schoolyear import PlanYears
from nastavnik.pure.terms.items import Item
from nastavnik.pure.terms.reading import Kind, TermReading
from nastavnik.pure.terms.resolve import BACKWARDS, Span, merge, outside, span_of

Period = tuple[date, date]
WHICH_YEAR = "не сказано, в каком году"


@dataclass(slots=True)
class Draft:
    """A reading in the making."""

    plan: PlanYears | None
    period: Period | None
    values: dict[str, Any] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    ambiguous: bool = False
    warn: bool = False

    def doubt(self, *messages: str) -> None:
        """A person must be asked."""
        for message in messages:
            if message:
                self.ambiguous = True
                self.say(message)

    def warning(self, *messages: str) -> None:
        """Something is impossible or slipped."""
        for message in messages:
            self.warn = True
            self.say(message)

    def say(self, message: str) -> None:
        """Add a remark once."""
        if message not in self.notes:
            self.notes.append(message)

    def reading(self, kind: Kind) -> TermReading:
        """Finish; a term that runs backwards never leaves in silence."""
        start, end = self.values.get("start"), self.values.get("end")
        if start and end and start > end and not self.warn:
            self.doubt(BACKWARDS)
            self.warning(BACKWARDS)
        return TermReading(
            kind=kind,
            note="; ".join(self.notes),
            ambiguous=self.ambiguous,
            warn=self.warn,
            **self.values,
        )


def resolve_items(draft: Draft, items: list[Item]) -> list[Span]:
    """Resolve the windows of items and put their doubts into the draft."""
    spans: list[Span] = []
    due: list[bool] = []
    for item in items:
        for window in item.windows:
            span = span_of(item, window, draft.plan)
            if not span.dated or not (window.y1 or window.y2 or window.school):
                pass
            elif outside(span.start, span.end, draft.plan):
                span.warnings += ("срок вне периода плана",)
            spans.append(span)
            due.append(item.role in ("until", "to", "by"))
    if len(spans) > 1 and not any(due):
        spans = merge(spans)
    for span in spans:
        if span.doubts or span.warnings:
            draft.doubt(*span.doubts)
            draft.warning(*span.warnings)
    return spans


def put_spans(draft: Draft, spans: list[Span]) -> None:
    """Put windows into start, end and parts; month-days where the year is not known."""
    if len(spans) == 1:
        span = spans[0]
        if span.alt:
            draft.values["alt"] = TermReading(kind="once", start=span.alt[0], end=span.alt[1])
        if span.dated:
            draft.values["start"], draft.values["end"] = span.start, span.end
            return
    dated = [span for span in spans if span.dated]
    if dated and len(dated) == len(spans):
        starts = [span.start for span in spans if span.start]
        ends = [span.end for span in spans if span.end]
        draft.values["start"] = min(starts) if len(starts) == len(spans) else None
        draft.values["end"] = max(ends) if ends else None
        draft.values["parts"] = tuple((span.start, span.end) for span in spans)
        last = [span.end or span.start for span in spans]
        if any(a and b and a > b for a, b in pairwise(last)) and not _school(draft.plan):
            draft.doubt("сроки стоят не по порядку")
        return
    put_month_days(draft, spans)
    if draft.plan and not any(span.warnings for span in spans):
        draft.doubt(WHICH_YEAR)


def _school(plan: PlanYears | None) -> bool:
    """Whether the plan is for a school year, whose autumn comes before its spring."""
    return plan is not None and plan.school


def put_month_days(draft: Draft, spans: list[Span]) -> None:
    """Put windows as month-days."""
    draft.values["month_day_from"] = spans[0].md_from
    draft.values["month_day_to"] = spans[-1].md_to
    if len(spans) > 1:
        draft.values["parts"] = tuple((span.md_from, span.md_to) for span in spans)


def earliest(spans: list[Span]) -> date | None:
    """Return the earliest date of resolved windows."""
    days = [day for span in spans for day in (span.start, span.end) if day]
    return min(days, default=None)
