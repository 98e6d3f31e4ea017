"""A plan on its way: submitted, agreed or returned from above, approved, closed (R13)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from nastavnik.audit.services import record
from nastavnik.kernel.errors import Missing
from nastavnik.kernel.scope import Right, Scope
from nastavnik.roadmaps import arranging, freezing, rules, selectors, telling
from nastavnik.roadmaps.choices import ApprovalStep, ProposalState
from nastavnik.roadmaps.models import Approval, Item, ItemRemark, Proposal, Roadmap
from nastavnik.roadmaps.services.locking import lock_roadmap
from nastavnik.roadmaps.services.syncing import sync_items


@transaction.atomic
def submit_roadmap(scope: Scope, roadmap_pk: int, *, version: int | None = None) -> Roadmap:
    """Send the plan to who agrees it: the nearest unit above that has somebody for it.

    Raises NotAllowed without the right to write plans there, RuleBroken for a plan without items,
    with an item unnamed, or with nobody above it; Conflict when it has changed since `version`.
    """
    roadmap, path, unit_id = lock_to_move(scope, roadmap_pk, "submit", version)
    rules.check_has_above(path)
    state = rules.roadmap_state_after(roadmap, "submit")
    freezing.check_ready(roadmap)
    step = move(scope, roadmap, path, ApprovalStep.SUBMIT, state, unit_id)
    telling.tell_agreers(scope, roadmap, path, step)
    return roadmap


@transaction.atomic
def recall_roadmap(scope: Scope, roadmap_pk: int, *, version: int | None = None) -> Roadmap:
    """Take the plan back before it is agreed: it is a draft, or under revision, again."""
    roadmap, path, unit_id = lock_to_move(scope, roadmap_pk, "recall", version)
    state = rules.roadmap_state_after(roadmap, rules.verb_of_recall(roadmap))
    move(scope, roadmap, path, ApprovalStep.RECALL, state, unit_id)
    return roadmap


@transaction.atomic
def agree_roadmap(
    scope: Scope, roadmap_pk: int, *, remark: str = "", version: int | None = None
) -> Roadmap:
    """Agree the plan in the name of a unit above it; its own head cannot (R13).

    Whatever was remarked before is settled with that.
    """
    roadmap, path, unit_id = lock_to_move(scope, roadmap_pk, "agree", version)
    state = rules.roadmap_state_after(roadmap, "agree")
    ItemRemark.objects.filter(approval__roadmap=roadmap, settled_on=None).update(
        settled_on=scope.on
    )
    step = move(scope, roadmap, path, ApprovalStep.AGREE, state, unit_id, remark=remark)
    telling.tell_own(scope, roadmap, step, Right.APPROVE_ROADMAPS)
    return roadmap


@transaction.atomic
def return_roadmap(
    scope: Scope,
    roadmap_pk: int,
    *,
    remark: str = "",
    item_remarks: Mapping[int, str] | None = None,
    version: int | None = None,
) -> Roadmap:
    """Give the plan back with a remark on the whole, on some of its items (by key), or on both.

    Raises Missing for an item that does not stand in the plan, RuleBroken without any remark.
    """
    roadmap, path, unit_id = lock_to_move(scope, roadmap_pk, "return", version)
    state = rules.roadmap_state_after(roadmap, "return")
    given = {pk: text.strip() for pk, text in (item_remarks or {}).items() if text.strip()}
    rules.check_has_remark(remark, list(given.values()))
    if selectors.list_standing(roadmap).filter(pk__in=given).count() != len(given):
        raise Missing("item")
    step = move(scope, roadmap, path, ApprovalStep.RETURN, state, unit_id, remark=remark,
                items=sorted(given))  # fmt: skip
    ItemRemark.objects.bulk_create(
        ItemRemark(approval=step, item_id=pk, text=text) for pk, text in given.items()
    )
    telling.tell_own(scope, roadmap, step, Right.WRITE_ROADMAPS)
    return roadmap


@transaction.atomic
def settle_remark(scope: Scope, remark_pk: int) -> ItemRemark:
    """Mark a remark on an item as taken into account."""
    remark = ItemRemark.objects.filter(pk=remark_pk).select_related("approval").first()
    if remark is None:
        raise Missing("remark")
    roadmap, path = lock_roadmap(scope, remark.approval.roadmap_id, Right.WRITE_ROADMAPS)
    remark.refresh_from_db(fields=["settled_on"])
    rules.check_can_settle_remark(roadmap, remark.settled_on is not None)
    remark.settled_on = scope.on
    remark.save(update_fields=["settled_on"])
    record(scope, "settle_remark", roadmap, branch=path, remark=remark.pk, item=remark.item_id)
    return remark


@transaction.atomic
def approve_roadmap(
    scope: Scope,
    roadmap_pk: int,
    *,
    act_text: str,
    on: date | None,
    version: int | None = None,
) -> Roadmap:
    """Put the plan in force by the paper `act_text` of the day `on`; it is kept as an edition.

    An agreed plan, or one at the top of the tree, which nobody agrees. The tasks follow: made,
    re-dated, withdrawn; what somebody has worked on stays. Accepted proposals are marked as taken
    into the edition. Raises RuleBroken without the paper or for a day to come.
    """
    roadmap, path, unit_id = lock_to_move(scope, roadmap_pk, "approve", version)
    state = rules.roadmap_state_after(roadmap, rules.verb_of_approval(path))
    last = selectors.list_editions(roadmap).last()
    rules.check_approval(act_text, on, last.approved_on if last else None, scope.on)
    freezing.check_ready(roadmap)
    day = on or scope.on
    freezing.drop_unrecorded(roadmap)
    roadmap.in_force = roadmap.in_force or day
    reason = _reason_of(roadmap) if roadmap.edition else ""
    edition = freezing.add_edition(roadmap, day, act_text=act_text.strip(), reason=reason)
    step = move(scope, roadmap, path, ApprovalStep.APPROVE, state, unit_id, "in_force", "edition",
                edition=edition.number)  # fmt: skip
    synced = sync_items(scope.on, Item.objects.filter(roadmap=roadmap))
    Proposal.objects.filter(roadmap=roadmap, state=ProposalState.ACCEPTED, edition=None).update(
        edition=edition.number
    )
    record(scope, "sync_tasks", roadmap, branch=path, made=synced.made, changed=synced.changed,
           withdrawn=synced.withdrawn)  # fmt: skip
    telling.tell_own(scope, roadmap, step, Right.WRITE_ROADMAPS)
    return roadmap


@transaction.atomic
def close_roadmap(scope: Scope, roadmap_pk: int, *, version: int | None = None) -> Roadmap:
    """Put a plan that has been carried out aside. Raises RuleBroken while tasks are unfinished.

    Untouched tasks that waited for an event or a need are withdrawn.
    """
    roadmap, path, unit_id = lock_to_move(scope, roadmap_pk, "close", version)
    state = rules.roadmap_state_after(roadmap, "close")
    rules.check_can_close(selectors.count_blocking(roadmap))
    move(scope, roadmap, path, ApprovalStep.CLOSE, state, unit_id)
    sync_items(scope.on, Item.objects.filter(roadmap=roadmap))
    return roadmap


def lock_to_move(
    scope: Scope, roadmap_pk: int, verb: str, version: int | None
) -> tuple[Roadmap, str, int | None]:
    """Return the plan under a lock, the path of its unit, the unit in whose name the person acts.

    Raises Missing for a neighbour's, NotAllowed for who may not do the verb there, Conflict when
    the plan has changed since `version` was shown.
    """
    roadmap, path = lock_roadmap(scope, roadmap_pk, Right.SEE_ROADMAPS)
    unit_id = rules.check_who(scope, verb, path)
    rules.check_roadmap_version(roadmap.version, version)
    return roadmap, path, unit_id


def move(
    scope: Scope,
    roadmap: Roadmap,
    path: str,
    step: ApprovalStep,
    state: str,
    unit_id: int | None,
    *fields: str,
    remark: str = "",
    content: dict[str, Any] | None = None,
    **details: object,
) -> Approval:
    """Write the plan's new state with its step and its entry in the journal."""
    was, roadmap.state = roadmap.state, state
    arranging.save_head(roadmap, "state", *fields)
    approval = Approval.objects.create(
        roadmap=roadmap,
        step=step,
        unit_id=unit_id,
        by=scope.user_id,
        on=scope.on,
        remark=remark.strip(),
        edition=roadmap.edition,
        content=content,
    )
    verb = f"{step.value}_roadmap"
    record(scope, verb, roadmap, branch=path, was=was, now=state, **details)
    return approval


def _reason_of(roadmap: Roadmap) -> str:
    """Why the revision that is now approved was begun."""
    begun = Approval.objects.filter(roadmap=roadmap, step=ApprovalStep.REVISE).last()
    return begun.remark if begun else ""
