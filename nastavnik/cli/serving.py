"""Serving pages: `serve` for real work, `demo` with an invented region."""

from __future__ import annotations

import os
import resource
import shutil
import socket
from collections.abc import Callable
from contextlib import nullcontext
from importlib import import_module
from pathlib import Path
from typing import Any

import click
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from nastavnik.cli import outcome
from nastavnik.cli.children import background_worker, end_with_parent
from nastavnik.cli.demo import LOGINS, PASSWORD, load_demo
from nastavnik.cli.session import data_folder, database_address, session
from nastavnik.cli.upkeep import bring_up_to_date
from nastavnik.kernel.database import use_server
from nastavnik.kernel.postgres import PostgresUnavailable, erase

# of each worker; browsers keep connections open, and a slow sender holds a thread
CONNECTIONS, THREADS = 4096, 64


with_background = click.option(
    "--background/--no-background",
    default=True,
    help="Выполнять и фоновые задания. Иначе это делает nastavnik schedule work.",
)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
@click.option("--workers", default=2, show_default=True)
@with_background
def serve(host: str, port: int, workers: int, background: bool) -> None:
    """Принимать посетителей. Останавливается по Ctrl-C."""
    with session():
        bring_up_to_date()
        run_server(host, port, workers, background=background)


@click.command()
@click.option("--port", default=8000, show_default=True)
@click.option("--reset", is_flag=True, help="Начать заново: удалить данные показа.")
@click.option("--load-only", is_flag=True, help="Только внести данные, не принимать посетителей.")
@with_background
def demo(port: int, reset: bool, load_only: bool, background: bool) -> None:
    """Показать систему на вымышленном крае. Останавливается по Ctrl-C."""
    if reset:
        _forget(data_folder())
    with session():
        bring_up_to_date()
        load_demo()
        if load_only:
            return
        _greet(port)
        run_server("127.0.0.1", port, workers=2, background=background)


def run_server(host: str, port: int, workers: int, *, background: bool) -> None:
    """Serve until a signal comes. Ends the command when the port is taken."""
    _check_free(host, port)
    _allow_many_connections(workers)
    use_server(database_address(), pooled=True)  # workers are forks: each opens its own pool
    outcome.say(f"Наставник работает: http://{host}:{port}  (остановить: Ctrl-C)")
    server = Granian(
        "nastavnik.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        backpressure=CONNECTIONS,
        respawn_failed_workers=True,  # a worker that was killed is replaced, not mourned
        respawn_interval=0.5,
        log_level=LogLevels.error,  # or it warns of so many threads at every start
    )
    with background_worker() if background else nullcontext():
        server.serve(target_loader=_load_application, wrap_loader=False)


def _load_application() -> Callable[..., Any]:
    """What a worker does first: see to its end, then load the pages.

    Ctrl-C reaches the whole group of the terminal, and then the parent stops the workers too; the
    second signal leaves a worker of Granian 2.8 hanging. So workers hear their parent only, and
    end with it even when it was killed.
    """
    os.setpgrp()
    end_with_parent()
    application: Callable[..., Any] = import_module("nastavnik.config.wsgi").application
    return application


def _check_free(host: str, port: int) -> None:
    """The server would share a taken port with its owner, and visitors would get either."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            outcome.stop(
                f"Порт {port} уже занят: возможно, Наставник уже работает. "
                "Остановите его или укажите другой порт: --port 8001.",
                outcome.CONFLICT,
            )


def _allow_many_connections(workers: int) -> None:
    """Every connection is an open file, and the usual limit of a shell is 1,024 of them."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = CONNECTIONS * (workers + 1)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


def _forget(folder: Path) -> None:
    if os.environ.get("DATABASE_URL"):
        outcome.stop(
            "Данные во внешней базе не удаляются. Уберите DATABASE_URL или создайте пустую базу."
        )
    try:
        erase(folder)
    except PostgresUnavailable as trouble:
        outcome.stop(str(trouble))
    for name in ("files", "mail", "static"):
        shutil.rmtree(folder / name, ignore_errors=True)


def _greet(port: int) -> None:
    click.echo(f"\nВойдите на http://127.0.0.1:{port} — пароль у всех один: {PASSWORD}\n")
    for login, role, place in LOGINS:
        click.echo(f"  {login:<14} {role:<42} {place}")
    click.echo()
