"""Print the transition tables as `docs/reference/states.md`: `python -m nastavnik.pure.states`."""

from __future__ import annotations

from nastavnik.pure.states import Machine
from nastavnik.pure.states.roadmaps import CARD, PARTICIPATION, PROPOSAL, ROADMAP, TASK

HEAD = """# States

How things move from state to state, drawn from the tables in `nastavnik/pure/states`. Made by
`python -m nastavnik.pure.states > docs/reference/states.md`; a test keeps this page true.
"""
MACHINES: tuple[tuple[str, Machine], ...] = (
    ("A plan (R13, R16, R20)", ROADMAP),
    ("A task (R14)", TASK),
    ("A control card (R79)", CARD),
    ("A list of organisations (R3)", PARTICIPATION),
    ("A proposal (R16)", PROPOSAL),
)


def page() -> str:
    """Return the whole page: a diagram for each table."""
    return "\n".join([HEAD, *(_drawn(title, machine) for title, machine in MACHINES)])


def _drawn(title: str, machine: Machine) -> str:
    first = next(iter(machine.table))[0]
    ways = [f"    {before} --> {after}: {verb}" for (before, verb), after in machine.table.items()]
    diagram = "\n".join(["stateDiagram-v2", f"    [*] --> {first}", *ways])
    return f"## {title}\n\n```mermaid\n{diagram}\n```\n"


if __name__ == "__main__":
    print(page(), end="")
