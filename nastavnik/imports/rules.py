"""When what may be done with an intake, and when two documents are the same one."""

from __future__ import annotations

import hashlib

from nastavnik.imports.choices import IntakeState
from nastavnik.imports.models import Intake
from nastavnik.kernel.errors import Conflict, RuleBroken
from nastavnik.pure.acts import read_act
from nastavnik.pure.source import Source, Table

NEXT: dict[tuple[str, str], IntakeState] = {
    (IntakeState.PREVIEW, "confirm"): IntakeState.CONFIRMED,
    (IntakeState.PREVIEW, "discard"): IntakeState.DISCARDED,
    (IntakeState.CONFIRMED, "undo"): IntakeState.UNDONE,
}
LIVING = (IntakeState.PREVIEW, IntakeState.CONFIRMED)  # in these a document is taken in once
REFUSALS = {
    IntakeState.PREVIEW: "Документ ещё на проверке: сначала подтвердите приём.",
    IntakeState.CONFIRMED: "Приём уже подтверждён. Исправляйте дорожную карту или отмените приём.",
    IntakeState.DISCARDED: "Документ отклонён. Чтобы принять его, загрузите его ещё раз.",
    IntakeState.UNDONE: "Приём отменён. Чтобы принять документ, загрузите его ещё раз.",
}


def next_state(intake: Intake, verb: str) -> IntakeState:
    """Return the state after `verb` (confirm, discard, undo). Raises RuleBroken where it cannot."""
    state = NEXT.get((intake.state, verb))
    if state is None:
        raise RuleBroken(REFUSALS[IntakeState(intake.state)])
    return state


def may(intake: Intake, verb: str) -> bool:
    """Tell whether `verb` leads anywhere from the intake's state."""
    return (intake.state, verb) in NEXT


def check_can_correct(intake: Intake, version: int) -> None:
    """Raise RuleBroken after the preview, Conflict when `version` is not the latest."""
    if intake.state != IntakeState.PREVIEW:
        raise RuleBroken(REFUSALS[IntakeState(intake.state)])
    check_version(intake, version)


def check_version(intake: Intake, version: int) -> None:
    """Raise Conflict when somebody has corrected the intake since `version` was shown."""
    if intake.version != version:
        raise Conflict(
            "Пока Вы смотрели документ, его исправил другой человек. "
            "Откройте документ заново и повторите исправление."
        )


def fingerprint_of(source: Source) -> str:
    """Return the SHA-256 (hex) of the document's words in their order.

    The same order sent as a file and pasted as text, or saved anew, is one document.
    """
    digest = hashlib.sha256()
    for block in source.blocks:
        rows = block.rows if isinstance(block, Table) else ((block.text,),)
        for row in rows:
            for word in " ".join(row).split():
                digest.update(word.encode() + b" ")
    return digest.hexdigest()


def title_of(source: Source) -> str:
    """Return what the document calls itself: kind, date, number, heading; "" when nothing."""
    act = read_act(source)
    name = [
        act.kind.label.capitalize() if act.kind else "",
        f"от {act.date:%d.%m.%Y}" if act.date else "",
        f"№ {act.number}" if act.number else "",
        f"«{act.title}»" if act.title else "",
    ]
    return " ".join(filter(None, name))
