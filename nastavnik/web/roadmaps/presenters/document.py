"""Where a plan comes from: heading, tabs, act, references, remarks, indicators."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from nastavnik.pure.plans import Severity
from nastavnik.web.shell.jinja import day, moment, number
from nastavnik.web.shell.plan_frame import period_of

SEVERITIES: dict[str, tuple[str, str]] = {
    Severity.ERROR: ("Ошибка", "danger"),
    Severity.WARNING: ("Внимание", "warning"),
    Severity.NOTICE: ("К сведению", "info"),
}


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """An indicator; `targets` are written values by year, absent where none is set."""

    number: str
    name: str
    formula: str
    unit: str
    survey: bool
    targets: dict[int, str]


@dataclass(frozen=True, slots=True)
class FindingView:
    """A remark of the order linter."""

    word: str
    tone: str
    message: str
    quote: str


def act_facts(roadmap: Any) -> list[tuple[str, str]]:
    """Return the requisites of the act and of the plan."""
    act = roadmap.act
    rows = roadmap.rows
    facts = [("Вид плана", roadmap.get_kind_display()), ("Срок действия", period_of(roadmap))]
    if act is not None:
        signed = ", ".join(filter(None, (act.signatory_post, act.signatory)))
        facts += [
            ("Документ", act.get_kind_display()),
            ("Номер", act.number),
            ("Дата", day(act.date)),
            ("Заголовок", act.title),
            ("Кем издан", act.issuer),
            ("Кто подписал", signed),
            ("Контроль исполнения", act.controller),
        ]
    if rows.get("read"):  # a plan written here has no document to count
        counted = (
            f"прочитано {rows['read']}: принято {rows['accepted']}, "
            f"отклонено {rows['rejected']}, пропущено {rows['skipped']}"
        )
        facts.append(("Строки документа", counted))
    return facts


def references_of(act: Any) -> list[dict[str, str]]:
    """Return what the act says of other acts, with the linter's remark."""
    if act is None:
        return []
    return [
        {"relation": one.get_relation_display(), "quote": one.quote, "problem": one.problem}
        for one in act.references.all()
    ]


def findings_of(findings: Sequence[dict[str, Any]]) -> list[FindingView]:
    """Return the remarks, errors first."""
    order = list(SEVERITIES)
    ranked = sorted(findings, key=lambda one: order.index(one["severity"]))
    return [
        FindingView(*SEVERITIES[one["severity"]], one["message"], one["quote"]) for one in ranked
    ]


def origin_of(roadmap: Any) -> str:
    """Say what the plan was taken in from."""
    when = moment(roadmap.created)
    if roadmap.intake is None:
        return f"Составлена в системе {when}"
    file = roadmap.intake.file
    return f"Внесена {when} из " + (f"файла «{file.name}»" if file else "вставленного текста")


def years_of(indicators: Sequence[Any]) -> list[int]:
    """Return the years any indicator has a target for."""
    return sorted({target.year for one in indicators for target in one.targets.all()})


def indicator_row(indicator: Any) -> IndicatorRow:
    """Present an indicator."""
    return IndicatorRow(
        number=indicator.number,
        name=indicator.name,
        formula=indicator.formula,
        unit=indicator.unit_of_measure,
        survey=indicator.survey,
        targets={target.year: number(target.value) for target in indicator.targets.all()},
    )
