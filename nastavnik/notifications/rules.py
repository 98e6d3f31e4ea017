"""Whose notices are one's own; when letters may be sent: not in a person's quiet hours."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from nastavnik.kernel.errors import NotAllowed
from nastavnik.kernel.scope import Scope


def owner_of(scope: Scope) -> int:
    """Return the login whose own things are meant. Raises NotAllowed at the console: none."""
    if scope.user_id is None:
        raise NotAllowed("own")
    return scope.user_id


def next_allowed(moment: datetime, zone: str, quiet_from: time, quiet_until: time) -> datetime:
    """Return `moment`, or the end of the quiet hours it falls into by the clock of `zone`.

    Quiet hours may go over midnight; equal ends mean that there are none. `moment` has a time
    zone, `zone` is an IANA name.
    """
    local = moment.astimezone(ZoneInfo(zone))
    now = local.time()
    is_after, is_before = now >= quiet_from, now < quiet_until
    over_midnight = quiet_from > quiet_until
    if not ((is_after or is_before) if over_midnight else (is_after and is_before)):
        return moment
    day = local.date() if is_before else local.date() + timedelta(days=1)
    return datetime.combine(day, quiet_until, tzinfo=local.tzinfo)
