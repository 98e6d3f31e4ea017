"""Whoever answers for a task is reminded of it in time, and others when it is late (R84)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, astuple, dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import connection, transaction
from django.db.models import F

from nastavnik.accounts import selectors as accounts
from nastavnik.audit.services import record
from nastavnik.kernel.scope import WHOLE_TREE, Right, Scope
from nastavnik.notifications import rules as hours
from nastavnik.notifications import selectors as wishes
from nastavnik.notifications import services as notifications
from nastavnik.notifications.models import Preference
from nastavnik.organisations import selectors as organisations
from nastavnik.roadmaps import digests, rules
from nastavnik.roadmaps.audience import Told, load_audience
from nastavnik.roadmaps.choices import AT_WORK, TaskState
from nastavnik.roadmaps.digests import Reminded
from nastavnik.roadmaps.models import Reminder, Task

REMINDING_LOCK = 7_021_004  # of two that remind at once the second sees what the first has told
CHUNK = 300  # people in a transaction
HANDFUL = 5  # notices of a stage at once; more are told in one
KEPT = timedelta(days=14)  # how long a reminder waits for a letter; its task is shown elsewhere too


@dataclass(slots=True)
class Counts:
    """How many reminders were given, how many notices and letters they made."""

    reminders: int = 0
    notices: int = 0
    letters: int = 0

    def __bool__(self) -> bool:
        return bool(self.reminders or self.notices or self.letters)

    def add(self, other: Counts) -> None:
        """Count another part of the work too."""
        self.reminders += other.reminders
        self.notices += other.notices
        self.letters += other.letters


def remind(
    scope: Scope,
    now: datetime,
    *,
    tell: Callable[[int, int], None] = lambda done, total: None,
) -> Counts:
    """Remind everybody of what is to be done at the moment `now`; repeating adds nothing.

    By chunks of people, each a transaction: a person's reminders, notices and letter are written
    together or not at all. `tell` hears (people done, people in all) between chunks, in no
    transaction. Raises NotAllowed for anybody but the system and the operator at the console.
    """
    scope.require(Right.CONTROL_ROADMAPS, WHOLE_TREE)
    audience = load_audience(now)
    people, done = sorted(audience), Counts()
    for start in range(0, len(people), CHUNK):
        tell(start, len(people))
        chunk = people[start : start + CHUNK]
        with transaction.atomic():
            given = _remind_some([one for pk in chunk for one in audience[pk]], chunk, now)
            if given:
                _journal(scope, given)
        done.add(given)
    tell(len(people), len(people))
    with transaction.atomic():
        told = _tell_who_accepts(scope, now)
        if told:
            _journal(scope, told)
    done.add(told)
    return done


def _journal(scope: Scope, given: Counts) -> None:
    top = organisations.list_tops(scope)[0]
    record(scope, "remind", top, branch=str(top.path), **asdict(given))


def _remind_some(told: Sequence[Told], people: Collection[int], now: datetime) -> Counts:
    _lock_reminding()
    fresh = _insert(told)
    waiting = _waiting_of(people, now)
    units = _names_of([*fresh, *waiting], now)
    notices = notifications.notify_many(_notices_of(fresh, units))
    return Counts(len(fresh), notices, _write_digests(waiting, units, now))


def _lock_reminding() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [REMINDING_LOCK])


def _insert(told: Sequence[Told]) -> list[Reminded]:
    """Write the reminders that are not there yet, in one statement; returns them."""
    columns = [list(column) for column in zip(*map(astuple, told), strict=True)]
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, columns)
        return [Reminded(*row) for row in cursor.fetchall()]


# the order of the columns is that of `Told` and of `Reminded`
_INSERT = """
WITH fresh AS (
    INSERT INTO roadmaps_reminder (user_id, task_id, stage, due, "on")
    SELECT told.user_id, task.id, told.stage, task.due, told.today
      FROM unnest(%s::bigint[], %s::bigint[], %s::text[], %s::bigint[], %s::text[],
                  %s::date[], %s::date[], %s::date[])
           AS told (user_id, unit_id, post, person_id, stage, today, first, last)
      JOIN roadmaps_task AS task
        ON task.unit_id = told.unit_id AND task.post = told.post
       AND coalesce(task.person_id, 0) = told.person_id
       AND task.state IN ('open', 'returned') AND task.due BETWEEN told.first AND told.last
     WHERE NOT EXISTS (
           SELECT FROM roadmaps_reminder AS given
            WHERE given.user_id = told.user_id AND given.task_id = task.id
              AND given.stage = told.stage AND given.due = task.due)
    ON CONFLICT DO NOTHING
    RETURNING id, user_id, stage, due, "on", task_id
)
SELECT fresh.id, fresh.user_id, fresh.stage, fresh.due, fresh."on", task.id,
       item.number, plan.kind, task.unit_id, plan.unit_id
  FROM fresh
  JOIN roadmaps_task AS task ON task.id = fresh.task_id
  JOIN roadmaps_item AS item ON item.id = task.item_id
  JOIN roadmaps_roadmap AS plan ON plan.id = task.roadmap_id
 ORDER BY fresh.user_id, fresh.due, task.id
