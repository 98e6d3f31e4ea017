"""The reading process: bounded, killable, alone, without the caller's secrets."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import psutil
import pytest

from nastavnik.imports import reader
from nastavnik.imports.reader import gate
from nastavnik.imports.reader.limits import MEGABYTE, Limits
from tests.imports import bad_input

ROOT = Path(__file__).resolve().parents[3]
CALLER = """
import sys
from nastavnik.imports.reader import gate, Limits
gate.ask(sys.stdin.buffer, "txt", "", Limits())
"""


def readers(of: int | None = None) -> list[psutil.Process]:
    """Reading processes below a process, no other children of the test run."""
    found = []
    for process in psutil.Process(of).children(recursive=True):
        with contextlib.suppress(psutil.NoSuchProcess):  # ended while we looked
            if any("imports.reader.child" in word for word in process.cmdline()):
                found.append(process)
    return found


def appears(of: int) -> psutil.Process:
    """Wait for the reading process of a caller."""
    for _ in range(400):
        found = readers(of)
        if found:
            return found[0]
        time.sleep(0.05)
    raise AssertionError("no reading process appeared")


def test_reading_that_takes_too_long_is_killed() -> None:
    before = set(readers())
    unending, held = os.pipe()
    with os.fdopen(unending, "rb") as file:
        answer = gate.ask(file, "txt", "", Limits(seconds=1))
    os.close(held)
    assert answer.refusal is not None
    assert answer.refusal.code == "timeout"
    assert set(readers()) <= before


def test_reader_dies_with_its_killed_caller() -> None:
    unending, held = os.pipe()
    caller = subprocess.Popen([sys.executable, "-c", CALLER], cwd=ROOT, stdin=unending)
    try:
        child = appears(caller.pid)
        time.sleep(0.5)  # the reader has raised its fence by then
        os.kill(caller.pid, signal.SIGKILL)
        caller.wait()
        _, alive = psutil.wait_procs([child], timeout=10)
        assert not alive
    finally:
        caller.kill()
        os.close(unending)
        os.close(held)


def test_memory_is_bounded() -> None:
    rows = "".join(bad_input.cell(f"A{row}", f"строка {row} " * 20) for row in range(1, 15_000))
    data = bad_input.xlsx_of(rows + "</sheetData>")
    enough = gate.ask(data, "xlsx", "", Limits())
    assert enough.source is not None
    short = gate.ask(data, "xlsx", "", Limits(memory=48 * MEGABYTE))
    assert short.refusal is not None
    assert short.refusal.code in ("memory", "crash")


def test_abort_of_a_reader_is_an_answer_and_not_a_death() -> None:
    unending, held = os.pipe()
    box: list[gate.Answer] = []
    with os.fdopen(unending, "rb") as file:
        asking = threading.Thread(target=lambda: box.append(gate.ask(file, "txt", "", Limits())))
        asking.start()
        appears(os.getpid()).send_signal(signal.SIGABRT)
        asking.join()
    os.close(held)
    assert box[0].refusal is not None
    assert box[0].refusal.code == "crash"


def test_reader_does_not_inherit_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://secret")
    unending, held = os.pipe()
    with os.fdopen(unending, "rb") as file:
        asking = threading.Thread(target=gate.ask, args=(file, "txt", "", Limits()))
        asking.start()
        environment = appears(os.getpid()).environ()
        os.close(held)
        asking.join()
    assert "DATABASE_URL" not in environment


def test_long_answer_is_refused() -> None:
    answer = gate.ask("План ".encode() * 1000, "txt", "", Limits(answer=1000))
    assert answer.refusal is not None
    assert answer.refusal.code == "too_long"


def test_readers_work_side_by_side() -> None:
    texts = [f"План № {number}" for number in range(4)]
    found: dict[str, str] = {}

    def read(text: str) -> None:
        source = reader.read_bytes(text.encode(), "план.txt")
        found[text] = source.text_at(next(place for place, _ in source.paragraphs()))

    threads = [threading.Thread(target=read, args=(text,)) for text in texts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {text: text for text in texts}


def test_reading_imports_no_framework() -> None:
    code = "import sys, nastavnik.imports.reader as r; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
