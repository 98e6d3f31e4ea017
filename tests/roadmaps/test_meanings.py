"""Whom the words of a plan mean: certain, or asked; never guessed."""

from __future__ import annotations

import pytest

from nastavnik.organisations.choices import UnitKind
from nastavnik.pure.actors import Actor, ActorKind
from nastavnik.roadmaps import wording
from nastavnik.roadmaps.meanings import (
    INSTITUTION_KINDS,
    OUTSIDE,
    UNRESOLVED,
    Directory,
    KnownPerson,
    KnownUnit,
    Meaning,
    Where,
)

MINISTRY, CENTRE, TOWN, SCHOOL, OTHER_SCHOOL = 1, 2, 3, 4, 5
NAMES = {
    MINISTRY: (UnitKind.MINISTRY, "Министерство образования и науки Озёрного края", "Минобр края"),
    CENTRE: (UnitKind.REGIONAL_CENTRE, "КГАУ «Озёрный институт развития школ»", "ОИРШ"),
    TOWN: (UnitKind.MUNICIPAL_AUTHORITY, "Управление образования города Приозёрска", "УО"),
    SCHOOL: (UnitKind.SCHOOL, "МБОУ «Средняя школа № 1»", "Школа № 1"),
    OTHER_SCHOOL: (UnitKind.SCHOOL, "МБОУ «Лицей „Росток“»", "Лицей «Росток»"),
}
PEOPLE = (
    KnownPerson(70, "Лугова", "МИ"),
    KnownPerson(71, "Иванов", "СВ"),
    KnownPerson(72, "Иванова", "СВ"),
)


def directory_of(own: int) -> Directory:
    """Return the directory of one of the units, all units known."""
    chain = {MINISTRY: [], TOWN: [MINISTRY], CENTRE: [MINISTRY], SCHOOL: [MINISTRY, TOWN]}[own]
    units = []
    for pk, (kind, full, short) in NAMES.items():
        where = Where.OWN if pk == own else Where.ABOVE if pk in chain else Where.BELOW
        if pk == CENTRE and own != CENTRE:
            where = Where.BESIDE
        if where == Where.BELOW and own in (SCHOOL, CENTRE):
            continue
        units.append(KnownUnit.of(pk, kind, where, full, short))
    aliases = {
        wording.stems_of("ЦГО"): Meaning("unit", TOWN),
        wording.stems_of("ОО города"): Meaning("units", kinds=("school",)),
    }
    mine = next(unit for unit in units if unit.where == Where.OWN)
    return Directory(mine, tuple(units), PEOPLE, aliases)


def unit(pk: int) -> Meaning:
    return Meaning("unit", pk)


def post(pk: int, name: str, kinds: tuple[str, ...] = ()) -> Meaning:
    return Meaning("post", pk, kinds, name)


