"""How long reading a plan takes: plan 002 and invented plans, the median of several runs.

Run: python -m benchmarks.plans [runs]
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

from nastavnik.pure.plans import read_plan
from nastavnik.pure.source import Source

SEEDS = Path(__file__).resolve().parents[2] / "shared" / "seeds"
GOAL = 0.3  # seconds for plan 002
HEAD = "№ п/п\tНаименование мероприятия\tСрок реализации\tОтветственный исполнитель\tРезультат"
MEASURES = (
    ("Собрать заявки школ на участие в смотре наставников", "Сводный список заявок"),
    ("Провести встречу кураторов и молодых педагогов округа", "Протокол встречи"),
    ("Составить пары из опытных и начинающих педагогов", "Приказы школ о парах"),
    ("Подвести итоги работы пар за полугодие", "Справка об итогах"),
)
TERMS = ("сентябрь 2024 года", "до 15 октября", "ноябрь – декабрь 2024 года", "ежегодно до 1 мая")
PARTIES = ("Управление образования", "Директор, куратор", "Методический центр; школы округа")


def invented(items: int) -> Source:
    """A plan of so many items in sections of 25; every eighth row is cut by a page break."""
    lines = ["План мероприятий на 2024-2025 учебный год", "", HEAD]
    for number in range(items):
        section, at = divmod(number, 25)
        if at == 0:
            lines.append(f"{section + 1}. Часть работы с номером {section + 1}\t\t\t\t")
        title, result = MEASURES[number % len(MEASURES)]
        title = f"{title} ({number})"
        term, party = TERMS[number % len(TERMS)], PARTIES[number % len(PARTIES)]
        if number % 8 == 7:
            first, _, rest = title.rpartition(" и ") if " и " in title else title.partition(" ")
            lines += [f"{section + 1}.{at + 1}.\t{first}\t{term}\t{party}\t{result}", "", HEAD]
            lines.append(f"\t{rest[0].lower()}{rest[1:]}\t\t\t")
        else:
            lines.append(f"{section + 1}.{at + 1}.\t{title}\t{term}\t{party}\t{result}")
    return Source.from_text("\n".join(lines), format="txt")


def median(source: Source, runs: int) -> tuple[float, int]:
    """Seconds of the middle run, and the number of items read."""
    times = []
    count = 0
    for _ in range(runs):
        started = time.perf_counter()
        count = len(read_plan(source).items)
        times.append(time.perf_counter() - started)
    return statistics.median(times), count


def main(runs: int = 5) -> int:
    """Print the table; returns 1 when plan 002 misses its goal."""
    print(f"{'plan':<24}{'items':>7}{'seconds':>10}{'goal':>8}")
    failed = False
    files = sorted(SEEDS.glob("002-*.txt"))
    if files:
        source = Source.from_text(files[0].read_text(encoding="utf-8"), format="txt")
        seconds, items = median(source, runs)
        failed = seconds > GOAL
        print(f"{'002':<24}{items:>7}{seconds:>10.3f}{GOAL:>8}")
    else:
        print("002: skipped, the seeds are not beside the repository")
    for size in (34, 2000):
        seconds, items = median(invented(size), runs)
        print(f"{f'invented, {size} items':<24}{items:>7}{seconds:>10.3f}{'':>8}")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(*(int(argument) for argument in sys.argv[1:2])))
