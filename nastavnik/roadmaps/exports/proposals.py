"""The list of proposals to a plan as a document and as a workbook (R16: «Список предложений»)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from nastavnik.pure.plans import Field
from nastavnik.roadmaps.choices import ProposalSource, ProposalState
from nastavnik.roadmaps.exports.sheet import Column, Row, Sheet
from nastavnik.roadmaps.models import Proposal, Roadmap

COLUMNS = (
    Column("№ п/п", Field.NUMBER, 3),
    Column("Кто предложил", Field.OTHER, 9),
    Column("К какому мероприятию", Field.OTHER, 10),
    Column("Предложение", Field.TITLE, 14),
    Column("Кто исполнит", Field.RESPONSIBLE, 7),
    Column("К какому сроку", Field.TERM, 5),
    Column("Решение", Field.OTHER, 9),
)


def sheet_of_proposals(
    roadmap: Roadmap, proposals: Sequence[Proposal], units: Mapping[int, str]
) -> Sheet:
    """Return the texts of the list, by where the proposals come from; `units` are their names."""
    return Sheet(
        heading=(),
        title="Список предложений",
        notes=(f"к плану «{roadmap.title}»",),
        columns=COLUMNS,
        rows=tuple(_rows(proposals, units)),
        name="Предложения",
    )


def decision_of(proposal: Proposal) -> str:
    """Say what was decided: the word, the day, the answer, the edition."""
    parts = [ProposalState(proposal.state).label]
    if proposal.answered_on:
        parts[0] += f" {proposal.answered_on:%d.%m.%Y}"
    if proposal.answer:
        parts.append(proposal.answer)
    if proposal.edition is not None:
        parts.append(f"Вошло в редакцию {proposal.edition}")
    return "\n".join(parts)


def _rows(proposals: Sequence[Proposal], units: Mapping[int, str]) -> Iterator[Row]:
    number = 0
    for source in ProposalSource:
        rows = [one for one in proposals if one.source == source]
        if rows:
            yield Row("section", ("", source.label))
        for one in reversed(rows):
            number += 1
            paper = one.source_text or f"{one.on:%d.%m.%Y}"
            yield Row(
                "item",
                (
                    str(number),
                    f"{units.get(one.unit_id, '')}\n{paper}".strip(),
                    str(one.item) if one.item else "К плану в целом",
                    one.text,
                    one.responsible,
                    f"{one.due:%d.%m.%Y}" if one.due else "",
                    decision_of(one),
                ),
            )
