"""The list of plans."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from nastavnik.web.shell.plan_frame import TONES, period_of, requisites_of


@dataclass(frozen=True, slots=True)
class RoadmapRow:
    """A plan as a row of the list."""

    url: str
    title: str
    kind: str
    unit: str
    act: str
    period: str
    items: int
    to_check: int
    state: str
    tone: str


def roadmap_row(roadmap: Any, units: Mapping[int, str]) -> RoadmapRow:
    """Present a plan counted by `list_roadmaps_counted`; `units` are names by key."""
    return RoadmapRow(
        url=reverse("show_roadmap", args=[roadmap.pk]),
        title=roadmap.title,
        kind=roadmap.get_kind_display(),
        unit=units.get(roadmap.unit_id, ""),
        act=requisites_of(roadmap.act),
        period=period_of(roadmap),
        items=roadmap.items_count,
        to_check=roadmap.doubtful_count,
        state=roadmap.get_state_display(),
        tone=TONES[roadmap.state],
    )
