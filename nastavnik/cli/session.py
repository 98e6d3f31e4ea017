"""What a command with a database needs: data folder, key, server; refusals → exit codes."""

from __future__ import annotations

import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.db import InterfaceError, OperationalError, ProgrammingError
from psycopg.errors import UndefinedColumn, UndefinedTable

from nastavnik.cli import outcome
from nastavnik.kernel.database import use_server
from nastavnik.kernel.errors import Conflict, NotAllowed, RuleBroken
from nastavnik.kernel.postgres import PostgresUnavailable, running_server


def data_folder() -> Path:
    """Return the data folder (NASTAVNIK_DATA, else `data`), made with its key when missing."""
    folder = Path(os.environ.get("NASTAVNIK_DATA", "data")).resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o711)  # the server's own account must be able to walk through, not to look
        if not os.environ.get("NASTAVNIK_SECRET_KEY"):
            settings.SECRET_KEY = _secret_key(folder)  # the settings were read before it was there
    except OSError as trouble:
        outcome.stop(
            f"Папка данных {folder} недоступна: {trouble.strerror}. "
            "Дайте на неё права или укажите другую в переменной NASTAVNIK_DATA."
        )
    return folder


@contextmanager
def session() -> Iterator[None]:
    """Run the body with the database reachable.

    Without DATABASE_URL the embedded server runs for as long as somebody uses it.
    """
    folder = data_folder()
    with ExitStack() as stack:
        stack.enter_context(refusals())
        if not os.environ.get("DATABASE_URL"):
            os.environ["DATABASE_URL"] = stack.enter_context(running_server(folder))
        use_server(os.environ["DATABASE_URL"])
        yield


def database_address() -> str:
    """Return the address of the database of the running session."""
    return os.environ["DATABASE_URL"]


@contextmanager
def refusals() -> Iterator[None]:
    """Turn the refusals of services and a missing database into messages and exit codes."""
    try:
        yield
    except NotAllowed:
        outcome.stop("Это действие не разрешено.", outcome.NOT_ALLOWED)
    except ObjectDoesNotExist:
        outcome.stop("Не найдено.", outcome.NOT_FOUND)
    except Conflict as refusal:
        outcome.stop(refusal.message, outcome.CONFLICT)
    except RuleBroken as refusal:
        outcome.stop(refusal.message, outcome.INVALID)
    except PostgresUnavailable as trouble:
        outcome.stop(str(trouble))
    except (OperationalError, InterfaceError) as trouble:
        outcome.stop(
            "Нет связи с базой данных. Проверьте, что сервер работает, а его адрес в переменной "
            f"DATABASE_URL верен. {trouble}"
        )
    except ProgrammingError as trouble:
        if not isinstance(trouble.__cause__, UndefinedTable | UndefinedColumn):
            raise
        outcome.stop("Таблицы базы данных не от этой версии. Выполните nastavnik migrate.")


def _secret_key(folder: Path) -> str:
    """Return the key of the folder; of two processes that make it together one does, whole."""
    file = folder / "secret_key"
    if not file.exists():
        with tempfile.NamedTemporaryFile("w", dir=folder) as key:  # readable by its owner only
            key.write(secrets.token_urlsafe(50))
            key.flush()
            with suppress(FileExistsError):
                os.link(key.name, file)
    return file.read_text().strip()
