"""Cuts a cell into tokens: words, persons, quotations, brackets, separators."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from nastavnik.pure.actors import lexicon
from nastavnik.pure.actors.morphology import REMEMBERED, fold


class Kind(StrEnum):
    """What a token is."""

    WORD = "word"
    NUMBER = "number"
    PERSON = "person"
    QUOTE = "quote"
    BRACKET = "bracket"
    DASH = "dash"
    MARK = "mark"
    HARD = "hard"  # ; a full stop between sentences, numbering
    COMMA = "comma"
    NEWLINE = "newline"
    SLASH = "slash"
    AND = "and"
    WITH = "with"  # совместно с


SEPARATORS = frozenset({Kind.HARD, Kind.COMMA, Kind.NEWLINE, Kind.SLASH, Kind.AND, Kind.WITH})


class Token(NamedTuple):
    """A piece of the cell: `text[start:end]`."""

    kind: Kind
    text: str
    start: int
    end: int


_CAPITAL_SURNAME = (
    r"[А-ЯЁ]{2,}(?:ОВ|ЕВ|ЁВ|ИН|ЫН|СКИЙ|ЦКИЙ|ЕНКО|УК|ЮК|ИЧ|ЯН|ОВА|ЕВА|ЁВА|ИНА|ЫНА|СКАЯ|ЦКАЯ)"
    r"(?:А|У|Ы|ЫМ|ОЙ|ОМУ|ОГО)?"
)
_SURNAME = rf"(?:[А-ЯЁ][а-яё]+(?:[-–][А-ЯЁ][а-яё]+)?|{_CAPITAL_SURNAME})"
_PATRONYMIC = (
    r"[А-ЯЁ][а-яё]*(?:(?:[оеё]вич|[иь]ич|мич|тич)(?:а|у|ем|е)?|"
    r"(?:[оеё]вн|ичн|иничн)(?:а|ы|е|у|ой|ою))"
)
_ORIENTAL = r"[А-ЯЁ][а-яё]+[ -](?:[Оо]глы|[Кк]ызы)"
_SURNAME_FIRST = re.compile(rf"{_SURNAME}\s*[А-ЯЁ]\.\s?(?:[А-ЯЁ](?:\.|(?![А-ЯЁа-яё])))?")
_INITIALS_BARE = re.compile(rf"{_SURNAME}\s[А-ЯЁ]\s?[А-ЯЁ](?![А-ЯЁа-яё.])")
_INITIALS_FIRST = re.compile(rf"[А-ЯЁ]\.\s?[А-ЯЁ]\.\s*{_SURNAME}")
_FULL_NAME = re.compile(rf"{_SURNAME}\s+[А-ЯЁ][а-яё]+\s+(?:{_PATRONYMIC}|{_ORIENTAL})(?![а-яё])")
_NAME_FIRST = re.compile(
    rf"[А-ЯЁ][а-яё]+\s+{_PATRONYMIC}(?![а-яё])(?:\s+(?P<surname>{_SURNAME})(?![\s]*[А-ЯЁ]\.))?"
)
_LIKE_SURNAME = re.compile(
    r"(?:[оеё]в|[иы]н)(?:а|у|ой|ым)?$|(?:ко|[уюа]к|ян|их|ых|[сц]кий|[сц]кая|ой)$"
)
_NUMBERING = re.compile(
    r"[ \t]*(?:\d{1,2}(?:\.\d{1,2})*[.)]|[а-я]\)|[-–—−•*▪●·‒►□◦○✓‣])[ \t]*(?=\S)"
)
_WITH = (
    r"(?i:совместно\s+с|а\s+также|при\s+участии|при\s+поддержке|с\s+участием|с\s+привлечением|"
    r"во\s+взаимодействии\s+с|в\s+сотрудничестве\s+с|при\s+содействии|вместе\s+с)(?i:о)?(?![А-Яа-яЁё])"
)
_AND = re.compile(r"(?:и\s*/\s*или|и\s*\(\s*или\s*\)|или|и|либо)(?![А-Яа-яЁё\-./])", re.IGNORECASE)
_POINTED = re.compile(
    r"(?-i:(?:г\.\s?о|м\.\s?о|м\.\s?р|г\.\s?п|с\.\s?п|р\.\s?п|п\.\s?г\.\s?т)\.)|"
    r"(?:и\.\s?о|зам|зав|рук|отв|нач|спец|соц|пед|метод|мет|кл|класс|обр|образ|мун|муниц|рег|"
    r"регион|ст|гл|им|г|гор|р-н|ул|пос|с|п|д|пом|проф|тех|техн|сист|воспит|преп|обл|респ|м|пр|"
    r"адм|общеобр|общеобраз|учеб|школ|дир|стр|врио|т|др|тыс|чел)\.(?![А-Яа-яЁё]\.)",
    re.IGNORECASE,
)
_WORD = r"[А-Яа-яЁёA-Za-z]+(?:(?:[-‑–][А-Яа-яЁёA-Za-z0-9]+)|(?:\([А-Яа-яЁё]{1,3}\)))*"
_INITIAL = r"[А-ЯЁ]\.(?![а-яё])"
_SLASHED = r"[а-яё]{1,3}/[а-яё]{1,3}(?![а-яё])"
_NUMBER = r"№?\s?\d+(?:[.,/–-]\d+)*(?:-?[а-яё]{1,2}(?![а-яё]))?|№"
_NAMED_AFTER = re.compile(
    r"(?:^|\W)(?:[Ии]м\.?|[Ии]мени|ул\.|[Уу]лица)(?:\s+[А-ЯЁ][а-яё]*[а-яё](?:\s+[А-ЯЁ][а-яё]+){0,3})?$"
)
_NUMBERS_FOLLOW = re.compile(r":\s*(?:№|\d+\s*(?:,|;|и\s|$))")
_INLINE_NUMBER = re.compile(r"\d{1,2}[.)]\s*(?=[А-ЯЁ«])")
_FIRST_WORD = re.compile(r"[А-Яа-яЁё-]+")
_PLUS = frozenset("+|&;")
_PAIRS = {"«": "»", "“": "”", "„": "”“", "(": ")", "[": "]"}


def tokenize(text: str) -> list[Token]:
    """Return the tokens of `text` in order; white space lies between them."""
    return _Scanner(text).run()


class _Scanner:
    """One pass over the text; every step takes one token at `at`."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.tokens: list[Token] = []

    def run(self) -> list[Token]:
        self._numbering()
        while self.at < len(self.text):
            char = self.text[self.at]
            if char in "\n\r\v\f\u2028":
                self._take(Kind.NEWLINE, 1)
                self._numbering()
            elif char.isspace():
                self.at += 1
            else:
                self._token(char)
        return self.tokens

    def _token(self, char: str) -> None:
        if char in _PAIRS or char in "\"'":
            self._group(char)
        elif char == ",":
            self._take(Kind.COMMA, 1)
        elif char == ":" and _NUMBERS_FOLLOW.match(self.text, self.at):
            self._take(Kind.MARK, 1)
        elif char in _PLUS or char == ":":
            self._take(Kind.HARD, 1)
            self._numbering()
        elif char == "/":
            self._take(Kind.SLASH, 1)
        elif char in "-–—−‑":
            self._take(Kind.DASH, 1)
        elif char == ".":
            self._stop()
        elif char.isdigit() and self._inline_number():
            return
        elif not (self._person() or self._match()):
            self._take(Kind.MARK, 1)

    def _take(self, kind: Kind, length: int) -> None:
        end = self.at + length
        self.tokens.append(Token(kind, self.text[self.at : end], self.at, end))
        self.at = end

    def _numbering(self) -> None:
        """A number or bullet at the start of a line or after a separator stands for nothing."""
        match = _NUMBERING.match(self.text, self.at)
        if match:
            self.at = match.end()

    def _inline_number(self) -> bool:
        """«… 2. Куратор»: numbering inside a line, only before a capital letter."""
        match = _INLINE_NUMBER.match(self.text, self.at)
        if match is None or not self.tokens or self.tokens[-1].kind is Kind.MARK:
            return False
        if re.search(r"[№А-ЯЁ]\s*$|(?:№|п\.|стр\.)\s*$", self.text[: self.at]):
            return False
        self._take(Kind.HARD, match.end() - self.at)
        return True

    def _group(self, opening: str) -> None:
        end = self._closing(opening)
        if end is None:
            self._take(Kind.MARK, 1)
        else:
            kind = Kind.BRACKET if opening in "([" else Kind.QUOTE
            self._take(kind, end - self.at)

    def _closing(self, opening: str) -> int | None:
        """Index after the mark that closes the group at `at`; None when it is never closed."""
        if opening in "\"'":
            found = self.text.find(opening, self.at + 1)
            return found + 1 if found >= 0 else None
        closers, depth = _PAIRS[opening], 0
        for index in range(self.at, len(self.text)):
            char = self.text[index]
            if char == opening:
                depth += 1
            elif char in closers:
                depth -= 1
                if depth == 0:
                    return index + 1
        if depth > 1:  # «Школа «Радуга»: the inner mark was closed for both
            found = max(self.text.rfind(closer) for closer in closers)
            return found + 1 if found > self.at else None
        return None

    def _stop(self) -> None:
        rest = self.text[self.at + 1 :]
        ends = not rest.strip(" .\n\t") or re.match(r"\s*\n|\s+[А-ЯЁ«\d]|[А-ЯЁ][а-яё]{3}", rest)
        self._take(Kind.HARD if ends else Kind.MARK, 1)
        if ends:
            self._numbering()

    def _person(self) -> bool:
        char = self.text[self.at]
        if not char.isupper() or (self.at and self.text[self.at - 1].isalpha()):
            return False
        pointed = _POINTED.match(self.text, self.at)
        if (pointed and len(pointed[0]) > 2) or _AND.match(self.text, self.at):
            return False
        first = _FIRST_WORD.match(self.text, self.at)
        known = bool(first and _is_plain_word(first[0]))
        patterns = (_INITIALS_FIRST,) if known else _PERSON_PATTERNS
        for pattern in patterns:
            match = pattern.match(self.text, self.at)
            if match and not (self._is_name_of_body() or _is_body_in_short(match)):
                length = len(match[0])
                surname = match.groupdict().get("surname")
                if surname and _is_plain_word(surname):
                    length = match.start("surname") - self.at
                self._take(Kind.PERSON, len(match[0][:length].rstrip()))
                return True
        return False

    def _is_name_of_body(self) -> bool:
        """«имени И.И. Иванова» is part of a school's name, not a person of the cell."""
        before = self.text[: self.at].rstrip()
        return bool(_NAMED_AFTER.search(before))

    def _match(self) -> bool:
        match = _ANY.match(self.text, self.at)
        if match is None:
            return False
        self._take(_NAMED_GROUPS.get(match.lastgroup or "", Kind.WORD), match.end() - self.at)
        return True


