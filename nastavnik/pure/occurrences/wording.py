"""What the words of a term say and its reading does not hold."""

from __future__ import annotations

import re

from nastavnik.pure.terms.words import fold, visible

# «по отдельному графику», «график прилагается», «согласно плану-графику», «по плану школы»
SCHEDULE = re.compile(
    r"\b(?:график|расписани|циклограмм)"
    r"|\b(?:по|согласно|соответствии\s+с)\s+(?:[а-я-]+\s+){0,3}план"
)
THEN = re.compile(r"\b(?:далее|дальше|затем|потом|впоследствии|дальнейшем|последующ)")


def speaks_of_schedule(text: str) -> bool:
    """Whether a term points to a schedule or a plan that has to be attached."""
    return SCHEDULE.search(fold(visible(text))) is not None


def speaks_of_first_time(text: str) -> bool:
    """Whether a term states its first time and then a rule: «январь, далее ежемесячно»."""
    return THEN.search(fold(visible(text))) is not None
