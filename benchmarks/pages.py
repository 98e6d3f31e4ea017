"""What the pages weigh on the wire and how long the server takes: `python -m benchmarks.pages`.

The demonstration on an empty data folder, in the installed Chromium; bytes as they crossed the
network (compressed, with headers), times of the whole answer without the browser's drawing.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

FIRST_GOAL, LATER_GOAL = 150, 40  # KB
ROUNDS = 20
LATER = ("/roadmaps/", "/roadmaps/1/", "/documents/", "/documents/2/", "/units/", "/people/")


def weigh(page: Page, visit: Callable[[], object]) -> int:
    """Return how many bytes crossed the network while `visit` opened something in `page`."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    sizes: list[int] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    visit()
    page.wait_for_load_state("networkidle")
    session.detach()
    return sum(sizes)


@contextmanager
def demonstration() -> Iterator[tuple[str, str]]:
    """Run the demonstration on a data folder of its own; gives its address and the password."""
    with tempfile.TemporaryDirectory(prefix="nastavnik-") as folder, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        said = Path(folder) / "said"
        kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        process = subprocess.Popen(
            [sys.executable, "-m", "nastavnik", "demo", "--port", str(port)],
            env={**kept, "NASTAVNIK_DATA": str(Path(folder) / "data")},
            stdout=said.open("w"),
            stderr=subprocess.DEVNULL,
        )
        address = f"http://127.0.0.1:{port}"
        try:
            _wait(address, process)
            password = re.search(r"пароль у всех один: (\S+)", said.read_text())
            yield address, password[1] if password else ""
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=30)


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    while process.poll() is None:
        try:
            urllib.request.urlopen(f"{address}/login/", timeout=5).close()  # noqa: S310 - ours
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit("the demonstration did not start")


def sign_in(page: Page, login: str, password: str) -> None:
    """Fill the form of the sign-in page that `page` shows."""
    page.fill("[name=login]", login)
    page.fill("[name=password]", password)
    page.click("main button[type=submit]")


def _milliseconds(page: Page, address: str) -> float:
    times = []
    for _ in range(ROUNDS):
        page.goto(address)
        times.append(
            page.evaluate(
                "(() => { const n = performance.getEntriesByType('navigation')[0];"
                " return n.responseEnd - n.requestStart; })()"
            )
        )
    return statistics.median(times)


def main() -> None:
    """Print the table."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    with demonstration() as (address, password), sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        page = browser.new_context(base_url=address, locale="ru-RU").new_page()
        print(f"{'page':<22}{'KB':>8}{'goal':>6}{'server, ms':>12}")
        first = weigh(page, lambda: page.goto("/login/"))
        print(f"{'/login/ (first view)':<22}{first / 1024:>8.1f}{FIRST_GOAL:>6}")
        home = weigh(page, lambda: sign_in(page, "ministry", password))
        _print_later(page, "/", home)
        for path in LATER:
            _print_later(page, path, weigh(page, partial(page.goto, path)))
        browser.close()


def _print_later(page: Page, path: str, size: int) -> None:
    took = _milliseconds(page, path)
    print(f"{path:<22}{size / 1024:>8.1f}{LATER_GOAL:>6}{took:>12.0f}")


if __name__ == "__main__":
    main()
