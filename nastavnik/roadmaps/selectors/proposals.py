"""Reading what is proposed to change in plans, and to which plans one may propose (R16)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from nastavnik.kernel.errors import Missing, NotAllowed
from nastavnik.kernel.scope import Right, Scope, is_within
from nastavnik.organisations import selectors as organisations
from nastavnik.organisations.models import Unit
from nastavnik.roadmaps.choices import ProposalSource, ProposalState, RoadmapState
from nastavnik.roadmaps.models import Item, Proposal, Roadmap
from nastavnik.roadmaps.selectors.plans import list_roadmaps, list_standing


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


def list_open_to(scope: Scope) -> QuerySet[Roadmap]:
    """Return the plans of which the person's units are part: their own and those above, in force.

    A plan above may be unreadable to the person: its title is shown, it was approved by an order.
    """
    keys = {int(key) for path in scope.branches(Right.WRITE_ROADMAPS) for key in path.split(".")
            if key}  # fmt: skip
    plans = Roadmap.objects.filter(unit__in=keys, in_force__isnull=False)
    return plans.exclude(state=RoadmapState.CLOSED).order_by("-pk")


def get_open_to(scope: Scope, pk: int) -> tuple[Roadmap, Sequence[Unit]]:
    """Return a plan to propose to, and the units in whose name the person may do it.

    Raises Missing for a plan that is neither seen nor above a unit the person writes plans for,
    NotAllowed for one that is only seen.
    """
    seen = list_roadmaps(scope).filter(pk=pk).first()
    roadmap = seen or list_open_to(scope).filter(pk=pk).first()
    if roadmap is None:
        raise Missing("roadmap")
    path = organisations.path_of(roadmap.unit_id, scope.on)
    writing = organisations.list_units(scope, right=Right.WRITE_ROADMAPS)
    units = [unit for unit in writing if is_within(str(unit.path), path)]
    if not units:
        raise NotAllowed(Right.WRITE_ROADMAPS)
    return roadmap, units


def list_proposable(scope: Scope, roadmap: Roadmap, unit_ids: Collection[int]) -> QuerySet[Item]:
    """Return the items of the plan that a proposal of those units may be about.

    All where the person sees the plan; else those laid upon the units: by a task, or by an item of
    their own plan that carries them out.
    """
    items = list_standing(roadmap)
    if scope.may(Right.SEE_ROADMAPS, organisations.path_of(roadmap.unit_id, scope.on)):
        return items
    laid = Q(tasks__unit__in=unit_ids) | Q(carried_out_by__roadmap__unit__in=unit_ids)
    return items.filter(laid).distinct()
