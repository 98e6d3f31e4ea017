"""Locks, always in this order so that nobody waits in a ring: plan, items, tasks, journal."""

from __future__ import annotations

from collections.abc import Collection

from django.db import connection

from nastavnik.kernel.errors import Missing
from nastavnik.kernel.scope import Right, Scope
from nastavnik.organisations import selectors as organisations
from nastavnik.roadmaps.models import Roadmap


def lock_roadmap(scope: Scope, roadmap_pk: int, right: Right) -> tuple[Roadmap, str]:
    """Return the plan under a row lock and the path of its unit, where `right` holds.

    Raises Missing for a neighbour's, NotAllowed without the right.
    """
    roadmap = Roadmap.objects.select_for_update(of=("self",)).filter(pk=roadmap_pk).first()
    if roadmap is None:
        raise Missing("roadmap")
    path = organisations.path_of(roadmap.unit_id, scope.on)
    if not scope.may(Right.SEE_ROADMAPS, path):
        raise Missing("roadmap")
    scope.require(right, path)
    return roadmap, path


def lock_items(item_pks: Collection[int]) -> None:
    """Lock the items and those of upper plans whose outcome follows theirs, in one order."""
    with connection.cursor() as cursor:
        cursor.execute(_LOCK, [sorted(item_pks)])


_LOCK = """
WITH RECURSIVE up (id, origin_id) AS (
    SELECT id, origin_id FROM roadmaps_item WHERE id = ANY(%s)
    UNION
    SELECT above.id, above.origin_id FROM roadmaps_item above JOIN up ON above.id = up.origin_id
)
SELECT id FROM roadmaps_item WHERE id IN (SELECT id FROM up) ORDER BY id FOR NO KEY UPDATE
"""
