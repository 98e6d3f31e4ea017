"""How many deadline phrases a second: our reader beside the general reader `dateparser`.

Run: python -m benchmarks.terms [phrases]
Every phrase is different, so remembered answers play no part; one process, its own processor
time (neighbours on the machine do not count), median of rounds.
"""

from __future__ import annotations

import itertools
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator

from dateparser.search import search_dates

from nastavnik.pure.terms import read_term
from nastavnik.pure.terms.describe import MONTHS, OF_MONTHS

GOAL = 20_000  # phrases a second on one core
ROUNDS = 7
PEER_PHRASES = 150  # the general reader is slow
CONTEXTS = ("2021/2022", "2022", "2021-2024", None)
YEARS = range(2021, 2025)
EVENTS = (
    "издания приказа",
    "подписания соглашения",
    "утверждения перечня",
    "завершения программы",
    "проведения встречи",
    "регистрации заявки",
    "окончания обучения",
    "начала работы пары",
)
HOW_LONG = ("рабочих дней", "дней", "календарных дней", "недель", "месяцев")


def days() -> Iterator[str]:
    """Days, due dates, windows of days."""
    for year, month, day in itertools.product(YEARS, range(12), range(1, 29)):
        of, number = OF_MONTHS[month], month + 1
        yield f"{day} {of} {year} года"
        yield f"до {day} {of} {year} г."
        yield f"не позднее {day:02}.{number:02}.{year}"
        yield f"с {day} {of} по {28 + day % 2} {OF_MONTHS[(month + 1) % 11]} {year} года"
        yield f"{day:02}.{number:02}.{year} – {28:02}.{number:02}.{year}"


def months() -> Iterator[str]:
    """Months, quarters, lists, a first time and then a rule."""
    for year, one, two in itertools.product(YEARS, range(11), range(1, 12)):
        if one < two:
            yield f"{MONTHS[one].capitalize()} - {MONTHS[two]} {year}года"
            yield f"{MONTHS[one]}, {MONTHS[two]} {year} года"
            yield f"с {OF_MONTHS[one]} по {MONTHS[two]} {year} г."
            yield f"{MONTHS[one]}-{MONTHS[two]} {year} года, далее ежегодно"
            yield f"{MONTHS[one]} {year} г., {MONTHS[two]} {year} г. (при необходимости)"
    for year, quarter in itertools.product(YEARS, ("I", "II", "III", "IV", "1", "2", "3", "4")):
        yield f"{quarter} квартал {year} года"
        yield f"до конца {quarter} кв. {year} г."


def rhythms() -> Iterator[str]:
    """What repeats."""
    for month, day in itertools.product(range(12), range(1, 29)):
        yield f"ежегодно, до {day} {OF_MONTHS[month]}"
        yield f"Ежегодно с 1 по {day} {OF_MONTHS[month]}"
        yield f"ежемесячно до {day} числа ({MONTHS[month]})"
    for day in range(2, 29):
        yield f"ежеквартально до {day} числа месяца, следующего за отчётным"
        yield f"не реже {day} раз в год"


def events() -> Iterator[str]:
    """What is counted from an event, and what holds no time."""
    for n, unit, event in itertools.product(range(2, 31), HOW_LONG, EVENTS):
        yield f"в течение {n} {unit} после {event}"
        yield f"не позднее {n} {unit} со дня {event}"
    for n in range(1, 200):
        yield f"согласно графику № {n}"
        yield f"по мере необходимости (п. {n})"


def phrases(count: int) -> list[str]:
    """Return so many distinct phrases: days, months, rhythms and events by turns."""
    rng = random.Random(2022)  # noqa: S311 - a shuffle, no secret
    kinds = [sorted(set(kind())) for kind in (days, months, rhythms, events)]
    for kind in kinds:
        rng.shuffle(kind)
    turns = itertools.zip_longest(*kinds)
    found = [phrase for turn in turns for phrase in turn if phrase is not None]
    return found[:count]


def rate(read: Callable[[str, str | None], object], said: list[str], rounds: int) -> float:
    """Return the median of phrases a second; no phrase is read twice."""
    size = len(said) // rounds
    rates = []
    for number in range(rounds):
        part = said[number * size : (number + 1) * size]
        jobs = list(zip(part, itertools.cycle(CONTEXTS)))
        started = time.process_time()
        for phrase, context in jobs:
            read(phrase, context)
        rates.append(len(jobs) / (time.process_time() - started))
    return statistics.median(rates)


def peer(phrase: str, _context: str | None) -> object:
    """Read with the general reader, told the language."""
    return search_dates(phrase, languages=["ru"])


def main(count: int = 8_400) -> int:
    """Print the table; returns 1 when our reader misses its goal."""
    said = phrases(count)
    warm, said = said[:200], said[200:]
    for phrase in warm:
        read_term(phrase, "2021/2022")
    search_dates(warm[0], languages=["ru"])
    ours = rate(read_term, said, ROUNDS)
    theirs = rate(peer, said[-PEER_PHRASES:], 3)
    print(f"{'reader':<28}{'phrases':>9}{'phrases/s':>12}")
    print(f"{'nastavnik.pure.terms':<28}{len(said):>9,}{ours:>12,.0f}")
    print(f"{'dateparser.search_dates':<28}{PEER_PHRASES:>9,}{theirs:>12,.0f}")
    print(f"goal {GOAL:,} phrases/s: {'reached' if ours >= GOAL else 'MISSED'}")
    return 0 if ours >= GOAL else 1


if __name__ == "__main__":
    raise SystemExit(main(*map(int, sys.argv[1:2])))
