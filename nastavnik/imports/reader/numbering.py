"""Numbers that a word processor draws itself: «1.», «1.1.», «а)», restored from the lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from nastavnik.imports.reader.markup import attribute, child, local

LEVELS = 9
RUSSIAN = "абвгдежзиклмнопрстуфхцчшщыэюя"  # ECMA-376, 17.18.59: no ё, й, ъ, ь
LATIN = "abcdefghijklmnopqrstuvwxyz"
ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list as it is defined. `restart` None = after any level above."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    space: bool = True
    restart: int | None = None
    legal: bool = False
    style: str | None = None


@dataclass(slots=True)
class Instance:
    """A use of a list (`w:num`): which one, with which starts and levels put over it."""

    abstract: str
    starts: dict[int, int] = field(default_factory=dict)
    levels: dict[int, Level] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph style says of numbering."""

    parent: str | None
    number: str | None
    level: int | None


class Numbering:
    """Counts list paragraphs in the order of the document.

    The count belongs to the abstract list: uses of one list share it, and a use that has its
    own start sets it back the first time it appears (ECMA-376, 17.9.6–17.9.18).
    """

    def __init__(self, numbering: etree._Element | None, styles: etree._Element | None) -> None:
        self._styles = dict(_read_styles(styles))
        self._default = _default_style(styles)
        self._abstracts: dict[str, dict[int, Level]] = {}
        self._links: dict[str, str] = {}
        self._instances: dict[str, Instance] = {}
        for element in numbering if numbering is not None else ():
            if local(element) == "abstractNum":
                self._read_abstract(element)
            elif local(element) == "num":
                self._instances[attribute(element, "numId") or ""] = _read_instance(element)
        self._counts: dict[str, list[int | None]] = {}
        self._seen: set[str] = set()

    def label(self, properties: etree._Element | None) -> str:
        """Return the number before a paragraph with these properties, with its space; "" if none.

        Counts: call once for every paragraph, in order.
        """
        style = _value(child(properties, "pStyle")) or self._default
        direct = child(properties, "numPr")
        number = _value(child(direct, "numId"))
        level = _integer(_value(child(direct, "ilvl")))
        if number is None:
            number, inherited, style = self._from_style(style)
            level = inherited if level is None else level
        if number is None or number == "0" or number not in self._instances:
            return ""
        instance = self._instances[number]
        abstract = self._resolve(instance.abstract)
        if level is None:
            levels = self._abstracts.get(abstract, {})
            level = next((at for at, its in levels.items() if style and its.style == style), 0)
        return self._count(number, instance, abstract, min(max(level, 0), LEVELS - 1))

    def _count(self, number: str, instance: Instance, abstract: str, level: int) -> str:
        counts = self._counts.setdefault(abstract, [None] * LEVELS)
        if number not in self._seen:
            self._seen.add(number)
            for at in instance.starts:
                counts[at] = None
        now = counts[level]
        counts[level] = self._start(instance, abstract, level) if now is None else now + 1
        for deeper in range(level + 1, LEVELS):
            restart = self._level(instance, abstract, deeper).restart
            if restart is None or (restart != 0 and level < restart):
                counts[deeper] = None
        return self._draw(instance, abstract, level, counts)

    def _draw(self, instance: Instance, abstract: str, level: int, counts: list[int | None]) -> str:
        this = self._level(instance, abstract, level)
        if this.format == "none":
            return ""

        def number(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            count = counts[at]
            if count is None:
                count = self._start(instance, abstract, at)
            decimal = this.legal and at < level
            return drawn(
                count, "decimal" if decimal else self._level(instance, abstract, at).format
            )

        text = re.sub(r"%([1-9])", number, this.text)
        if this.format == "bullet":
            text = "".join("•" if "\ue000" <= sign <= "\uf8ff" else sign for sign in text)
        return text + " " if text and this.space and not text.endswith(" ") else text

    def _level(self, instance: Instance, abstract: str, level: int) -> Level:
        if level in instance.levels:
            return instance.levels[level]
        return self._abstracts.get(abstract, {}).get(level, Level())

    def _start(self, instance: Instance, abstract: str, level: int) -> int:
        return instance.starts.get(level, self._level(instance, abstract, level).start)

    def _from_style(self, style: str | None) -> tuple[str | None, int | None, str | None]:
        """Follow «based on» up to the first style with a list: (list, level, that style)."""
        for _ in range(len(self._styles)):
            if style is None or style not in self._styles:
                break
            its = self._styles[style]
            if its.number is not None:
                return its.number, its.level, style
            style = its.parent
        return None, None, None

    def _resolve(self, abstract: str) -> str:
        """Follow a list that is defined by a style to the list of that style."""
        number = self._from_style(self._links.get(abstract))[0]
        return self._instances[number].abstract if number in self._instances else abstract

    def _read_abstract(self, element: etree._Element) -> None:
        name = attribute(element, "abstractNumId") or ""
        link = _value(child(element, "numStyleLink"))
        if link:
            self._links[name] = link
        self._abstracts[name] = {
            _integer(attribute(inner, "ilvl")) or 0: _read_level(inner)
            for inner in element
            if local(inner) == "lvl"
        }


def drawn(count: int, kind: str) -> str:
    """Return `count` in the writing `kind` of the standard; decimal where it is unknown."""
    if kind in ("upperRoman", "upperLetter", "russianUpper"):
        return drawn(
            count,
            {"upperRoman": "lowerRoman", "upperLetter": "lowerLetter"}.get(kind, "russianLower"),
        ).upper()
    if kind == "lowerRoman" and 0 < count < 4000:
        text = ""
        for value, sign in ROMAN:
            text += sign * (count // value)
            count %= value
        return text
    if kind in ("lowerLetter", "russianLower") and 0 < count < 1000:
        letters = LATIN if kind == "lowerLetter" else RUSSIAN
        turn, at = divmod(count - 1, len(letters))
        return letters[at] * (turn + 1)
    return f"{count:02}" if kind == "decimalZero" else str(count)


def _read_level(element: etree._Element) -> Level:
    start = _integer(_value(child(element, "start")))
    return Level(
        start=0 if start is None else start,
        format=_value(child(element, "numFmt")) or "decimal",
        text=_value(child(element, "lvlText")) or "",
        space=_value(child(element, "suff")) != "nothing",
        restart=_integer(_value(child(element, "lvlRestart"))),
        legal=child(element, "isLgl") is not None,
        style=_value(child(element, "pStyle")),
    )


def _read_instance(element: etree._Element) -> Instance:
    instance = Instance(_value(child(element, "abstractNumId")) or "")
    for override in element:
        level = _integer(attribute(override, "ilvl"))
        if local(override) != "lvlOverride" or level is None or not 0 <= level < LEVELS:
            continue
        start = _integer(_value(child(override, "startOverride")))
        if start is not None:
            instance.starts[level] = start
        own = child(override, "lvl")
        if own is not None:
            instance.levels[level] = _read_level(own)
    return instance


def _read_styles(styles: etree._Element | None) -> Iterator[tuple[str, Style]]:
    for style in styles if styles is not None else ():
        if local(style) == "style":
            list_ = child(style, "pPr", "numPr")
            yield (
                attribute(style, "styleId") or "",
                Style(
                    parent=_value(child(style, "basedOn")),
                    number=_value(child(list_, "numId")),
                    level=_integer(_value(child(list_, "ilvl"))),
                ),
            )


def _default_style(styles: etree._Element | None) -> str | None:
    for style in styles if styles is not None else ():
        if attribute(style, "type") == "paragraph" and attribute(style, "default") in ("1", "true"):
            return attribute(style, "styleId")
    return None


def _value(element: etree._Element | None) -> str | None:
    return None if element is None else attribute(element, "val")


def _integer(text: str | None) -> int | None:
    return int(text) if text is not None and re.fullmatch(r"-?\d{1,9}", text) else None