@pytest.mark.parametrize(
    ("own", "text", "kind", "meaning"),
    [
        (SCHOOL, "Директор", "head", post(SCHOOL, "head")),
        (SCHOOL, "куратор РЦМН", "curator", post(SCHOOL, "curator")),
        (SCHOOL, "куратор от образовательной организации", "curator", post(SCHOOL, "curator")),
        (SCHOOL, "Наставники", "mentor", post(SCHOOL, "mentor")),
        (SCHOOL, "наставляемые", "other", post(SCHOOL, "mentee")),
        (
            SCHOOL,
            "Ответственные за реализацию формы наставничества",
            "other",
            post(SCHOOL, "form_lead"),
        ),
        (SCHOOL, "специалист по связям с общественностью", "other", post(SCHOOL, "pr_editor")),
        (SCHOOL, "муниципальный координатор", "other", post(TOWN, "territorial_coordinator")),
        (SCHOOL, "Начальник Управления образования города Приозёрска", "head", post(TOWN, "head")),
        (SCHOOL, "Начальник", "head", UNRESOLVED),
        (SCHOOL, "Заместитель директора", "other", UNRESOLVED),
        (SCHOOL, "Руководитель рабочей группы", "head", UNRESOLVED),
        (SCHOOL, "ОО", "institution", unit(SCHOOL)),
        (SCHOOL, "управления образования", "municipal_authority", unit(TOWN)),
        (SCHOOL, "Департамент образования", "municipal_authority", UNRESOLVED),
        (SCHOOL, "Орган управления образованием", "municipal_authority", unit(TOWN)),
        (
            TOWN,
            "Орган местного самоуправления, осуществляющий управление в сфере образования",
            "municipal_authority",
            unit(TOWN),
        ),
        (SCHOOL, "Министерство", "ministry", unit(MINISTRY)),
        (SCHOOL, "Министерство образования Озерного края", "ministry", unit(MINISTRY)),
        (SCHOOL, "Министерство здравоохранения Озёрного края", "ministry", UNRESOLVED),
        (SCHOOL, "региональный центр наставничества", "regional_centre", unit(CENTRE)),
        (SCHOOL, "ОИРШ", "regional_centre", unit(CENTRE)),
        (SCHOOL, "Озёрный институт развития школ", "other", unit(CENTRE)),
        (SCHOOL, "ЦГО", "other", unit(TOWN)),
        (SCHOOL, "ОО города", "institution", unit(SCHOOL)),
        (TOWN, "ОО города", "institution", Meaning("units", TOWN, ("school",))),
        (TOWN, "МБОУ «Средняя школа № 1»", "institution", unit(SCHOOL)),
        (TOWN, 'лицей "Росток"', "institution", unit(OTHER_SCHOOL)),
        (TOWN, "лицея «Росток»", "institution", unit(OTHER_SCHOOL)),
        (TOWN, "Образовательные организации", "institution",
         Meaning("units", TOWN, INSTITUTION_KINDS)),
        (TOWN, "школы", "institution", Meaning("units", TOWN, ("school",))),
        (TOWN, "ПОО", "institution", Meaning("units", TOWN, ("college",))),
        (TOWN, "Руководители ОО", "head", post(TOWN, "head", INSTITUTION_KINDS)),
        (TOWN, "кураторы", "curator", post(TOWN, "curator", INSTITUTION_KINDS)),
        (TOWN, "директор школы № 1", "head", post(SCHOOL, "head")),
        (TOWN, "Директор", "head", UNRESOLVED),
        (TOWN, "куратор РЦМН", "curator", UNRESOLVED),
        (TOWN, "Начальник управления", "head", post(TOWN, "head")),
        (TOWN, "Клуб «Добрые соседи»", "other", UNRESOLVED),
        (CENTRE, "ОО", "institution", Meaning("units", MINISTRY, INSTITUTION_KINDS)),
        (MINISTRY, "органы управления образованием", "municipal_authority",
         Meaning("units", MINISTRY, ("municipal_authority",))),
        (MINISTRY, "Управление образования", "municipal_authority", UNRESOLVED),
        (MINISTRY, "Министр", "head", post(MINISTRY, "head")),
        (SCHOOL, "Луговой М.И.", "named_person", Meaning("person", person_id=70)),
        (SCHOOL, "М. И. Лугова", "named_person", Meaning("person", person_id=70)),
        (SCHOOL, "Лугова Мария Ильинична", "named_person", Meaning("person", person_id=70)),
        (SCHOOL, "Луговая М.И.", "named_person", Meaning("person", person_id=70)),
        (SCHOOL, "Лугова А.И.", "named_person", UNRESOLVED),
        (SCHOOL, "Иванову С.В.", "named_person", UNRESOLVED),
    ],
)  # fmt: skip
def test_meaning(own: int, text: str, kind: str, meaning: Meaning) -> None:
    assert directory_of(own).find(Actor(text, ActorKind(kind))) == meaning


def test_person_in_brackets_goes_before_the_body() -> None:
    named = Actor("Управление образования", ActorKind.MUNICIPAL_AUTHORITY, person="Лугова М.И.")
    assert directory_of(SCHOOL).find(named).person_id == 70


def test_short_name_of_the_document_itself() -> None:
    local = {wording.stems_of("Управа"): "Управление образования города Приозёрска"}
    told = directory_of(SCHOOL).find(Actor("Управа", ActorKind.OTHER), local)
    assert told == unit(TOWN)


def test_several_namesakes_are_offered() -> None:
    offered = directory_of(SCHOOL).candidates(Actor("Иванову С.В.", ActorKind.NAMED_PERSON))
    assert {meaning.person_id for meaning in offered if meaning.person_id} == {71, 72}


def test_unclear_post_is_offered_here_and_everywhere() -> None:
    offered = directory_of(TOWN).candidates(Actor("Директор", ActorKind.HEAD))
    assert post(TOWN, "head") in offered
    assert post(TOWN, "head", INSTITUTION_KINDS) in offered


def test_unit_of_like_name_is_offered() -> None:
    offered = directory_of(TOWN).candidates(Actor("Росток (новое здание)", ActorKind.OTHER))
    assert unit(OTHER_SCHOOL) in offered


def test_bodies_of_the_named_kind_are_offered() -> None:
    other_name = Actor("Департамент образования", ActorKind.MUNICIPAL_AUTHORITY)
    assert unit(TOWN) in directory_of(SCHOOL).candidates(other_name)


@pytest.mark.parametrize(
    "meaning",
    [
        unit(5), OUTSIDE, UNRESOLVED, post(5, "curator"), post(5, "head", ("school", "college")),
        Meaning("person", person_id=9), Meaning("units", 5, ("school",)),
    ],
)  # fmt: skip
def test_code_reads_back(meaning: Meaning) -> None:
    assert Meaning.from_code(meaning.code) == meaning


@pytest.mark.parametrize("code", ["", "nobody", "unit:x", "post:king:5", "units::5::castle"])
def test_wrong_code_is_refused(code: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - any reading error
        Meaning.from_code(code)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Министерство", "министерством"),
        ("«Лицей»", "лицея"),
        ("учреждение", "учреждений"),
        ("Озёрный край", "Озерного края"),
        ("школа", "школ"),
    ],
)
def test_words_of_one_stem(one: str, other: str) -> None:
    assert wording.equal(wording.stems_of(one), wording.stems_of(other))
