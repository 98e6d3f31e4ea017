"""Reads the cell of a plan that says who is responsible."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from nastavnik.pure.actors import lexicon
from nastavnik.pure.actors.aliases import ALIAS, collect_aliases
from nastavnik.pure.actors.kinds import kind_of
from nastavnik.pure.actors.lexicon import Role
from nastavnik.pure.actors.model import Actor, ActorKind
from nastavnik.pure.actors.morphology import fold
from nastavnik.pure.actors.splitting import Draft, split
from nastavnik.pure.actors.tokens import SEPARATORS, Kind, Token, tokenize

_LABEL = re.compile(
    r"(?:ответственн\w+(?:\s+(?:исполнител\w+|лиц\w+))?|(?:со)?исполнител\w+)",
    re.IGNORECASE,
)
_WRAPPED = re.compile(r"(?P<left>[А-Яа-яЁё]{2,})[-‐]\s*\n\s*(?P<right>[а-яё]{2,})")
_PLURALS = ("ры", "ки", "ли", "ты", "ги", "ие", "ые")
_EDGE = SEPARATORS | {Kind.DASH, Kind.MARK}


def read_actors(text: str, aliases: Mapping[str, str] | None = None) -> tuple[Actor, ...]:
    """Split a cell into its actors, in order; () for an empty cell.

    `aliases` gives short names of the document and what they stand for (`collect_aliases`);
    those defined in the cell itself are added. Every word of the cell stands in some field
    of some actor, but for separators, numbering and labels («Ответственный:»). Never raises.
    """
    text = _WRAPPED.sub(_unwrap, text)
    known = {**collect_aliases([text]), **(aliases or {})}
    parts = [_part(draft, text) for draft in split(tokenize(text))]
    named = [part for part in parts if part is not None]
    _share_organisation(named)
    _share_post(named)
    return tuple(_actor(part, known) for part in named)


def _unwrap(match: re.Match[str]) -> str:
    """«Образователь-⏎ные» is one word; «педагог-⏎психолог» keeps its hyphen."""
    left, right = match["left"], match["right"]
    return f"{left}-{right}" if fold(left) in lexicon.HEADS else f"{left}{right}"


@dataclass(slots=True)
class _Part:
    """A draft whose tokens have been dealt out to the fields of an actor."""

    draft: Draft
    text: str
    person: str | None = None
    position: str | None = None
    organisation: str | None = None
    alias: str | None = None
    named: bool = False
    in_brackets: bool = field(default=False)


def _part(draft: Draft, source: str) -> _Part | None:
    tokens = _trim(draft.tokens)
    if not tokens or _is_label(tokens, source):
        return None
    part = _Part(draft, "")
    body: list[Token] = []
    tail: list[Token] = []
    person = draft.person
    for token in tokens:
        if token.kind is Kind.BRACKET and _read_bracket(part, token, person is not None):
            continue
        if token is person:
            part.named = True
            continue
        (tail if part.in_brackets or part.named else body).append(token)
    if person is not None:
        part.text = person.text
        _set_post(part, source, body, tail)
    else:
        part.text = _join(body, source)
        _add_organisation(part, _join(tail, source))
    return part if part.text else _Part(draft, _join(tokens, source))


def _is_label(tokens: Sequence[Token], source: str) -> bool:
    """«Ответственный исполнитель:» names the column, not an actor."""
    words = source[tokens[0].start : tokens[-1].end]
    follows = source[tokens[-1].end :].lstrip()
    return follows.startswith(":") and bool(_LABEL.fullmatch(" ".join(words.split())))


def _read_bracket(part: _Part, token: Token, after_person: bool) -> bool:
    """Read a bracket into the fields of `part`; False when it stays in the text."""
    match = ALIAS.fullmatch(token.text)
    if match and part.alias is None:
        part.alias = " ".join(match["alias"].split())
        return True
    inner = tokenize(token.text[1:-1])
    persons = [piece for piece in inner if piece.kind is Kind.PERSON]
    content = " ".join(token.text[1:-1].split())
    if persons and not after_person and part.person is None:
        part.person = content
        rest = [piece for piece in inner if piece.kind not in _EDGE | {Kind.PERSON}]
        if rest:
            part.person = ", ".join(piece.text for piece in persons)
            part.position = _join(_trim(_without(inner, persons)), token.text[1:-1])
        part.in_brackets = True
        return True
    if after_person and not persons and not part.position and not part.organisation:
        head = lexicon.head(inner[0].text) if inner else None
        if head is not None and head.role is Role.BODY:
            part.organisation = content
            return True
        if head is not None and head.role is Role.PERSON:
            part.position = content
            return True
    return False


def _without(tokens: Sequence[Token], dropped: Sequence[Token]) -> list[Token]:
    return [token for token in tokens if token not in dropped]


def _set_post(part: _Part, source: str, body: list[Token], tail: list[Token]) -> None:
    """Split what stands around a name into post and organisation."""
    before, after = _trim(body), _trim(tail)
    if before:
        post, organisation = _split_post(before)
        part.position = " ".join(filter(None, (_join(post, source), part.position)))
        _add_organisation(part, _join([*organisation, *after], source))
        return
    starts_with_body = after and _is_body(after[0])
    post, organisation = ([], after) if starts_with_body else _split_post(after)
    if post:
        part.position = " ".join(filter(None, (part.position, _join(post, source))))
    _add_organisation(part, _join(organisation, source))


def _add_organisation(part: _Part, text: str) -> None:
    """Set the body, or put it before one that a bracket gave."""
    part.organisation = " ".join(filter(None, (text, part.organisation))) or None


def _split_post(tokens: list[Token]) -> tuple[list[Token], list[Token]]:
    """«директор МБОУ СОШ № 5» → post and organisation."""
    for index, token in enumerate(tokens):
        if index and (_is_body(token) or token.text.lower().startswith("министерств")):
            return tokens[:index], tokens[index:]
    return tokens, []


def _is_body(token: Token) -> bool:
    head = lexicon.head(token.text) if token.kind is Kind.WORD else None
    return head is not None and head.short and head.role is Role.BODY


def _trim(tokens: Sequence[Token]) -> list[Token]:
    """Drop separators, dashes and stray marks at both ends."""
    first, last = 0, len(tokens)
    while first < last and tokens[first].kind in _EDGE:
        first += 1
    while last > first and tokens[last - 1].kind in _EDGE:
        last -= 1
    return list(tokens[first:last])


def _join(tokens: Sequence[Token], source: str) -> str:
    """The words of `tokens` as written, white space collapsed, gaps closed by one space."""
    text = ""
    end: int | None = None
    for token in _trim(tokens):
        between = source[end : token.start] if end is not None else ""
        glue = between if not between.strip() else " "
        text += (
            ("" if token.kind is Kind.COMMA and glue.strip() == "" and end else glue) if end else ""
        )
        text += token.text
        end = token.end
    return " ".join(text.split())


def _share_organisation(parts: Sequence[_Part]) -> None:
    """«Отделу … (А.), отделу … (Б.) Министерства …»: the ministry belongs to both."""
    for index, part in enumerate(parts):
        if not (part.in_brackets and part.organisation):
            continue
        for earlier in reversed(parts[:index]):
            if not earlier.in_brackets or earlier.organisation:
                break
            earlier.organisation = part.organisation


def _share_post(parts: Sequence[_Part]) -> None:
    """«кураторы Иванов А.А., Петров Б.Б.»: a post in plural belongs to all the names."""
    post: str | None = None
    for part in parts:
        if not part.named:
            post = None
        elif part.position is not None:
            plural = part.position.split()[0].lower().endswith(_PLURALS)
            post = part.position if plural else None
        elif post is not None and part.organisation is None:
            part.position = post


def _actor(part: _Part, aliases: Mapping[str, str]) -> Actor:
    if part.named:
        kind = ActorKind.NAMED_PERSON
    else:
        whole = " ".join(filter(None, (part.text, part.organisation)))
        kind = kind_of(whole if part.organisation else part.text, part.draft.head, aliases)
    actor = Actor(part.text, kind, part.person, part.position, part.organisation, part.alias)
    return replace(actor, person=None) if part.named else actor
