"""What a person corrects changes the reading, can be undone and never breaks it."""

from __future__ import annotations

import json

import pytest

from nastavnik.pure.actors import Actor, ActorKind
from nastavnik.pure.plans import (
    Corrections,
    Field,
    Plan,
    RowKind,
    list_grids,
    read_plan,
    second_key,
)
from nastavnik.pure.plans.corrections import EditKind
from nastavnik.pure.source import Source
from nastavnik.pure.terms import read_term

ROWS = (
    "План на 2025 год",
    "№\tМероприятие\tСрок\tОтветственный\tИтоговая запись",
    "1\tСобрать анкеты\tмай 2025 года\tДиректор\tАнкеты",
    "\tпо мере готовности\t\tДиректор\tСводка",
    "2\tПровести встречу. 3. Подвести итоги\tиюнь 2025 года\tЗаря\tПротокол. Справка",
)
SOURCE = Source.from_text("\n".join(ROWS))
FIRST, JOINED, LAST = "2", "3", "4"


def read(given: Corrections) -> Plan:
    return read_plan(SOURCE, given)


def ignored(plan: Plan) -> list[str]:
    return [finding.quote for finding in plan.findings if finding.code == "correction_ignored"]


def test_column_is_taken_for_what_the_person_says() -> None:
    (column,) = [c for c in read(Corrections()).columns if c.header == "Мероприятие"]
    plan = read(Corrections().with_column(column.table, 4, Field.NOTE))
    assert [item.note for item in plan.items][-1] == "Протокол. Справка"
    assert [item.result for item in plan.items][-1] == ""
    assert plan.columns[4].field is Field.NOTE


def test_table_without_a_head_is_mapped_by_hand() -> None:
    source = Source.from_text("1\tСобрать анкеты\tмай 2025\n2\tПодвести итоги\tиюнь 2025")
    assert read_plan(source).needs_mapping
    given = Corrections()
    for index, field in enumerate((Field.NUMBER, Field.TITLE, Field.TERM)):
        given = given.with_column(list_grids(source)[0].rows[0].key, index, field)
    plan = read_plan(source, given)
    assert not plan.needs_mapping
    assert [(i.number, i.title, i.term_text) for i in plan.items] == [
        ("1", "Собрать анкеты", "май 2025"),
        ("2", "Подвести итоги", "июнь 2025"),
    ]


@pytest.mark.parametrize(
    ("kind", "titles"),
    [
        (RowKind.ITEM, ["Собрать анкеты", "по мере готовности"]),
        (RowKind.SUBITEM, ["Собрать анкеты", "по мере готовности"]),
        (RowKind.JOIN, ["Собрать анкеты по мере готовности"]),
        (RowKind.SKIP, ["Собрать анкеты"]),
        (RowKind.SECTION, ["Собрать анкеты"]),
    ],
)
def test_row_is_what_the_person_says(kind: RowKind, titles: list[str]) -> None:
    plan = read(Corrections().with_row(JOINED, kind))
    assert [item.title for item in plan.items][:-1] == titles
    assert bool(plan.sections) == (kind is RowKind.SECTION)
    subitems = [item for item in plan.items if item.parent]
    assert len(subitems) == (kind is RowKind.SUBITEM)
    assert plan.rows.read == plan.rows.accepted + plan.rows.rejected + plan.rows.skipped


def test_row_is_split_in_two() -> None:
    title, result = "Провести встречу. ", "Протокол. "
    given = Corrections().with_split(LAST, {Field.TITLE: len(title), Field.RESULT: len(result)})
    first, second = read(given).items[-2:]
    assert (first.number, first.title, first.result) == ("2", "Провести встречу.", "Протокол.")
    assert (second.number, second.title, second.result) == ("3", "Подвести итоги", "Справка")
    assert second.key == second_key(LAST)
    renamed = given.with_field(second.key, Field.TITLE, "Подвести итоги года")
    assert read(renamed).items[-1].title == "Подвести итоги года"


@pytest.mark.parametrize(
    ("field", "attribute"),
    [
        (Field.NUMBER, "number"),
        (Field.TITLE, "title"),
        (Field.TERM, "term_text"),
        (Field.RESPONSIBLE, "responsible_text"),
        (Field.RESULT, "result"),
        (Field.NOTE, "note"),
    ],
)
def test_field_is_overwritten_and_the_source_stays(field: Field, attribute: str) -> None:
    plan = read(Corrections().with_field(FIRST, field, "14"))
    assert getattr(plan.item(FIRST), attribute) == "14"
    assert SOURCE.text_at(plan.item(FIRST).place) == ROWS[2]


