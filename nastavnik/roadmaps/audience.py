"""Who is to be reminded of whose tasks: addresses of tasks become logins (R84)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from nastavnik.accounts import rules as access
from nastavnik.kernel.scope import Right
from nastavnik.notifications import selectors as notifications
from nastavnik.organisations import selectors as organisations
from nastavnik.people import selectors as people
from nastavnik.people.choices import ROLE_OF_POST, Post
from nastavnik.roadmaps import rules
from nastavnik.roadmaps.choices import AT_WORK
from nastavnik.roadmaps.models import Task

# to be reminded of a task by one's post one must be able to see it
SEEING = frozenset(
    post
    for post in Post
    if post not in ROLE_OF_POST or Right.SEE_ROADMAPS in access.rights_of(ROLE_OF_POST[post])
)
ANYBODY = 0  # no person is named


@dataclass(frozen=True, slots=True)
class Told:
    """A login hears, at a stage, of the tasks laid upon an address: unit, post, person.

    `first` and `last` are the due days of the tasks that are at the stage on `today`.
    """

    user_id: int
    unit_id: int
    post: str
    person_id: int
    stage: str
    today: date
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class _Tree:
    """The staffs of units on a day, and where the units stand."""

    paths: Mapping[int, str]
    staffs: Mapping[int, rules.Staff]
    logins: Mapping[int, int]

    def own_of(self, unit_id: int, post: str, person_id: int) -> frozenset[int]:
        """Return who answers for the tasks; where nobody can be reached, who acts for the unit."""
        staff = self.staffs.get(unit_id, {})
        if person_id:
            found = frozenset({self.logins[person_id]} if person_id in self.logins else ())
        else:
            found = frozenset(staff.get(post, ()) if post in SEEING else ())
        return found or rules.acting_of(staff)

    def above(self, unit_id: int) -> list[rules.Staff]:
        """Return the staffs of the units above, the nearest first."""
        keys = [int(key) for key in self.paths[unit_id].split(".")[:-1]]
        return [self.staffs.get(key, {}) for key in reversed(keys)]


def load_audience(now: datetime) -> dict[int, list[Told]]:
    """Return who hears of what at this moment, by login; only of the stages each of them wants.

    The day is that of the unit's own zone. Units that stand in the tree no more have nobody.
    """
    latest = now.date() + timedelta(days=1) + rules.FARTHEST  # no zone is a day ahead
    laid = Task.objects.filter(state__in=AT_WORK, due__lte=latest).order_by()
    addresses = set(laid.values_list("unit_id", "post", "person_id").distinct())
    by_day: dict[date, list[tuple[int, str, int]]] = defaultdict(list)
    zones = organisations.zones_of({unit_id for unit_id, _, _ in addresses})
    for unit_id, post, person_id in addresses:
        today = now.astimezone(ZoneInfo(zones[unit_id])).date()
        by_day[today].append((unit_id, post, person_id or ANYBODY))
    told = [one for today, mine in by_day.items() for one in _told_on(today, mine)]
    wishes = notifications.preferences_of({one.user_id for one in told})
    wanted: dict[int, list[Told]] = defaultdict(list)
    for one in told:
        if rules.wish_of(one.stage) in wishes[one.user_id].stages:
            wanted[one.user_id].append(one)
    return wanted


def _told_on(today: date, addresses: Collection[tuple[int, str, int]]) -> Iterator[Told]:
    tree = _load_tree(today, addresses)
    for unit_id, post, person_id in addresses:
        if unit_id not in tree.paths:
            continue
        own = tree.own_of(unit_id, post, person_id)
        staff = tree.staffs.get(unit_id, {})
        hearers = dict.fromkeys(rules.OWN_STAGES, own)
        hearers |= rules.superiors_of(own, staff, tree.above(unit_id))
        for stage, users in hearers.items():
            first, last = rules.dues_of(stage, today)
            for user_id in users:
                yield Told(user_id, unit_id, post, person_id, stage, today, first, last)


def _load_tree(today: date, addresses: Collection[tuple[int, str, int]]) -> _Tree:
    paths = organisations.paths_of({unit_id for unit_id, _, _ in addresses}, today)
    posts = {post for _, post, _ in addresses if post in SEEING}
    units = keys_of(paths.values())
    staffs: dict[int, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for unit_id, post, user_id in people.logins_at(units, posts | set(people.ACTING_POSTS), today):
        staffs[unit_id][post].add(user_id)
    logins = people.logins_of({person_id for _, _, person_id in addresses if person_id})
    return _Tree(paths, staffs, logins)


def keys_of(paths: Iterable[str]) -> set[int]:
    """Return the units on the paths and above."""
    return {int(key) for path in paths for key in path.split(".")}
