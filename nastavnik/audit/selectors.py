"""Reading the journal."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from nastavnik.audit.models import Entry
from nastavnik.audit.services import FIRST, digest_of
from nastavnik.kernel.errors import NotAllowed
from nastavnik.kernel.scope import WHOLE_TREE, Right, Scope


def list_entries(scope: Scope) -> QuerySet[Entry]:
    """Return the entries of the branches whose journal the person may see, newest first.

    Raises NotAllowed when there is no such branch.
    """
    branches = scope.branches(Right.SEE_JOURNAL)
    if not branches:
        raise NotAllowed(Right.SEE_JOURNAL)
    entries = Entry.objects.order_by("-id")
    if WHOLE_TREE in branches:
        return entries
    mine = Q()
    for branch in branches:
        mine |= Q(branch=branch) | Q(branch__startswith=branch + ".")
    return entries.filter(mine)


def find_break() -> Entry | None:
    """Return the first entry whose digest does not follow from the chain, None when it is whole."""
    previous = FIRST
    for entry in Entry.objects.order_by("id").iterator():
        if entry.previous != previous or entry.digest != digest_of(entry):
            return entry
        previous = entry.digest
    return None
