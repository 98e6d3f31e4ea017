"""Workers as real processes: progress, cancelling, one run of a job, kill -9 at any instant."""

from __future__ import annotations

import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import psycopg
import pytest

from nastavnik.kernel.postgres.server import DATABASE, OWNER
from tests.robustness.product import Product, Visitor, wait_until

ROWS, KILLS = 150_000, 6
# the database itself counts how often a job comes to its end
WATCH = """
CREATE TABLE IF NOT EXISTS test_ends (job bigint, state text);
CREATE OR REPLACE FUNCTION test_end() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN INSERT INTO test_ends VALUES (NEW.id, NEW.state); RETURN NEW; END $$;
CREATE OR REPLACE TRIGGER test_end AFTER UPDATE ON jobs_job FOR EACH ROW
WHEN (OLD.finished IS NULL AND NEW.finished IS NOT NULL) EXECUTE FUNCTION test_end();
"""
SILENCE = "UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 minute'"


class Works:
    """The installation without a worker of its own; tests start theirs."""

    def __init__(self, product: Product) -> None:
        self.product = product

    @property
    def environment(self) -> dict[str, str]:
        folder = (self.product.data / "postgres" / "postmaster.pid").read_text().splitlines()[4]
        address = f"postgresql://{OWNER}@/{DATABASE}?host={folder}"
        settings = "nastavnik.config.settings"
        return {
            **self.product.environment(),
            "DATABASE_URL": address,
            "DJANGO_SETTINGS_MODULE": settings,
        }

    def run(self, *command: str) -> str:
        """Run a program on the installation to its end."""
        done = subprocess.run(
            [sys.executable, *command], env=self.environment, capture_output=True, check=True
        )
        return done.stdout.decode()

    @contextmanager
    def worker(self) -> Iterator[subprocess.Popen[bytes]]:
        """A worker, ended by SIGTERM unless the test has ended it."""
        with (self.product.data.parent / "worker.log").open("ab") as log:
            worker = subprocess.Popen(
                [sys.executable, "-m", "nastavnik", "schedule", "work"],
                env=self.environment,
                stdout=log,
                stderr=log,
            )
            try:
                yield worker
            finally:
                worker.terminate()
                assert worker.wait(timeout=15) in (0, -signal.SIGKILL)

    def execute(self, statements: str) -> None:
        """Execute SQL past the product."""
        with psycopg.connect(self.environment["DATABASE_URL"]) as connection:
            connection.execute(statements)  # type: ignore[call-overload]

    def start(self, visitor: Visitor) -> int:
        """Start a check of the journal; returns the job's number."""
        address = visitor.post("/journal/chain/start/", {}).address
        found = re.search(r"/jobs/(\d+)/$", address)
        assert found, address
        return int(found[1])

    def fact(self, job: int, what: str) -> Any:
        """Return a column of the job."""
        return self.product.ask(f"SELECT {what} FROM jobs_job WHERE id = {job}")  # noqa: S608 - ours

    def wait(self, job: int, state: str, seconds: float = 60) -> None:
        wait_until(lambda: self.fact(job, "state") == state, seconds)

    def ends(self, job: int) -> list[str]:
        """Return the states in which the job has ended, one for each time."""
        query = f"SELECT array_agg(state) FROM test_ends WHERE job = {job}"  # noqa: S608 - ours
        return self.product.ask(query) or []


@pytest.fixture(scope="module")
def works(installation: Product) -> Iterator[Works]:
    """Start the installation anew without a worker, with a long journal."""
    installation.stop()
    installation.options = ["--no-background"]
    installation.start()
    works = Works(installation)
    works.run("-m", "tests.long_journal", str(ROWS))
    works.execute(WATCH)
    yield works
    works.execute("DROP TRIGGER test_end ON jobs_job; DROP FUNCTION test_end")
    installation.stop()
    installation.options = []


def test_progress_is_seen_while_a_worker_works(works: Works, officer: Visitor) -> None:
    job = works.start(officer)
    assert "ждёт своей очереди" in officer.get(f"/jobs/{job}/").text
    seen: set[int] = set()

    def ended() -> bool:
        text = officer.get(f"/jobs/{job}/").text
        found = re.search(r"<strong>(\d+)</strong> из \d+", text)
        seen.add(int(found[1]) if found else 0)
        return "Журнал цел" in text

    with works.worker():
        wait_until(ended, 60)
    assert len(seen) > 3
    assert 'hx-trigger="every' not in officer.get(f"/jobs/{job}/").text


def test_running_job_is_cancelled(works: Works, officer: Visitor) -> None:
    job = works.start(officer)
    with works.worker():
        works.wait(job, "running")
        officer.post(f"/jobs/{job}/cancel/", {})
        works.wait(job, "cancelled", 10)
    assert works.fact(job, "done < total")
    assert works.ends(job) == ["cancelled"]


def test_two_workers_run_each_job_and_each_periodic_work_once(works: Works) -> None:
    visitors = [Visitor(works.product).sign_in(login) for login in ("ministry", "auditor")]
    jobs = [works.start(visitor) for visitor in visitors]
    with ExitStack() as stack:
        for _ in range(2):
            stack.enter_context(works.worker())
        for job in jobs:
            works.wait(job, "done")
    for job in jobs:
        assert works.ends(job) == ["done"]
        assert works.fact(job, "attempt") == 1
    same = (
        "SELECT count(*) FROM procrastinate_jobs WHERE task_name LIKE 'periodic-%'"
        " GROUP BY task_name, args->>'timestamp' ORDER BY 1 DESC LIMIT 1"
    )
    assert works.product.ask(same) == 1


def test_stopped_worker_hands_its_job_on(works: Works, officer: Visitor) -> None:
    job = works.start(officer)
    with works.worker() as worker:
        works.wait(job, "running")
        began = time.monotonic()
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(timeout=15) == 0
        took = time.monotonic() - began
    assert took <= 3
    assert works.fact(job, "state") == "queued"
    assert works.ends(job) == []
    with works.worker():
        works.wait(job, "done")
    assert works.ends(job) == ["done"]


def test_job_of_killed_workers_ends_exactly_once(works: Works, officer: Visitor) -> None:
    moments = random.Random(3)  # noqa: S311 - the same instants in every run
    job = works.start(officer)
    for turn in range(1, KILLS + 1):
        with works.worker() as worker:
            wait_until(lambda times=turn: works.fact(job, "attempt") == times, 30)
            time.sleep(moments.random())
            worker.kill()
            worker.wait()
        assert works.fact(job, "state") == "running"
        works.execute(SILENCE)  # as if time had passed
    with works.worker():
        works.wait(job, "done")
    assert works.ends(job) == ["done"]
    assert works.fact(job, "attempt") == KILLS + 1


def test_periodic_work_is_done_in_the_foreground(works: Works, officer: Visitor) -> None:
    job = works.start(officer)
    with works.worker() as worker:
        works.wait(job, "running")
        worker.kill()
        worker.wait()
    works.execute(SILENCE)
    told = works.run("-m", "nastavnik", "schedule", "run", "--json")
    assert re.findall(r'"ok": (\w+)', told).count("true") >= 4
    assert '"freed": 1' in told
    with works.worker():
        works.wait(job, "done")
