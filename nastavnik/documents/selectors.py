"""Reading the register of acts."""

from __future__ import annotations

from django.db.models import QuerySet

from nastavnik.documents.models import Act
from nastavnik.kernel.errors import Missing
from nastavnik.kernel.scope import Right, Scope
from nastavnik.organisations import selectors as organisations


def list_acts(scope: Scope) -> QuerySet[Act]:
    """Return the acts of the branches whose plans the person may see, the latest first."""
    units = organisations.list_units(scope, right=Right.SEE_ROADMAPS).values("pk")
    return Act.objects.filter(unit__in=units).order_by("-date", "-pk")


def get_act(scope: Scope, pk: int) -> Act:
    """Return the act with its references. Raises Missing for one of another branch."""
    act = list_acts(scope).filter(pk=pk).prefetch_related("references").first()
    if act is None:
        raise Missing("act")
    return act
