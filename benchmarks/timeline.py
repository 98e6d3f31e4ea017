"""How long the timeline takes to draw: our tree of elements beside bare strings put together.

Run: python -m benchmarks.timeline [rows]
The strings draw only bars and labels, escape the labels and check nothing: the least there is.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from html import escape

from nastavnik.pure.timeline import Bar, Look, Scale, draw, span_of

GOAL = 0.100  # seconds for 200 rows
ROUNDS = 9
ON = date(2026, 11, 20)
TITLE = "Проведение собрания кураторов и обсуждение итогов работы наставнических пар"


def invented(rows: int) -> list[Bar]:
    """Return rows of three school years in all looks, some of one day, some of none."""
    rng = random.Random(3)  # noqa: S311 - an invented plan
    bars = []
    for number in range(1, rows + 1):
        due = date(2026, 9, 1) + timedelta(days=rng.randrange(1_000))
        first = due - timedelta(days=rng.randrange(5, 120))
        label = f"{number}. {TITLE}"
        bars.append(
            Bar(
                label,
                f"{label}: с {first:%d.%m.%Y} по {due:%d.%m.%Y}",
                None if number % 5 == 0 else first,
                None if number % 17 == 0 else due,
                rng.choice(list(Look)),
            )
        )
    return bars


def ours(bars: list[Bar]) -> str:
    """Draw as the page does."""
    return draw(bars, ON, title="Сроки задач", description="Полосы задач по месяцам")


def strings(bars: list[Bar]) -> str:
    """Put the least picture together from strings."""
    scale = Scale(*span_of(bars, ON), 344, 684)
    parts = ['<svg xmlns="http://www.w3.org/2000/svg">']
    for at, bar in enumerate(bars):
        parts.append(f'<text x="0" y="{at * 28}">{escape(bar.label[:46])}</text>')
        if bar.due:
            end = scale.x_of(bar.due)
            start = scale.x_of(bar.first or bar.due)
            parts.append(f'<rect x="{start}" y="{at * 28}" width="{end - start}" height="14"/>')
    return "".join([*parts, "</svg>"])


def seconds(work: Callable[[list[Bar]], str], bars: list[Bar]) -> tuple[float, int]:
    """Return the median of the rounds and how long the picture is in characters."""
    times, length = [], 0
    for _ in range(ROUNDS):
        started = time.perf_counter()
        length = len(work(bars))
        times.append(time.perf_counter() - started)
    return statistics.median(times), length


def main(rows: int = 200) -> int:
    """Print the table; returns 1 when the picture misses its goal."""
    bars = invented(rows)
    print(f"{f'timeline of {rows} rows':<28}{'ms':>8}{'characters':>12}")
    mine, length = seconds(ours, bars)
    print(f"{'nastavnik':<28}{mine * 1000:>8.1f}{length:>12,}")
    least, short = seconds(strings, bars)
    print(f"{'bare strings, bars only':<28}{least * 1000:>8.1f}{short:>12,}")
    reached = mine <= GOAL
    print(f"{mine * 1000:.1f} ms, goal {GOAL * 1000:.0f}: {'reached' if reached else 'MISSED'}")
    return int(not reached)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:2])))
