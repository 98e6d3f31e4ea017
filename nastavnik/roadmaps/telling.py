"""Who acts next on a plan is told of it, within the same change."""

from __future__ import annotations

from collections.abc import Collection

from nastavnik.accounts import selectors as accounts
from nastavnik.kernel.scope import Right, Scope
from nastavnik.notifications import services as notifications
from nastavnik.roadmaps.choices import ApprovalStep, ProposalState
from nastavnik.roadmaps.models import Approval, Proposal, Roadmap

KIND = "approval"
_TEXTS: dict[str, str] = {
    ApprovalStep.SUBMIT: "План «{title}» отправлен Вам на согласование.",
    ApprovalStep.AGREE: "План «{title}» согласован: его можно утвердить.",
    ApprovalStep.RETURN: "План «{title}» возвращён с замечаниями.",
    ApprovalStep.APPROVE: "План «{title}» утверждён: задачи по нему поставлены.",
}
_ANSWERS: dict[str, str] = {
    ProposalState.ACCEPTED: "Ваше предложение к плану «{title}» принято.",
    ProposalState.DECLINED: "Ваше предложение к плану «{title}» отклонено: посмотрите, почему.",
    ProposalState.NEW: "Ваше предложение к плану «{title}» рассматривается снова.",
}
LONGEST_TITLE = 120


def tell_agreers(scope: Scope, roadmap: Roadmap, path: str, step: Approval) -> None:
    """Tell those who agree plans at the nearest unit above that has such people."""
    above = [int(key) for key in path.split(".")[:-1]]
    holders = accounts.holders_of(Right.APPROVE_ROADMAPS, above, scope.on)
    nearest = next((holders[unit] for unit in reversed(above) if unit in holders), set())
    _tell(scope, roadmap, step, nearest)


def tell_own(scope: Scope, roadmap: Roadmap, step: Approval, right: Right) -> None:
    """Tell those who have the right at the plan's own unit."""
    holders = accounts.holders_of(right, [roadmap.unit_id], scope.on)
    _tell(scope, roadmap, step, holders.get(roadmap.unit_id, set()))


def tell_proposer(scope: Scope, proposal: Proposal, roadmap: Roadmap) -> None:
    """Tell who made the proposal what was decided."""
    if proposal.by is None or proposal.by == scope.user_id:
        return
    notice = notifications.NewNotice(
        user_id=proposal.by,
        kind="proposal",
        text=_ANSWERS[proposal.state].format(title=_short(roadmap.title)),
        unique_key=f"proposal:{proposal.pk}:{proposal.version}",
        target_view="show_proposal",
        target_pk=proposal.pk,
    )
    notifications.notify_many([notice])


def _tell(scope: Scope, roadmap: Roadmap, step: Approval, users: Collection[int]) -> None:
    notifications.notify_many(
        notifications.NewNotice(
            user_id=user_id,
            kind=KIND,
            text=_TEXTS[step.step].format(title=_short(roadmap.title)),
            unique_key=f"approval:{step.pk}",
            target_view="show_approvals",
            target_pk=roadmap.pk,
        )
        for user_id in sorted(users)
        if user_id != scope.user_id
    )


def _short(title: str) -> str:
    return title if len(title) <= LONGEST_TITLE else title[: LONGEST_TITLE - 1].rstrip() + "…"
