"""Reading without a database or a login: a plan, terms, actors."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import click

from nastavnik.cli import outcome
from nastavnik.imports.reader import Unreadable, read_file
from nastavnik.pure.actors import read_actors
from nastavnik.pure.plans import Plan, read_plan, to_json
from nastavnik.pure.terms import describe, read_term

Line = dict[str, Any]


@click.command("read-plan")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Полное прочтение в формате JSON.")
def read_plan_command(file: Path, as_json: bool) -> None:
    """Прочитать приказ с планом из файла и показать, что в нём понято."""
    plan = read_plan_file(file)
    if as_json:
        outcome.print_json(to_json(plan))
    else:
        _print_plan(plan)


def read_plan_file(file: Path) -> Plan:
    """Read the plan in `file`, or end the command with what is wrong with the file."""
    try:
        return read_plan(read_file(file))
    except Unreadable as refusal:
        code = outcome.NOT_FOUND if refusal.code == "missing" else outcome.INVALID
        outcome.stop(f"«{file}»: {refusal.message}", code)


def _print_plan(plan: Plan) -> None:
    act = plan.act
    kind = act.kind.label.capitalize() if act.kind else "Документ"
    date = f"{act.date:%d.%m.%Y}" if act.date else "—"
    click.echo(f"{kind} № {act.number or '—'} от {date}")
    for item in plan.items:
        doubts = f"  [сомнений: {len(item.doubts)}]" if item.doubts else ""
        click.echo(f"{item.number or '—':>6}  {item.title}{doubts}")
        click.echo(f"        срок: {item.term_text or '—'} → {describe(item.term)}")
        click.echo(
            f"        ответственные: {'; '.join(actor.text for actor in item.actors) or '—'}"
        )
    for finding in plan.findings:
        click.echo(f"! {finding.message} «{finding.quote}»")
    rows = plan.rows
    outcome.say(
        f"Строк прочитано: {rows.read}; принято: {rows.accepted}; "
        f"отклонено: {rows.rejected}; пропущено: {rows.skipped}."
    )


@click.command("read-terms")
@click.option("--jsonl", is_flag=True, required=True, help="Объекты построчно: ввод и вывод.")
def read_terms_command(jsonl: bool) -> None:
    """Прочитать сроки: по объекту с полями phrase и context_year в строке."""
    _each_line(
        lambda line: {
            **line,
            "reading": read_term(line["phrase"], line.get("context_year")).to_json(),
        }
    )


@click.command("read-actors")
@click.option("--jsonl", is_flag=True, required=True, help="Объекты построчно: ввод и вывод.")
def read_actors_command(jsonl: bool) -> None:
    """Разделить ответственных: по объекту с полем phrase в строке."""
    _each_line(
        lambda line: {
            **line,
            "actors": [actor.to_json() for actor in read_actors(line["phrase"])],
        }
    )


def _each_line(read: Callable[[Line], Line]) -> None:
    """Apply `read` to every object of stdin, in order; end at the first line that is none."""
    for number, text in enumerate(sys.stdin.buffer, 1):
        if text.strip():
            click.echo(json.dumps(read(_line(number, text)), ensure_ascii=False))


def _line(number: int, text: bytes) -> Line:
    """Return the object in a line, or end the command with the number of the line."""
    try:
        line = json.loads(text.decode("utf-8-sig"))
        well = isinstance(line["phrase"], str) and isinstance(line.get("context_year"), str | None)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        well = False
    if not well:
        outcome.stop(
            f"Строка {number}: ожидается объект JSON в кодировке UTF-8 с текстом в поле phrase"
            " и, если есть, в поле context_year.",
            outcome.INVALID,
        )
    return cast(Line, line)
