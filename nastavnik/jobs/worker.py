"""A worker: carries out jobs and periodic work until a signal comes; there may be many."""

from __future__ import annotations

import asyncio
import logging
import signal
from contextlib import suppress

import psycopg
from asgiref.sync import sync_to_async
from django.db import DatabaseError, connection
from procrastinate import JobContext, PsycopgConnector
from procrastinate.contrib.django import DjangoApp
from procrastinate.contrib.django.utils import connector_params
from procrastinate.exceptions import ConnectorException

from nastavnik.jobs import queue, running
from nastavnik.jobs.registry import PERIODIC, Periodic

log = logging.getLogger(__name__)

HEARTBEAT = 5  # seconds
PAUSE = 2  # seconds before the database is tried again
URGENT = 10  # periodic work goes before jobs: it is short
LOST_DATABASE = (ConnectorException, DatabaseError, psycopg.Error, OSError)


def work(concurrency: int) -> None:
    """Work, on so many jobs at once, until SIGINT or SIGTERM; a lost database is waited for."""
    asyncio.run(_until_signal(concurrency))


async def _until_signal(concurrency: int) -> None:
    stop = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    while not stop.is_set():
        try:
            await _work(concurrency, stop)
        except LOST_DATABASE as trouble:
            log.warning("the worker has lost its database: %s", trouble)
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), PAUSE)


async def _work(concurrency: int, stop: asyncio.Event) -> None:
    """Work until `stop`, or until the database is lost."""
    await sync_to_async(_rescue_first, thread_sensitive=False)()
    app = _app()
    async with app.open_async():
        working = asyncio.create_task(
            app.run_worker_async(
                concurrency=concurrency,
                install_signal_handlers=False,
                shutdown_graceful_timeout=0,  # jobs stop after their chunk, not in it
                update_heartbeat_interval=HEARTBEAT,
                stalled_worker_timeout=running.SILENT,
            )
        )
        stopping = asyncio.create_task(stop.wait())
        await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        working.cancel()  # it lets go of its work in good order
        with suppress(asyncio.CancelledError):
            await working


def _app() -> DjangoApp:
    connector = PsycopgConnector(kwargs=connector_params(), min_size=1, max_size=4)
    app = DjangoApp(connector=connector)
    app.task(name=queue.TASK, queue=queue.QUEUE, pass_context=True)(_carry_out)
    for kind in PERIODIC.values():
        _register(app, kind)
    return app


def _register(app: DjangoApp, kind: Periodic) -> None:
    def do(context: JobContext, timestamp: int) -> None:
        running.do_periodic(kind, stopping=context.should_abort)

    task = app.task(
        name=f"periodic-{kind.name}",
        queue="periodic",
        priority=URGENT,
        queueing_lock=kind.name,
        lock=kind.name if kind.alone else None,
        pass_context=True,
    )(do)
    app.periodic(cron=kind.cron, periodic_id=kind.name)(task)


def _carry_out(context: JobContext, job: int) -> None:
    running.carry_out(job, stopping=context.should_abort)


def _rescue_first() -> None:
    """Whoever starts a worker after a crash wants its jobs to go on."""
    try:
        running.rescue()
    finally:
        connection.close()
