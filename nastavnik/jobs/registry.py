"""Which kinds of jobs there are. Rooms register theirs in their shelf `background`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from nastavnik.kernel.scope import Right

Result = Mapping[str, Any]  # counts and keys; `message` in it is the sentence for people
Handler = Callable[..., Result]


@dataclass(frozen=True, slots=True)
class Kind:
    """Work that somebody with `right` may start: `handler(scope, run, **arguments)`."""

    name: str
    title: str
    right: Right
    handler: Handler


@dataclass(frozen=True, slots=True)
class Periodic:
    """Work the system does by itself: `handler(scope, run)` at the times of `cron` (UTC).

    `alone`: no two of it run at once, on any host.
    """

    name: str
    title: str
    cron: str
    alone: bool
    handler: Handler


KINDS: dict[str, Kind] = {}
PERIODIC: dict[str, Periodic] = {}


def job_kind(name: str, *, title: str, right: Right) -> Callable[[Handler], Handler]:
    """Register a kind of job; `title` is Russian, `right` what whoever starts one must have.

    The handler works in chunks, each a transaction of its own, with `run.progress(done, total)`
    between them, and is idempotent: after a kill it is run again from the beginning and must then
    do only what is left.
    """

    def register(handler: Handler) -> Handler:
        _enter(KINDS, name, Kind(name, title, right, handler))
        return handler

    return register


def periodic(
    name: str, *, title: str, cron: str, alone: bool = True
) -> Callable[[Handler], Handler]:
    """Register periodic work; `cron` has five fields, in UTC. The handler is idempotent."""

    def register(handler: Handler) -> Handler:
        _enter(PERIODIC, name, Periodic(name, title, cron, alone, handler))
        return handler

    return register


def _enter(book: dict[str, Any], name: str, kind: Any) -> None:
    if name in book:
        raise ValueError(f"there is already a kind {name}")
    book[name] = kind
