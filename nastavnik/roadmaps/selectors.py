"""Reading plans within the scope's branches."""

from __future__ import annotations

from django.db.models import QuerySet

from nastavnik.kernel.errors import Missing
from nastavnik.kernel.scope import Right, Scope
from nastavnik.organisations import selectors as organisations
from nastavnik.roadmaps.models import Item, Roadmap


def list_roadmaps(scope: Scope) -> QuerySet[Roadmap]:
    """Return the plans of the branches whose plans the person may see, the latest first."""
    units = organisations.list_units(scope, right=Right.SEE_ROADMAPS).values("pk")
    return Roadmap.objects.filter(unit__in=units).select_related("act").order_by("-pk")


def get_roadmap(scope: Scope, pk: int) -> Roadmap:
    """Return the plan. Raises Missing for one of another branch."""
    roadmap = list_roadmaps(scope).filter(pk=pk).first()
    if roadmap is None:
        raise Missing("roadmap")
    return roadmap


def has_work(roadmap: Roadmap) -> bool:
    """Tell whether a person has done anything to an item of the plan since it was taken in.

    Whatever is done (a text or term corrected, a doubt settled, an outcome marked, an actor
    assigned or moved) raises the item's version.
    """
    return Item.objects.filter(roadmap=roadmap, version__gt=0).exists()
