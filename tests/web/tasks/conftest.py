"""Tasks of school one and of its town, as their curators and coordinators meet them."""

from __future__ import annotations

import pytest

from nastavnik.roadmaps import services
from nastavnik.roadmaps.models import Roadmap, Task
from tests.region import Region
from tests.roadmaps.duties import plan_of_duties


@pytest.fixture
def roadmap(region: Region) -> Roadmap:
    """Return a plan of school one with an item of every kind of term."""
    return services.create_roadmap_from_plan(
        region.scope("curator"), region.unit("school_one"), plan_of_duties()
    )


@pytest.fixture
def task(roadmap: Roadmap) -> Task:
    """Return the curator's task with a day ahead, that asks for minutes."""
    return roadmap.plan_tasks.get(item__number="1")
