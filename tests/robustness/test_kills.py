"""kill -9 in the middle of taking a big plan in, and a database that goes away."""

from __future__ import annotations

import os
import random
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psutil
import pytest

from nastavnik.kernel.postgres import running_server
from tests.imports.plan_texts import long_plan_text
from tests.robustness.product import BROKEN_OFF, Answer, Product, Visitor, still_alive, wait_until

ITEMS, TIMES = 2000, 2
CRASH_LOOP = 6  # seconds: a worker that dies again sooner is not replaced by Granian
COUNTED = (
    "roadmaps_roadmap",
    "roadmaps_item",
    "roadmaps_itemactor",
    "documents_act",
    "audit_entry",
)
NOTHING_IN_TRANSACTION = (
    "SELECT count(*) = 0 FROM pg_stat_activity WHERE usename = 'nastavnik'"
    " AND pid <> pg_backend_pid() AND (state <> 'idle' OR wait_event_type = 'Lock')"
)


def kill_everything_of_ours(product: Product) -> None:
    product.kill()


def kill_main_process(product: Product) -> None:
    assert product.process is not None
    workers = product.workers()
    product.process.kill()
    product.process.wait()
    assert not still_alive(workers, 15)


def kill_workers(product: Product) -> None:
    for worker in product.workers():
        worker.kill()
    wait_until(lambda: len(product.workers()) == 2, 20)
    time.sleep(CRASH_LOOP)


def kill_postgres(product: Product) -> None:
    os.kill(product.postmaster(), signal.SIGKILL)
    product.kill()


def counts(product: Product) -> dict[str, int]:
    """Count what confirming writes, once the killed request's transaction has ended."""
    wait_until(lambda: bool(product.ask(NOTHING_IN_TRANSACTION)), 30)
    return {name: product.ask(f"SELECT count(*) FROM {name}") for name in COUNTED}  # noqa: S608


def bring(officer: Visitor, text: str) -> str:
    """Hand a document in; returns the address of its preview."""
    unit = officer.get("/documents/new/").option("unit")
    answer = officer.post(
        "/documents/new/take/", {"unit": unit, "file": ("план.txt", text.encode())}
    )
    assert answer.status == 200
    assert "/documents/" in answer.address
    return answer.address.removeprefix(officer.product.address)


def confirm(officer: Visitor, preview: str) -> Answer:
    """Press the button on the last page; items whose term is past stay open."""
    version = officer.get(preview + "check/").hidden("version")
    return officer.post(preview + "confirm/", {"version": version, "all": "open"}, patience=60)


@contextmanager
def confirming(officer: Visitor, preview: str) -> Iterator[threading.Thread]:
    """Somebody presses the button meanwhile; what they see of it does not matter."""

    def press() -> None:
        try:
            confirm(officer, preview)
        except (*BROKEN_OFF, AssertionError):  # cut off, or told to come later
            return

    thread = threading.Thread(target=press)
    thread.start()
    try:
        yield thread
    finally:
        thread.join(90)
        assert not thread.is_alive()


@pytest.fixture(scope="module")
def duration(signed_in: Visitor) -> float:
    """Seconds that confirming a plan of so many items takes; it is undone again."""
    officer = signed_in
    preview = bring(officer, long_plan_text(ITEMS).replace("№ 41", "№ 40"))
    began = time.monotonic()
    assert "/roadmaps/" in confirm(officer, preview).address
    took = time.monotonic() - began
    assert officer.post(preview + "undo/", {}).status == 200
    return took


@pytest.mark.parametrize(
    "kill", [kill_workers, kill_main_process, kill_everything_of_ours, kill_postgres]
)
def test_killed_confirmation_leaves_nothing_or_all(
    officer: Visitor, duration: float, kill: Callable[[Product], None]
) -> None:
    product = officer.product
    number = f"№ 5{kill.__name__}"
    preview = bring(officer, long_plan_text(ITEMS).replace("№ 41", number))
    before = counts(product)
    moments = random.Random(number)  # noqa: S311 - the same instants in every run
    for turn in range(TIMES):
        with confirming(officer, preview):
            time.sleep(duration * (turn + moments.random()) / TIMES)
            kill(product)
        if product.process is None or product.process.poll() is not None:
            product.start()
        wait_until(product.answers, 30)
        after = counts(product)
        assert after in (before, after | {"roadmaps_item": before["roadmaps_item"] + ITEMS})
        if after != before:
            break
    answer = confirm(officer, preview) if after == before else officer.get(preview)
    assert answer.status == 200
    whole = counts(product)
    assert whole["roadmaps_roadmap"] == before["roadmaps_roadmap"] + 1
    assert whole["roadmaps_item"] == before["roadmaps_item"] + ITEMS
    assert whole["roadmaps_itemactor"] == before["roadmaps_itemactor"] + ITEMS
    again = officer.post(preview + "confirm/", {"version": "0", "all": "open"})
    assert again.status in (200, 422)
    assert counts(product) == whole


def test_killed_upload_can_be_repeated(officer: Visitor) -> None:
    product = officer.product
    text = long_plan_text(ITEMS).replace("№ 41", "№ 61")
    before = product.ask("SELECT count(*) FROM imports_intake")

    def send() -> None:
        try:
            bring(officer, text)
        except (*BROKEN_OFF, AssertionError):
            return

    thread = threading.Thread(target=send)
    thread.start()
    time.sleep(0.5)
    product.kill()
    thread.join(60)
    product.start()
    assert product.ask("SELECT count(*) FROM imports_intake") - before in (0, 1)
    first, second = bring(officer, text), bring(officer, text)
    assert first == second
    assert product.ask("SELECT count(*) FROM imports_intake") == before + 1


def test_pages_wait_for_a_lost_database_and_come_back(officer: Visitor) -> None:
    product = officer.product
    main = product.process
    server = psutil.Process(product.postmaster())
    everything = [server, *server.children(recursive=True)]
    server.kill()
    assert not still_alive(everything, 30)
    for path in ("/", "/documents/", "/roadmaps/"):
        answer = officer.get(path)
        assert answer.status == 503
        assert int(answer.headers["Retry-After"]) > 0
        assert "временно" in answer.text.lower()
        assert "Traceback" not in answer.text
    assert officer.get("/static/favicon.svg").status == 200
    with running_server(product.data):
        wait_until(lambda: officer.get("/").status == 200, 30)
        assert officer.get("/roadmaps/").status == 200
        assert product.process is main
        assert main is not None
        assert main.poll() is None
