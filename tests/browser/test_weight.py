"""Pages are light: the first view at most 150 KB on the wire, each later one at most 40 KB."""

from __future__ import annotations

from functools import partial

from benchmarks.pages import FIRST_GOAL, LATER, LATER_GOAL, sign_in, weigh
from nastavnik.cli.demo.region import PASSWORD
from tests.browser.conftest import Opener


def test_pages_are_light(open_page: Opener) -> None:
    page = open_page(None)
    assert weigh(page, lambda: page.goto("/login/")) <= FIRST_GOAL * 1024
    later = {"/": weigh(page, lambda: sign_in(page, "ministry", PASSWORD))}
    for path in LATER:
        later[path] = weigh(page, partial(page.goto, path))
    assert {path: size for path, size in later.items() if size > LATER_GOAL * 1024} == {}
