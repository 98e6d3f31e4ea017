"""What the list of intakes shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

PASTED = "Вставленный текст"
HEADING = 110  # characters of an act's heading in the list
TONES = {"preview": "warning", "confirmed": "success", "discarded": "neutral", "undone": "neutral"}


@dataclass(frozen=True, slots=True)
class IntakeRow:
    """A line of the list of intakes."""

    pk: int
    name: str
    heading: str
    file: str
    unit: str
    state: str
    tone: str
    created: datetime
    who: str
    roadmap: int | None


def intake_rows(
    intakes: Iterable[Any], units: Mapping[int, str], plans: Mapping[int | None, Any]
) -> list[IntakeRow]:
    """Return the lines of the list; `plans` are roadmaps by the key of their intake."""
    return [
        IntakeRow(
            pk=intake.pk,
            **_names(intake),
            unit=units.get(intake.unit_id, ""),
            state=intake.get_state_display(),
            tone=TONES[intake.state],
            created=intake.created,
            who=intake.created_by.name if intake.created_by else "",
            roadmap=plans[intake.pk].pk if intake.pk in plans else None,
        )
        for intake in intakes
    ]


def _names(intake: Any) -> dict[str, str]:
    """Return the act's requisites, its heading cut short, and the file it came in."""
    file = intake.file.name if intake.file else PASTED
    requisites, _, heading = intake.title.partition("«")
    heading = f"«{heading}" if heading else ""
    if len(heading) > HEADING:
        heading = heading[:HEADING].rsplit(" ", 1)[0] + "…»"
    return {"name": requisites.strip() or heading or file, "heading": heading, "file": file}
