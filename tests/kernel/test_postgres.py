"""The port over PostgreSQL: who starts it, who stops it, what survives a kill, copies."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from nastavnik.kernel import postgres

ROOT = Path(__file__).parents[2]
USER_PROGRAM = """
import sys
from pathlib import Path
from nastavnik.kernel import postgres
with postgres.running_server(Path(sys.argv[1]), throwaway=True) as url:
    print(url, flush=True)
    sys.stdin.read()
"""


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One initialised data folder for the whole file: initdb is the slow part."""
    folder = tmp_path_factory.mktemp("data")
    with postgres.running_server(folder, throwaway=True):
        pass
    return folder


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """A server that stays up for the tests which only talk to it."""
    with postgres.throwaway_server() as url:
        yield url


def started_user(data_dir: Path) -> subprocess.Popen[str]:
    """Another process that will use the server until its input ends."""
    command = [sys.executable, "-c", USER_PROGRAM, str(data_dir)]
    return subprocess.Popen(
        command, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )


def greeting(user: subprocess.Popen[str]) -> str:
    """Wait until the other user has the server; the address it was given."""
    assert user.stdout is not None
    address = user.stdout.readline()
    assert address.startswith("postgresql://")
    return address


@contextmanager
def other_user(data_dir: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that uses the server now."""
    with started_user(data_dir) as process:
        greeting(process)
        yield process


def leave(process: subprocess.Popen[str]) -> None:
    """Let the other user go in an orderly way."""
    process.communicate()
    assert process.returncode == 0


def postmaster_pid(data_dir: Path) -> int:
    return int((data_dir / "postgres" / "postmaster.pid").read_text().splitlines()[0])


def is_running(data_dir: Path) -> bool:
    return (data_dir / "postgres" / "postmaster.pid").exists()


def ask(url: str, query: str) -> object:
    with psycopg.connect(url) as connection:
        row = connection.execute(query).fetchone()
        return None if row is None else row[0]


def test_server_runs_inside_the_block_and_stops_after_it(data_dir: Path) -> None:
    with postgres.running_server(data_dir, throwaway=True) as url:
        assert ask(url, "SELECT current_database() || ' ' || current_user") == "nastavnik nastavnik"
        assert is_running(data_dir)
    assert not is_running(data_dir)


def test_data_survive_a_restart(data_dir: Path) -> None:
    with postgres.running_server(data_dir) as url, psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE survivor AS SELECT 'дорожная карта' AS title")
    with postgres.running_server(data_dir) as url:
        assert ask(url, "SELECT title FROM survivor") == "дорожная карта"


def test_real_use_is_durable_and_throwaway_is_not(data_dir: Path) -> None:
    with postgres.running_server(data_dir) as url:
        assert ask(url, "SHOW fsync") == "on"
        assert ask(url, "SHOW data_checksums") == "on"
    with postgres.running_server(data_dir, throwaway=True) as url:
        assert ask(url, "SHOW fsync") == "off"


def test_socket_is_private(url: str) -> None:
    folder = Path(str(conninfo_to_dict(url)["host"]))
    assert folder.stat().st_mode & 0o077 == 0


def test_no_port_is_opened(url: str) -> None:
    superuser = make_conninfo(url, user="postgres")
    assert ask(superuser, "SHOW listen_addresses") == ""


def test_product_is_no_superuser_but_may_create_what_it_needs(url: str) -> None:
    assert ask(url, "SELECT usesuper FROM pg_user WHERE usename = current_user") is False
    with psycopg.connect(url) as connection:
        for extension in ("ltree", "pg_trgm", "btree_gist", "unaccent"):
            connection.execute(f"CREATE EXTENSION IF NOT EXISTS {extension}")
        connection.rollback()


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("lower('ПРИКАЗ ОБ ЁЛКЕ')", "приказ об ёлке"),
        ("upper('щёголь')", "ЩЁГОЛЬ"),
        ("'Наставничество' ILIKE '%НАСТАВ%'", True),
        ("'ПЛАН' ~* 'план'", True),
        ("to_tsvector('НАСТАВНИКОВ') @@ to_tsquery('наставник')", True),
    ],
)
def test_russian_letters_have_case(url: str, expression: str, value: object) -> None:
    assert ask(url, f"SELECT {expression}") == value


def test_long_path_is_no_obstacle(tmp_path: Path) -> None:
    data_dir = tmp_path / ("папка с пробелом " * 4).strip() / "и, запятой"
    with postgres.running_server(data_dir, throwaway=True) as url:
        socket_dir = Path(str(conninfo_to_dict(url)["host"]))
        assert ask(url, "SELECT 1") == 1
    assert not socket_dir.exists()


def test_first_to_leave_does_not_stop_the_server_for_the_rest(data_dir: Path) -> None:
    with postgres.running_server(data_dir, throwaway=True) as url:
        with other_user(data_dir) as process:
            leave(process)
        assert ask(url, "SELECT 1") == 1
    assert not is_running(data_dir)


def test_one_who_started_it_leaves_it_to_the_last(data_dir: Path) -> None:
    with other_user(data_dir) as process:
        with postgres.running_server(data_dir, throwaway=True):
            pid = postmaster_pid(data_dir)
        assert postmaster_pid(data_dir) == pid
        leave(process)
    assert not is_running(data_dir)


def test_two_users_inside_one_process(data_dir: Path) -> None:
    with postgres.running_server(data_dir, throwaway=True) as url:
        with postgres.running_server(data_dir, throwaway=True) as same:
            assert same == url
        assert ask(url, "SELECT 1") == 1


def test_first_users_who_come_at_once_share_one_server(tmp_path: Path) -> None:
    with ExitStack() as stack:
        users = [stack.enter_context(started_user(tmp_path)) for _ in range(3)]
        assert len({greeting(user) for user in users}) == 1
        for user in users:
            leave(user)
    assert not is_running(tmp_path)


def test_server_of_a_killed_user_is_adopted_and_stopped(data_dir: Path) -> None:
    with other_user(data_dir) as process:
        pid = postmaster_pid(data_dir)
        process.kill()
    assert is_running(data_dir)
    with postgres.running_server(data_dir, throwaway=True) as url:
        assert ask(url, "SELECT 1") == 1
        assert postmaster_pid(data_dir) == pid
    assert not is_running(data_dir)


def test_killed_server_recovers_what_was_committed(data_dir: Path) -> None:
    with postgres.running_server(data_dir) as url:
        with psycopg.connect(url) as connection:
            connection.execute("CREATE TABLE committed AS SELECT 7 AS number")
        os.kill(postmaster_pid(data_dir), signal.SIGKILL)
    with postgres.running_server(data_dir) as url:
        assert ask(url, "SELECT number FROM committed") == 7


@pytest.mark.parametrize(
    "names",
    [("postmaster.pid",), (".s.PGSQL.5432.lock",), ("postmaster.pid", ".s.PGSQL.5432.lock")],
)
def test_number_of_another_program_in_a_lock_file_does_not_stop_us(
    data_dir: Path, names: tuple[str, ...]
) -> None:
    with postgres.running_server(data_dir, throwaway=True):
        pass
    owner = (data_dir / "postgres").stat()
    identity: dict[str, Any] = {}
    if os.geteuid() == 0:
        identity = {"user": owner.st_uid, "group": owner.st_gid}
    with subprocess.Popen(["/bin/sleep", "60"], **identity) as stranger:
        for name in names:
            lock = data_dir / "postgres" / name
            lock.write_text(f"{stranger.pid}\n{data_dir / 'postgres'}\n0\n5432\n/tmp\n\n")
            os.chown(lock, owner.st_uid, owner.st_gid)
        with postgres.running_server(data_dir, throwaway=True) as url:
            assert ask(url, "SELECT 1") == 1
        stranger.kill()


def test_erase_refuses_while_somebody_works_and_then_starts_anew(tmp_path: Path) -> None:
    with postgres.running_server(tmp_path, throwaway=True) as url:
        with psycopg.connect(url) as connection:
            connection.execute("CREATE TABLE old AS SELECT 1")
        with pytest.raises(postgres.PostgresUnavailable, match="пользуется другая программа"):
            postgres.erase(tmp_path)
    postgres.erase(tmp_path)
    with postgres.running_server(tmp_path, throwaway=True) as url:
        assert ask(url, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == 0


def test_folder_that_cannot_be_made_is_said_in_words(tmp_path: Path) -> None:
    obstacle = tmp_path / "file"
    obstacle.touch()
    with (
        pytest.raises(postgres.PostgresUnavailable, match="Нет доступа к папке данных"),
        postgres.running_server(obstacle / "data"),
    ):
        pass


def test_foreign_folder_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "postgres").mkdir()
    with (
        pytest.raises(postgres.PostgresUnavailable, match="не похожа на базу данных"),
        postgres.running_server(tmp_path),
    ):
        pass


def test_broken_configuration_is_said_with_the_words_of_the_server(data_dir: Path) -> None:
    configuration = data_dir / "postgres" / "postgresql.conf"
    good = configuration.read_text()
    configuration.write_text("nonsense = 1\n")
    with (
        pytest.raises(postgres.PostgresUnavailable, match=r"не запустился[^|]*nonsense"),
        postgres.running_server(data_dir, throwaway=True),
    ):
        pass
    configuration.write_text(good)


def test_copy_brings_everything_back(url: str, tmp_path: Path) -> None:
    copy = tmp_path / "database.dump"
    with psycopg.connect(url) as connection:
        connection.execute("CREATE EXTENSION IF NOT EXISTS ltree")
        connection.execute("CREATE TABLE unit AS SELECT 'область.город'::ltree AS path")
    postgres.dump(url, copy)
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE later AS SELECT path FROM unit; DROP TABLE unit")
    postgres.restore(url, copy)
    assert ask(url, "SELECT path::text FROM unit") == "область.город"
    assert ask(url, "SELECT to_regclass('later')") is None


@pytest.mark.parametrize("damage", ["truncated", "text"])
def test_damaged_copy_changes_nothing(url: str, tmp_path: Path, damage: str) -> None:
    copy = tmp_path / "database.dump"
    with psycopg.connect(url) as connection:
        connection.execute(
            "DROP TABLE IF EXISTS precious;"
            "CREATE TABLE precious AS SELECT md5(n::text) FROM generate_series(1, 20000) n"
        )
    postgres.dump(url, copy)
    whole = copy.read_bytes()
    copy.write_bytes(whole[: len(whole) // 2] if damage == "truncated" else b"text")
    with pytest.raises(postgres.DumpFailed, match="осталась прежней"):
        postgres.restore(url, copy)
    assert ask(url, "SELECT count(*) FROM precious") == 20000


def test_copy_that_cannot_be_written_leaves_no_half(url: str, tmp_path: Path) -> None:
    with pytest.raises(postgres.DumpFailed, match="Копия базы данных не сделана"):
        postgres.dump(url, tmp_path / "absent" / "database.dump")
    assert list(tmp_path.iterdir()) == []


def test_copy_of_a_database_out_of_reach_is_said_in_words(tmp_path: Path) -> None:
    url = f"postgresql://nobody@/nothing?host={tmp_path}"
    with pytest.raises(postgres.PostgresUnavailable, match="Нет связи с базой данных"):
        postgres.dump(url, tmp_path / "database.dump")
