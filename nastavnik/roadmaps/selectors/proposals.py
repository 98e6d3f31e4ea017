"""Reading what is proposed to change in plans, and to which plans one may propose (R16)."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from nastavnik.kernel.errors import Missing
from nastavnik.kernel.scope import Right, Scope
from nastavnik.organisations import selectors as organisations
from nastavnik.organisations.models import Unit
from nastavnik.roadmaps.choices import ProposalSource, ProposalState, RoadmapState
from nastavnik.roadmaps.models import Item, Proposal, Roadmap
from nastavnik.roadmaps.selectors.plans import list_standing


@dataclass(frozen=True, slots=True)
class ProposalFilter:
    """Which proposals are wanted; what is empty does not narrow. `q`: words of their texts."""

    q: str = ""
    source: str = ""
    state: str = ""
    unit: int | None = None


def list_proposals(roadmap: Roadmap, wanted: ProposalFilter) -> QuerySet[Proposal]:
    """Return the wanted proposals to a plan read through `get_roadmap`, the latest first."""
    found = Proposal.objects.filter(roadmap=roadmap).select_related("item")
    for word in wanted.q.split():
        found = found.filter(
            Q(text__icontains=word)
            | Q(source_text__icontains=word)
            | Q(item__title__icontains=word)
            | Q(responsible__icontains=word)
        )
    if wanted.source:
        found = found.filter(source=wanted.source)
    if wanted.state:
        found = found.filter(state=wanted.state)
    if wanted.unit is not None:
        found = found.filter(unit=wanted.unit)
    return found


def count_proposals(roadmap: Roadmap) -> dict[str, dict[str, int]]:
    """Return how many proposals the plan has by source and decision; every code has its count."""
    rows = Proposal.objects.filter(roadmap=roadmap).order_by().values_list("source", "state")
    counts = {source: dict.fromkeys(ProposalState.values, 0) for source in ProposalSource.values}
    for source, state, number in rows.annotate(number=Count("pk")):
        counts[source][state] = number
    return counts


def list_own_proposals(scope: Scope) -> QuerySet[Proposal]:
    """Return what the units whose plans the person writes have proposed, the latest first."""
    units = organisations.list_units(scope, right=Right.WRITE_ROADMAPS).values("pk")
    return Proposal.objects.filter(unit__in=units).select_related("roadmap", "item")


def get_proposal(scope: Scope, pk: int) -> Proposal:
    """Return the proposal with its plan and item. Raises Missing unless the person sees the plan,
    or the plans of the unit that proposes."""
    units = organisations.list_units(scope, right=Right.SEE_ROADMAPS).values("pk")
    seen = Q(roadmap__unit__in=units) | Q(unit__in=units)
    found = Proposal.objects.filter(seen, pk=pk).select_related("roadmap", "item").first()
    if found is None:
        raise Missing("proposal")
    return found


def list_open_to(scope: Scope, unit: Unit) -> QuerySet[Roadmap]:
    """Return the plans to which `unit` may propose: in force, of itself and of the units above it.

    The nearest unit's first. A plan above may be unreadable to the person: its title is shown, it
    was approved by an order.
    """
    keys = [int(key) for key in str(unit.path).split(".")]
    plans = Roadmap.objects.filter(unit__in=keys, in_force__isnull=False)
    return plans.exclude(state=RoadmapState.CLOSED).order_by("-pk")


def list_proposable(scope: Scope, roadmap: Roadmap, unit_id: int) -> QuerySet[Item]:
    """Return the items of the plan that a proposal of the unit may be about.

    All where the person sees the plan; else those laid upon the unit: by a task, or by an item of
    its own plan that carries them out.
    """
    items = list_standing(roadmap)
    if scope.may(Right.SEE_ROADMAPS, organisations.path_of(roadmap.unit_id, scope.on)):
        return items
    laid = Q(tasks__unit=unit_id) | Q(carried_out_by__roadmap__unit=unit_id)
    return items.filter(laid).distinct()