def _is_body_in_short(match: re.Match[str]) -> bool:
    """«Все ОО», «Юннаты УО»: two capitals name a body where no surname stands before them."""
    word, _, letters = match[0].partition(" ")
    if match.re is not _INITIALS_BARE or _LIKE_SURNAME.search(word):
        return False
    return lexicon.head(letters) is not None or word.endswith(("и", "ы", "е"))


@lru_cache(REMEMBERED)
def _is_plain_word(word: str) -> bool:
    """True for a word that is no surname: a post, a body, an abbreviation."""
    if lexicon.abbreviation(word) and not re.fullmatch(_CAPITAL_SURNAME, word):
        return True
    return lexicon.is_ministry(word) or fold(word) in lexicon.HEADS


_PERSON_PATTERNS = (
    _INITIALS_FIRST,
    _FULL_NAME,
    _SURNAME_FIRST,
    _INITIALS_BARE,
    _NAME_FIRST,
)
_NAMED_GROUPS = {"with": Kind.WITH, "and": Kind.AND, "number": Kind.NUMBER}
_ANY = re.compile(
    rf"(?P<with>{_WITH})|(?P<and>(?i:{_AND.pattern}))|{_SLASHED}|(?i:{_POINTED.pattern})|"
    rf"{_INITIAL}|{_WORD}|(?P<number>{_NUMBER})"
)
"""One pass over what a token can be, in the order of trust; no group: a word."""
