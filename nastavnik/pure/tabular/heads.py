"""What a column holds, told from its header: synonyms by word stems, typos forgiven."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nastavnik.pure.tabular.cleaning import clean
from nastavnik.pure.tabular.grid import Row

MAX_HEADER_WORDS = 12
MAX_KEPT = 20_000
_WORD = re.compile(r"№|[a-zа-я]+|\d+")
_CUT_WORD = re.compile(r"(?<=[а-яa-z])-\s+(?=[а-яa-z])")


@dataclass(frozen=True, slots=True)
class HeadColumn:
    """A column: its header as written (one line) and its meaning, None when unknown."""

    header: str
    meaning: str | None


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a table: its columns and the number of rows it takes."""

    columns: tuple[HeadColumn, ...]
    size: int = 1

    @property
    def meanings(self) -> frozenset[str]:
        """The meanings that are present."""
        return frozenset(column.meaning for column in self.columns if column.meaning)


class Vocabulary:
    """Synonyms of headers: meaning → stems, the strongest first.

    A synonym is one or several stems that must follow each other in the header, such as
    «вид документ»; of all that fit, the one that begins earliest and says most wins.
    `fillers` are stems that may stand in the second row of a head («исполнения», «п/п»).
    """

    def __init__(self, synonyms: Mapping[str, Sequence[str]], fillers: Sequence[str] = ()) -> None:
        self._synonyms = [
            (meaning, rank, tuple(synonym.split()))
            for meaning, phrases in synonyms.items()
            for rank, synonym in enumerate(phrases)
        ]
        self._stems = tuple({stem for _, _, stems in self._synonyms for stem in stems}) + tuple(
            fillers
        )
        self._known: dict[str, tuple[str, int] | None] = {}
        self._fitting: dict[str, frozenset[str]] = {}

    def meaning(self, header: str) -> str | None:
        """The meaning of a header, None when no synonym fits."""
        found = self._find(header)
        return found[0] if found else None

    def rank(self, header: str) -> int:
        """How strong the synonym is that fits (0 is the strongest)."""
        found = self._find(header)
        return found[1] if found else len(self._synonyms)

    def is_filler(self, text: str) -> bool:
        """Whether a text is made of nothing but words that stand in heads."""
        words = header_words(text)
        return 0 < len(words) <= MAX_HEADER_WORDS and all(map(self._stems_of, words))

    def _stems_of(self, word: str) -> frozenset[str]:
        """Stems that a word may begin with; kept, for words of a document repeat."""
        if word not in self._fitting:
            self._fitting[word] = frozenset(stem for stem in self._stems if _fits(word, stem))
        return self._fitting[word]

    def _find(self, header: str) -> tuple[str, int] | None:
        if header not in self._known:
            if len(self._known) > MAX_KEPT:  # a server reads many documents
                self._known.clear()
                self._fitting.clear()
            self._known[header] = self._search(header)
        return self._known[header]

    def _search(self, header: str) -> tuple[str, int] | None:
        words = header_words(header)
        if not words or len(words) > MAX_HEADER_WORDS:
            return None
        fitting = [self._stems_of(word) for word in words]
        best: tuple[tuple[int, int, int], str, int] | None = None
        for meaning, rank, stems in self._synonyms:
            start = _position(fitting, stems)
            if start is None or start > 2:
                continue
            score = (-start, len(stems), -rank)
            if best is None or score > best[0]:
                best = (score, meaning, rank)
        return (best[1], best[2]) if best else None


def header_words(text: str) -> list[str]:
    """Lower-case words of a header; a word cut at a line end is one word."""
    plain = _CUT_WORD.sub("", clean(text).lower().replace("ё", "е"))
    return _WORD.findall(plain)


def _position(fitting: Sequence[frozenset[str]], stems: Sequence[str]) -> int | None:
    """Where `stems` begin in the words they fit, each within two words of the one before."""
    for start, fits in enumerate(fitting):
        if stems[0] not in fits:
            continue
        place = start
        for stem in stems[1:]:
            following = range(place + 1, min(place + 4, len(fitting)))
            place = next((index for index in following if stem in fitting[index]), -1)
            if place < 0:
                break
        else:
            return start
    return None


def _fits(word: str, stem: str) -> bool:
    """Whether a word begins with a stem; one slip is forgiven in 5 letters, two in 9."""
    if word.startswith(stem):
        return not (len(stem) <= 2 and len(word) > len(stem))
    if len(stem) < 5 or word[0] != stem[0] or len(word) < len(stem) - 2:
        return False
    allowed = 2 if len(stem) >= 9 else 1
    return any(
        _distance(word[: len(stem) + extra], stem, allowed) <= allowed
        for extra in range(-allowed, allowed + 1)
    )


def _distance(first: str, second: str, limit: int) -> int:
    """Damerau–Levenshtein distance (optimal alignment), not followed beyond `limit`."""
    if abs(len(first) - len(second)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(second) + 1))
    for i, letter in enumerate(first, 1):
        current = [i]
        for j, other in enumerate(second, 1):
            cost = min(row[j] + 1, current[j - 1] + 1, row[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == second[j - 2] and first[i - 2] == other:
                cost = min(cost, before[j - 2] + 1)
            current.append(cost)
        if min(current) > limit:
            return limit + 1
        before, row = row, current
    return row[-1]


def is_same_head(row: Row, head: Head) -> bool:
    """Whether `row` repeats `head` (or its first row): most filled cells say the same."""
    filled = row.filled()
    if len(filled) < 2:
        return False
    same = 0
    for index in filled:
        written = header_words(row.cell(index).text)
        known = header_words(head.columns[index].header) if index < len(head.columns) else []
        same += bool(written) and written == known[: len(written)]
    return same >= 2 and same * 3 >= len(filled) * 2


def is_column_numbers(row: Row) -> bool:
    """Whether a row only counts the columns: 1 | 2 | 3 | 4."""
    texts = [text.strip(" .") for text in row.texts() if text]
    return len(texts) >= 3 and texts == [str(number) for number in range(1, len(texts) + 1)]
