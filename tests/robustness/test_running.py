"""Starting, serving whoever comes, stopping."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest

from tests.robustness.product import Product, Visitor, still_alive, wait_until

CLIENTS = 50
HALVES = {
    "silence": b"",
    "half a head": b"GET /login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nX-",
    "half a form": (
        b"POST /login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9000\r\n"
        b"Content-Type: application/x-www-form-urlencoded\r\nCookie: sessionid=a\r\n\r\nlogin="
    ),
    "an open connection": b"GET /static/favicon.svg HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
}


@contextmanager
def slow_clients(product: Product, count: int, said: bytes) -> Iterator[None]:
    """So many clients who say something and wait."""
    with ExitStack() as stack:
        for _ in range(count):
            client = stack.enter_context(socket.create_connection(("127.0.0.1", product.port)))
            client.sendall(said)
        time.sleep(0.3)
        yield


@pytest.mark.parametrize("half", HALVES)
def test_slow_clients_do_not_stop_others(officer: Visitor, half: str) -> None:
    with slow_clients(officer.product, CLIENTS, HALVES[half]):
        for _ in range(5):
            assert officer.get("/", patience=5).status == 200


def test_many_browsers_keep_their_connections_open(officer: Visitor) -> None:
    with slow_clients(officer.product, 600, HALVES["an open connection"]):
        assert officer.get("/", patience=5).status == 200


def test_killed_worker_is_replaced(product: Product) -> None:
    before = product.workers()
    assert len(before) == 2
    for worker in before:
        worker.kill()
    wait_until(product.answers, 20)
    wait_until(lambda: len(product.workers()) == 2, 20)
    assert not set(before) & set(product.workers())


def test_workers_do_not_outlive_a_killed_parent(product: Product) -> None:
    assert product.process is not None
    workers = [*product.workers(), product.background()]
    product.process.kill()
    product.process.wait()
    assert not still_alive(workers, 10)
    product.start()


def test_killed_background_worker_is_replaced(product: Product) -> None:
    before = product.background()
    before.kill()
    assert not still_alive([before], 5)
    assert product.background() != before


def test_interrupt_stops_everything_and_the_next_start_is_quick(
    officer: Visitor, capsys: pytest.CaptureFixture[str]
) -> None:
    product = officer.product
    everybody = product.everybody()
    assert len(everybody) > 3
    stopped = product.interrupt()
    assert product.process is not None
    assert product.process.returncode == 0
    assert stopped <= 10
    assert not still_alive(everybody, 1)
    assert not (product.data / "postgres" / "postmaster.pid").exists()
    started = product.start()
    assert officer.get("/").address == f"{product.address}/"  # and nobody has to sign in again
    with capsys.disabled():
        print(f"\nstopped in {stopped:.1f} s, second start in {started:.1f} s (goal 5 s)")


def test_two_do_not_serve_on_one_port(product: Product) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "nastavnik", "demo", "--port", str(product.port)],
        env=product.environment(),
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 5
    assert f"Порт {product.port} уже занят" in ended.stderr.decode()
    assert product.answers()


def test_workers_keep_their_connections_to_the_database(officer: Visitor) -> None:
    def sessions() -> set[int]:
        query = "SELECT array_agg(pid) FROM pg_stat_activity WHERE usename = 'nastavnik'"
        return set(officer.product.ask(query + " AND pid <> pg_backend_pid()") or ())

    for _ in range(20):
        officer.get("/")
    before = sessions()
    assert 1 <= len(before) <= 16
    for _ in range(20):
        officer.get("/")
    assert before & sessions()


@pytest.mark.parametrize("size", [25, 60])
def test_body_larger_than_any_form_is_refused(officer: Visitor, size: int) -> None:
    officer.get("/documents/new/")
    answer = officer.post("/documents/new/take/", {"file": ("план.docx", bytes(size * 2**20))})
    assert answer.status == 413
    assert "Файл слишком большой" in answer.text
    assert officer.get("/").status == 200
