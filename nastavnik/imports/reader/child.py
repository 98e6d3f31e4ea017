"""The reading process: fences itself in, reads one file from its input, answers in JSON.

Run by `gate`; arguments: folder of the package, process id of the caller, request as JSON.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import signal
import sys
import traceback
from typing import Any

from nastavnik.imports.reader.limits import MEGABYTE, Limits
from nastavnik.imports.reader.refusals import Unreadable, refusal

PR_SET_PDEATHSIG = 1
OPEN_FILES = 64


def main() -> None:
    """Read the request, the file, and answer on the output; everything else goes nowhere."""
    caller, request = int(sys.argv[2]), json.loads(sys.argv[3])
    limits = Limits(**request["limits"])
    answer_to = os.dup(1)
    os.dup2(2, 1)  # a library that prints must not spoil the answer
    fence(limits, caller)
    answer = answer_to_request(sys.stdin.buffer.read(limits.upload + 1), request, limits)
    with os.fdopen(answer_to, "wb") as output:
        output.write(packed(answer))


def fence(limits: Limits, caller: int) -> None:
    """Limit memory, processor time and files of this process; die with the caller."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != caller:  # the caller died before the line above
            sys.exit(1)
    for kind, ceiling in (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_CPU, limits.seconds),
        (resource.RLIMIT_FSIZE, MEGABYTE),  # compiled modules of libraries, nothing else
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(kind)
        ceiling = ceiling if hard == resource.RLIM_INFINITY else min(ceiling, hard)
        resource.setrlimit(kind, (ceiling, hard))


def answer_to_request(data: bytes, request: dict[str, Any], limits: Limits) -> dict[str, Any]:
    """Return {"source": …} or {"code": …, "message": …, "trace": …}."""
    # After the fence: what the readers import costs memory too.
    from nastavnik.imports.reader.extract import extract

    try:
        source = extract(data, request["suffix"], limits, request["encoding"])
    except Unreadable as error:
        return {"code": error.code, "message": error.message, "trace": _trace(error.__cause__)}
    return {"source": source.to_json()}


def packed(answer: dict[str, Any]) -> bytes:
    """Return the answer as it is sent, with the most memory held so far."""
    try:
        return json.dumps(answer | {"peak": peak()}, ensure_ascii=False).encode("utf-8")
    except MemoryError:
        error = refusal("memory")
        answer = {"code": error.code, "message": error.message, "trace": "MemoryError", "peak": 0}
        return json.dumps(answer, ensure_ascii=False).encode("utf-8")


def peak() -> int:
    """Return the most memory this process held so far, in bytes; 0 where nobody says."""
    if sys.platform != "linux":
        return 0
    with open("/proc/self/status", encoding="ascii", errors="replace") as status:
        held = next((line for line in status if line.startswith("VmHWM:")), "VmHWM: 0 kB")
    return int(held.split()[1]) * 1024


def _trace(cause: BaseException | None) -> str:
    """Where the cause came from, without its words: those may quote the document."""
    if cause is None:
        return ""
    frames = traceback.extract_tb(cause.__traceback__)
    where = " < ".join(f"{frame.name}:{frame.lineno}" for frame in reversed(frames[-6:]))
    return f"{type(cause).__name__} in {where}"
