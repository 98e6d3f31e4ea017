"""Templates of plans: whole, in flawless Russian, understood to the last word."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from importlib import resources

import pytest

from nastavnik.kernel.errors import Missing
from nastavnik.organisations import services as organisations
from nastavnik.organisations.choices import UnitKind
from nastavnik.pure.occurrences import windows_of
from nastavnik.pure.plans import Field, Item, Plan, read_plan
from nastavnik.pure.source import Paragraph, Source, Table
from nastavnik.pure.terms import problem
from nastavnik.roadmaps import library, resolving
from nastavnik.roadmaps.choices import ActorState
from tests.region import START, Region

YEAR = 2026
# how the terms of each template are understood, section by section
KINDS = {
    "region": (
        "once once once yearly yearly yearly",
        "yearly yearly continuous yearly yearly as_needed relative",
        "yearly schedule yearly monthly relative",
        "relative yearly yearly",
        "yearly yearly yearly quarterly yearly",
        "yearly yearly yearly continuous",
    ),
    "municipality": (
        "once once once once once once once",
        "continuous once once once once as_needed",
        "schedule quarterly relative continuous",
        "relative relative once",
        "once once quarterly once periodic",
        "once once once monthly once",
    ),
    "integrated": (
        "once once once once",
        "once monthly continuous relative",
        "schedule once once",
        "once once once",
        "once relative once monthly",
        "once quarterly once once",
    ),
    "school": (
        "once once once once once once",
        "once once monthly",
        "once once as_needed",
        "once relative schedule",
        "once relative relative",
        "once relative continuous quarterly",
        "once once",
        "once once once once continuous once",
    ),
    "college": (
        "once once once once once once",
        "periodic as_needed relative",
        "once once once monthly",
        "once schedule continuous",
        "once relative relative relative once continuous relative",
        "once quarterly once once relative once once",
    ),
    "teachers": (
        "once once once once relative relative relative",
        "once once schedule",
        "monthly periodic quarterly relative as_needed once",
        "once once once once once once",
    ),
}
UNITS = [
    ("region", "ministry"),
    ("region", "centre"),
    ("municipality", "town"),
    ("municipality", "district"),
    ("municipality", "town_centre"),
    ("integrated", "district"),
    ("school", "school_one"),
    ("school", "school_far"),
    ("college", "college"),
    ("teachers", "school_two"),
    ("teachers", "college"),
]
NEW_UNITS = {
    "centre": (UnitKind.REGIONAL_CENTRE, "ministry", "ГАУ ДПО «Институт наставничества»"),
    "town_centre": (UnitKind.MUNICIPAL_CENTRE, "town", "МБУ «Методический кабинет Приозёрска»"),
}


def filled(code: str) -> Plan:
    return library.get_template(code).fill(YEAR)


def texts_of(item: Item) -> dict[Field, str]:
    return {
        Field.TITLE: item.title,
        Field.TERM: item.term_text,
        Field.RESPONSIBLE: item.responsible_text,
        Field.RESULT: item.result,
        Field.NOTE: item.note,
    }


def test_library_names_every_file_and_no_other() -> None:
    files = {path.name for path in resources.files(library).iterdir()}
    assert {f"{code}.toml" for code in library.CODES} == {f for f in files if f.endswith(".toml")}
    assert tuple(KINDS) == library.CODES


def test_template_that_is_none_is_missing() -> None:
    with pytest.raises(Missing):
        library.get_template("district")


@pytest.mark.parametrize(
    ("kind", "codes"),
    [
        (UnitKind.MINISTRY, ["region"]),
        (UnitKind.REGIONAL_CENTRE, ["region"]),
        (UnitKind.MUNICIPAL_AUTHORITY, ["municipality", "integrated"]),
        (UnitKind.TERRITORIAL_AUTHORITY, ["municipality", "integrated"]),
        (UnitKind.MUNICIPAL_CENTRE, ["municipality", "integrated"]),
        (UnitKind.SCHOOL, ["school", "teachers"]),
        (UnitKind.COLLEGE, ["college", "teachers"]),
        (UnitKind.PRESCHOOL, ["teachers"]),
        (UnitKind.EXTRACURRICULAR, ["teachers"]),
        (UnitKind.DATA_OPERATOR, []),
    ],
)
def test_unit_is_offered_what_was_written_for_it(kind: UnitKind, codes: list[str]) -> None:
    assert [template.code for template in library.templates_for(kind)] == codes


@pytest.mark.parametrize("code", library.CODES)
def test_kinds_of_units_exist(code: str) -> None:
    assert set(library.get_template(code).kinds) <= set(UnitKind.values)


@pytest.mark.parametrize("code", library.CODES)
def test_terms_are_understood_as_meant(code: str) -> None:
    plan = filled(code)
    kinds: list[list[str]] = [[] for _ in plan.sections]
    for item in plan.items:
        assert item.section is not None
        by_schedule = item.term.kind == "unparsable" and "график" in item.term_text
        kinds[item.section].append("schedule" if by_schedule else item.term.kind)
    assert tuple(" ".join(section) for section in kinds) == KINDS[code]


@pytest.mark.parametrize("year", [2023, 2026, 2027, 2031])
@pytest.mark.parametrize("code", library.CODES)
def test_no_term_leaves_a_doubt_in_any_year(code: str, year: int) -> None:
    plan = library.get_template(code).fill(year)
    assert plan.period is not None
    for item in plan.items:
        assert problem(item.term) == "", item.term_text
        if item.term.kind == "once":
            for first, last in windows_of(item.term, plan.period):
                # preparation may begin in the summer before the school year
                assert date(year, 1, 1) <= first <= last <= plan.period[1], item.term_text


@pytest.mark.parametrize(("code", "name"), UNITS)
def test_every_responsible_party_is_found_in_the_tree(region: Region, code: str, name: str) -> None:
    for unit, (kind, parent, called) in NEW_UNITS.items():
        region.units[unit] = organisations.open_unit(
            region.operator,
            code=unit.replace("_", "-"),
            kind=kind,
            parent=region.units[parent],
            full_name=called,
            short_name=called,
            timezone="Asia/Krasnoyarsk",
            on=START,
        )
    plan = filled(code)
    unit = region.unit(name)
    assert unit.kind in library.get_template(code).kinds
    actors = [actor for item in plan.items for actor in item.actors]
    directory = resolving.load_directory(region.operator, unit.pk, actors)
    meanings = resolving.resolve_all(directory, actors)
    lost = [actor.text for actor, one in meanings.items() if one.state == ActorState.UNRESOLVED]
    assert lost == []
    assert all(item.actors for item in plan.items)


@pytest.mark.parametrize("code", library.CODES)
def test_numbers_and_titles_are_each_once(code: str) -> None:
    plan = filled(code)
    assert 18 <= len(plan.items) <= 30
    for told in (
        [item.number for item in plan.items],
        [item.key for item in plan.items],
        [item.title for item in plan.items],
        [section.title for section in plan.sections],
    ):
        assert len(told) == len(set(told))
    assert plan.items[0].number == "1.1"


@pytest.mark.parametrize("code", library.CODES)
def test_texts_are_clean_russian(code: str) -> None:
    template, plan = library.get_template(code), filled(code)
    heads = [template.name, template.purpose, plan.title, *(one.title for one in plan.sections)]
    cells = [text for item in plan.items for text in texts_of(item).values()]
    cells += [line for text in template.fill_passport(YEAR).values() for line in text.splitlines()]
    for text in [*heads, *cells, *(column.header for column in plan.columns)]:
        assert not re.search(r"[A-Za-z{}]|\s\s|^\s|\s$|\s[,.;:]|[,;:](?!\s)|\"|'|\s-\s|—", text), (
            text
        )
    for item in plan.items:
        for name, text in texts_of(item).items():
            if name is Field.TERM:
                assert text[:1].islower() or text[:1].isdigit()
            elif text:
                assert text[:1].isupper(), text
                assert text.endswith(".") == (name is Field.NOTE), text
        assert all((item.title, item.term_text, item.result)), item.number


@pytest.mark.parametrize("code", library.CODES)
def test_template_printed_as_an_order_is_read_back_the_same(code: str) -> None:
    plan = filled(code)
    order = [column.field for column in plan.columns]
    rows: list[tuple[str, ...]] = [tuple(column.header for column in plan.columns)]
    section = None
    for item in plan.items:
        if item.section != section and item.section is not None:
            section = item.section
            heading = plan.sections[section]
            rows.append((f"{heading.number}. {heading.title}", *[""] * (len(order) - 1)))
        cells = texts_of(item) | {Field.NUMBER: f"{item.number}."}
        rows.append(tuple(cells[name] for name in order))
    read = read_plan(Source((Paragraph(plan.title), Table(tuple(rows))), "docx"))
    assert (read.title, read.period, read.context_year) == (
        plan.title,
        plan.period,
        plan.context_year,
    )
    assert [(one.number, one.title) for one in read.sections] == [
        (one.number, one.title) for one in plan.sections
    ]
    assert [
        (one.number, one.section, texts_of(one), one.term, one.actors) for one in read.items
    ] == [(one.number, one.section, texts_of(one), one.term, one.actors) for one in plan.items]


@pytest.mark.parametrize(
    ("code", "title", "period"),
    [
        ("region", "на 2026–2028 годы", (date(2026, 1, 1), date(2028, 12, 31))),
        ("school", "на 2026/2027 учебный год", (date(2026, 9, 1), date(2027, 8, 31))),
    ],
)
def test_years_stand_in_the_texts(code: str, title: str, period: tuple[date, date]) -> None:
    plan = filled(code)
    assert plan.title.endswith(title)
    assert plan.period == period
    assert any("2027 года" in item.term_text for item in plan.items)


def test_one_calendar_year_is_named_alone() -> None:
    span = library.Span.of_calendar_years(2026, 1)
    assert (span.words, span.context_year) == ("2026 год", "2026")


def test_columns_stand_in_every_template() -> None:
    for code in library.CODES:
        fields = [column.field for column in library.get_template(code).columns]
        assert sorted(fields) == sorted(set(Field) - {Field.OTHER}), code


def test_file_holds_no_field_that_is_not_read() -> None:
    for code in library.CODES:
        text = resources.files(library).joinpath(f"{code}.toml").read_text(encoding="utf-8")
        known = {"code", "name", "purpose", "kinds", "title", "calendar_years"}
        assert set(tomllib.loads(text)) <= known | {"columns", "sections", "passport"}
        assert tomllib.loads(text)["code"] == code
