"""Plans at the console: take one in, list, show, export."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from nastavnik.cli import outcome
from nastavnik.cli.session import session
from nastavnik.imports import services as imports
from nastavnik.kernel import clock
from nastavnik.kernel.scope import Right, Scope
from nastavnik.organisations import selectors as organisations
from nastavnik.pure.terms import describe
from nastavnik.roadmaps import importers
from nastavnik.roadmaps import selectors as roadmaps
from nastavnik.roadmaps.choices import Outcome


@click.command("import-plan")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--unit", "code", required=True, help="Код подразделения, чей это план.")
@click.option("--apply", is_flag=True, help="Внести. Без этого показывается, что будет внесено.")
@click.option("--json", "as_json", is_flag=True)
def import_plan(file: Path, code: str, apply: bool, as_json: bool) -> None:
    """Внести план из файла приказа. Повторение ничего не меняет."""
    if not file.is_file():
        outcome.stop(f"Файл «{file}» не найден. Проверьте имя.", outcome.NOT_FOUND)
    with session():
        scope = operator()
        unit = organisations.get_unit_by_code(scope, code, right=Right.IMPORT_PLANS)
        result = importers.import_plan(scope, unit, file, apply=apply, on=scope.on)
        _report(result, as_json)
