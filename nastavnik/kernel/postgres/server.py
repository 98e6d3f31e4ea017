"""The server of a data folder: initialise, start, join, adopt, stop.

It lives in ``<data folder>/postgres`` and listens on a Unix socket only. Every process that needs
it enters ``running_server``; the last one out stops it, whoever started it.
"""

import fcntl
import os
import pwd
import re
import shlex
import shutil
import stat
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote

import psycopg

from nastavnik.kernel.postgres import programs
from nastavnik.kernel.postgres.programs import Installation, PostgresUnavailable

DATABASE = "nastavnik"
OWNER = "nastavnik"  # the product's role: owns the database and is no superuser
SUPERUSER = "postgres"
SERVICE_ACCOUNT = "nastavnik"  # runs the server when we are root, which PostgreSQL refuses
PORT = 5432  # only names the socket file; no TCP port is opened
SOCKET_PATH_LIMIT = 103  # bytes; 107 on Linux, 103 on macOS
START_SECONDS = 60
CONTENTION_SECONDS = 15  # while the rest of a killed server dies

SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "timezone": "UTC",
    "lc_messages": "C",
    "log_min_messages": "warning",
    "jit": "off",  # the queries are short: compiling them costs more than it saves
    "wal_level": "minimal",  # copies are made by pg_dump, there is no standby
    "max_wal_senders": "0",
}
THROWAWAY_SETTINGS = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
}
LOCK_FILES = ("postmaster.pid", f".s.PGSQL.{PORT}.lock")  # each begins with the server's number
CONTENTION = (*(f'{name}" already exists' for name in LOCK_FILES), "pre-existing shared memory")


@contextmanager
def running_server(data_dir: Path, *, throwaway: bool = False) -> Iterator[str]:
    """The URL of the database ``nastavnik`` on the server of this data folder.

    The server is initialised and started when needed, and stopped by its last user. A server
    left by a killed process is adopted. ``throwaway`` trades safety of the data for speed.
    Raises PostgresUnavailable.
    """
    server = _server_of(data_dir)
    with _opened(server.users_file) as users:
        with server.turnstile():
            fcntl.flock(users, fcntl.LOCK_SH)
        try:
            with server.turnstile():
                url = server.ensure_running(throwaway)
            yield url
        finally:
            with server.turnstile():
                if _is_last(users):
                    server.stop()


@contextmanager
def throwaway_server() -> Iterator[str]:
    """The URL of a fresh server for tests, which disappears with the block."""
    with tempfile.TemporaryDirectory(prefix="nastavnik-") as folder:
        data_dir = Path(folder)
        with running_server(data_dir, throwaway=True) as url:
            yield url


def erase(data_dir: Path) -> None:
    """Stop a left-over server and remove its data; refuse while somebody uses it."""
    server = _server_of(data_dir)
    with _opened(server.users_file) as users, server.turnstile():
        if not _is_last(users):
            raise PostgresUnavailable(
                f"Базой данных в папке {data_dir} пользуется другая программа. "
                "Остановите её и повторите."
            )
        if server.home.exists():
            server.stop()
            shutil.rmtree(server.home)


