"""Proposals to change a plan: from below or of a meeting, answered by whose plan it is (R16)."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from nastavnik.audit.services import record
from nastavnik.kernel.errors import Missing, NotAllowed
from nastavnik.kernel.scope import Right, Scope, is_within
from nastavnik.organisations import selectors as organisations
from nastavnik.roadmaps import rules, selectors, telling
from nastavnik.roadmaps.choices import ProposalSource
from nastavnik.roadmaps.models import Item, Proposal, Roadmap


@transaction.atomic
def propose(
    scope: Scope,
    roadmap_pk: int,
    *,
    unit_pk: int,
    text: str,
    source: str = ProposalSource.ORGANISATION,
    source_text: str = "",
    item_pk: int | None = None,
    responsible: str = "",
    due: date | None = None,
) -> Proposal:
    """Propose to change a plan in the name of its unit or of one below it.

    The person writes plans of the proposing unit; they need not see the plan itself. Decisions of
    meetings and results of monitoring are entered by who writes the plan's own unit's plans. Raises
    Missing for a plan that is not above the unit, NotAllowed without the right, RuleBroken for a
    plan that is not in force or an item that is not laid upon the unit.
    """
    roadmap = Roadmap.objects.filter(pk=roadmap_pk).first()
    if roadmap is None:
        raise Missing("roadmap")
    path = organisations.path_of(roadmap.unit_id, scope.on)
    own = organisations.paths_of({unit_pk}, scope.on).get(unit_pk, "")
    sees = scope.may(Right.SEE_ROADMAPS, path)
    if not own or not scope.may(Right.SEE_ROADMAPS, own) or not is_within(own, path):
        raise Missing("roadmap")
    scope.require(Right.WRITE_ROADMAPS, own)
    if source != ProposalSource.ORGANISATION:
        scope.require(Right.WRITE_ROADMAPS, path)
    if not sees and not rules.takes_proposals(roadmap):
        raise Missing("roadmap")
    rules.check_takes_proposals(roadmap)
    rules.check_proposal(text, source, source_text)
    proposal = Proposal.objects.create(
        roadmap=roadmap,
        item=_item_of(scope, roadmap, unit_pk, item_pk),
        unit_id=unit_pk,
        source=ProposalSource(source),
        source_text=source_text.strip(),
        text=text.strip(),
        responsible=responsible.strip(),
        due=due,
        by=scope.user_id,
        on=scope.on,
    )
    record(scope, "propose", proposal, branch=own, roadmap=roadmap.pk, source=proposal.source)
    return proposal


@transaction.atomic
def accept_proposal(
    scope: Scope, proposal_pk: int, *, answer: str = "", version: int | None = None
) -> Proposal:
    """Accept a proposal: it is to come into the next edition of the plan."""
    return _decide(scope, proposal_pk, "accept", answer, version)


@transaction.atomic
def decline_proposal(
    scope: Scope, proposal_pk: int, *, answer: str, version: int | None = None
) -> Proposal:
    """Decline a proposal with the reason why."""
    rules.check_has_answer(answer)
    return _decide(scope, proposal_pk, "decline", answer, version)


@transaction.atomic
def reconsider_proposal(
    scope: Scope, proposal_pk: int, *, answer: str = "", version: int | None = None
) -> Proposal:
    """Take a decision back; not of a proposal that stands in an approved edition."""
    return _decide(scope, proposal_pk, "reconsider", answer, version)


def _decide(
    scope: Scope, proposal_pk: int, verb: str, answer: str, version: int | None
) -> Proposal:
    """Move the proposal; asks for the right to approve or control at the plan's unit."""
    proposal = Proposal.objects.select_for_update().filter(pk=proposal_pk).first()
    if proposal is None:
        raise Missing("proposal")
    selectors.get_proposal(scope, proposal_pk)
    roadmap = Roadmap.objects.get(pk=proposal.roadmap_id)
    path = organisations.path_of(roadmap.unit_id, scope.on)
    if not any(scope.may(right, path) for right in rules.DECIDERS):
        raise NotAllowed(Right.CONTROL_ROADMAPS)
    rules.check_roadmap_version(proposal.version, version)
    was, proposal.state = proposal.state, rules.proposal_state_after(proposal, verb)
    proposal.answer = answer.strip()
    proposal.answered_on = None if verb == "reconsider" else scope.on
    proposal.version += 1
    proposal.save(update_fields=["state", "answer", "answered_on", "version"])
    record(scope, f"{verb}_proposal", proposal, branch=path, was=was, now=proposal.state)
    telling.tell_proposer(scope, proposal, roadmap)
    return proposal


def _item_of(scope: Scope, roadmap: Roadmap, unit_pk: int, item_pk: int | None) -> Item | None:
    """The item a proposal is about. Raises RuleBroken for one the proposing unit cannot know."""
    if item_pk is None:
        return None
    item = selectors.list_proposable(scope, roadmap, [unit_pk]).filter(pk=item_pk).first()
    rules.check_is_laid(item is not None)
    return item
