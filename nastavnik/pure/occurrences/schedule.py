"""Terms that stand in another document: a schedule, a plan, a timetable."""

from __future__ import annotations

import re

# «по отдельному графику», «график прилагается», «согласно плану-графику», «по плану ОО»
SCHEDULE = re.compile(
    r"\b(?:график|расписани|циклограмм)"
    r"|\b(?:по|согласно|соответствии\s+с|определяется|установленн\w+)\s+(?:[\w«»\"-]+\s+){0,3}?план",
    re.IGNORECASE,
)


def speaks_of_schedule(text: str) -> bool:
    """Whether the words of a term point to a schedule that has to be attached."""
    return SCHEDULE.search(text) is not None
