"""What a timeline is drawn from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Look(StrEnum):
    """How a bar is drawn; each has a colour and a shape or pattern of its own."""

    AHEAD = "ahead"
    OPEN = "open"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    OVERDUE = "overdue"
    DONE = "done"
    NOT_DONE = "not-done"
    NOT_NEEDED = "not-needed"


LABELS: dict[Look, str] = {
    Look.AHEAD: "срок не наступил",
    Look.OPEN: "в работе",
    Look.SUBMITTED: "на проверке",
    Look.RETURNED: "возвращена",
    Look.OVERDUE: "просрочена",
    Look.DONE: "выполнена",
    Look.NOT_DONE: "не выполнена",
    Look.NOT_NEEDED: "не потребовалась",
}
"""What the legend calls the looks."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A row: `first` to `due`, both included; without `first` a mark at `due`, else no mark.

    `label` stands at the left and is cut when it is long, `words` say everything.
    """

    label: str
    words: str
    first: date | None
    due: date | None
    look: Look
