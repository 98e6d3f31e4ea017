"""Cells of responsible parties against the readings of a careful clerk."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nastavnik.pure.actors import Actor, ActorKind, collect_aliases, read_actors
from tests.pure.actors.phrases import phrases

CASES = Path(__file__).parents[4] / "shared" / "cases" / "responsibles.jsonl"
WORDS = [
    *"Директор школы куратор РЦМН ОО наставники отдел образования района директора".split(),
    *"педагоги ответственные за форму заместитель организации муниципальный центр".split(),
    *["№ 5", "Лапина", "ведущий", "Гусев А.И.", "«Заря»", "методист", "министерства"],
    *["(Лисин В.Г.)", "(директор)", "(ОО)", "(по списку)", "(далее – ЦМ)", "(завуч Роева А.Б.)"],
]
SEPARATORS = [" ", ", ", "; ", "\n", "/", " и ", " совместно с ", " – ", ". ", "\n- ", ",, ", " ("]


def _read(phrase: str) -> list[dict[str, Any]]:
    return [actor.to_json() for actor in read_actors(phrase)]


@pytest.mark.parametrize(("phrase", "expected"), phrases())
def test_phrase_is_read_as_a_clerk_reads_it(phrase: str, expected: list[dict[str, str]]) -> None:
    assert _read(phrase) == expected


def test_cases_are_read() -> None:
    if not CASES.exists():
        pytest.skip("the cases stand beside the repository and are absent here")
    lines = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]
    wrong = [line["phrase"] for line in lines if not _agrees(line)]
    assert len(wrong) <= len(lines) * 0.05, wrong


def _agrees(case: dict[str, Any]) -> bool:
    read = _read(case["phrase"])
    gold = [{k: v for k, v in actor.items() if k != "case"} for actor in case["actors"]]
    return len(read) == len(gold) and all(
        {k: one.get(k) for k in other} == other for one, other in zip(read, gold, strict=True)
    )


@pytest.mark.parametrize("cell", ["", " ", "-", "—", "\n\n", ";", "…"])
def test_empty_cell_has_no_actors(cell: str) -> None:
    assert read_actors(cell) == ()


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
def test_any_text_is_read_without_error(text: str) -> None:
    read_actors(text)


_PIECE = st.tuples(st.sampled_from(WORDS), st.sampled_from(SEPARATORS))


@given(st.lists(_PIECE, min_size=1, max_size=12))
def test_no_word_of_a_cell_is_lost(pieces: list[tuple[str, str]]) -> None:
    cell = "".join(word + gap for word, gap in pieces)
    read = " ".join(" ".join(map(str, actor.to_json().values())) for actor in read_actors(cell))
    assert _words(cell) <= _words(read)


def _words(text: str) -> Counter[str]:
    found = Counter(re.findall(r"[А-Яа-яЁё]+|\d+", text))
    for joint in ("и", "совместно", "с", "далее"):
        del found[joint]
    return found


@given(st.lists(_PIECE, min_size=1, max_size=8))
def test_actor_survives_json(pieces: list[tuple[str, str]]) -> None:
    for actor in read_actors("".join(word + gap for word, gap in pieces)):
        assert Actor.from_json(actor.to_json()) == actor


@pytest.mark.parametrize(
    ("alias", "meaning", "kind"),
    [
        ("Центр", "ГАУ ДПО «Институт развития образования»", ActorKind.REGIONAL_CENTRE),
        ("ДО", "Департамент образования города", ActorKind.MUNICIPAL_AUTHORITY),
        ("ДО", "Дошкольные организации", ActorKind.INSTITUTION),
        ("Колледж", "ГБПОУ «Колледж связи»", ActorKind.INSTITUTION),
        ("КРЦ", "Министерство просвещения", ActorKind.MINISTRY),
    ],
)
def test_alias_takes_the_kind_of_its_meaning(alias: str, meaning: str, kind: ActorKind) -> None:
    (actor,) = read_actors(alias, {alias: meaning})
    assert actor == Actor(alias, kind)


def test_alias_defined_in_the_cell_works_further_on() -> None:
    read = read_actors("Институт повышения квалификации (далее – Опора); Опора")
    assert [actor.kind for actor in read] == [ActorKind.REGIONAL_CENTRE] * 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("образовательная организация (далее – ОО)", {"ОО": "образовательная организация"}),
        ("(далее по тексту - МЦН)", {}),
        (
            "Возложить на муниципальный центр наставничества (далее — МЦН) обязанности",
            {"МЦН": "муниципальный центр наставничества"},
        ),
        (
            "Положение утверждают министерство и институт развития (далее – Институт)",
            {"Институт": "институт развития"},
        ),
        ("школа, кружок юных техников (далее – Искра)", {"Искра": "кружок юных техников"}),
        (
            "Управление образования (далее - Управление), школы (далее именуются ОО)",
            {"Управление": "Управление образования", "ОО": "школы"},
        ),
    ],
)
def test_aliases_of_a_document_are_collected(text: str, expected: dict[str, str]) -> None:
    assert collect_aliases([text]) == expected


def test_organisation_after_two_persons_belongs_to_both() -> None:
    read = read_actors("Отделу кадров (А.Б. Роевой), отделу воспитания (В. Г. Лисину) Минобра края")
    assert [actor.person for actor in read] == ["А.Б. Роевой", "В. Г. Лисину"]


def test_post_in_plural_belongs_to_all_names() -> None:
    read = read_actors("кураторы Роева А.Б., Лисин В.Г.")
    assert [(actor.text, actor.position) for actor in read] == [
        ("Роева А.Б.", "кураторы"),
        ("Лисин В.Г.", "кураторы"),
    ]


def test_organisation_of_a_post_is_kept_apart() -> None:
    (actor,) = read_actors("директор МБОУ СОШ № 5 Роева А.Б.")
    assert (actor.position, actor.organisation) == ("директор", "МБОУ СОШ № 5")
