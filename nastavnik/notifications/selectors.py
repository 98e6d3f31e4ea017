"""Reading one's own notices and wishes; the wishes of many at once, for who writes to them."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import QuerySet

from nastavnik.kernel.scope import Scope
from nastavnik.notifications import rules
from nastavnik.notifications.models import Letter, Notice, Preference


def list_notices(scope: Scope) -> QuerySet[Notice]:
    """Return the person's own notices, the latest first."""
    return Notice.objects.filter(user_id=rules.owner_of(scope)).order_by("-pk")


def count_unread(scope: Scope) -> int:
    """Return how many of the person's own notices are unread."""
    return Notice.objects.filter(user_id=rules.owner_of(scope), read=None).count()


def get_preferences(scope: Scope) -> Preference:
    """Return the person's own wishes; the defaults, unsaved, where nothing was chosen."""
    pk = rules.owner_of(scope)
    return preferences_of([pk])[pk]


def preferences_of(user_ids: Collection[int]) -> dict[int, Preference]:
    """Return what each of those logins wishes, by login; the defaults where nothing was chosen."""
    chosen = {one.user_id: one for one in Preference.objects.filter(user_id__in=user_ids)}
    return {pk: chosen.get(pk) or Preference(user_id=pk) for pk in user_ids}


def written_among(unique_keys: Collection[str]) -> frozenset[str]:
    """Return those of the keys of letters that are taken: the letter is sent or waits."""
    found = Letter.objects.filter(unique_key__in=unique_keys)
    return frozenset(key for key in found.values_list("unique_key", flat=True) if key)