"""


def _waiting_of(people: Collection[int], now: datetime) -> list[Reminded]:
    """Return the reminders that no letter took and that are still true."""
    rows = Reminder.objects.filter(
        user_id__in=people,
        digest=None,
        on__gt=now.date() - KEPT,
        task__state__in=AT_WORK,
        task__due=F("due"),
    ).values_list(
        "pk", "user_id", "stage", "due", "on", "task_id", "task__item__number",
        "task__roadmap__kind", "task__unit_id", "task__roadmap__unit_id",
    )  # fmt: skip
    return [Reminded(*row) for row in rows.order_by()]


def _names_of(reminded: Iterable[Reminded], now: datetime) -> dict[int, str]:
    return organisations.names_of({one.place_id for one in reminded}, now.date())


def _notices_of(
    fresh: Sequence[Reminded], units: Mapping[int, str]
) -> Iterator[notifications.NewNotice]:
    """Tell of each task, or of all of a stage at once where there are many."""
    by_stage: dict[tuple[int, str, date], list[Reminded]] = defaultdict(list)
    for one in fresh:
        by_stage[one.user_id, one.stage, one.on].append(one)
    for (user_id, stage, on), mine in by_stage.items():
        if len(mine) > HANDFUL:
            text, view = digests.grouped_sentence(stage, len(mine))
            key = f"remind:{stage}:{on}:{mine[0].pk}"
            yield notifications.NewNotice(user_id, stage, text, key, view)
            continue
        for one in mine:
            text = digests.sentence_of(one, units)
            key = f"remind:{stage}:{one.task_id}:{one.due}"
            yield notifications.NewNotice(user_id, stage, text, key, "show_task", one.task_id)


def _write_digests(waiting: Sequence[Reminded], units: Mapping[int, str], now: datetime) -> int:
    """Write one letter a person and period, and mark what went into it."""
    by_user: dict[int, list[Reminded]] = defaultdict(list)
    for one in waiting:
        by_user[one.user_id].append(one)
    recipients = accounts.recipients_of(by_user)
    preferences = wishes.preferences_of(recipients)
    drafts = [
        draft
        for pk, recipient in recipients.items()
        if (draft := _draft(recipient, preferences[pk], by_user[pk], units, now))
    ]
    taken = wishes.written_among([draft.letter.unique_key for draft in drafts])
    fresh = [draft for draft in drafts if draft.letter.unique_key not in taken]
    for on in {draft.on for draft in fresh}:
        held = [pk for draft in fresh if draft.on == on for pk in draft.reminders]
        Reminder.objects.filter(pk__in=held).update(digest=on)
    return notifications.write_letters(draft.letter for draft in fresh)


@dataclass(frozen=True, slots=True)
class _Draft:
    """A letter of a day and the reminders in it."""

    letter: notifications.NewLetter
    on: date
    reminders: list[int]


def _draft(
    recipient: accounts.Recipient,
    preference: Preference,
    waiting: Sequence[Reminded],
    units: Mapping[int, str],
    now: datetime,
) -> _Draft | None:
    """Return the letter for today; None where none is wanted or it cannot leave today.

    What is written in the evening's quiet hours would leave tomorrow and speak of today.
    """
    if not recipient.email or not preference.by_mail:
        return None
    zone = ZoneInfo(recipient.zone)
    today = now.astimezone(zone).date()
    moment = hours.next_allowed(now, recipient.zone, preference.quiet_from, preference.quiet_until)
    if moment.astimezone(zone).date() != today:
        return None
    period, last = rules.digest_period(preference.rhythm, today)
    mine = [
        one for one in waiting if one.on <= last and rules.wish_of(one.stage) in preference.stages
    ]
    if not mine:
        return None
    found = digests.in_order(mine, units)
    letter = notifications.NewLetter(
        to=recipient.email,
        subject=digests.subject_of(found, today),
        text=digests.text_of(found, units, today),
        unique_key=f"digest:{recipient.user_id}:{period}",
        not_before=moment if moment > now else None,
    )
    return _Draft(letter, today, [one.pk for one in mine])


def _tell_who_accepts(scope: Scope, now: datetime) -> Counts:
    """Tell who accepts tasks what was handed in on the days before: once for each day.

    Only the nearest unit with such people is told, and nobody of their own work.
    """
    handed = Task.objects.filter(
        state=TaskState.SUBMITTED,
        submitted_on__gt=now.date() - KEPT,
        submitted_on__lt=scope.on,
    ).order_by()
    tasks = list(handed.values_list("unit_id", "submitted_by", "submitted_on"))
    paths = organisations.paths_of({unit_id for unit_id, _, _ in tasks}, scope.on)
    keys = {int(key) for path in paths.values() for key in path.split(".")}
    holders = accounts.holders_of(Right.CONTROL_ROADMAPS, keys, scope.on)
    counts: dict[tuple[int, date], int] = defaultdict(int)
    for unit_id, by, day in tasks:
        assert day is not None
        line = [int(key) for key in reversed(paths.get(unit_id, "").split(".")) if key]
        others = (holders.get(key, set()) - {by} for key in line)
        for user_id in next((found for found in others if found), ()):
            counts[user_id, day] += 1
    notices = notifications.notify_many(
        notifications.NewNotice(
            user_id,
            "waiting",
            digests.waiting_sentence(day, count),
            f"waiting:{day}",
            "list_tasks?whose=all&state=submitted",
        )
        for (user_id, day), count in sorted(counts.items())
    )
    return Counts(notices=notices)
