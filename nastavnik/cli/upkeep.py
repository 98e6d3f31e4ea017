"""Keeping the system: tables, health, letters that wait."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import click
from django.conf import settings
from django.core.mail import get_connection
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from nastavnik.audit.selectors import find_break
from nastavnik.cli import outcome
from nastavnik.cli.session import session
from nastavnik.notifications import services as notifications

OLDEST_SERVER = 150000
LITTLE_SPACE = 500  # MB


@click.command()
def migrate() -> None:
    """Привести таблицы базы данных к этой версии."""
    with session():
        bring_up_to_date()
        outcome.say("Таблицы соответствуют версии.")


def bring_up_to_date() -> None:
    """Apply migrations, make the table of counted attempts and gather static files."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)


@click.command()
@click.option("--json", "as_json", is_flag=True)
def doctor(as_json: bool) -> None:
    """Проверить настройки, базу данных, почту, хранилище и журнал."""
    with session():
        checks = {name: _verdict(check) for name, check in CHECKS.items()}
    healthy = all(trouble is None for trouble in checks.values())
    if as_json:
        outcome.print_json({"healthy": healthy, "checks": checks})
    else:
        for name, trouble in checks.items():
            click.echo(f"{'исправно' if trouble is None else 'НЕИСПРАВНО':<11} {name}")
            if trouble:
                click.echo(f"            {trouble}")
    if not healthy:
        raise SystemExit(outcome.FAILURE)


def _verdict(check: Callable[[], str | None]) -> str | None:
    try:
        return check()
    except DatabaseError as trouble:
        return f"База данных не отвечает или пуста. {str(trouble).strip()}"


def _check_settings() -> str | None:
    if settings.DEBUG:
        return "Включена отладка (NASTAVNIK_DEBUG): отключите её в работе."
    if settings.HOST not in {"127.0.0.1", "localhost"} and not settings.HTTPS:
        return "Адрес NASTAVNIK_ADDRESS должен начинаться с https://."
    return None


def _check_database() -> str | None:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        version = int(cursor.fetchone()[0])
    if version < OLDEST_SERVER:
        return "Нужна база данных PostgreSQL версии 15 или новее."
    return None


def _check_tables() -> str | None:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return (
        f"Не применено изменений: {len(waiting)}. Выполните nastavnik migrate." if waiting else None
    )


def _check_mail() -> str | None:
    if not settings.EMAIL_HOST:
        return None
    mailer = get_connection(fail_silently=False)
    try:
        mailer.open()
        mailer.close()
    except OSError as trouble:  # smtplib's errors are OSError too
        return (
            f"Почтовый сервер {settings.EMAIL_HOST}:{settings.EMAIL_PORT} не принимает писем "
            f"({trouble}). Проверьте переменные NASTAVNIK_MAIL_…"
        )
    return None


def _check_storage() -> str | None:
    folder = Path(settings.DATA) / "files"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(b"nastavnik")
    except OSError as trouble:
        return f"В папку {folder} нельзя записать ({trouble.strerror}). Дайте на неё права."
    free = shutil.disk_usage(folder).free // 2**20
    return f"На диске осталось {free} МБ. Освободите место." if free < LITTLE_SPACE else None


def _check_journal() -> str | None:
    broken = find_break()
    return f"Цепочка журнала нарушена на записи {broken.pk}." if broken else None


CHECKS: dict[str, Callable[[], str | None]] = {
    "настройки": _check_settings,
    "база данных": _check_database,
    "таблицы": _check_tables,
    "почта": _check_mail,
    "хранилище": _check_storage,
    "журнал": _check_journal,
}


@click.command()
def mail() -> None:
    """Отправить письма, которые ждут отправки."""
    with session():
        sent, waiting = notifications.send_waiting()
        outcome.say(f"Отправлено писем: {sent}. Ожидают: {waiting}.")
