"""Reading a person's desk: saved filters, the calendar's link and the tasks it gives."""

from __future__ import annotations

import hashlib
from datetime import timedelta

from django.db.models import QuerySet

from nastavnik.kernel.errors import Missing
from nastavnik.kernel.scope import Right, Scope
from nastavnik.roadmaps.models import CalendarFeed, SavedFilter, Task
from nastavnik.roadmaps.selectors.tasks import TaskFilter, list_tasks, narrow

FEED_BACK, FEED_AHEAD = timedelta(days=90), timedelta(days=400)
MOST_IN_FEED = 1000


def list_filters(scope: Scope) -> QuerySet[SavedFilter]:
    """Return the filters the person saved, by name."""
    return SavedFilter.objects.filter(user=scope.user_id).order_by("name")


def get_filter(scope: Scope, pk: int) -> SavedFilter:
    """Return one's own saved filter. Raises Missing for another person's."""
    found = list_filters(scope).filter(pk=pk).first()
    if found is None:
        raise Missing("filter")
    return found


def find_feed(scope: Scope) -> CalendarFeed | None:
    """Return the person's link for a calendar program, None where there is none."""
    return CalendarFeed.objects.filter(user=scope.user_id).first()


def get_feed(secret: str) -> CalendarFeed:
    """Return the link with its owner. Raises Missing for a false one and a closed login.

    Only hashes are compared, so how long it takes says nothing of the secret.
    """
    feed = CalendarFeed.objects.select_related("user").filter(secret_hash=hash_of(secret)).first()
    if feed is None or not feed.user.is_active:
        raise Missing("feed")
    return feed


def list_feed_tasks(scope: Scope) -> QuerySet[Task]:
    """Return the person's own dated tasks around today with item and plan; those withdrawn too.

    Nothing for who may see no plan today, also of what is laid upon them by name.
    """
    if not scope.may_somewhere(Right.SEE_ROADMAPS):
        return Task.objects.none()
    mine = narrow(scope, list_tasks(scope, withdrawn=True), TaskFilter(mine=True))
    around = mine.filter(due__range=(scope.on - FEED_BACK, scope.on + FEED_AHEAD))
    return around.select_related("item", "roadmap").order_by("due", "pk")[:MOST_IN_FEED]


def hash_of(secret: str) -> str:
    """Return what is kept of a link's secret: its SHA-256 in hex."""
    return hashlib.sha256(secret.encode()).hexdigest()
