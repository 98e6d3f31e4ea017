"""Reading the journal."""

from __future__ import annotations

from collections.abc import Callable

from django.db import models
from django.db.models import Q, QuerySet

from nastavnik.audit.models import Entry
from nastavnik.audit.services import FIRST, digest_of
from nastavnik.kernel.scope import WHOLE_TREE, Right, Scope

READ_AT_ONCE = 5000


def list_entries(scope: Scope, *, whole: bool = False) -> QuerySet[Entry]:
    """Return the entries of the branches whose journal the person may see, newest first.

    `whole`: those branches are the whole tree, so what belongs to no branch is theirs to see too.
    Raises NotAllowed when there is no such branch.
    """
    scope.require_somewhere(Right.SEE_JOURNAL)
    branches = scope.branches(Right.SEE_JOURNAL)
    entries = Entry.objects.order_by("-id")
    if WHOLE_TREE in branches or whole:
        return entries
    mine = Q()
    for branch in branches:
        mine |= Q(branch=branch) | Q(branch__startswith=branch + ".")
    return entries.filter(mine)


def list_entries_of(target: models.Model) -> QuerySet[Entry]:
    """Return the entries about one thing, newest first, to who has read it in their own scope."""
    return Entry.objects.filter(
        target_kind=target._meta.label_lower, target_key=str(target.pk)
    ).order_by("-id")


def find_break(
    last: int | None = None, *, tell: Callable[[int], None] = lambda checked: None
) -> Entry | None:
    """Return the first entry whose digest does not follow from the chain, None when it is whole.

    With `last` only that many newest entries are checked, trusting the digest before them.
    `tell` hears, between reads, how many have been checked.
    """
    after, previous, checked = 0, FIRST, 0
    if last is not None:
        newest = Entry.objects.order_by("-id").values_list("id", "digest")
        after, previous = next(iter(newest[last : last + 1]), (after, previous))
    rest = Entry.objects.order_by("id")
    while entries := rest.filter(pk__gt=after)[:READ_AT_ONCE]:
        for entry in entries:
            if entry.previous != previous or entry.digest != digest_of(entry):
                return entry
            after, previous = entry.pk, entry.digest
        checked += len(entries)
        tell(checked)
    return None
