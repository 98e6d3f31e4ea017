"""The truth table of quiet hours: by the clock of the person's unit, over midnight or not."""

from __future__ import annotations

from datetime import UTC, datetime, time

import pytest

from nastavnik.notifications.rules import next_allowed

MOSCOW, KAMCHATKA, KALININGRAD = "Europe/Moscow", "Asia/Kamchatka", "Europe/Kaliningrad"


def at(text: str) -> datetime:
    return datetime.strptime(text, "%d.%m.%Y %H:%M").replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "zone", "quiet", "allowed"),
    [
        # 20:00-08:00 in Moscow, UTC+3
        ("20.11.2026 09:00", MOSCOW, (20, 8), "20.11.2026 09:00"),  # noon
        ("20.11.2026 16:59", MOSCOW, (20, 8), "20.11.2026 16:59"),  # 19:59
        ("20.11.2026 17:00", MOSCOW, (20, 8), "21.11.2026 05:00"),  # 20:00 sharp is quiet
        ("20.11.2026 20:59", MOSCOW, (20, 8), "21.11.2026 05:00"),  # 23:59
        ("20.11.2026 21:00", MOSCOW, (20, 8), "21.11.2026 05:00"),  # midnight, already the 21st
        ("21.11.2026 04:59", MOSCOW, (20, 8), "21.11.2026 05:00"),  # 7:59
        ("21.11.2026 05:00", MOSCOW, (20, 8), "21.11.2026 05:00"),  # 8:00 sharp is allowed
        # the same moment elsewhere: UTC+12 and UTC+2
        ("20.11.2026 09:00", KAMCHATKA, (20, 8), "20.11.2026 20:00"),  # 21:00 there
        ("20.11.2026 12:00", KAMCHATKA, (20, 8), "20.11.2026 20:00"),  # midnight of the 21st there
        ("20.11.2026 20:00", KAMCHATKA, (20, 8), "20.11.2026 20:00"),  # 8:00 of the 21st there
        ("20.11.2026 07:59", KAMCHATKA, (20, 8), "20.11.2026 07:59"),  # 19:59
        ("20.11.2026 17:30", KALININGRAD, (20, 8), "20.11.2026 17:30"),  # 19:30
        # ends of month, of year, of February in a leap year
        ("30.11.2026 18:00", MOSCOW, (20, 8), "01.12.2026 05:00"),
        ("31.12.2026 18:00", MOSCOW, (20, 8), "01.01.2027 05:00"),
        ("31.12.2026 12:30", KAMCHATKA, (20, 8), "31.12.2026 20:00"),  # New Year's night there
        ("28.02.2028 18:00", MOSCOW, (20, 8), "29.02.2028 05:00"),
        # within one day
        ("20.11.2026 10:00", MOSCOW, (13, 15), "20.11.2026 12:00"),
        ("20.11.2026 12:00", MOSCOW, (13, 15), "20.11.2026 12:00"),
        ("20.11.2026 09:59", MOSCOW, (13, 15), "20.11.2026 09:59"),
        # from or until midnight; none at all
        ("20.11.2026 22:00", MOSCOW, (0, 6), "21.11.2026 03:00"),
        ("20.11.2026 19:00", MOSCOW, (22, 0), "20.11.2026 21:00"),
        ("20.11.2026 21:00", MOSCOW, (22, 0), "20.11.2026 21:00"),
        ("20.11.2026 21:00", MOSCOW, (8, 8), "20.11.2026 21:00"),
        ("20.11.2026 21:00", MOSCOW, (0, 0), "20.11.2026 21:00"),
    ],
)
def test_letter_waits_for_the_end_of_quiet_hours(
    moment: str, zone: str, quiet: tuple[int, int], allowed: str
) -> None:
    quiet_from, quiet_until = (time(hour) for hour in quiet)
    assert next_allowed(at(moment), zone, quiet_from, quiet_until) == at(allowed)


def test_what_is_allowed_once_stays_allowed() -> None:
    for hour in range(24):
        moment = datetime(2026, 11, 20, hour, 30, tzinfo=UTC)
        allowed = next_allowed(moment, KAMCHATKA, time(20), time(8))
        assert next_allowed(allowed, KAMCHATKA, time(20), time(8)) == allowed
