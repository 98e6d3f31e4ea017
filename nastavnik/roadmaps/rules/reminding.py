"""When whoever answers for a task is reminded of it, and who hears of it when it is late (R84)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, timedelta

from nastavnik.notifications.choices import Rhythm, Stage
from nastavnik.people.choices import Post
from nastavnik.pure.occurrences import Window
from nastavnik.roadmaps.choices import ReminderStage

# R84: days after the due day (before it: negative) on which a stage begins and ends. Of the own
# stages only the latest holds, so a run left out is made up for until the next one begins.
OWN_STAGES: dict[str, tuple[int, int | None]] = {
    ReminderStage.DUE_30: (-30, -8),
    ReminderStage.DUE_7: (-7, -2),
    ReminderStage.DUE_1: (-1, 0),
    ReminderStage.OVERDUE: (1, None),
}
# R84, escalation up the tree: days late after which the next level hears of it
ESCALATIONS: dict[str, tuple[int, int | None]] = {
    ReminderStage.ESCALATED_HEAD: (7, None),
    ReminderStage.ESCALATED_AUTHORITY: (14, None),
    ReminderStage.ESCALATED_MINISTRY: (28, None),
}
STAGES = OWN_STAGES | ESCALATIONS
FARTHEST = timedelta(days=30)
"""How long before the due day the first stage begins."""

# who acts for a unit that a plan names alone; the head only where there is nobody of these
CLERKS = (
    Post.CURATOR,
    Post.TERRITORIAL_COORDINATOR,
    Post.REGIONAL_COORDINATOR,
    Post.MINISTRY_OFFICER,
)
Staff = Mapping[str, Collection[int]]
"""The active logins of a unit by post."""


def wish_of(stage: str) -> str:
    """Return what a person's settings call the stage."""
    return Stage.ESCALATION if stage in ESCALATIONS else Stage(stage).value


def dues_of(stage: str, today: date) -> Window:
    """Return the first and the last due day of the tasks that are at `stage` on `today`."""
    begins, ends = STAGES[stage]
    first = date.min if ends is None else today - timedelta(days=ends)
    return first, today - timedelta(days=begins)


def acting_of(staff: Staff) -> frozenset[int]:
    """Return who acts for the unit: those whose daily work it is, else the head."""
    clerks = frozenset(user for post in CLERKS for user in staff.get(post, ()))
    return clerks or frozenset(staff.get(Post.HEAD, ()))


def superiors_of(
    own: Collection[int], staff: Staff, above: list[Staff]
) -> dict[str, frozenset[int]]:
    """Return who hears at each escalation of a task that the logins `own` answer for.

    `above` are the staffs of the units above, the nearest first. Nobody hears of their own
    delay; what would come to a level with nobody goes to the next one.
    """
    top = above[-1] if above else staff
    coordinators = [unit.get(Post.TERRITORIAL_COORDINATOR, ()) for unit in above]
    levels = [
        staff.get(Post.HEAD, ()),
        next((found for found in coordinators if found), ()),
        top.get(Post.MINISTRY_OFFICER) or top.get(Post.HEAD, ()),
    ]
    others = [frozenset(level) - frozenset(own) for level in levels]
    return {
        stage: next((level for level in others[at:] if level), frozenset())
        for at, stage in enumerate(ESCALATIONS)
    }


def digest_period(rhythm: str, today: date) -> tuple[str, date]:
    """Return the period of the digest due on `today`, as a key, and its last day of reminders.

    A weekly one is due on Monday, or on the first later day of the week on which it is written.
    """
    if rhythm == Rhythm.WEEKLY:
        year, week, weekday = today.isocalendar()
        return f"{year}-W{week:02}", today - timedelta(days=weekday - 1)
    return today.isoformat(), today