@dataclass(frozen=True)
class _Server:
    home: Path  # PGDATA
    account: pwd.struct_passwd | None  # None: our own

    @property
    def users_file(self) -> Path:
        return self.home.with_name("postgres.users")

    @contextmanager
    def turnstile(self) -> Iterator[None]:
        """One process at a time starts, joins, leaves or stops the server."""
        with _opened(self.home.with_name("postgres.lock")) as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def ensure_running(self, throwaway: bool) -> str:
        installation = self._installation()
        self._make_reachable(installation)
        if not self.home.exists():
            self._initialise(installation, throwaway)
        socket_dir = self._start(installation, throwaway)
        _ensure_database(socket_dir)
        host = quote(str(socket_dir), safe="")
        return f"postgresql://{OWNER}@/{DATABASE}?host={host}&port={PORT}"

    def stop(self) -> None:
        socket_dir = self._socket_dir()
        if socket_dir is None:
            return
        outcome = self._pg_ctl(self._installation(), "stop", "--mode=fast")
        if outcome.returncode != 0 and _answers(socket_dir):
            raise PostgresUnavailable(
                f"Сервер PostgreSQL в папке {self.home} не остановился. "
                f"{programs.last_lines(outcome.stdout)}"
            )
        if socket_dir != self.home:
            shutil.rmtree(socket_dir, ignore_errors=True)

    def _installation(self) -> Installation:
        """Data are read by the major version that wrote them."""
        if not self.home.exists():
            return programs.find_installation()
        try:
            major = int((self.home / "PG_VERSION").read_text())
        except (OSError, ValueError) as error:
            raise PostgresUnavailable(
                f"Папка {self.home} не похожа на базу данных или недоступна: {error}. "
                "Запустите программу от имени владельца папки или укажите другую папку данных."
            ) from error
        return programs.find_installation(range(major, major + 1))

    def _make_reachable(self, installation: Installation) -> None:
        """Let the service account pass through the folders above: x only, nothing is listable."""
        if self.account is None:
            return
        for folder in (*self.home.parents, *(installation.folder / "postgres").parents):
            mode = folder.stat().st_mode
            if not mode & stat.S_IXOTH and folder.stat().st_uid != self.account.pw_uid:
                folder.chmod(mode | stat.S_IXOTH)

    def _initialise(self, installation: Installation, throwaway: bool) -> None:
        """Made aside and renamed: an interrupted initdb leaves nothing that looks like data."""
        fresh = self.home.with_name("postgres.new")
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(mode=0o700)
        if self.account is not None:
            os.chown(fresh, self.account.pw_uid, self.account.pw_gid)
        options = _initdb_options(installation.major) + ["--no-sync"] * throwaway
        initdb = installation.folder / "initdb"
        outcome = programs.run([initdb, *options, f"--pgdata={fresh}"], account=self.account)
        if outcome.returncode != 0:
            shutil.rmtree(fresh, ignore_errors=True)
            raise PostgresUnavailable(
                f"База данных в папке {self.home} не создана. {programs.last_lines(outcome.stdout)}"
            )
        fresh.rename(self.home)

    def _start(self, installation: Installation, throwaway: bool) -> Path:
        """The folder of the socket of a server that answers."""
        answering = self._answering_socket_dir()
        if answering is not None:
            return answering
        deadline = time.monotonic() + CONTENTION_SECONDS
        socket_dir = self._new_socket_dir()
        options = shlex.join(_server_options(socket_dir, throwaway))
        while True:
            words = self._try_start(installation, options)
            answering = self._answering_socket_dir()
            if answering is not None:
                return answering
            contended = any(phrase in words for phrase in CONTENTION)
            if not contended or time.monotonic() > deadline:
                raise PostgresUnavailable(
                    f"Сервер PostgreSQL в папке {self.home} не запустился. "
                    f"{programs.last_lines(words)}"
                )
            self._forget_foreign_pid()
            time.sleep(0.1)

    def _try_start(self, installation: Installation, options: str) -> str:
        """What the server and its starter wrote meanwhile."""
        log = self.home / "server.log"
        size = log.stat().st_size if log.exists() else 0
        outcome = self._pg_ctl(installation, "start", f"--log={log}", f"--options={options}")
        written = log.read_bytes()[size:] if log.exists() else b""
        return written.decode(errors="replace") or outcome.stdout

    def _pg_ctl(
        self, installation: Installation, action: str, *options: str
    ) -> subprocess.CompletedProcess[str]:
        pg_ctl = installation.folder / "pg_ctl"
        always = ["--wait", f"--timeout={START_SECONDS}", f"--pgdata={self.home}"]
        return programs.run([pg_ctl, action, *always, *options], account=self.account)

    def _pid_file_lines(self) -> list[str]:
        try:
            return (self.home / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return []

    def _socket_dir(self) -> Path | None:
        """Where the last started server listens; None when none is said to run."""
        lines = self._pid_file_lines()
        return Path(lines[4]) if len(lines) > 4 and lines[4] else None

    def _answering_socket_dir(self) -> Path | None:
        socket_dir = self._socket_dir()
        return socket_dir if socket_dir is not None and _answers(socket_dir) else None

    def _new_socket_dir(self) -> Path:
        """PGDATA itself (0700); a private folder under /tmp when the path is too long."""
        socket_path = os.fsencode(self.home / f".s.PGSQL.{PORT}")
        if len(socket_path) <= SOCKET_PATH_LIMIT and not re.search(rb"[,\"]", socket_path):
            return self.home
        folder = Path(tempfile.mkdtemp(prefix="nastavnik-", dir="/tmp"))  # the shortest path
        if self.account is not None:
            os.chown(folder, self.account.pw_uid, self.account.pw_gid)
        return folder

    def _forget_foreign_pid(self) -> None:
        """After a kill or a reboot the number may belong to a zombie or to another program."""
        for name in LOCK_FILES:
            try:
                number = (self.home / name).read_text().split("\n", 1)[0].strip()
                command_line = Path(f"/proc/{number}/cmdline").read_bytes()
            except OSError:
                continue  # no such process: PostgreSQL removes its file itself
            if os.fsencode(self.home) not in command_line:
                (self.home / name).unlink(missing_ok=True)


def _server_of(data_dir: Path) -> _Server:
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _no_access(data_dir, error) from error
    home = data_dir.resolve() / "postgres"
    return _Server(home, _service_account(home) if os.geteuid() == 0 else None)


def _service_account(home: Path) -> pwd.struct_passwd:
    """Whoever owns the data, else the account of the product, made when missing."""
    owner = home.stat().st_uid if home.exists() else 0
    try:
        return pwd.getpwuid(owner) if owner else pwd.getpwnam(SERVICE_ACCOUNT)
    except KeyError:
        pass
    options = ["--system", "--no-create-home", "--shell", "/usr/sbin/nologin"]
    try:
        programs.run(["useradd", *options, SERVICE_ACCOUNT])
        return pwd.getpwnam(SERVICE_ACCOUNT)
    except (OSError, KeyError) as error:
        raise PostgresUnavailable(
            "PostgreSQL не запускается от имени root, а учётную запись "
            f"{SERVICE_ACCOUNT} создать не удалось. Создайте её (useradd --system "
            f"{SERVICE_ACCOUNT}) или запустите программу от имени обычного пользователя."
        ) from error


def _initdb_options(major: int) -> list[str]:
    """Letters of any alphabet have case and order without ICU, the same on every machine."""
    provider = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"] if major >= 17 else []
    return [
        f"--username={SUPERUSER}",
        "--encoding=UTF8",
        f"--locale={programs.LOCALE}",
        *provider,
        "--text-search-config=russian",
        "--data-checksums",
        "--auth-local=trust",  # nobody else can pass through the folder of the socket (0700)
        "--auth-host=reject",
    ]


def _server_options(socket_dir: Path, throwaway: bool) -> list[str]:
    settings = SETTINGS | (THROWAWAY_SETTINGS if throwaway else {})
    options = ["-p", str(PORT), "-k", str(socket_dir)]
    for name, value in settings.items():
        options += ["-c", f"{name}={value}"]
    return options


def _connect_as_superuser(socket_dir: Path) -> psycopg.Connection[Any]:
    return psycopg.connect(
        host=str(socket_dir), port=PORT, user=SUPERUSER, dbname="postgres",
        connect_timeout=5, autocommit=True,
    )  # fmt: skip


def _answers(socket_dir: Path) -> bool:
    try:
        _connect_as_superuser(socket_dir).close()
    except psycopg.OperationalError:
        return False
    return True


def _ensure_database(socket_dir: Path) -> None:
    with _connect_as_superuser(socket_dir) as connection:
        roles = connection.execute("SELECT FROM pg_roles WHERE rolname = %s", [OWNER])
        if roles.rowcount == 0:
            connection.execute(f"CREATE ROLE {OWNER} LOGIN CREATEDB")
        databases = connection.execute("SELECT FROM pg_database WHERE datname = %s", [DATABASE])
        if databases.rowcount == 0:
            connection.execute(f"CREATE DATABASE {DATABASE} OWNER {OWNER}")


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    try:
        file = path.open("ab")
    except OSError as error:
        raise _no_access(path.parent, error) from error
    with file:
        yield file


def _is_last(users: IO[bytes]) -> bool:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _no_access(folder: Path, error: OSError) -> PostgresUnavailable:
    return PostgresUnavailable(
        f"Нет доступа к папке данных {folder}: {error.strerror}. "
        "Дайте на неё права или укажите другую папку."
    )
