"""A job as whoever waits for it sees it: started, under way, ended, with and without scripts."""

from __future__ import annotations

import subprocess
import sys

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import ROOT, Opener, Site, environment
from tests.browser.test_pages import troubles_of

ROWS = 150_000


@pytest.fixture(scope="module")
def long_journal(site: Site) -> None:
    """Make the journal so long that its check is a job."""
    settings = {"DJANGO_SETTINGS_MODULE": "nastavnik.config.settings"}
    subprocess.run(
        [sys.executable, "-m", "tests.long_journal", str(ROWS)],
        cwd=ROOT,
        env=environment(site.data) | settings,
        check=True,
    )


def start(page: Page) -> None:
    page.goto("/journal/chain/")
    page.get_by_role("button", name="Начать проверку").click()
    expect(page.get_by_role("heading", name="Проверка журнала")).to_be_visible()


def test_job_is_watched_to_its_end(long_journal: None, open_page: Opener) -> None:
    page = open_page("ministry")
    start(page)
    expect(page.locator("progress")).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="Журнал цел")).to_be_visible()
    assert page.get_by_role("button", name="Отменить").count() == 0


def test_pages_of_jobs_are_for_everybody(long_journal: None, open_page: Opener) -> None:
    page = open_page("ministry")
    start(page)
    expect(page.get_by_text("Журнал цел")).to_be_visible()
    assert troubles_of(page) == []
    page.goto("/jobs/")
    assert troubles_of(page) == []


def test_job_is_watched_without_scripts(long_journal: None, open_page: Opener) -> None:
    page = open_page("auditor", scripts=False)
    start(page)
    for _ in range(60):
        if page.get_by_text("Журнал цел").count():
            break
        page.wait_for_timeout(500)
        page.get_by_role("link", name="Обновить").click()
    expect(page.get_by_text("Журнал цел")).to_be_visible()
