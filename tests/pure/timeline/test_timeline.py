"""The timeline: where days stand, what a bar looks like, that no text becomes markup."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.etree import _Element as Element
from lxml.etree import fromstring

from nastavnik.pure.timeline import LABELS, Bar, Look, Scale, draw, span_of
from nastavnik.pure.timeline.drawing import COLOURS, LABEL, MARGIN, PATTERNS, SIGNS, WIDTH

ON = date(2026, 11, 20)
SVG = "{http://www.w3.org/2000/svg}"
DAYS = st.dates(date(2015, 1, 1), date(2040, 12, 31))


def bar(
    first: date | None = date(2026, 9, 1),
    due: date | None = date(2026, 12, 1),
    look: Look = Look.OPEN,
    label: str = "1. Собрание кураторов",
    words: str = "Собрание кураторов, до 1 декабря 2026 г., в работе",
) -> Bar:
    return Bar(label, words, first, due, look)


def drawn(*bars: Bar, on: date = ON) -> Element:
    return fromstring(draw(bars, on, title="Сроки", description="Полосы задач по месяцам"))


def texts(root: Element) -> list[str]:
    return [element.text or "" for element in root.iter(f"{SVG}text")]


def test_axis_is_whole_months() -> None:
    assert span_of([bar(date(2026, 9, 14), date(2027, 2, 3))], ON) == (
        date(2026, 9, 1),
        date(2027, 2, 28),
    )


def test_axis_without_days_is_the_month_of_today() -> None:
    assert span_of([bar(None, None)], ON) == (date(2026, 11, 1), date(2026, 11, 30))


@pytest.mark.parametrize(
    ("first", "last", "ticks", "years"),
    [
        (date(2026, 9, 1), date(2027, 2, 28), "сен окт ноя дек янв фев", "2026 2027"),
        (date(2026, 12, 1), date(2027, 1, 31), "дек янв", "2026 2027"),
        (
            date(2024, 1, 1),
            date(2027, 12, 31),
            "I кв. II кв. III кв. IV кв. " * 4,
            "2024 2025 2026 2027",
        ),
        (date(2000, 1, 1), date(2009, 12, 31), "", " ".join(map(str, range(2000, 2010)))),
        (date(1990, 1, 1), date(2039, 12, 31), "", " ".join(map(str, range(1990, 2040, 3)))),
    ],
)
def test_axis_names_what_has_room(first: date, last: date, ticks: str, years: str) -> None:
    scale = Scale(first, last, 0, 800)
    assert " ".join(tick.name for tick in scale.ticks()) == ticks.strip()
    assert " ".join(year.name for year in scale.years()) == years


@given(DAYS, DAYS, DAYS)
def test_later_days_stand_further_right(one: date, other: date, third: date) -> None:
    first, *_, last = sorted((one, other, third))
    scale = Scale(*span_of([bar(first, last)], ON), 100, 800)
    places = [scale.x_of(day) for day in sorted((one, other, third))]
    assert places == sorted(places)
    assert all(100 <= place <= 900 for place in places)


def test_bar_takes_both_of_its_days() -> None:
    root = drawn(bar(date(2026, 11, 1), date(2026, 11, 30)))
    shape = root.findall(f"{SVG}g/{SVG}rect")[0]
    assert (float(shape.get("x", "")), float(shape.get("width", ""))) == (
        LABEL,
        WIDTH - LABEL - MARGIN,
    )


@pytest.mark.parametrize(
    ("first", "due", "tag"),
    [
        (date(2026, 9, 1), date(2026, 12, 1), "rect"),
        (None, date(2026, 12, 1), "polygon"),
        (date(2026, 12, 1), date(2026, 12, 1), "polygon"),
        (None, date(9999, 12, 31), "polygon"),
    ],
)
def test_days_are_a_bar_and_one_day_is_a_mark(
    first: date | None, due: date | None, tag: str
) -> None:
    row = drawn(bar(first, due)).findall(f"{SVG}g")[0]
    assert [child.tag for child in row if child.tag != f"{SVG}path"][-1] == SVG + tag


def test_row_without_days_says_so() -> None:
    assert "без срока" in texts(drawn(bar(None, None)))


def test_every_look_differs_without_colour() -> None:
    shapes = {
        look: (look in PATTERNS, PATTERNS.get(look), SIGNS.get(look), look == Look.NOT_NEEDED)
        for look in Look
    }
    assert len(set(shapes.values())) == len(Look)
    assert set(COLOURS) == set(LABELS) == set(Look)


def test_legend_names_the_looks_that_are_drawn() -> None:
    words = texts(drawn(bar(look=Look.DONE), bar(look=Look.OVERDUE)))
    assert words[:2] == ["просрочена", "выполнена"]
    assert "на проверке" not in words


@pytest.mark.parametrize(("on", "shown"), [(ON, True), (date(2027, 3, 1), False)])
def test_today_is_a_line_where_the_axis_has_it(on: date, shown: bool) -> None:
    assert ("сегодня" in texts(drawn(bar(), on=on))) is shown


def test_picture_says_what_it_is() -> None:
    root = drawn(bar())
    assert root.get("role") == "img"
    named = [root.find(f".//*[@id='{one}']") for one in root.get("aria-labelledby", "").split()]
    assert [one.text for one in named if one is not None] == ["Сроки", "Полосы задач по месяцам"]


def test_picture_holds_nothing_that_the_policy_forbids() -> None:
    root = drawn(*(bar(look=look) for look in Look))
    assert {element.tag for element in root.iter()} & {f"{SVG}style", f"{SVG}script"} == set()
    assert not [one for one in root.iter() if {"style", "onclick"} & set(one.attrib)]


def test_long_title_is_cut_and_whole_in_its_row() -> None:
    long = "1. " + "Проведение собрания кураторов наставничества " * 4
    root = drawn(bar(label=long, words=long))
    assert long in [one.text for one in root.iter(f"{SVG}title")]
    assert long not in texts(root)
    assert any(text.endswith("…") for text in texts(root))


@given(st.text(max_size=60), st.text(max_size=60))
def test_texts_stay_texts(label: str, words: str) -> None:
    root = drawn(bar(label=label, words=words))
    tags = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert tags <= {"svg", "title", "desc", "defs", "g", "rect", "text", "line"}


def test_markup_in_a_title_is_shown_as_it_is() -> None:
    label = '</text><script>alert("1")</script>&'
    assert label in texts(drawn(bar(label=label)))
