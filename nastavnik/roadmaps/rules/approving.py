"""Who may move a plan on its way to approval, when, and what has to be there first (R13, R16)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from nastavnik.kernel.errors import NotAllowed, RuleBroken
from nastavnik.kernel.scope import WHOLE_TREE, Right, Scope, is_within
from nastavnik.pure.states import WrongState
from nastavnik.pure.states.roadmaps import PROPOSAL, ROADMAP
from nastavnik.roadmaps.choices import EDITABLE, ProposalSource, ProposalState, RoadmapState
from nastavnik.roadmaps.models import Proposal, Roadmap

# who does it: those who write plans, who approve them, or who approves above the plan's unit
WRITER, OWN, ABOVE = "writer", "own", "above"
WHO = {
    "submit": WRITER,
    "recall": WRITER,
    "recall_revision": WRITER,
    "agree": ABOVE,
    "return": ABOVE,
    "approve": OWN,
    "approve_alone": OWN,
    "revise": WRITER,
    "abandon": WRITER,
    "close": OWN,
}
DECIDERS = (Right.APPROVE_ROADMAPS, Right.CONTROL_ROADMAPS)  # who answers proposals
_REFUSALS = {
    "submit": "Отправить на согласование можно черновик, возвращённую карту или карту, которая "
    "пересматривается.",
    "recall": "Отозвать можно только карту, которая на согласовании.",
    "recall_revision": "Отозвать можно только карту, которая на согласовании.",
    "agree": "Согласовать можно только карту, которая отправлена на согласование.",
    "return": "Вернуть можно только карту, которая на согласовании или согласована.",
    "approve": "Утвердить можно только карту, которую согласовала вышестоящая организация.",
    "approve_alone": "Утвердить можно черновик или карту, которая пересматривается.",
    "revise": "Пересматривают только утверждённую карту.",
    "abandon": "Отменить можно только начатый пересмотр.",
    "close": "Закрыть можно только утверждённую карту.",
}


def is_top(path: str) -> bool:
    """Tell whether nobody stands above the unit with this path: its plan is approved alone."""
    return "." not in path


def branch_of(scope: Scope, verb: str, path: str) -> str | None:
    """Return the branch in whose name the person may do the verb with a plan of the unit at `path`.

    The nearest one; None where they may not. A head of the same unit does not agree its plan: that
    takes the right strictly above (R13).
    """
    who = WHO[verb]
    right = Right.WRITE_ROADMAPS if who == WRITER else Right.APPROVE_ROADMAPS
    branches = [one for one in scope.branches(right) if is_within(path, one)]
    if who == ABOVE:
        branches = [one for one in branches if one != path]
    return branches[-1] if branches else None


def acting_unit(branch: str) -> int | None:
    """Return the key of the unit at the top of the branch, None for the whole tree."""
    return None if branch == WHOLE_TREE else int(branch.rpartition(".")[2])


def check_who(scope: Scope, verb: str, path: str) -> int | None:
    """Return the unit in whose name the person acts. Raises NotAllowed where they may not."""
    branch = branch_of(scope, verb, path)
    if branch is None:
        raise NotAllowed(verb)
    return acting_unit(branch)


def verb_of_approval(path: str) -> str:
    """Return which way of approving a plan of the unit has."""
    return "approve_alone" if is_top(path) else "approve"


def verb_of_recall(roadmap: Roadmap) -> str:
    """Return where a recalled plan goes: a draft, or a revision of what was approved."""
    return "recall_revision" if roadmap.edition else "recall"


def verbs_of(scope: Scope, roadmap: Roadmap, path: str) -> tuple[str, ...]:
    """Return what the person may do with the plan now, by the verbs of the transition table.

    What other changes do to a plan along their way is none of a person's steps.
    """
    misplaced = {
        "submit" if is_top(path) else "approve_alone",
        "recall" if roadmap.edition else "recall_revision",
        *(() if roadmap.edition else ("abandon",)),
    }
    return tuple(
        verb
        for verb in ROADMAP.verbs(roadmap.state)
        if verb in WHO and verb not in misplaced and branch_of(scope, verb, path) is not None
    )


def roadmap_state_after(roadmap: Roadmap, verb: str) -> str:
    """Return the state of the plan after the verb. Raises RuleBroken in a wrong state."""
    try:
        if verb == "abandon" and not roadmap.edition:
            raise WrongState(ROADMAP.name, roadmap.state, verb)
        return ROADMAP.go(roadmap.state, verb)
    except WrongState as wrong:
        now = RoadmapState(roadmap.state).label.lower()
        raise RuleBroken(f"{_REFUSALS[verb]} Сейчас состояние карты: {now}.") from wrong


def check_has_above(path: str) -> None:
    """Raise RuleBroken for a plan that nobody can agree."""
    if is_top(path):
        raise RuleBroken(
            "Над Вашей организацией нет согласующей: утверждайте карту сразу, без согласования."
        )


def check_ready(items: int, untitled: Sequence[str]) -> None:
    """Raise RuleBroken for a plan that cannot be looked at: without items, or items unnamed."""
    if not items:
        raise RuleBroken("В карте нет ни одного мероприятия: согласовывать и утверждать нечего.")
    if untitled:
        numbers = ", ".join(number or "без номера" for number in untitled)
        raise RuleBroken(f"Есть мероприятия без названия: {numbers}. Допишите их.")


def check_has_remark(remark: str, item_remarks: Sequence[str]) -> None:
    """Raise RuleBroken for a plan returned without a word."""
    if not remark.strip() and not any(text.strip() for text in item_remarks):
        raise RuleBroken(
            "Напишите, что нужно исправить: к карте в целом или к мероприятиям.", field="remark"
        )


def check_approval(act_text: str, day: date | None, before: date | None, on: date) -> None:
    """Raise RuleBroken unless the approving paper is named and its day has come, after `before`."""
    if not act_text.strip():
        raise RuleBroken(
            "Укажите документ, которым утверждена карта, например: приказ от 01.09.2026 № 112.",
            field="act_text",
        )
    if day is None:
        raise RuleBroken("Укажите, когда карта утверждена.", field="on")
    if day > on:
        raise RuleBroken("Дата утверждения ещё не наступила.", field="on")
    if before is not None and day < before:
        raise RuleBroken(
            f"Прежняя редакция утверждена {before:%d.%m.%Y}: новая не может быть раньше.",
            field="on",
        )


def check_can_settle_remark(roadmap: Roadmap, is_settled: bool) -> None:
    """Raise RuleBroken for a remark that is settled, or of a plan that is not being changed."""
    if is_settled:
        raise RuleBroken("Это замечание уже отмечено как учтённое.")
    if roadmap.state not in EDITABLE:
        raise RuleBroken("Замечания учитывают, пока карта на доработке.")


def check_can_close(unfinished: int) -> None:
    """Raise RuleBroken for a plan with tasks that somebody still has to do or decide on."""
    if unfinished:
        raise RuleBroken(
            f"В карте остались незакрытые задачи: {unfinished}. Примите их, отметьте "
            "невыполненными или продлите, затем закройте карту."
        )


def takes_proposals(roadmap: Roadmap) -> bool:
    """Tell whether changes may be proposed: the plan has been approved and is not closed."""
    return roadmap.in_force is not None and roadmap.state != RoadmapState.CLOSED


def check_takes_proposals(roadmap: Roadmap) -> None:
    """Raise RuleBroken for a plan that is not carried out."""
    if not takes_proposals(roadmap):
        raise RuleBroken("Предложения вносят в карту, которая утверждена и не закрыта.")


def check_proposal(text: str, source: str, source_text: str) -> None:
    """Raise RuleBroken unless it says what to change and, for a decision, on which paper."""
    if source not in ProposalSource.values:
        raise RuleBroken("Выберите, откуда предложение.", field="source")
    if not text.strip():
        raise RuleBroken("Напишите, что предлагаете изменить.", field="text")
    if source == ProposalSource.MEETING and not source_text.strip():
        raise RuleBroken(
            "Укажите протокол, например: протокол совещания от 12.10.2026 № 4, п. 2.",
            field="source_text",
        )


def check_is_laid(is_laid: bool) -> None:
    """Raise RuleBroken for an item that the proposing unit has nothing to do with."""
    if not is_laid:
        raise RuleBroken("Это мероприятие выбранной организации не поручено.", field="item_pk")


def proposal_state_after(proposal: Proposal, verb: str) -> str:
    """Return the state of the proposal after the verb. Raises RuleBroken in a wrong state."""
    try:
        state = PROPOSAL.go(proposal.state, verb)
    except WrongState as wrong:
        now = ProposalState(proposal.state).label.lower()
        raise RuleBroken(f"Это решение уже не подходит. Сейчас: {now}.") from wrong
    if verb == "reconsider" and proposal.edition is not None:
        raise RuleBroken("Предложение уже вошло в утверждённую редакцию: пересмотреть его нельзя.")
    return state


def check_has_answer(answer: str) -> None:
    """Raise RuleBroken for a proposal declined without a word."""
    if not answer.strip():
        raise RuleBroken("Напишите, почему предложение отклонено.", field="answer")
