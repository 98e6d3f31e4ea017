"""The caller's side of the reading process: starts it, bounds it, kills it, reads its answer."""

from __future__ import annotations

import contextlib
import json
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

import nastavnik
from nastavnik.imports.reader.limits import Limits
from nastavnik.imports.reader.refusals import Unreadable, refusal
from nastavnik.pure.source import Source

log = logging.getLogger(__name__)

PACKAGE_FOLDER = str(Path(nastavnik.__file__).resolve().parents[1])
START = (  # the isolated interpreter knows neither the current folder nor PYTHONPATH
    "import sys; sys.path.append(sys.argv[1]);"
    " from nastavnik.imports.reader.child import main; main()"
)
ENVIRONMENT = {"LC_ALL": "C.UTF-8"}  # passwords of the server are not for the reader


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a reading: a source or a refusal, and what it cost (seconds, bytes)."""

    source: Source | None
    refusal: Unreadable | None
    seconds: float
    peak: int


def ask(given: IO[bytes] | bytes, suffix: str, encoding: str, limits: Limits) -> Answer:
    """Read an open file, or bytes, in a process of its own. Never raises for what is in them."""
    began = time.monotonic()
    request = {"suffix": suffix, "encoding": encoding, "limits": asdict(limits)}
    command = [
        sys.executable, "-I", "-c", START, PACKAGE_FOLDER, str(os.getpid()), json.dumps(request),
    ]  # fmt: skip
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE if isinstance(given, bytes) else given,
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        env=ENVIRONMENT, cwd="/", start_new_session=True,
    )  # fmt: skip
    late = threading.Event()

    def stop() -> None:
        late.set()
        _kill(process)

    timer = threading.Timer(limits.seconds, stop)
    timer.start()
    try:
        output = _converse(process, given, limits)
    finally:
        timer.cancel()
        _kill(process)
        process.wait()
    took = time.monotonic() - began
    if late.is_set():
        return Answer(None, refusal("timeout", limit=limits.seconds), took, 0)
    return _understand(output, process.returncode, took, limits)


def _converse(process: subprocess.Popen[bytes], given: IO[bytes] | bytes, limits: Limits) -> bytes:
    """Hand the bytes over and return the answer, no more than it may be long."""
    assert process.stdout is not None
    if process.stdin is not None and isinstance(given, bytes):
        with contextlib.suppress(BrokenPipeError):  # it died early: its answer says why
            process.stdin.write(given)
        with contextlib.suppress(BrokenPipeError):
            process.stdin.close()
    with process.stdout as stdout:
        output = stdout.read(limits.answer + 1)
    return output


def _kill(process: subprocess.Popen[bytes]) -> None:
    """Kill the process with all it may have started; nothing when it is gone."""
    if process.returncode is None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


def _understand(output: bytes, code: int, took: float, limits: Limits) -> Answer:
    """Return the answer in `output`; a process that left none was stopped or fell."""
    if len(output) > limits.answer:
        return Answer(None, refusal("too_long", limit=limits.characters), took, 0)
    try:
        answer = json.loads(output)
    except ValueError:
        log.warning("reader left no answer: exit code %s after %.1f s", code, took)
        spent = code == -signal.SIGXCPU
        error = refusal("timeout", limit=limits.seconds) if spent else refusal("crash")
        return Answer(None, error, took, 0)
    if "source" in answer:
        return Answer(Source.from_json(answer["source"]), None, took, answer["peak"])
    if answer["trace"]:
        log.info("unreadable file (%s): %s", answer["code"], answer["trace"])
    error = Unreadable(answer["code"], answer["message"])
    return Answer(None, error, took, answer["peak"])
