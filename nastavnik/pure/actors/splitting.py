"""Finds where one actor of a cell ends and the next begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from nastavnik.pure.actors import lexicon
from nastavnik.pure.actors.lexicon import Head, Role, words
from nastavnik.pure.actors.morphology import (
    ALL,
    Cases,
    is_active_participle,
    is_passive_participle,
    looks_oblique,
    modifier_cases,
)
from nastavnik.pure.actors.noun_phrases import Phrase, Phrases
from nastavnik.pure.actors.tokens import SEPARATORS, Kind, Token

PREPOSITIONS = words(
    "по за с со в во от до на из у о об для при через над под без среди между к ко как не "
    "согласно включая кроме вместо около ниже их чей которые который которая"
)
PLACES = words("г. гг. с. п. г.о. м.р. м.о. с.п. г.п. р.п. пос.")
_FREE_BODIES = words("ОО ПОО ОМСУ МОУО РЦН МЦН УО РУО ТУ ММС ИРО ДОУ Министерство")
_SUBORDINATES = words("ОО ПОО ДОУ ОМСУ МОУО")
_GENERAL_POSTS = words(
    "лицо сотрудник специалист работник педагог учитель преподаватель представитель член"
)
_SINGLE_BODIES = words("администрация министерство правительство")
_AUTHORITIES = words("министерство управление департамент комитет отдел сектор служба")


@dataclass(slots=True)
class Draft:
    """An actor while it is being read: its tokens and the head that opened it."""

    tokens: list[Token] = field(default_factory=list)
    head: Head | None = None
    cases: Cases = ALL
    head_end: int = 0

    @property
    def person(self) -> Token | None:
        """The named person the draft holds outside brackets, if any."""
        return next((token for token in self.tokens if token.kind is Kind.PERSON), None)

    @property
    def last(self) -> Token:
        """The last token taken."""
        return self.tokens[-1]

    def is_role(self, role: Role) -> bool:
        """True when the head is known and names `role`."""
        return self.head is not None and self.head.role is role


def split(tokens: Sequence[Token]) -> list[Draft]:
    """Group `tokens` into drafts; separators between actors belong to none."""
    return _Splitter(tokens).run()


class _Splitter:
    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.phrases = Phrases(tokens)
        self.drafts: list[Draft] = []
        self.draft = Draft()

    def run(self) -> list[Draft]:
        index = 0
        gap: list[Token] = []
        while index < len(self.tokens):
            token = self.tokens[index]
            if token.kind in SEPARATORS:
                gap.append(token)
                index += 1
                continue
            phrase = self.phrases.at(index)
            if self.draft.tokens and self._starts(index, phrase, gap):
                self._close()
            index = self._take(index, phrase, gap)
            gap = []
        self._close()
        return self.drafts

    def _close(self) -> None:
        if self.draft.tokens:
            self.drafts.append(self.draft)
        self.draft = Draft()

    def _take(self, index: int, phrase: Phrase | None, gap: list[Token]) -> int:
        """Put the token or the whole phrase at `index` into the draft; return the next index."""
        end = phrase.end if phrase else index + 1
        draft = self.draft
        opens = draft.head is None and not self._after_preposition(index)
        draft.tokens.extend(gap if draft.tokens else ())
        draft.tokens.extend(self.tokens[index:end])
        if phrase is not None and opens:
            draft.head, draft.cases = phrase.head, phrase.cases
            draft.head_end = len(draft.tokens)
        return end

    def _starts(self, index: int, phrase: Phrase | None, gap: list[Token]) -> bool:
        """True when the token at `index` opens a new actor after the separators `gap`."""
        token = self.tokens[index]
        kinds = {mark.kind for mark in gap}
        if Kind.HARD in kinds or Kind.WITH in kinds:
            return not self._names_holder(token, gap)
        if token.kind is Kind.BRACKET:
            return False
        if token.kind is Kind.PERSON:
            return self.draft.person is not None or (bool(gap) and not self._wrapped_post(kinds))
        if self.draft.person is not None:
            return self._starts_after_person(index, phrase, gap)
        if not gap:
            return self._starts_adjacent(index, phrase)
        if self._unfinished() or (kinds == {Kind.NEWLINE} and self._is_named_by(phrase)):
            return False
        if phrase is not None:
            return self._phrase_starts(index, phrase, kinds)
        return self._unknown_starts(token, kinds)

    def _wrapped_post(self, kinds: set[Kind]) -> bool:
        """«Куратор⏎Иванова А.А.»: in a narrow column a post and its name stand in two lines."""
        if kinds != {Kind.NEWLINE} or not self.draft.is_role(Role.PERSON):
            return False
        return not self._is_plural(self.draft.tokens[self.draft.head_end - 1].text)

    def _names_holder(self, token: Token, gap: list[Token]) -> bool:
        """«Куратор: Иванова А.А.»: the colon joins a post and its holder."""
        head = self.draft.head
        if token.kind is not Kind.PERSON or head is None or head.role is not Role.PERSON:
            return False
        label = head.lemma in ("ответственный", "исполнитель", "соисполнитель")
        return [mark.text for mark in gap] == [":"] and self.draft.person is None and not label

    def _unfinished(self) -> bool:
        """True when the draft ends in a preposition, or so far has only modifiers."""
        if self._is_preposition(self.draft.last):
            return True
        words = [token for token in self.draft.tokens if token.kind is Kind.WORD]
        return (
            self.draft.head is None
            and len(words) == len(self.draft.tokens)
            and all(modifier_cases(word.text) for word in words)
        )

    def _starts_adjacent(self, index: int, phrase: Phrase | None) -> bool:
        """No separator at all: only a noun that cannot be a complement opens an actor."""
        draft, last = self.draft, self.draft.last
        if phrase is None or self._after_preposition(index) or last.kind in (Kind.DASH, Kind.MARK):
            return False
        if draft.head is None or self._is_named_by(phrase):
            return False
        if self._is_clause(phrase, index) or is_active_participle(last.text):
            return False
        if phrase.head.short and phrase.head.role is not Role.PERSON and not phrase.modified:
            return self._bodies_in_a_row(phrase)
        if phrase.head.lemma == phrase.head.lemma.lower() and phrase.head.short:
            return self._short_post_starts()
        if draft.head.lemma == "и.о.":
            return False
        if self._names_form():
            return False
        return bool(phrase.cases & self._primary()) and "g" not in phrase.cases

    def _is_named_by(self, phrase: Phrase | None) -> bool:
        """«МАОУ Лицей № 1», «МБУ ДО Дом творчества»: after a legal form its sort of body."""
        if phrase is None or phrase.head.role is not Role.BODY or phrase.head.short:
            return False
        return all(lexicon.takes_name(token.text) for token in self.draft.tokens)

    def _bodies_in_a_row(self, phrase: Phrase) -> bool:
        """«ОМСУ ОО РЦН»: abbreviations that never complement each other."""
        head, new = self.draft.head, phrase.head.lemma
        if head is None or not (new in _FREE_BODIES or new in lexicon.LEGAL_FORMS):
            return False
        if len(self.draft.tokens) == 1:
            return head.lemma in _FREE_BODIES and new in _FREE_BODIES
        if head.short:
            return self.draft.last.kind is Kind.QUOTE
        named = phrase.end < len(self.tokens) and self.tokens[phrase.end].kind not in SEPARATORS
        form = named and new in lexicon.LEGAL_FORMS
        return head.lemma in _AUTHORITIES and (form or new in _SUBORDINATES)

    def _short_post_starts(self) -> bool:
        """«Директор зам. директора по УР» is two posts, «зам. дир. по УР» one."""
        draft = self.draft
        if draft.head is not None and draft.head.short and len(draft.tokens) == draft.head_end:
            return False
        return draft.last.kind is not Kind.WORD or modifier_cases(draft.last.text) is None

    def _names_form(self) -> bool:
        """«ответственный за форму ученик – ученик»: what follows is the name of the form."""
        last = self.draft.last.text.lower()
        return last.startswith(("форм", "модел"))

    def _phrase_starts(self, index: int, phrase: Phrase, kinds: set[Kind]) -> bool:
        if self._is_clause(phrase, index):
            return False
        if (
            is_active_participle(self.tokens[index].text)
            and phrase.modified
            and "a" in phrase.cases
        ):
            return False
        if phrase.head.short and phrase.head.role is not Role.PERSON and not phrase.modified:
            return self._abbreviation_starts(phrase, kinds)
        primary = self._primary()
        if not phrase.cases & primary:
            return "g" not in phrase.cases
        if "g" in phrase.cases and "g" not in primary:
            return self._ambiguous_starts(index, phrase, kinds)
        return True

    def _primary(self) -> Cases:
        """The case the cell's list stands in: nominative in plans, dative in orders."""
        for case in ("n", "d"):
            if case in self.draft.cases:
                return frozenset(case)
        return self.draft.cases

    def _ambiguous_starts(self, index: int, phrase: Phrase, kinds: set[Kind]) -> bool:
        """The phrase may be a new actor («школы») or one more complement («директор школы»)."""
        if kinds == {Kind.NEWLINE} and self.tokens[index].text[0].islower():
            if phrase.head.lemma in _SINGLE_BODIES:
                return False
            wants = len(self.draft.tokens) == self.draft.head_end
            return not (wants and self.draft.is_role(Role.PERSON))
        if Kind.AND in kinds and self.draft.is_role(Role.PERSON) and not phrase.modified:
            last = lexicon.head(self.draft.last.text)
            bodies = last is not None and last.role is Role.BODY is phrase.head.role
            return not bodies
        return not self._is_pair(phrase)

    def _is_pair(self, phrase: Phrase) -> bool:
        """«наставнические пары и группы» is one actor."""
        head = self.draft.head
        return head is not None and head.lemma == "пара" and phrase.head.lemma == "группа"

    def _abbreviation_starts(self, phrase: Phrase, kinds: set[Kind]) -> bool:
        """«кураторы ОО и ПОО» is one actor, «Департамент образования и ОО» two."""
        if not self.draft.is_role(Role.PERSON):
            return True
        last = lexicon.head(self.draft.last.text)
        complemented = len(self.draft.tokens) > self.draft.head_end and last is not None
        if complemented and last is not None:
            if phrase.head.role is Role.GROUP:
                return last.role is not Role.GROUP and last.lemma != "МО"
            return not (last.role is Role.BODY and (Kind.AND in kinds or Kind.SLASH in kinds))
        return True

    def _is_clause(self, phrase: Phrase, index: int) -> bool:
        """«лица, ответственные за …», «педагог, ответственный за …»: a clause of the head."""
        if phrase.head.lemma != "ответственный" or self.draft.head is None:
            return False
        if not self.tokens[index].text[0].islower():
            return False
        if self.draft.is_role(Role.BODY):
            return not self.draft.head.short
        return self.draft.head.lemma in _GENERAL_POSTS

    def _unknown_starts(self, token: Token, kinds: set[Kind]) -> bool:
        """A word the lexicon does not know, after a separator."""
        if token.kind is Kind.QUOTE:
            return Kind.COMMA in kinds and any(
                known.kind is Kind.QUOTE for known in self.draft.tokens
            )
        if token.kind is not Kind.WORD or self._is_preposition(token):
            return False
        word = token.text
        if word in lexicon.NOT_ACTORS or word.lower() in (
            "том",
            "а",
            "который",
            "где",
            "чьи",
        ):
            return False
        modifier = modifier_cases(word)
        if is_active_participle(word):
            return False
        if modifier is not None:
            return Kind.COMMA in kinds and self._may_open(word, modifier)
        if looks_oblique(word) or self._continues_places(word):
            return False
        if Kind.AND in kinds:
            return False
        if self.draft.head is not None and self.draft.head.lemma in _AUTHORITIES:
            return word[0].isupper()
        if self.draft.head is not None and self.draft.head.lemma in ("учитель", "преподаватель"):
            return not word.endswith(("и", "ы", "а", "я"))
        if Kind.SLASH in kinds:
            return lexicon.abbreviation(word) is not None
        return word[0].isupper() or kinds != {Kind.NEWLINE}

    def _may_open(self, word: str, cases: Cases) -> bool:
        """«…, студенческое бюро»: an adjective in the case of the list, and no participle."""
        in_list = bool(cases & self._primary()) and "g" not in cases
        clause = is_passive_participle(word) or word.startswith("ведущ")
        return in_list and not clause

    def _continues_places(self, word: str) -> bool:
        """«школы г. Кедровый, Лесной»: one more town after a town."""
        marks = [token.text for token in self.draft.tokens[:-1]]
        return word[0].isupper() and bool(marks) and marks[-1] in PLACES

    def _starts_after_person(self, index: int, phrase: Phrase | None, gap: list[Token]) -> bool:
        """After a name: its post, or the next actor?"""
        kinds = {mark.kind for mark in gap}
        if phrase is None:
            token = self.tokens[index]
            return bool(gap) and self._unknown_starts(token, kinds)
        if self._leads_to_person(phrase.end):
            return True
        if self.draft.last.kind is Kind.DASH:
            return False
        if self.draft.head is not None:
            return (
                self._phrase_starts(index, phrase, kinds)
                if gap
                else (self._starts_adjacent(index, phrase))
            )
        if not gap or phrase.head.role is not Role.PERSON:
            return bool(gap)
        if kinds == {Kind.NEWLINE}:
            return self.tokens[index].text[0].isupper() or self._is_plural(
                self.tokens[phrase.end - 1].text
            )
        if kinds & {Kind.AND, Kind.SLASH, Kind.NEWLINE}:
            return True
        return self._is_plural(self.tokens[phrase.end - 1].text) or self._bare_person_before()

    def _bare_person_before(self) -> bool:
        return bool(self.drafts) and len(self.drafts[-1].tokens) == 1

    @staticmethod
    def _is_plural(word: str) -> bool:
        return word.lower().endswith(("и", "ы", "ые", "ие", "ам", "ям", "ым"))

    def _leads_to_person(self, index: int) -> bool:
        """True when a name comes before the next separator: the post is that person's."""
        for token in self.tokens[index:]:
            if token.kind is Kind.PERSON:
                return True
            if token.kind in SEPARATORS and token.kind is not Kind.AND:
                return False
        return False

    def _after_preposition(self, index: int) -> bool:
        return index > 0 and bool(self.draft.tokens) and self._is_preposition(self.draft.last)

    @staticmethod
    def _is_preposition(token: Token) -> bool:
        return token.text.lower() in PREPOSITIONS and not token.text.isupper()
