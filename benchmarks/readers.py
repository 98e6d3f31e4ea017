"""What reading a file costs: seconds and peak memory of the reading process.

A plan of 300 rows in every format, then the worst files known: `python -m benchmarks.readers`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from nastavnik.imports.reader import gate
from nastavnik.imports.reader.limits import MEGABYTE, Limits
from tests.imports import bad_input
from tests.imports.plan_texts import long_plan_text
from tests.imports.reader import renderings

ROWS = 300
SECONDS, MEMORY = 20, 512  # goals for any file at all
FORMATS = {**renderings.RENDERINGS, "txt": str.encode}
WORST = (
    "306 MB in a docx",
    "lying sizes",
    "overlapping parts",
    "too many cells",
    "100,000 rows",
    "100,000 lines of csv",
    "twice packed pdf",
    "deep page",
    "spans without end",
    "laughs in docx",
    "far cells",
)


def files() -> Iterator[tuple[str, str, bytes]]:
    """Yield (what it is, its extension, its bytes)."""
    plan = long_plan_text(ROWS)
    for suffix, draw in FORMATS.items():
        yield f"{ROWS} rows, {suffix}", suffix, draw(plan)
    for case in WORST:
        name, make, _ = bad_input.BAD[case]
        yield case, name.rpartition(".")[2], make()
    for case, (name, make) in bad_input.HEAVY.items():
        yield case, name.rpartition(".")[2], make()


def main() -> int:
    """Print the table; returns 1 when a file costs more than any may."""
    print(f"{'file':<24}{'KB':>8}{'seconds':>9}{'goal':>6}{'peak, MB':>10}{'goal':>6}  answer")
    failed = False
    for title, suffix, content in files():
        answer = gate.ask(content, suffix, "", Limits())
        said = answer.refusal.code if answer.refusal else "read"
        peak = answer.peak / MEGABYTE
        failed |= answer.seconds > SECONDS or peak > MEMORY
        print(
            f"{title:<24}{len(content) / 1024:>8.0f}{answer.seconds:>9.2f}{SECONDS:>6}"
            f"{peak:>10.0f}{MEMORY:>6}  {said}"
        )
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
