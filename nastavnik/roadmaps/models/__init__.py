"""The tables of plans and of what is done with them."""

from nastavnik.roadmaps.models.approval import (
    Approval,
    Edition,
    ItemRemark,
    Passport,
    Proposal,
    Scan,
)
from nastavnik.roadmaps.models.control import ControlCard, ControlNote
from nastavnik.roadmaps.models.desk import CalendarFeed, Reminder, SavedFilter
from nastavnik.roadmaps.models.participation import ParticipationEntry, ParticipationList
from nastavnik.roadmaps.models.plans import (
    Indicator,
    IndicatorTarget,
    Item,
    ItemActor,
    Roadmap,
    Section,
)
from nastavnik.roadmaps.models.tasks import (
    Deed,
    Evidence,
    ItemEvent,
    ItemSchedule,
    Prolongation,
    Task,
)

__all__ = [
    "Approval",
    "CalendarFeed",
    "ControlCard",
    "ControlNote",
    "Deed",
    "Edition",
    "Evidence",
    "Indicator",
    "IndicatorTarget",
    "Item",
    "ItemActor",
    "ItemEvent",
    "ItemRemark",
    "ItemSchedule",
    "ParticipationEntry",
    "ParticipationList",
    "Passport",
    "Prolongation",
    "Proposal",
    "Reminder",
    "Roadmap",
    "SavedFilter",
    "Scan",
    "Section",
    "Task",
]
