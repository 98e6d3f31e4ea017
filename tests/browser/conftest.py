"""The real product in a real browser: `nastavnik demo` on an empty data folder, and Chromium."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from nastavnik.cli.demo.region import PASSWORD

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
WIDE, NARROW = 1280, 360
START_LIMIT = 180  # seconds
PATIENCE = 30_000  # milliseconds: a busy machine is no reason to fail
expect.set_options(timeout=PATIENCE)


@dataclass(frozen=True)
class Site:
    """The running product: its address and data folder."""

    address: str
    data: Path

    def command(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run the command line on the same data."""
        return subprocess.run(
            [sys.executable, "-m", "nastavnik", *words],
            env=environment(self.data),
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )


def environment(data: Path) -> dict[str, str]:
    """Return the environment of a fresh installation: nothing set but the data folder."""
    ours = {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in ours and not name.startswith("NASTAVNIK_")
    }
    return {**kept, "NASTAVNIK_DATA": str(data), "PYTHONPATH": str(ROOT)}


@pytest.fixture(scope="package")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Start the demonstration and stop it as a person does, with Ctrl-C."""
    data = tmp_path_factory.mktemp("demo")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = (data / "demo.log").open("wb")
    process = subprocess.Popen(
        [sys.executable, "-m", "nastavnik", "demo", "--port", str(port)],
        env=environment(data),
        stdout=log,
        stderr=log,
        start_new_session=True,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(address, process, data)
        yield Site(address, data)
    finally:
        os.killpg(process.pid, signal.SIGINT)
        process.wait(timeout=30)
        log.close()


def _wait_for(address: str, process: subprocess.Popen[bytes], data: Path) -> None:
    deadline = time.monotonic() + START_LIMIT
    while time.monotonic() < deadline:
        if process.poll() is not None:
            pytest.fail("the demonstration ended: " + (data / "demo.log").read_text()[-3000:])
        try:
            urllib.request.urlopen(f"{address}/login/", timeout=5).close()  # noqa: S310 - ours
        except OSError:
            time.sleep(0.2)
        else:
            return
    pytest.fail("the demonstration did not start: " + (data / "demo.log").read_text()[-3000:])


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Start the installed Chromium without any traffic of its own."""
    if CHROMIUM is None:
        pytest.fail("Chromium is not installed: apt-get install -y chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
            env={**os.environ, "LANGUAGE": "ru"},  # controls of the browser itself, in pictures
        )
        yield chromium
        chromium.close()


Opener = Callable[..., Page]


@pytest.fixture
def open_page(site: Site, browser: Browser) -> Iterator[Opener]:
    """Return a function that signs somebody in and gives their page.

    Any error of the page's own code, and any request to another host, fails the test.
    """
    contexts: list[BrowserContext] = []
    troubles: list[str] = []

    def open_as(login: str | None, *, width: int = WIDE, scripts: bool = True) -> Page:
        context = browser.new_context(
            base_url=site.address,
            viewport={"width": width, "height": 900},
            java_script_enabled=scripts,
            locale="ru-RU",
            accept_downloads=True,
            reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("request", lambda request: _note_stranger(request.url, site, troubles))
        if login is not None:
            page.goto("/login/")
            page.fill("[name=login]", login)
            page.fill("[name=password]", PASSWORD)
            page.click("main button[type=submit]")
            page.wait_for_url(f"{site.address}/")
        return page

    yield open_as
    for context in contexts:
        context.close()
    assert troubles == []


def _note_stranger(url: str, site: Site, troubles: list[str]) -> None:
    if not url.startswith((site.address, "data:", "blob:")):
        troubles.append(f"a request left the product: {url}")


def scrolls_sideways(page: Page) -> bool:
    """Tell whether the page as a whole is wider than its window."""
    root = "document.documentElement"
    return bool(page.evaluate(f"{root}.scrollWidth > {root}.clientWidth"))


def axe_findings(page: Page) -> list[str]:
    """Return what axe finds on the page, one line a rule."""
    found = Axe().run(page).response["violations"]
    return [f"{rule['id']}: {rule['nodes'][0]['html'][:160]}" for rule in found]


Picture = Callable[[Page, str], None]


@pytest.fixture(scope="session")
def picture() -> Picture:
    """Return a function that keeps what the window shows where NASTAVNIK_SCREENSHOTS says."""
    folder = os.environ.get("NASTAVNIK_SCREENSHOTS")
    if not folder:
        pytest.skip("NASTAVNIK_SCREENSHOTS names no folder: pictures are not asked for")

    def keep(page: Page, name: str) -> None:
        path = Path(folder)
        path.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=path / f"{name}.png")

    return keep
