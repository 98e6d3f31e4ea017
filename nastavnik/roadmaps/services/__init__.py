"""What is done with plans: take one in and back, correct it, say who its actors are."""

from nastavnik.roadmaps.services.assigning import assign_actor, replace_responsible
from nastavnik.roadmaps.services.correcting import (
    accept_doubts,
    correct_item,
    correct_responsible,
    correct_term,
    settle_item,
)
from nastavnik.roadmaps.services.taking_in import create_roadmap_from_plan, remove_roadmap

__all__ = [
    "accept_doubts",
    "assign_actor",
    "correct_item",
    "correct_responsible",
    "correct_term",
    "create_roadmap_from_plan",
    "remove_roadmap",
    "replace_responsible",
    "settle_item",
]
