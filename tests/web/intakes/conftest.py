"""A document of the town waits for a look; files lie in the test's own folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from nastavnik.imports import services
from nastavnik.imports.models import Intake
from tests.imports.plan_texts import plan_text
from tests.region import Region


@pytest.fixture(autouse=True)
def own_folder(files: Path) -> None:
    """Keep every test here off the data folder."""


@pytest.fixture
def intake(region: Region) -> Intake:
    """Return an intake of the town with three items and a doubt in each term."""
    text = plan_text(
        "1\tНазначить муниципального куратора\tсентябрь 2026 года\tУправление образования\tПриказ",
        "2\tСобрать заявки школ\tпо отдельному графику\tКураторы школ\tСводная заявка",
        "3\tПровести встречу наставников\tдо 31.02.2027\tУправление образования\tПротокол",
    )
    return services.receive_text(region.scope("coordinator"), region.unit("town"), text)[0]
