"""A plan as the command `read-plan --json` prints it."""

from __future__ import annotations

from typing import Any

from nastavnik.pure.plans.reading import Doubt, Finding, Indicator, Item, Plan, Section


def to_json(plan: Plan) -> dict[str, Any]:
    """Plain values: act, period, columns, items, indicators, findings, rows.

    `section` is the number of the section, or its title when it has none; `parent` the number
    of the item a sub-row belongs to (its key when that has none); places are keys.
    """
    numbers = {item.key: item.number or item.key for item in plan.items}
    return {
        "act": plan.act.to_json(),
        "title": plan.title or None,
        "period": [day.isoformat() for day in plan.period] if plan.period else None,
        "context_year": plan.context_year,
        "columns": [column.header for column in plan.columns],
        "column_fields": [column.field.value for column in plan.columns],
        "sections": [_section(section) for section in plan.sections],
        "items": [_item(item, plan, numbers) for item in plan.items],
        "indicators": [_indicator(indicator) for indicator in plan.indicators],
        "findings": [_finding(finding) for finding in plan.findings],
        "rows": {
            "read": plan.rows.read,
            "accepted": plan.rows.accepted,
            "rejected": plan.rows.rejected,
            "skipped": plan.rows.skipped,
        },
        "needs_mapping": plan.needs_mapping,
    }


def _section(section: Section) -> dict[str, Any]:
    return {"number": section.number, "title": section.title, "place": section.place.key}


def _item(item: Item, plan: Plan, numbers: dict[str, str]) -> dict[str, Any]:
    section = plan.sections[item.section] if item.section is not None else None
    return {
        "key": item.key,
        "number": item.number,
        "number_in_source": item.number_in_source,
        "section": (section.number or section.title) if section else None,
        "parent": numbers[item.parent] if item.parent else None,
        "title": item.title,
        "term": {"text": item.term_text, "reading": item.term.to_json()},
        "responsible": {
            "text": item.responsible_text,
            "actors": [actor.to_json() for actor in item.actors],
        },
        "result": item.result,
        "results_more": list(item.results_more),
        "note": item.note,
        "extra": {str(index): text for index, text in item.extra.items()},
        "place": item.place.key,
        "places": {name.value: [p.key for p in places] for name, places in item.places.items()},
        "doubts": [_doubt(doubt) for doubt in item.doubts],
    }


def _doubt(doubt: Doubt) -> dict[str, Any]:
    return {
        "code": doubt.code,
        "field": doubt.field.value,
        "message": doubt.message,
        "quote": doubt.quote,
    }


def _indicator(indicator: Indicator) -> dict[str, Any]:
    return {
        "number": indicator.number,
        "name": indicator.name,
        "unit": indicator.unit,
        "formula": indicator.formula,
        "survey": indicator.survey,
        "targets": {
            str(year): int(value) if value == int(value) else value
            for year, value in indicator.targets.items()
        },
        "place": indicator.place.key,
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "message": finding.message,
        "quote": finding.quote,
        "place": finding.place.key if finding.place else None,
        "item": finding.item,
    }
