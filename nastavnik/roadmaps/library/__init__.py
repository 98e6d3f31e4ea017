"""Templates of plans in our own words, one TOML file each; no Django, no database.

A template is filled for the year a plan begins with and is then a `Plan`, as if it had been read
from an order: it becomes a roadmap the same way.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from nastavnik.kernel.errors import Missing
from nastavnik.pure.actors import read_actors
from nastavnik.pure.acts import Act
from nastavnik.pure.plans import Column, Field, Item, Plan, RowCount, Section
from nastavnik.pure.schoolyear import school_year
from nastavnik.pure.source import Place
from nastavnik.pure.terms import read_term

CODES = ("region", "municipality", "integrated", "school", "college", "teachers")
"""In the order in which they are offered."""


@dataclass(frozen=True, slots=True)
class Span:
    """The days a plan covers, and how its texts name them."""

    first: date
    last: date
    words: str
    context_year: str

    @classmethod
    def of_school_year(cls, year: int) -> Span:
        """Return the school year that begins in `year`."""
        first, last = school_year(year)
        return cls(first, last, f"{year}/{year + 1} учебный год", f"{year}/{year + 1}")

    @classmethod
    def of_calendar_years(cls, year: int, count: int) -> Span:
        """Return `count` calendar years from `year` on."""
        end = year + count - 1
        words = f"{year} год" if count == 1 else f"{year}–{end} годы"
        context_year = str(year) if count == 1 else f"{year}-{end}"
        return cls(date(year, 1, 1), date(end, 12, 31), words, context_year)


@dataclass(frozen=True, slots=True)
class TemplateSection:
    """A heading and the measures under it, by the fields of a plan; years stand in braces."""

    title: str
    items: tuple[Mapping[Field, str], ...]


@dataclass(frozen=True, slots=True)
class Template:
    """A plan without its years.

    `kinds` are the kinds of units it is written for (`organisations.choices.UnitKind`);
    `calendar_years` how many of them it covers, 0 for one school year. `passport` are the texts of
    an integrated plan by the fields of `models.Passport`; {} for any other.
    """

    code: str
    name: str
    purpose: str
    kinds: tuple[str, ...]
    title: str
    calendar_years: int
    columns: tuple[Column, ...]
    sections: tuple[TemplateSection, ...]
    passport: Mapping[str, str]

    def span(self, first_year: int) -> Span:
        """Return the days the plan covers when it begins in `first_year`."""
        if self.calendar_years:
            return Span.of_calendar_years(first_year, self.calendar_years)
        return Span.of_school_year(first_year)

    def fill(self, first_year: int) -> Plan:
        """Return the plan that begins in `first_year`: every text final, terms and actors read."""
        span = self.span(first_year)
        years = _years(span)
        sections: list[Section] = []
        items: list[Item] = []
        row = 0  # the head of the table
        for at, section in enumerate(self.sections):
            row += 1
            sections.append(Section(str(at + 1), section.title, Place(0, row)))
            for number, words in enumerate(section.items, start=1):
                row += 1
                texts = {name: text.format_map(years) for name, text in words.items()}
                items.append(_item(texts, f"{at + 1}.{number}", at, Place(0, row), span))
        return Plan(
            act=Act(),
            title=self.title.format_map(years),
            period=(span.first, span.last),
            columns=self.columns,
            sections=tuple(sections),
            items=tuple(items),
            indicators=(),
            findings=(),
            rows=RowCount(read=0, accepted=0, rejected=0, skipped=0),  # no document was read
            context_year=span.context_year,
        )

    def fill_passport(self, first_year: int) -> dict[str, str]:
        """Return the texts of the passport for a plan that begins in `first_year`."""
        years = _years(self.span(first_year))
        return {name: text.strip().format_map(years) for name, text in self.passport.items()}


def templates_for(kind: str) -> tuple[Template, ...]:
    """Return the templates written for units of this kind, () when there are none."""
    return tuple(one for one in map(get_template, CODES) if kind in one.kinds)


@cache
def get_template(code: str) -> Template:
    """Return the template. Raises Missing for a code that is none."""
    if code not in CODES:
        raise Missing("template")
    text = resources.files(__package__).joinpath(f"{code}.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    return Template(
        code=data["code"],
        name=data["name"],
        purpose=data["purpose"],
        kinds=tuple(data["kinds"]),
        title=data["title"],
        calendar_years=data.get("calendar_years", 0),
        columns=tuple(
            Column(index, column["header"], Field(column["field"]))
            for index, column in enumerate(data["columns"])
        ),
        sections=tuple(
            TemplateSection(one["title"], tuple(map(_words, one["items"])))
            for one in data["sections"]
        ),
        passport=data.get("passport", {}),
    )


def _years(span: Span) -> dict[str, str | int]:
    """What stands for the braces of a text."""
    return {"years": span.words, "year": span.first.year, "next_year": span.first.year + 1}


def _words(item: dict[str, Any]) -> Mapping[Field, str]:
    """The texts of an item by their fields. Raises ValueError for a field that is none."""
    return {Field(name): text for name, text in item.items()}


def _item(texts: Mapping[Field, str], number: str, section: int, place: Place, span: Span) -> Item:
    term = read_term(texts[Field.TERM], span.context_year, period=(span.first, span.last))
    return Item(
        key=place.key,
        number=number,
        section=section,
        parent=None,
        title=texts[Field.TITLE],
        term_text=texts[Field.TERM],
        term=term,
        responsible_text=texts[Field.RESPONSIBLE],
        actors=tuple(read_actors(texts[Field.RESPONSIBLE])),
        result=texts[Field.RESULT],
        results_more=(),
        note=texts.get(Field.NOTE, ""),
        extra={},
        place=place,
        places={},
        number_in_source=number,
    )
