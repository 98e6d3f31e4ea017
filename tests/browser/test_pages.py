"""The main pages of every role: for axe, for narrow windows, for the keyboard, in plain Russian."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page

from nastavnik.cli.demo.region import CAST, all_units
from tests.browser.conftest import NARROW, WIDE, Opener, axe_findings, scrolls_sideways

ZOOMED = WIDE // 2  # what is left of the window at 200 %
SMALLEST_TARGET = 24  # pixels, WCAG 2.5.8
TALL = 900

# a page is a path, or the path of a list and what the link on it looks like
Where = str | tuple[str, str]
UNIT = ("/units/", r"/units/\d+/$")
PERSON = ("/people/register/", r"/people/\d+/$")
ROADMAP = ("/roadmaps/", r"/roadmaps/\d+/$")
REGION_PLAN = ("/roadmaps/?q=Озёрном", r"/roadmaps/\d+/$")
TASK = ("/tasks/?whose=mine", r"/tasks/\d+/$")
PARTICIPATION = ("/participation/", r"/participation/\d+/$")
PREVIEW = ("/documents/?state=preview", r"/documents/\d+/$")
TAKEN_IN = ("/documents/?state=confirmed", r"/documents/\d+/$")

PAGES: dict[str, tuple[Where, ...]] = {
    "ministry": (
        "/",
        ROADMAP,
        "{}indicators/",
        "{}document/",
        REGION_PLAN,
        "{}coverage/",
        "{}cascade/",
        "{}approvals/",
        "{}proposals/",
        "{}papers/",
        "{}passport/",
        "{}passport/edit/",
        "{}next-year/",
        PARTICIPATION,
        TAKEN_IN,
        UNIT,
        "{}name/",
        "{}closing/",
        "{}aliases/",
        "/journal/",
    ),
    "centre": ("/", "/control/", "/control/cards/", "/units/new/", "/units/networks/", ROADMAP),
    "coordinator": (
        "/documents/",
        PREVIEW,
        "{}check/",
        "{}columns/",
        "{}lines/",
        ("{}", r"/documents/\d+/items/[^/]+/$"),
        ("{}", r"/documents/\d+/rows/[^/]+/$"),
    ),
    "head": ("/", "/people/", "/people/new/", PERSON, "{}post/", "/people/groups/new/"),
    "curator": (
        "/",
        "/documents/",
        "/documents/new/",
        "/roadmaps/",
        "/people/groups/",
        "/tasks/calendar/?whose=all",
        "/tasks/timeline/?whose=all",
        "/tasks/filters/?view=timeline&whose=all",
        "/tasks/feed/",
    ),
    "council": ("/", UNIT, PERSON),
    "mentor": ("/", "/roadmaps/", "/units/"),
    "mentee": (
        "/",
        "/profile/",
        "/notices/",
        "/notices/settings/",
        "/help/",
        "/profile/sessions/",
        "/roadmaps/",
    ),
    "guardian": ("/",),
    "partner": ("/", "/units/"),
    "expert": ("/", "/roadmaps/"),
    "auditor": (ROADMAP, ("{}", r"/roadmaps/items/\d+/$"), "/journal/chain/", "/people/register/"),
    "administrator": ("/", "/people/", "/journal/", UNIT, "/profile/codes/", "/no-such-page/"),
}

# in Latin letters may stand addresses of mail, endings of files, codes of units, logins, encodings
_ENCODINGS = ("Windows", "DOS", "Macintosh", "UTF")
_KNOWN = sorted(
    {*(row[0] for row in CAST), *(row[0] for row in all_units()), *_ENCODINGS}, key=len
)[::-1]
_ENDINGS = "docx|xlsx|ods|csv|txt|html|pdf"
ALLOWED = re.compile(rf"[\w.-]+@[\w.-]+|\.(?:{_ENDINGS})\b|\b(?:{'|'.join(_KNOWN)})\b")
ROMAN = re.compile(r"[IVX]+").fullmatch  # quarters are counted so
SPOKEN = """() => [...document.querySelectorAll("[aria-label], [title], [placeholder], [alt]")]
    .flatMap(e => ["aria-label", "title", "placeholder", "alt"].map(n => e.getAttribute(n)))
    .concat(document.title, document.body.innerText).filter(Boolean).join("\\n")"""
OPEN_ALL = 'for (const e of document.querySelectorAll("main details")) e.open = true'
RING = """() => {
    const { activeElement: e } = document, style = getComputedStyle(e);
    e.dataset.visited = "yes";
    const ring = (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2)
        || style.boxShadow !== "none";
    return e === document.body ? "end" : ring ? "" : e.outerHTML.slice(0, 160);
}"""
UNVISITED = """() => [...document.querySelectorAll("a[href], button, input, select, textarea")]
    .filter(e => e.checkVisibility() && !e.dataset.visited && e.type !== "hidden" && !e.disabled)
    .map(e => e.outerHTML.slice(0, 160))"""


def find(page: Page, where: Where, before: str) -> str:
    """Return the path of a page; `{}` in it stands for the last path found through a list."""
    if isinstance(where, str):
        return where.format(before)
    page.goto(where[0].format(before))
    links = page.locator("main a[href]").evaluate_all("all => all.map(a => a.pathname)")
    return str(next(link for link in links if re.search(where[1], link)))


def troubles_of(page: Page) -> list[str]:
    """Return everything that is wrong with the page as it is shown now."""
    page.evaluate(OPEN_ALL)
    found = [f"Latin: {word}" for word in latin_words(page)]
    for width in (WIDE, ZOOMED, NARROW):
        page.set_viewport_size({"width": width, "height": TALL})
        if scrolls_sideways(page):
            found.append(f"scrolls sideways at {width}")
        if width != ZOOMED:
            found += [f"{width}: {trouble}" for trouble in axe_findings(page)]
    return found


def latin_words(page: Page) -> list[str]:
    """Return the words in Latin letters that the page shows or says aloud."""
    text = ALLOWED.sub(" ", str(page.evaluate(SPOKEN)))
    return sorted(word for word in set(re.findall(r"[A-Za-z]{2,}", text)) if not ROMAN(word))


@pytest.mark.parametrize("login", PAGES)
def test_pages_of_role_are_for_everybody(open_page: Opener, login: str) -> None:
    page = open_page(login)
    before, troubles = "", {}
    for where in PAGES[login]:
        path = find(page, where, before)
        if not isinstance(where, str):
            before = path
        page.set_viewport_size({"width": WIDE, "height": TALL})
        page.goto(path)
        troubles[path] = troubles_of(page)
    assert {path: found for path, found in troubles.items() if found} == {}


@pytest.mark.parametrize("path", ["/login/", "/password/reset/", "/no-such-page/"])
def test_pages_before_sign_in_are_for_everybody(open_page: Opener, path: str) -> None:
    page = open_page(None)
    page.goto(path)
    assert troubles_of(page) == []


def test_dark_colours_keep_their_contrast(open_page: Opener) -> None:
    page = open_page("coordinator")
    page.emulate_media(color_scheme="dark")
    troubles = {}
    for where in ("/", "/documents/new/", PREVIEW, UNIT):
        path = find(page, where, "")
        page.goto(path)
        troubles[path] = axe_findings(page)
    assert {path: found for path, found in troubles.items() if found} == {}


def test_skip_link_leads_past_the_menu(open_page: Opener) -> None:
    page = open_page("coordinator")
    page.keyboard.press("Tab")
    skip = page.locator(".skip-link")
    assert page.evaluate("document.activeElement.className") == "skip-link"
    box = skip.bounding_box()
    assert box
    assert box["y"] >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.parametrize("where", ["/documents/new/", PREVIEW], ids=["receive", "preview"])
def test_keyboard_reaches_every_control_and_shows_it(open_page: Opener, where: Where) -> None:
    page = open_page("coordinator")
    page.goto(find(page, where, ""))
    unseen = []
    for _ in range(400):
        page.keyboard.press("Tab")
        ring = page.evaluate(RING)
        if ring == "end":
            break
        if ring:
            unseen.append(ring)
    else:
        pytest.fail("the keyboard never comes to the end of the page")
    assert unseen == []
    assert page.evaluate(UNVISITED) == []


def test_targets_are_large_enough_for_a_finger(open_page: Opener) -> None:
    page = open_page("coordinator", width=NARROW)
    page.goto(find(page, PREVIEW, ""))
    heights = page.locator("main button:visible, main .button:visible").evaluate_all(
        "all => all.map(e => e.getBoundingClientRect().height)"
    )
    assert heights
    assert min(heights) >= SMALLEST_TARGET
