"""Noun phrases of a cell: modifiers, a head noun, and the cases they agree in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nastavnik.pure.actors import lexicon
from nastavnik.pure.actors.lexicon import Head, Role, words
from nastavnik.pure.actors.morphology import ALL, Cases, decline, fold, modifier_cases
from nastavnik.pure.actors.tokens import Kind, Token

_SECOND_PARTS = words(
    "психолог логопед дефектолог организатор предметник библиотекарь наставник стажер новатор "
    "консультант ассистент участник партнер"
)
_FIRST_PARTS = words(
    "педагог учитель преподаватель студент ученик методист организация школа предприятие "
    "обучающийся мастер эксперт старшеклассник"
)


_WARDS = words("педагог учитель преподаватель воспитатель специалист работник студент ученик")
_TEACHER = Head("педагог", Role.PERSON, ALL)
_FORMATION = decline("образовани", "e")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase from a token on: modifiers and head; `end` is the index after it."""

    end: int
    head: Head
    cases: Cases
    modified: bool


class Phrases:
    """Finds the noun phrase that begins at a token."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens

    def at(self, index: int) -> Phrase | None:
        """Read modifiers and a head noun from `index` on; None when there are none."""
        cases: Cases = ALL
        place = index
        while self._is_word(place) and place - index < 6:
            word = self.tokens[place].text
            head = lexicon.head(word) or self._municipal(place, index)
            if head is not None and not self._is_modifier(head, place):
                common = cases & head.cases
                if not common:
                    return None
                end = self._compound(place, head)
                return Phrase(end, self._lead(head, end), common, place > index)
            if fold(word) == "пед." and place > index and not self._is_word(place + 1):
                return Phrase(place + 1, _TEACHER, cases, True)
            modifier = modifier_cases(word)
            if modifier is None or not cases & modifier:
                return None
            cases = cases & modifier
            place += 1
            place += self._hyphen(place) or self._joined_modifier(place) or self._line_end(place)
        return None

    def _lead(self, head: Head, end: int) -> Head:
        """«студент – наставник» is a mentor whatever word stands first."""
        last = self._word_head(end - 1)
        return last if last is not None and last.lemma == "наставник" else head

    def _municipal(self, place: int, index: int) -> Head | None:
        """«муниципальные образования»: a head noun only after its adjective."""
        if place == index or not fold(self.tokens[place - 1].text).startswith("муниципальн"):
            return None
        cases = _FORMATION.get(fold(self.tokens[place].text))
        return Head("муниципалитет", Role.BODY, cases) if cases else None

    def _is_modifier(self, head: Head, at: int) -> bool:
        """«ответственный секретарь», «наставляемые педагоги»: the adjective is no head itself."""
        following = self._word_head(at + 1)
        if following is None or head.short:
            return False
        ward = head.lemma == "наставляемый" and self.tokens[at + 1].text[0].islower()
        return (
            (head.lemma == "ответственный" or (ward and following.lemma in _WARDS))
            and following.role is Role.PERSON
            and bool(following.cases & head.cases)
        )

    def _joined_modifier(self, at: int) -> int:
        """«муниципальная и школьная команды»: skip the conjunction between two modifiers."""
        if at + 1 < len(self.tokens) and self.tokens[at].kind is Kind.AND:
            following = self.tokens[at + 1]
            if following.kind is Kind.WORD and not lexicon.head(following.text):
                return 1 if modifier_cases(following.text) else 0
        return 0

    def _hyphen(self, at: int) -> int:
        """«пед.-психолог»: a hyphen after a shortened part of a word."""
        dash = at + 1 < len(self.tokens) and self.tokens[at].kind is Kind.DASH
        return 1 if dash and self.tokens[at - 1].text.endswith(".") else 0

    def _line_end(self, at: int) -> int:
        """«классные⏎руководители»: a line may end between modifier and noun."""
        newline = at < len(self.tokens) and self.tokens[at].kind is Kind.NEWLINE
        return 1 if newline and self._is_word(at + 1) else 0

    def _compound(self, at: int, head: Head) -> int:
        """Index after the head, taking «педагог – психолог», «ученик – ученик» as one word."""
        end = at + 1
        while end + 1 < len(self.tokens) and self.tokens[end].kind is Kind.DASH:
            second = self._word_head(end + 1)
            if second is None or second.role is Role.GROUP or not second.cases & head.cases:
                break
            pair = head.lemma in _FIRST_PARTS or head.lemma == second.lemma
            if not pair and second.lemma not in _SECOND_PARTS:
                break
            end += 2
        second = self._word_head(end)
        if head.lemma in _FIRST_PARTS and second and second.lemma in _SECOND_PARTS:
            end += 1 if second.cases & head.cases and self.tokens[end].text[0].islower() else 0
        return end

    def _word_head(self, at: int) -> Head | None:
        return lexicon.head(self.tokens[at].text) if self._is_word(at) else None

    def _is_word(self, at: int) -> bool:
        return at < len(self.tokens) and self.tokens[at].kind is Kind.WORD
