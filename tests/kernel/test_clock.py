"""The day in the zone of a unit: Kamchatka begins it nine hours before Moscow."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine

from nastavnik.kernel import clock


@pytest.mark.parametrize(
    ("moment", "zone", "day"),
    [
        # midnight in UTC+12 is noon of the day before in Greenwich
        ("2026-09-14T11:59:59Z", "Asia/Kamchatka", "2026-09-14"),
        ("2026-09-14T12:00:00Z", "Asia/Kamchatka", "2026-09-15"),
        ("2026-09-14T12:00:00Z", "Europe/Moscow", "2026-09-14"),
        ("2026-09-14T20:59:59Z", "Europe/Moscow", "2026-09-14"),
        ("2026-09-14T21:00:00Z", "Europe/Moscow", "2026-09-15"),
        # New Year comes to Kamchatka first
        ("2025-12-31T11:59:59Z", "Asia/Kamchatka", "2025-12-31"),
        ("2025-12-31T12:00:00Z", "Asia/Kamchatka", "2026-01-01"),
        ("2025-12-31T12:00:00Z", "Europe/Moscow", "2025-12-31"),
        ("2025-12-31T22:00:00Z", "Europe/Kaliningrad", "2026-01-01"),
        # the leap day begins and ends there too
        ("2024-02-28T12:00:00Z", "Asia/Kamchatka", "2024-02-29"),
        ("2024-02-29T12:00:00Z", "Asia/Kamchatka", "2024-03-01"),
    ],
)
def test_today_is_the_day_of_the_zone(moment: str, zone: str, day: str) -> None:
    with time_machine.travel(moment, tick=False):
        assert clock.today(zone) == date.fromisoformat(day)


def test_without_a_zone_the_day_is_that_of_moscow() -> None:
    with time_machine.travel("2025-12-31T21:00:00Z", tick=False):
        assert clock.today() == date(2026, 1, 1)
