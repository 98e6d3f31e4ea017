"""What is done with plans: take one in and back, correct it, say who its actors are."""

from nastavnik.roadmaps.services.taking_in import create_roadmap_from_plan, remove_roadmap

__all__ = ["create_roadmap_from_plan", "remove_roadmap"]
