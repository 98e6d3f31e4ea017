"""The lock of a plan: one person at a time changes it; a neighbour's plan is missing."""

from __future__ import annotations

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
