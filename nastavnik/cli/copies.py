"""Copies of everything: the database and the stored files, made and brought back."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

import click
from django.conf import settings

from nastavnik.cli import outcome
from nastavnik.cli.session import database_address, session
from nastavnik.kernel.postgres import DumpFailed
from nastavnik.kernel.postgres import dump as dump_database
from nastavnik.kernel.postgres import restore as restore_database


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
def backup(folder: Path) -> None:
    """Сохранить базу данных и файлы в папку FOLDER."""
    with session():
        target = folder / f"nastavnik-{datetime.now():%Y%m%d-%H%M%S-%f}"
        try:
            _copy_into(target)
        except (DumpFailed, OSError) as trouble:
            shutil.rmtree(target, ignore_errors=True)  # half a copy is none
            outcome.stop(f"Копия в папку «{folder}» не сделана. {trouble}")
        click.echo(str(target))


def _copy_into(target: Path) -> None:
    target.mkdir(mode=0o700, parents=True)
    dump_database(database_address(), target / "database.dump")
    files = Path(settings.DATA) / "files"
    if files.exists():
        shutil.copytree(files, target / "files", ignore=shutil.ignore_patterns("incoming"))


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--apply", is_flag=True, help="Заменить нынешние данные. Без этого — только проверка."
)
def restore(folder: Path, apply: bool) -> None:
    """Вернуть базу данных и файлы из копии FOLDER, сделанной командой backup."""
    copy = folder / "database.dump"
    if not copy.is_file():
        outcome.stop(f"В папке «{folder}» нет файла database.dump.", outcome.NOT_FOUND)
    if not apply:
        outcome.say("Копия найдена. Чтобы заменить нынешние данные, добавьте --apply.")
        return
    with session():
        try:
            if (folder / "files").exists():
                shutil.copytree(folder / "files", Path(settings.DATA) / "files", dirs_exist_ok=True)
            restore_database(database_address(), copy)
        except (DumpFailed, OSError) as trouble:
            outcome.stop(f"Данные не восстановлены, прежние на месте. {trouble}")
        outcome.say("Данные восстановлены.")
