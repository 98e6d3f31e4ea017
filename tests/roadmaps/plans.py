"""Plans put together by hand: invented measures of an invented town."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from nastavnik.pure.actors import Actor, ActorKind
from nastavnik.pure.acts import Act
from nastavnik.pure.plans import (
    Column,
    Doubt,
    Field,
    Finding,
    Indicator,
    Item,
    Plan,
    RowCount,
    Section,
    Severity,
)
from nastavnik.pure.source import Place
from nastavnik.pure.terms import TermReading

PERIOD = (date(2026, 9, 1), date(2027, 8, 31))
COLUMNS = (
    Column(0, "№ п/п", Field.NUMBER),
    Column(1, "Мероприятие", Field.TITLE),
    Column(2, "Срок", Field.TERM),
    Column(3, "Исполнители", Field.RESPONSIBLE),
    Column(4, "Ожидаемый результат", Field.RESULT),
    Column(5, "Примечание", Field.NOTE),
    Column(6, "Источник средств", Field.OTHER),
)


def due(first: date | None, last: date) -> TermReading:
    """Return a term of one window."""
    return TermReading(kind="once", start=first, end=last)


def measure(
    row: int,
    number: str | None,
    title: str,
    *,
    term: TermReading | None = None,
    term_text: str = "",
    actors: Sequence[Actor] = (),
    section: int | None = None,
    parent: str | None = None,
    doubts: tuple[Doubt, ...] = (),
    **texts: object,
) -> Item:
    """Return an item that stands in row `row` of the first table."""
    place = Place(3, row)
    return Item(
        key=place.key,
        number=number,
        number_in_source=number,
        section=section,
        parent=parent,
        title=title,
        term_text=term_text,
        term=term or TermReading(),
        responsible_text=", ".join(actor.text for actor in actors),
        actors=tuple(actors),
        result=str(texts.get("result", "")),
        results_more=tuple(texts.get("results_more", ())),  # type: ignore[call-overload]
        note=str(texts.get("note", "")),
        extra=dict(texts.get("extra", {})),  # type: ignore[call-overload]
        place=place,
        places={
            Field.TITLE: (Place(3, row, 1),),
            Field.TERM: (Place(3, row, 2),),
            Field.RESPONSIBLE: (Place(3, row, 3),),
        },
        doubts=doubts,
    )


def actor(text: str, kind: ActorKind, **more: str) -> Actor:
    """Return an actor."""
    return Actor(text, kind, **more)


def plan_of(items: Sequence[Item], **changes: object) -> Plan:
    """Return a plan of these items."""
    facts: dict[str, object] = {
        "act": Act(),
        "title": "Дорожная карта наставничества на 2026/2027 учебный год",
        "period": PERIOD,
        "columns": COLUMNS,
        "sections": (),
        "items": tuple(items),
        "indicators": (),
        "findings": (),
        "context_year": "2026/2027",
        "rows": RowCount(len(items) + 1, len(items), 0, 1),
    }
    return Plan(**(facts | changes))  # type: ignore[arg-type]


def small_plan() -> Plan:
    """Return a plan with two sections, a sub-row, doubts, further results and indicators."""
    head = actor("Директор", ActorKind.HEAD)
    curator = actor("куратор", ActorKind.CURATOR)
    town = actor("Управление образования города Приозёрска", ActorKind.MUNICIPAL_AUTHORITY)
    club = actor("Клуб «Добрые соседи»", ActorKind.OTHER)
    doubt = Doubt("term", Field.TERM, "Не понят год: уточните срок.", "к весне")
    items = [
        measure(2, "1.1", "Назначить куратора", section=0, actors=[head], result="Приказ",
                term=due(None, date(2026, 9, 15)), term_text="до 15 сентября 2026 года"),
        measure(3, "1.2", "Собрать согласия", section=0, actors=[curator], note="Хранить в сейфе",
                term=due(date(2026, 11, 1), date(2026, 11, 30)), term_text="ноябрь 2026 года",
                extra={6: "не требуется"}),
        measure(5, "2.1", "Провести встречу пар", section=1, actors=[curator, town],
                doubts=(doubt,),
                term_text="к весне", result="Протокол", results_more=("Фотографии", "=СУММ(пар)")),
        measure(6, None, "в малых группах", section=1, parent="3:5", actors=[club],
                term=TermReading(kind="continuous"), term_text="в течение года",
                result="+7 встреч"),
    ]  # fmt: skip
    return plan_of(
        items,
        sections=(
            Section("1", "Подготовка", Place(3, 1)),
            Section("2", "Работа пар", Place(3, 4)),
        ),
        indicators=(
            Indicator(
                "1", "Доля пар, завершивших программу", "%",
                "отношение числа таких пар к числу всех пар", False,
                {2026: 10.0, 2027: 12.5}, Place(4, 1),
            ),
        ),
        findings=(
            Finding("no_result", Severity.WARNING, "Не указан результат.", "Собрать согласия",
                    Place(3, 3), "3:3"),
        ),
    )  # fmt: skip


def long_plan(count: int) -> Plan:
    """Return a plan of `count` items that need no look."""
    head = actor("Директор", ActorKind.HEAD)
    return plan_of(
        [
            measure(row, str(row), f"Мера № {row}", actors=[head], result="Справка",
                    term=due(None, date(2026, 9, 1 + row % 28)), term_text="сентябрь")
            for row in range(1, count + 1)
        ]
    )  # fmt: skip
