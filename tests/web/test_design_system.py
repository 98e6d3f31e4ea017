"""The design system: every component draws, every icon exists, every colour can be read."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from types import SimpleNamespace

import django_htmx
import pytest
from django.template import engines

from nastavnik.web.shell.specimen import specimen

ROOT = Path(__file__).resolve().parents[2]
WEB = ROOT / "nastavnik" / "web"
STATIC = WEB / "static"
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))
SHELL = {
    "request": None,
    "csrf_input": "",
    "navigation": [{"label": "Главная", "url": "/", "icon": "house", "current": True}],
    "acting": None,
    "messages": [],
    "product": SimpleNamespace(name="Наставник", version="1", model_name="наставничество"),
    "today": None,
}


def drawn(template: str, context: dict[str, object]) -> str:
    """Render with the real environment; addresses of pages are not what is tested here."""
    env = engines["jinja2"].env.overlay()  # type: ignore[attr-defined]
    env.globals = {**env.globals, "url": lambda name, *args, **kwargs: f"/{name}/"}
    return env.get_template(template).render(context)


def tokens_of(css: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", css))


def contrast(one: str, other: str) -> float:
    """Return the ratio of WCAG 2.2, from 1 to 21."""

    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        red, green, blue = (
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def themes() -> dict[str, dict[str, str]]:
    light_css, dark_css = (STATIC / "css" / "tokens.css").read_text().split("@media", 1)
    light = tokens_of(light_css)
    return {"light": light, "dark": {**light, **tokens_of(dark_css)}}


GROUNDS = ("page", "sunken", "raised")
READ_ON = {
    "ink": (*GROUNDS, "accent-soft", "success-soft", "warning-soft", "danger-soft", "quote"),
    "ink-soft": (*GROUNDS, "neutral-soft", "accent-soft"),
    "accent": (*GROUNDS, "accent-soft", "success-soft", "warning-soft", "danger-soft"),
    "accent-strong": (*GROUNDS, "accent-soft", "neutral-soft"),
    "success": ("success-soft", "page"),
    "warning": ("warning-soft", "page"),
    "danger": ("danger-soft", *GROUNDS),
    "on-accent": ("accent", "accent-strong", "danger", "danger-strong"),
    "bar-ink": ("bar",),
    "bar-soft": ("bar",),
}
SEEN_ON = {"line-strong": GROUNDS, "focus": GROUNDS, "quote-line": GROUNDS, "bar-focus": ("bar",)}


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(
    ("front", "back", "least"),
    [(front, back, 4.5) for front, backs in READ_ON.items() for back in backs]
    + [(front, back, 3.0) for front, backs in SEEN_ON.items() for back in backs],
)
def test_colours_can_be_told_apart(theme: str, front: str, back: str, least: float) -> None:
    colours = themes()[theme]
    assert contrast(colours[front], colours[back]) >= least


def test_every_component_draws() -> None:
    html = drawn("shell/specimen.html", {**SHELL, **specimen()})
    assert html.count("<form") > 3
    assert "нет данных" in html


@pytest.mark.parametrize("code", ["400", "403_form", "413", "500", "503"])
def test_page_of_trouble_needs_no_context(code: str) -> None:
    assert "<h1>" in drawn(f"shell/{code}.html", {})


@pytest.mark.parametrize("code", ["403", "404", "409", "422"])
def test_page_of_refusal_draws_in_the_shell(code: str) -> None:
    assert "Наставник" in drawn(f"shell/{code}.html", SHELL)


def test_sprite_holds_exactly_the_listed_icons() -> None:
    listed = (STATIC / "icons.txt").read_text().split()
    assert re.findall(r'<symbol id="([a-z0-9-]+)"', (STATIC / "icons.svg").read_text()) == listed


def test_every_named_icon_is_in_the_sprite() -> None:
    listed = set((STATIC / "icons.txt").read_text().split())
    text = "\n".join(path.read_text() for path in TEMPLATES)
    text += (WEB / "shell" / "navigation.py").read_text()
    named = set(re.findall(r'icon(?:_name)?(?:\(|=)"([a-z0-9-]+)"', text))
    assert named
    assert named <= listed


def test_templates_hold_no_inline_code_or_style() -> None:
    guilty = [
        str(path.relative_to(WEB))
        for path in TEMPLATES
        if re.search(r"\s(style|on[a-z]+)=\"|<style|<script(?! src=)", path.read_text())
    ]
    assert guilty == []


def test_every_macro_is_in_the_reference() -> None:
    reference = (ROOT / "docs" / "reference" / "design-system.md").read_text()
    inner = {"described", "hint_and_error", "optional", "control", "date_control"}
    inner |= {"choice_group", "file_drop", "breadcrumbs", "trouble"}
    macros = {
        name
        for path in (WEB / "templates" / "components").glob("*.html")
        for name in re.findall(r"macro ([a-z_]+)\(", path.read_text())
    }
    assert {name for name in macros - inner if f"`{name}(" not in reference} == set()


def test_first_page_view_is_light() -> None:
    """At most 150 KB compressed (issue 2): the shell's files leave 40 KB to the page itself."""
    htmx = Path(django_htmx.__file__).parent / "static" / "django_htmx" / "htmx-2.min.js"
    texts = [htmx, STATIC / "nastavnik.js", STATIC / "icons.svg", STATIC / "favicon.svg"]
    texts += STATIC.glob("css/*.css")
    size = sum(len(gzip.compress(path.read_bytes())) for path in texts)
    size += sum(path.stat().st_size for path in STATIC.glob("fonts/*.woff2"))
    assert size <= 110 * 1024
