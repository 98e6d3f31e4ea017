"""Plans of school one on their way, and a plan of the ministry that schools propose to."""

from __future__ import annotations

import pytest

from nastavnik.roadmaps import services
from nastavnik.roadmaps.models import Proposal, Roadmap
from tests.region import TODAY, Region
from tests.roadmaps.plans import small_plan

ACT = "приказ от 20.11.2026 № 112"


@pytest.fixture
def draft(region: Region) -> Roadmap:
    """Return a draft of school one."""
    return services.create_roadmap_from_plan(
        region.scope("curator"), region.unit("school_one"), small_plan(), state="draft"
    )


@pytest.fixture
def submitted(region: Region, draft: Roadmap) -> Roadmap:
    """Return the draft as it waits to be agreed."""
    return services.submit_roadmap(region.scope("curator"), draft.pk)


@pytest.fixture
def approved(region: Region, submitted: Roadmap) -> Roadmap:
    """Return the plan as it was agreed and approved."""
    services.agree_roadmap(region.scope("coordinator"), submitted.pk)
    return services.approve_roadmap(region.scope("head"), submitted.pk, act_text=ACT, on=TODAY)


@pytest.fixture
def upper(region: Region) -> Roadmap:
    """Return a plan of the ministry in force: schools may not read it."""
    return services.create_roadmap_from_plan(region.operator, region.unit("ministry"), small_plan())


@pytest.fixture
def proposal(region: Region, upper: Roadmap) -> Proposal:
    """Return what school one proposes to the ministry."""
    return services.propose(
        region.scope("curator"),
        upper.pk,
        unit_pk=region.units["school_one"].pk,
        text="Перенести обучение на декабрь",
        responsible="Муниципальный центр",
    )
