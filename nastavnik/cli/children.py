"""Processes that a command starts and that end together with it, however it ends."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

PR_SET_PDEATHSIG = 1  # linux/prctl.h
GLANCE = 0.5  # seconds between looks at the worker
PAUSE = 2  # seconds before a worker that died is replaced
PATIENCE = 10  # seconds that a worker has to end by itself


def end_with_parent() -> None:
    """Let this process get SIGTERM when its parent ends, even when that was killed."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def end_with(parent: int) -> None:
    """Do the same as a program of its own; end at once when the parent has ended already."""
    end_with_parent()
    if os.getppid() != parent:
        raise SystemExit(0)


@contextmanager
def background_worker() -> Iterator[None]:
    """Keep a worker beside the body: a process of its own, replaced when it dies."""
    over = threading.Event()
    keeper = threading.Thread(target=_keep_worker, args=(over,))
    keeper.start()
    try:
        yield
    finally:
        over.set()
        keeper.join()


def _keep_worker(over: threading.Event) -> None:
    while not over.is_set():
        worker = _start_worker()
        while not _has_ended(worker):
            if over.wait(GLANCE):
                _stop(worker)
                return
        over.wait(PAUSE)


def _start_worker() -> int:
    """Start a worker; returns its process id.

    Not by `subprocess`: it waits for a pipe to close, and a page worker that the server forks at
    this very instant would hold that open for ever.
    """
    command = [sys.executable, "-m", "nastavnik", "schedule", "work", "--parent", str(os.getpid())]
    # a process group of its own: Ctrl-C reaches the command, which ends its worker
    return os.posix_spawn(sys.executable, command, os.environ, setpgroup=0)


def _has_ended(worker: int) -> bool:
    return os.waitpid(worker, os.WNOHANG) != (0, 0)


def _stop(worker: int) -> None:
    os.kill(worker, signal.SIGTERM)
    deadline = time.monotonic() + PATIENCE
    while not _has_ended(worker):
        if time.monotonic() > deadline:
            os.kill(worker, signal.SIGKILL)
        time.sleep(0.05)
