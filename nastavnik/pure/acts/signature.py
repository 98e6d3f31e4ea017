"""Who signed the act and who keeps control of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from nastavnik.pure.actors import lexicon
from nastavnik.pure.actors.lexicon import Role
from nastavnik.pure.actors.tokens import Kind, tokenize
from nastavnik.pure.acts.lines import Line
from nastavnik.pure.source import Place

_FILLER = re.compile(
    r"_+|\(?(?:подпись|расшифровка подписи)\)?|\bМ\.?\s?П\.?(?![А-Яа-я])|[/|\\]", re.IGNORECASE
)
_NOT_SIGNATURE = re.compile(
    r"^\W*(?:\d+[.)]|[-–—•]\s|исп(?:олнител\w*)?\b|с приказом|ознаком)", re.I
)
_CONTROL = re.compile(
    r"контроль\s+(?:за\s+|над\s+)?(?:исполнени|выполнени|реализаци)?\w*[^.;:]{0,120}?"
    r"(?P<verb>оставля\w+\s+за\s+соб\w+|возложить\s+на|возлага\w+\s+на|осуществля\w+\s+лично)"
    r"(?P<rest>[^;\n]*)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Signature:
    """The name and the post under the act."""

    name: str = ""
    post: str = ""
    place: Place | None = None


def read_signature(lines: Sequence[Line]) -> Signature:
    """Find the post with a name after it below the clauses; the post may fill several lines."""
    post: list[str] = []
    for line in lines:
        text = " ".join(_FILLER.sub(" ", line.bare).split())
        if not text:
            continue
        if _NOT_SIGNATURE.match(line.bare) or len(text) > 200:
            post = []
            continue
        name, before = _name_at_end(text)
        if _begins_with_post(text):
            post = []
        if name and (_begins_with_post(text) or post):
            return Signature(name, " ".join([*post, before]).strip(" ,"), line.place)
        if _begins_with_post(text) or (post and len(post) < 4):
            post.append(text)
        else:
            post = []
    return Signature()


def _name_at_end(text: str) -> tuple[str, str]:
    """Split «Директор И.И. Иванов» into the name and what stands before it."""
    tokens = tokenize(text)
    while tokens and tokens[-1].kind in (Kind.HARD, Kind.COMMA, Kind.MARK):
        tokens.pop()
    if tokens and tokens[-1].kind is Kind.PERSON:
        return tokens[-1].text, text[: tokens[-1].start].strip()
    return "", ""


def _begins_with_post(text: str) -> bool:
    for token in tokenize(text)[:3]:
        if token.kind is Kind.PERSON:
            return False
        head = lexicon.head(token.text) if token.kind is Kind.WORD else None
        if head is not None:
            return head.role is Role.PERSON and "n" in head.cases
    return False


def read_controller(lines: Sequence[Line], signatory: str) -> tuple[str, Place | None]:
    """Return who controls execution: as written, or the signatory for «оставляю за собой»."""
    for index, line in enumerate(lines):
        if "контроль" not in line.text.lower():
            continue
        text = _wrapped(lines, index)
        match = _CONTROL.search(text)
        if match is None:
            continue
        if not match["verb"].lower().endswith("на"):
            return signatory, line.place
        return _until_sentence_end(match["rest"]), line.place
    return "", None


def _wrapped(lines: Sequence[Line], index: int) -> str:
    """The line with those that continue its sentence."""
    text = lines[index].bare
    for line in lines[index + 1 : index + 4]:
        if text.endswith((".", ";")) or not line.bare or not line.bare[0].islower():
            break
        text = f"{text} {line.bare}"
    return text


def _until_sentence_end(text: str) -> str:
    """Cut at the end of the sentence; the point of initials and short words is no end."""
    for token in tokenize(text):
        if token.kind is Kind.HARD:
            return " ".join(text[: token.start].split())
    return " ".join(text.split())