def test_new_term_text_is_read_anew() -> None:
    plan = read(Corrections().with_field(FIRST, Field.TERM, "до 3 марта 2025 года"))
    end = plan.item(FIRST).term.end
    assert end is not None
    assert end.isoformat() == "2025-03-03"


def test_reading_of_a_term_is_overruled() -> None:
    reading = read_term("до 1 июля 2025 года")
    plan = read(Corrections().with_term(FIRST, reading))
    assert plan.item(FIRST).term == reading
    assert plan.item(FIRST).term_text == "май 2025 года"


def test_actors_are_overruled_and_their_doubt_goes() -> None:
    doubts = {doubt.code for doubt in read(Corrections()).item(LAST).doubts}
    assert "actor_unknown" in doubts
    actors = (Actor("Клуб «Заря»", ActorKind.INSTITUTION),)
    plan = read(Corrections().with_actors(LAST, actors))
    assert plan.item(LAST).actors == actors
    assert "actor_unknown" not in {doubt.code for doubt in plan.item(LAST).doubts}


def test_accepted_doubt_is_counted_no_more() -> None:
    before = read(Corrections())
    doubt = before.item(LAST).doubts[0]
    after = read(Corrections().accept_doubt(LAST, doubt.code, doubt.field))
    assert after.doubts() == before.doubts() - 1
    assert read(Corrections().accept_doubt(LAST, "another")).doubts() == before.doubts()


def test_undo_takes_back_the_last_edit_only() -> None:
    given = Corrections().with_field(FIRST, Field.TITLE, "А").with_field(FIRST, Field.TITLE, "Б")
    assert read(given).item(FIRST).title == "Б"
    assert read(given.undo_last()).item(FIRST).title == "А"
    assert given.undo_last().undo_last() == Corrections()
    assert Corrections().undo_last() == Corrections()


@pytest.mark.parametrize(
    "given",
    [
        Corrections().with_column("77", 1, Field.TITLE),
        Corrections().with_row("77", RowKind.SKIP),
        Corrections().with_split("77", {Field.TITLE: 3}),
        Corrections().with_field("77", Field.TITLE, "А"),
        Corrections().accept_doubt("77", "term"),
        Corrections().with_range(Field.TITLE, "5", "77"),
        Corrections().with_range(Field.TITLE, "x", "y"),
    ],
)
def test_correction_of_a_missing_place_is_named_and_ignored(given: Corrections) -> None:
    plan = read(given)
    assert len(ignored(plan)) == 1
    assert not ignored(read(Corrections()))


def test_column_and_offset_out_of_range_do_no_harm() -> None:
    table = read(Corrections()).columns[0].table
    given = Corrections().with_column(table, 99, Field.NOTE).with_split(LAST, {Field.TITLE: 9999})
    assert read(given).item(LAST).title == "Провести встречу. 3. Подвести итоги"


def test_corrections_survive_storage() -> None:
    given = (
        Corrections()
        .with_column("1", 4, Field.NOTE)
        .with_row(JOINED, RowKind.JOIN)
        .with_split(LAST, {Field.TITLE: 18})
        .with_field(FIRST, Field.TITLE, "А")
        .with_term(FIRST, read_term("ежегодно до 1 июля", "2025"))
        .with_actors(LAST, (Actor("Клуб", ActorKind.INSTITUTION, person="Лугина А.А."),))
        .accept_doubt(LAST, "actor_unknown", Field.RESPONSIBLE)
        .with_range(Field.TITLE, "2", "3")
    )
    assert {edit.kind for edit in given.edits} == set(EditKind)
    assert Corrections.from_json(json.loads(json.dumps(given.to_json()))) == given


@pytest.mark.parametrize(
    "data",
    [
        [{"kind": "column"}],
        [{"kind": "magic", "target": "1", "name": "", "value": ""}],
        [{"kind": "column", "target": "1", "name": "first", "value": "title"}],
        [{"kind": "row", "target": "1", "name": "", "value": "poem"}],
        [{"kind": "split", "target": "1", "name": "", "value": 3}],
        [{"kind": "field", "target": "1", "name": "title", "value": 3}],
        [{"kind": "term", "target": "1", "name": "", "value": {"colour": "red"}}],
        [{"kind": "actors", "target": "1", "name": "", "value": [{"text": "А"}]}],
        ["row"],
    ],
)
def test_what_is_no_corrections_is_refused(data: list[object]) -> None:
    with pytest.raises(ValueError, match=r"not corrections|not a valid|invalid"):
        Corrections.from_json(data)  # type: ignore[arg-type]
