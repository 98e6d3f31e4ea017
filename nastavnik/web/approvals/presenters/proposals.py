"""Proposals in a list, in their counts, on a page of their own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from nastavnik.roadmaps.choices import ProposalSource, ProposalState
from nastavnik.web.shell.jinja import day

TONES: dict[str, str] = {
    ProposalState.NEW: "info",
    ProposalState.ACCEPTED: "success",
    ProposalState.DECLINED: "neutral",
}


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """A proposal in a list."""

    url: str
    text: str
    item: str
    plan: str
    unit: str
    paper: str
    on: str
    responsible: str
    due: str
    state: str
    tone: str
    answer: str
    edition: str


@dataclass(frozen=True, slots=True)
class CountRow:
    """How many proposals of one source there are by decision, each with its address."""

    source: str
    counts: tuple[tuple[str, int, str], ...]


def rows_of(proposals: Iterable[Any], units: Mapping[int, str]) -> list[ProposalRow]:
    """Present proposals in their order; `units` are the names of those that propose."""
    return [row_of(one, units) for one in proposals]


def row_of(proposal: Any, units: Mapping[int, str]) -> ProposalRow:
    """Present one proposal."""
    return ProposalRow(
        url=reverse("show_proposal", args=[proposal.pk]),
        text=proposal.text,
        item=str(proposal.item) if proposal.item else "",
        plan=proposal.roadmap.title,
        unit=units.get(proposal.unit_id, ""),
        paper=proposal.source_text or proposal.get_source_display(),
        on=day(proposal.on),
        responsible=proposal.responsible,
        due=day(proposal.due),
        state=proposal.get_state_display(),
        tone=TONES[proposal.state],
        answer=proposal.answer,
        edition=f"Вошло в редакцию {proposal.edition}" if proposal.edition is not None else "",
    )


def counts_of(counts: Mapping[str, Mapping[str, int]], address: str) -> list[CountRow]:
    """Present the counts by source and decision; each number leads to what it counts."""
    return [
        CountRow(
            source.label,
            tuple(
                (state.label, counts[source][state], f"{address}?source={source}&state={state}")
                for state in ProposalState
            ),
        )
        for source in ProposalSource
    ]


def facts_of(row: ProposalRow, person: str) -> list[tuple[str, str]]:
    """Return what is known of a proposal."""
    return [
        ("К мероприятию", row.item or "к плану в целом"),
        ("Кто предложил", ", ".join(filter(None, (row.unit, person)))),
        ("Откуда", row.paper),
        ("Внесено", row.on),
        ("Кто исполнит", row.responsible),
        ("К какому сроку", row.due),
    ]
