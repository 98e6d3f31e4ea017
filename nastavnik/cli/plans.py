"""Taking a plan in at the console."""

from __future__ import annotations

import os
from pathlib import Path

import click
from django.conf import settings

from nastavnik.cli import outcome
from nastavnik.cli.session import session
from nastavnik.kernel import clock
from nastavnik.kernel.errors import Missing
from nastavnik.kernel.scope import Right, Scope
from nastavnik.organisations import selectors as organisations
from nastavnik.pure.plans import to_json
from nastavnik.roadmaps import importers
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
    if not os.path.isfile(file):  # unlike Path.is_file: no error where it may not look
        outcome.stop(f"Файл «{file}» не найден. Проверьте путь и имя файла.", outcome.NOT_FOUND)
    with session():
        scope = operator()
        try:
            unit = organisations.get_unit_by_code(scope, code, right=Right.IMPORT_PLANS)
        except Missing:
            outcome.stop(f"Подразделения с кодом «{code}» нет. Проверьте код.", outcome.NOT_FOUND)
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
