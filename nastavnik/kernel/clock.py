"""The clock. Read in doors and commands only; below them `on: date` is an argument."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone


def now() -> datetime:
    """Return the present moment, with a time zone."""
    return timezone.now()


def today(zone: str = "Europe/Moscow") -> date:
    """Return the calendar day at this moment in the IANA time zone `zone`."""
    return now().astimezone(ZoneInfo(zone)).date()
