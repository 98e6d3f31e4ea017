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
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
def backup(folder: Path) -> None:
    """Сохранить базу данных и файлы в папку FOLDER."""
    with session():
        folder.mkdir(parents=True, exist_ok=True)
        name = f"nastavnik-{datetime.now():%Y%m%d-%H%M%S}"
        target = folder / name
        target.mkdir(mode=0o700)
        try:
            dump_database(database_address(), target / "database.dump")
        except DumpFailed as trouble:
            outcome.stop(str(trouble))
        files = Path(settings.DATA) / "files"
        if files.exists():
            shutil.copytree(files, target / "files")
        click.echo(str(target))


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False, exists=True))
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
            restore_database(database_address(), copy)
        except DumpFailed as trouble:
            outcome.stop(str(trouble))
        if (folder / "files").exists():
            shutil.copytree(folder / "files", Path(settings.DATA) / "files", dirs_exist_ok=True)
        outcome.say("Данные восстановлены.")
