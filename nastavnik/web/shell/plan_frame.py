"""What every page of one plan shows around its content: the head, the state, the tabs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from nastavnik.kernel.scope import Right, Scope
from nastavnik.organisations import selectors as organisations
from nastavnik.roadmaps import rules
from nastavnik.roadmaps import selectors as plans
from nastavnik.roadmaps.choices import EDITABLE, RoadmapState
from nastavnik.web.shell.jinja import day

# the pages of a plan, in the order of the tabs
TABS: tuple[tuple[str, str], ...] = (
    ("show_roadmap", "Мероприятия"),
    ("show_coverage", "Исполнение"),
    ("show_approvals", "Согласование"),
    ("list_proposals", "Предложения"),
    ("show_indicators", "Показатели"),
    ("show_papers", "Паспорт и сканы"),
    ("show_roadmap_document", "О документе"),
)
TONES: dict[str, str] = {
    RoadmapState.DRAFT: "neutral",
    RoadmapState.AGREEING: "info",
    RoadmapState.RETURNED: "warning",
    RoadmapState.AGREED: "info",
    RoadmapState.APPROVED: "success",
    RoadmapState.REVISING: "warning",
    RoadmapState.CLOSED: "neutral",
}


@dataclass(frozen=True, slots=True)
class Heading:
    """The head of every page of a plan; `state` and `tone` are those of a tag."""

    pk: int
    title: str
    lead: str
    state: str
    tone: str


def frame_of(
    scope: Scope, roadmap: Any, current: str, names: dict[int, str] | None = None
) -> dict[str, Any]:
    """Return the context of `roadmaps/frame.html`; `current` is the URL name of the open tab.

    `names` are names of units by key, where the page has loaded that of the plan already.
    """
    may_edit = roadmap.state in EDITABLE and scope.may(
        Right.WRITE_ROADMAPS, organisations.path_of(roadmap.unit_id, scope.on)
    )
    counts = {"show_roadmap_document": len(roadmap.findings) or None}
    known = names or organisations.names_of([roadmap.unit_id], scope.on)
    return {
        "roadmap": heading_of(roadmap, known.get(roadmap.unit_id, "")),
        "tabs": [
            {
                "label": label,
                "url": reverse(name, args=[roadmap.pk]),
                "current": name == current,
                "count": counts.get(name),
            }
            for name, label in TABS
            if name != "show_coverage" or plans.is_covered(roadmap)
        ],
        "may_edit": may_edit,
    }


def heading_of(roadmap: Any, unit: str) -> Heading:
    """Present the head of a plan."""
    parts = (unit, requisites_of(roadmap.act), period_of(roadmap))
    state = roadmap.get_state_display()
    if roadmap.edition > 1:
        state = f"{state}, редакция {roadmap.edition}"
    lead = " · ".join(filter(None, parts))
    return Heading(roadmap.pk, roadmap.title, lead, state, TONES[roadmap.state])


def requisites_of(act: Any) -> str:
    """Write «Приказ от 14 августа 2026 г. № 01-07/318»; "" without an act."""
    if act is None:
        return ""
    parts = [
        act.get_kind_display(),
        f"от {day(act.date)}" if act.date else "",
        f"№\u00a0{act.number}" if act.number else "",
    ]
    return " ".join(filter(None, parts))


def period_of(roadmap: Any) -> str:
    """Write the plan's period as people do: «2026/2027 учебный год», «2020–2024 годы»."""
    days = rules.days_of(roadmap.period)
    if days is None:
        return ""
    first, last = days
    if (first.month, first.day, last.month, last.day) == (9, 1, 8, 31):
        years = f"{first.year}/{last.year}"
        return f"{years} учебный год" if last.year == first.year + 1 else f"{years} учебные годы"
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return f"{first.year} год" if first.year == last.year else f"{first.year}–{last.year} годы"
    return f"{first:%d.%m.%Y} – {last:%d.%m.%Y}"
