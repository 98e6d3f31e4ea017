"""A person keeps filters under names and a secret link to their deadlines; each their own only."""

from __future__ import annotations

import secrets
from urllib.parse import parse_qs

from django.db import transaction

from nastavnik.audit.services import record
from nastavnik.kernel import clock
from nastavnik.kernel.errors import Missing, NotAllowed
from nastavnik.kernel.scope import Right, Scope
from nastavnik.people import selectors as people
from nastavnik.roadmaps import rules
from nastavnik.roadmaps.models import CalendarFeed, SavedFilter
from nastavnik.roadmaps.selectors import desk

SECRET_BYTES = 32


@transaction.atomic
def save_filter(scope: Scope, *, name: str, view: str, query: str) -> SavedFilter:
    """Keep the filters of an address under a name. Raises RuleBroken, also when it names a person.

    `query` is encoded as in the address; `view` is one of `rules.VIEWS`.
    """
    owner = _owner(scope)
    name = " ".join(name.split())
    words = [value for values in parse_qs(query).values() for value in values]
    rules.check_filter(
        view,
        query,
        kept=desk.list_filters(scope).count(),
        names_somebody=bool(people.texts_naming_persons(words)),
    )
    rules.check_filter_name(name, is_taken=False)
    saved, is_new = SavedFilter.objects.get_or_create(
        user_id=owner, name=name, defaults={"view": view, "query": query}
    )
    rules.check_filter_name(name, is_taken=not is_new)  # of two clicks at once one is first
    record(scope, "save_filter", saved, view=view)
    return saved


@transaction.atomic
def rename_filter(scope: Scope, pk: int, *, name: str) -> SavedFilter:
    """Give one's own filter another name. Raises Missing, RuleBroken."""
    _owner(scope)
    saved = _lock(scope, pk)
    name = " ".join(name.split())
    rules.check_filter_name(name, is_taken=_is_taken(scope, saved, name))
    saved.name = name
    saved.save(update_fields=["name"])
    record(scope, "rename_filter", saved)
    return saved


@transaction.atomic
def delete_filter(scope: Scope, pk: int) -> None:
    """Forget one's own filter; the tasks it showed stay. Raises Missing."""
    _owner(scope)
    saved = _lock(scope, pk)
    record(scope, "delete_filter", saved)
    saved.delete()


@transaction.atomic
def open_feed(scope: Scope) -> str:
    """Make the person's link for calendar programs and return its secret, the only time ever.

    A link they had stops working.
    """
    owner = _owner(scope)
    secret = secrets.token_urlsafe(SECRET_BYTES)
    feed, is_new = CalendarFeed.objects.update_or_create(
        user_id=owner,
        defaults={"secret_hash": desk.hash_of(secret), "created": clock.now()},
    )
    record(scope, "open_feed", feed, renewed=not is_new)
    return secret


@transaction.atomic
def close_feed(scope: Scope) -> None:
    """Make the person's link stop working. Raises Missing where there is none."""
    _owner(scope)
    feed = CalendarFeed.objects.select_for_update().filter(user=scope.user_id).first()
    if feed is None:
        raise Missing("feed")
    record(scope, "close_feed", feed)
    feed.delete()


def _owner(scope: Scope) -> int:
    """Return whose desk it is; the operator at the console has none."""
    scope.require_somewhere(Right.SEE_ROADMAPS)
    if scope.user_id is None:
        raise NotAllowed("desk")
    return scope.user_id


def _lock(scope: Scope, pk: int) -> SavedFilter:
    saved = SavedFilter.objects.select_for_update().filter(pk=pk, user=scope.user_id).first()
    if saved is None:
        raise Missing("filter")
    return saved


def _is_taken(scope: Scope, saved: SavedFilter, name: str) -> bool:
    return desk.list_filters(scope).filter(name=name).exclude(pk=saved.pk).exists()
