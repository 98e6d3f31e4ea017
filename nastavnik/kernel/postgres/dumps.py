"""Copies of a database: made whole, restored whole or not at all."""

import shutil
import subprocess
import tempfile
from pathlib import Path

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from nastavnik.kernel.postgres import programs
from nastavnik.kernel.postgres.programs import PostgresUnavailable


class DumpFailed(Exception):
    """A copy of the database could not be made or restored; the database is as it was."""


def dump(url: str, path: Path) -> None:
    """Write the whole database to ``path`` (custom format of pg_dump). Raises DumpFailed."""
    conninfo, environment = _connection(url)
    program = _client_program(url, "pg_dump")
    part = path.with_name(path.name + ".part")
    options = [
        "--format=custom",
        "--no-owner",
        "--no-privileges",
        f"--file={part}",
        conninfo,
    ]
    outcome = programs.run([program, *options], environment=environment)
    if outcome.returncode != 0:
        part.unlink(missing_ok=True)
        raise DumpFailed(f"Копия базы данных не сделана. {programs.last_lines(outcome.stdout)}")
    part.replace(path)


def restore(url: str, path: Path) -> None:
    """Replace the content of the database by a dump: all of it or nothing. Raises DumpFailed."""
    conninfo, environment = _connection(url)
    pg_restore = _client_program(url, "pg_restore")
    psql = pg_restore.with_name("psql")
    with tempfile.TemporaryFile() as complaints:
        reader = subprocess.Popen(
            [pg_restore, "--no-owner", "--no-privileges", "--file=-", path],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=complaints,
        )  # fmt: skip
        writer = subprocess.Popen(
            [psql, "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--dbname", conninfo],
            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=complaints, env=environment,
        )  # fmt: skip
        read, written = _pour(reader, writer)
        complaints.seek(0)
        if not (read and written):
            raise DumpFailed(
                f"Копия {path} не восстановлена, база данных осталась прежней. "
                f"{programs.last_lines(complaints.read().decode(errors='replace'))}"
            )


def _client_program(url: str, name: str) -> Path:
    """pg_dump and its kin must not be older than the server."""
    try:
        with psycopg.connect(url, connect_timeout=5) as connection:
            major = connection.info.server_version // 10000
    except psycopg.OperationalError as error:
        raise PostgresUnavailable(f"Нет связи с базой данных: {error}") from error
    return programs.find_installation(range(major, 1000), program=name).folder / name


def _connection(url: str) -> tuple[str, dict[str, str]]:
    """The password goes by the environment: a command line is visible to all users."""
    parameters = conninfo_to_dict(url)
    password = parameters.pop("password", None)
    environment = {} if password is None else {"PGPASSWORD": str(password)}
    return make_conninfo("", **parameters), programs.clean_environment() | environment


def _pour(reader: subprocess.Popen[bytes], writer: subprocess.Popen[bytes]) -> tuple[bool, bool]:
    """The dump as SQL in one transaction; it commits only if the dump was read to its end."""
    assert reader.stdout is not None
    assert writer.stdin is not None
    try:
        with reader.stdout as source, writer.stdin as target:
            target.write(
                b"BEGIN; SET LOCAL lock_timeout = '10s'; SET client_min_messages = warning;"
                b"DROP SCHEMA IF EXISTS public CASCADE; CREATE SCHEMA public;\n"
            )
            # PostgreSQL 16 and older do not know a setting that newer programs write on top.
            head = source.read(4096).replace(b"SET transaction_timeout = 0;\n", b"")
            target.write(head)
            shutil.copyfileobj(source, target, 1 << 20)
            source.close()
            if reader.wait() == 0:
                target.write(b"COMMIT;\n")
    except BrokenPipeError:
        pass  # psql stopped at an error, which it has written down
    return reader.wait() == 0, writer.wait() == 0
