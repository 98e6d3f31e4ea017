"""References to federal acts on the day of a document."""

# ruff: noqa: E501  (a row of the table stands in one line)

from __future__ import annotations

import datetime

import pytest

from nastavnik.pure.acts import ActKind, Reference, Relation
from nastavnik.pure.legal import ACTS, LegalAct, check_reference, find_act
from nastavnik.pure.source import Place

MODEL = "Об утверждении методологии (целевой модели) наставничества обучающихся"
MINISTRY = "Министерства просвещения Российской Федерации"
GOVERNMENT = "Правительства Российской Федерации"


def _reference(
    kind: ActKind, issuer: str, number: str | None, day: str | None, title: str = ""
) -> Reference:
    date = datetime.date.fromisoformat(day) if day else None
    return Reference(Relation.BASIS, kind, issuer, number, date, title, "", Place(0))


@pytest.mark.parametrize(
    ("reference", "on", "code"),
    [
        # right
        (_reference(ActKind.DIRECTIVE, MINISTRY, "Р-145", "2019-12-25", MODEL), "2021-01-01", None),
        (_reference(ActKind.DIRECTIVE, MINISTRY, "P-145", "2019-12-25"), "2021-01-01", None),
        (_reference(ActKind.LAW, "", "273-ФЗ", "2012-12-29"), "2022-05-05", None),
        # another law of the same number is not known and not judged
        (_reference(ActKind.LAW, "", "273-ФЗ", "2008-12-25", "О коррупции"), "2022-05-05", None),
        # a school's own order
        (_reference(ActKind.ORDER, "школы", "17", "2022-09-01", "О наставниках"), "2022-09-02", None),
        (_reference(ActKind.ORDER, "", "400", None), "2022-09-02", None),
        (_reference(ActKind.ORDER, "", None, None), "2022-09-02", None),
        # slips
        (_reference(ActKind.DIRECTIVE, MINISTRY, "Р-145", "2019-12-15"), "2021-01-01", "wrong_date"),
        (
            _reference(ActKind.DIRECTIVE, MINISTRY, "Р-145", "2018-12-25", MODEL),
            "2021-01-01",
            "wrong_date",
        ),
        (
            _reference(ActKind.DIRECTIVE, MINISTRY, "Р-154", "2019-12-25", MODEL),
            "2021-01-01",
            "wrong_number",
        ),
        (
            _reference(ActKind.DIRECTIVE, GOVERNMENT, "3273-р", "2019-12-30"),
            "2021-01-01",
            "wrong_date",
        ),
        # validity
        (_reference(ActKind.DIRECTIVE, MINISTRY, "Р-145", "2019-12-25"), "2019-09-01", "not_yet_in_force"),
        (_reference(ActKind.DECREE, "Президента", "401", "2022-06-27"), "2024-02-01", "expired"),
        (_reference(ActKind.MINUTES, "", "16", "2018-12-24"), "2025-01-01", "replaced"),
        (_reference(ActKind.MINUTES, "", "16", "2018-12-24"), "2024-12-31", None),
        (_reference(ActKind.ORDER, "ФСТЭК России", "17", "2013-02-11"), "2026-03-01", "replaced"),
        (_reference(ActKind.ORDER, "ФСТЭК России", "17", "2013-02-11"), "2026-02-28", None),
        (_reference(ActKind.ORDER, "ФСТЭК России", "117", "2025-04-11"), "2026-02-28", "not_yet_in_force"),
        (_reference(ActKind.ORDER, "", "276", "2014-04-07"), "2023-09-01", "replaced"),
    ],
)  # fmt: skip
def test_reference_is_checked_on_the_day_of_the_document(
    reference: Reference, on: str, code: str | None
) -> None:
    problem = check_reference(reference, datetime.date.fromisoformat(on))
    assert (problem.code if problem else None) == code


def test_message_says_what_is_in_force_instead() -> None:
    reference = _reference(ActKind.ORDER, "ФСТЭК России", "17", "2013-02-11")
    problem = check_reference(reference, datetime.date(2026, 4, 1))
    assert problem is not None
    assert "11.04.2025 № 117" in problem.message


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.number)
def test_every_act_is_found_and_its_term_is_sane(act: LegalAct) -> None:
    assert find_act(act.number, act.date) is act
    assert act.valid_to is None or act.date <= act.valid_from <= act.valid_to


def test_unknown_act_is_not_found() -> None:
    assert find_act("1-ок", datetime.date(2022, 1, 1)) is None
