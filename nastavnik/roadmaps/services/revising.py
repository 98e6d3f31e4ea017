"""A plan in force is revised: begun, given up whole; what was approved can be put back (R16)."""

from __future__ import annotations

from django.db import transaction

from nastavnik.kernel.scope import Scope
from nastavnik.pure.editions import Content
from nastavnik.roadmaps import freezing, rules, selectors
from nastavnik.roadmaps.choices import ApprovalStep
from nastavnik.roadmaps.models import Roadmap
from nastavnik.roadmaps.services.approving import lock_to_move, move


@transaction.atomic
def start_revision(
    scope: Scope, roadmap_pk: int, *, reason: str, version: int | None = None
) -> Roadmap:
    """Open the texts of an approved plan; its tasks stand still until the revision is approved.

    A plan of an order has no edition yet: what it says becomes its first one, «по приказу».
    """
    roadmap, path, unit_id = lock_to_move(scope, roadmap_pk, "revise", version)
    state = rules.roadmap_state_after(roadmap, "revise")
    rules.check_has_reason(reason)
    if not roadmap.edition:
        act = roadmap.act
        day = (act and act.date) or roadmap.in_force or scope.on
        freezing.add_edition(roadmap, min(day, scope.on), act=act)
    move(scope, roadmap, path, ApprovalStep.REVISE, state, unit_id, "edition", remark=reason,
         content=selectors.content_of(roadmap).to_json())  # fmt: skip
    return roadmap


@transaction.atomic
def abandon_revision(scope: Scope, roadmap_pk: int, *, version: int | None = None) -> Roadmap:
    """Give a revision up: the plan says again what it said before; tasks stay as they are.

    Items added meanwhile go away; one that something is recorded for stays as withdrawn. What an
    upper plan has brought meanwhile stays.
    """
    roadmap, path, unit_id = lock_to_move(scope, roadmap_pk, "abandon", version)
    state = rules.roadmap_state_after(roadmap, "abandon")
    begun = roadmap.approvals.filter(step=ApprovalStep.REVISE).latest("pk")
    kept = begun.content or selectors.get_edition(roadmap, roadmap.edition).content
    freezing.restore(roadmap, Content.from_json(kept), scope.on)
    move(scope, roadmap, path, ApprovalStep.ABANDON, state, unit_id,
         "title", "kind", "period", "context_year")  # fmt: skip
    return roadmap
