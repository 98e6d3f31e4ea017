"""Plans at the console: take one in, list, show, export."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from django.conf import settings

from nastavnik.cli import outcome
from nastavnik.cli.session import session
from nastavnik.kernel import clock
from nastavnik.kernel.scope import Right, Scope
from nastavnik.organisations import selectors as organisations
from nastavnik.pure.plans import to_json
from nastavnik.roadmaps import importers
from nastavnik.roadmaps import selectors as roadmaps
from nastavnik.roadmaps.choices import Outcome

PAST = {"done": Outcome.DONE, "not-done": Outcome.NOT_DONE, "not-ours": Outcome.NOT_OURS}


def operator() -> Scope:
    """Return the scope of whoever is at the server's console."""
    return Scope.of_operator(clock.today(settings.TIME_ZONE))


@click.command("import-plan")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--unit", "code", required=True, help="Код подразделения, чей это план.")
@click.option("--apply", is_flag=True, help="Внести. Без этого показывается, что будет внесено.")
@click.option(
    "--past",
    type=click.Choice(list(PAST)),
    help="Что стало с мероприятиями, срок которых прошёл. Без этого о них спросят на странице.",
)
@click.option("--json", "as_json", is_flag=True)
def import_plan(file: Path, code: str, apply: bool, past: str | None, as_json: bool) -> None:
    """Внести план из файла приказа. Повторение ничего не меняет."""
    if not file.is_file():
        outcome.stop(f"Файл «{file}» не найден. Проверьте имя.", outcome.NOT_FOUND)
    with session():
        scope = operator()
        unit = organisations.get_unit_by_code(scope, code, right=Right.IMPORT_PLANS)
        looked = importers.import_plan(scope, unit, file, apply=False, on=scope.on)
        if not apply:
            _report(looked, as_json, applied=False)
            return
        settled = {item.key: PAST[past] for item in looked.past} if past else {}
        made = importers.import_plan(scope, unit, file, apply=True, on=scope.on, outcomes=settled)
        _report(made, as_json, applied=True)


def _report(imported: importers.Imported, as_json: bool, *, applied: bool) -> None:
    plan, roadmap = imported.plan, imported.roadmap
    rows = plan.rows
    if as_json:
        outcome.print_json(
            {
                "applied": applied,
                "new": imported.is_new,
                "roadmap": roadmap.pk if roadmap else None,
                "items": len(plan.items),
                "doubts": sum(len(item.doubts) for item in plan.items),
                "past": len(imported.past),
                "findings": to_json(plan)["findings"],
                "rows": to_json(plan)["rows"],
            }
        )
        return
    click.echo(f"Мероприятий: {len(plan.items)}, показателей: {len(plan.indicators)}")
    click.echo(f"Сомнений: {sum(len(item.doubts) for item in plan.items)}")
    click.echo(f"Замечаний к документу: {len(plan.findings)}")
    click.echo(f"Срок уже прошёл: {len(imported.past)}")
    outcome.say(
        f"Строк прочитано: {rows.read}; принято: {rows.accepted}; "
        f"отклонено: {rows.rejected}; пропущено: {rows.skipped}."
    )
    if roadmap:
        said = "Внесена" if imported.is_new else "Уже внесена, ничего не изменено:"
        outcome.say(f"{said} дорожная карта № {roadmap.pk}.")
    elif not applied:
        outcome.say("Ничего не внесено. Чтобы внести, добавьте --apply.")


@click.group()
def roadmap() -> None:
    """Дорожные карты: список, содержание, выгрузка."""


@roadmap.command("list")
@click.option("--json", "as_json", is_flag=True)
def list_command(as_json: bool) -> None:
    """Показать дорожные карты."""
    with session():
        scope = operator()
        names = {unit.pk: unit for unit in organisations.list_units(scope)}
        found = [_card(plan, names) for plan in roadmaps.list_roadmaps(scope)]
        if as_json:
            outcome.print_json(found)
        for card in [] if as_json else found:
            click.echo(f"{card['id']:>5}  {card['unit']:<24} {card['title']}")


def _card(plan: Any, units: dict[int, Any]) -> dict[str, Any]:
    unit = units.get(plan.unit_id)
    return {
        "id": plan.pk,
        "unit": unit.code if unit else None,
        "title": plan.title,
        "act": str(plan.act) if plan.act else None,
        "period": [plan.period.lower, plan.period.upper] if plan.period else None,
    }
