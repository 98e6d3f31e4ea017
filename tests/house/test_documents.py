"""Laws of the documents: each setting is described, links lead somewhere, templates are used."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from nastavnik.pure.states import __main__ as states

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "nastavnik" / "web" / "templates"
# the sign-in library asks for these by name
OF_THE_LIBRARY = ("account/", "mfa/", "usersessions/")


def test_every_setting_is_described() -> None:
    described = (ROOT / "docs" / "reference" / "settings.md").read_text()
    code = "".join(path.read_text() for path in (ROOT / "nastavnik").rglob("*.py"))
    code += (ROOT / "tests" / "conftest.py").read_text()
    names = set(re.findall(r'"(NASTAVNIK_[A-Z_]+|DATABASE_URL)"', code))
    assert {name for name in names if f"`{name}`" not in described} == set()


@pytest.mark.parametrize(
    "page",
    [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")],
    ids=lambda page: str(page.relative_to(ROOT)),
)
def test_links_of_a_document_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)", page.read_text())
    local = [link for link in links if not re.match(r"[a-z]+:", link)]
    assert [link for link in local if not (page.parent / link).exists()] == []


def test_no_template_is_unused() -> None:
    sources = [*(ROOT / "nastavnik").rglob("*.py"), *TEMPLATES.rglob("*.html")]
    texts = {path: path.read_text() for path in sources}
    names = [str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.html")]
    unused = [
        name
        for name in names
        if not name.startswith(OF_THE_LIBRARY)
        and not any(name in text for path, text in texts.items() if path != TEMPLATES / name)
    ]
    assert unused == []


def test_no_template_carries_inline_code() -> None:
    guilty = [
        str(path.relative_to(TEMPLATES))
        for path in TEMPLATES.rglob("*.html")
        if re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", path.read_text())
    ]
    assert guilty == []


def test_diagrams_of_states_are_drawn_from_the_tables() -> None:
    assert (ROOT / "docs" / "reference" / "states.md").read_text() == states.page()
