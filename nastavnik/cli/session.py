"""What a command with a database needs: data folder, key, server; refusals → exit codes."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from django.core.exceptions import ObjectDoesNotExist

from nastavnik.cli import outcome
from nastavnik.kernel.database import use_server
from nastavnik.kernel.errors import Conflict, NotAllowed, RuleBroken
from nastavnik.kernel.postgres import PostgresUnavailable, running_server


def data_folder() -> Path:
    """Return the data folder (NASTAVNIK_DATA, else `data`), made with access for its owner only."""
    folder = Path(os.environ.get("NASTAVNIK_DATA", "data")).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o711)  # the server's own account must be able to walk through, not to look
    return folder


@contextmanager
def session() -> Iterator[None]:
    """Run the body with the database reachable.

    Without DATABASE_URL the embedded server runs for as long as somebody uses it.
    """
    folder = data_folder()
    _ensure_secret_key(folder)
    with ExitStack() as stack:
        if not os.environ.get("DATABASE_URL"):
            os.environ["DATABASE_URL"] = stack.enter_context(_embedded(folder))
            use_server(os.environ["DATABASE_URL"])
        with refusals():
            yield


def database_address() -> str:
    """Return the address of the database of the running session."""
    return os.environ["DATABASE_URL"]


@contextmanager
def _embedded(folder: Path) -> Iterator[str]:
    try:
        with running_server(folder) as url:
            yield url
    except PostgresUnavailable as trouble:
        outcome.stop(str(trouble))


@contextmanager
def refusals() -> Iterator[None]:
    """Turn the refusals of services into messages and exit codes."""
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


def _ensure_secret_key(folder: Path) -> None:
    file = folder / "secret_key"
    if os.environ.get("NASTAVNIK_SECRET_KEY") or file.exists():
        return
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as handle:
        handle.write(secrets.token_urlsafe(50))
