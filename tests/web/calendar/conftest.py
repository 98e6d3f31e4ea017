"""A plan of school one with tasks of every kind of day."""

from __future__ import annotations

from datetime import date

import pytest

from nastavnik.pure.actors import ActorKind
from nastavnik.roadmaps import services
from nastavnik.roadmaps.models import Roadmap, Task
from tests.region import Region
from tests.roadmaps.plans import actor, due, measure, plan_of

CURATOR = actor("куратор", ActorKind.CURATOR)
HEAD = actor("Директор", ActorKind.HEAD)


@pytest.fixture
def roadmap(region: Region) -> Roadmap:
    """Return the plan: due at the end of November, long over, in the next year, without a day."""
    items = [
        measure(2, "1.1", "Собрать согласия", actors=[CURATOR],
                term=due(date(2026, 11, 2), date(2026, 11, 30))),
        measure(3, "1.2", "Назначить куратора", actors=[HEAD], term=due(None, date(2026, 9, 15))),
        measure(4, "1.3", "Подвести итоги <года>", actors=[CURATOR],
                term=due(date(2027, 5, 1), date(2027, 5, 31))),
        measure(5, "1.4", "Провести встречу выпускников", actors=[CURATOR]),
    ]  # fmt: skip
    return services.create_roadmap_from_plan(
        region.scope("curator"), region.unit("school_one"), plan_of(items)
    )


def task_of(roadmap: Roadmap, number: str) -> Task:
    """Return the task of the item with that number."""
    return Task.objects.get(roadmap=roadmap, item__number=number)
