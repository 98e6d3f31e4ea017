"""A plan of school one, as its curator took it in."""

from __future__ import annotations

import pytest

from nastavnik.roadmaps import services
from nastavnik.roadmaps.models import Item, Roadmap
from tests.region import Region
from tests.roadmaps.plans import small_plan


@pytest.fixture
def roadmap(region: Region) -> Roadmap:
    """Return the small plan as a roadmap of school one."""
    return services.create_roadmap_from_plan(
        region.scope("curator"), region.unit("school_one"), small_plan()
    )


@pytest.fixture
def item(roadmap: Roadmap) -> Item:
    """Return the item with a doubt, two actors and further results."""
    return roadmap.items.get(number="2.1")
