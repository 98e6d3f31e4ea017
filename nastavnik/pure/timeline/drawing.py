"""The picture: elements are built as a tree, so that no text can become markup.

Colours are attributes, so that the picture stands alone; a page's style sheet overrides them by
the classes and follows the theme.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from xml.etree.ElementTree import Element, SubElement, tostring

from nastavnik.pure.timeline.model import LABELS, Bar, Look
from nastavnik.pure.timeline.scale import Scale, span_of

WIDTH, LABEL, MARGIN = 1040, 344, 12
LEGEND, HEAD, ROW, BAR = 34, 62, 28, 14
LETTER = 7.3  # points of an average letter of a label
FONT = "Golos Text, PT Sans, sans-serif"

INK, SOFT, LINE, TODAY = "#17202e", "#4a566a", "#dfe4ec", "#a61b1b"
COLOURS: dict[Look, tuple[str, str]] = {
    # line and ground
    Look.AHEAD: ("#4a566a", "#ffffff"),
    Look.OPEN: ("#1d4f9e", "#e8effa"),
    Look.SUBMITTED: ("#1d4f9e", "#ffffff"),
    Look.RETURNED: ("#7d4a00", "#fdf1d9"),
    Look.OVERDUE: ("#a61b1b", "#a61b1b"),
    Look.DONE: ("#17653a", "#17653a"),
    Look.NOT_DONE: ("#a61b1b", "#fceaea"),
    Look.NOT_NEEDED: ("#4a566a", "#ffffff"),
}
PATTERNS = {  # what repeats on the ground, in a square of 8 points
    Look.AHEAD: "M3 4 L5 4",
    Look.SUBMITTED: "M-2 6 L6 -2 M2 10 L10 2",
    Look.RETURNED: "M4 0 L4 8",
    Look.NOT_DONE: "M0 0 L8 8 M8 0 L0 8",
}
SIGNS = {  # what stands at the end of the bar, around its middle
    Look.DONE: "M-4 0 L-1 3 L4 -4",
    Look.OVERDUE: "M0 -5 L0 1 M0 4 L0 5",
    Look.NOT_DONE: "M-4 -4 L4 4 M4 -4 L-4 4",
}
CONTROL = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # not for XML


def draw(bars: Sequence[Bar], on: date, *, title: str, description: str, prefix: str = "tl") -> str:
    """Return the `<svg>` of the bars in their order; `prefix` begins the ids in it.

    The axis are the whole months that the bars need; today is a line where it is on the axis.
    """
    first, last = span_of(bars, on)
    scale = Scale(first, last, LABEL, WIDTH - LABEL - MARGIN)
    height = LEGEND + HEAD + ROW * len(bars) + 6
    root = Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "class": "tl",
            "viewBox": f"0 0 {WIDTH} {height}",
            "width": str(WIDTH),
            "height": str(height),
            "role": "img",
            "aria-labelledby": f"{prefix}-title {prefix}-about",
            "font-family": FONT,
            "font-size": "13",
        },
    )
    _text_of(SubElement(root, "title", id=f"{prefix}-title"), title)
    _text_of(SubElement(root, "desc", id=f"{prefix}-about"), description)
    used = [look for look in Look if any(bar.look == look for bar in bars)]
    _patterns(root, used, prefix)
    _legend(root, used, prefix)
    _axis(root, scale, height)
    for at, bar in enumerate(bars):
        _row(root, bar, scale, LEGEND + HEAD + ROW * at, prefix)
    if scale.has(on):
        _today(root, scale.x_of(on), height)
    return tostring(root, encoding="unicode")


def _patterns(root: Element, used: Sequence[Look], prefix: str) -> None:
    definitions = SubElement(root, "defs")
    for look in used:
        if look not in PATTERNS:
            continue
        line, ground = COLOURS[look]
        size = {"width": "8", "height": "8"}
        pattern = SubElement(
            definitions,
            "pattern",
            {"id": f"{prefix}-{look}", "patternUnits": "userSpaceOnUse"} | size,
        )
        SubElement(pattern, "rect", {"class": f"tl-ground tl-{look}", "fill": ground} | size)
        _path(pattern, PATTERNS[look], f"tl-line tl-{look}", line, 1.4)


def _legend(root: Element, used: Sequence[Look], prefix: str) -> None:
    """What each look means, in words."""
    x = float(MARGIN)
    for look in used:
        _bar(root, look, x, 8, 34, prefix)
        _text(root, x + 42, 20, LABELS[look], "tl-soft", SOFT)
        x += 42 + LETTER * len(LABELS[look]) + 26


def _axis(root: Element, scale: Scale, height: int) -> None:
    top = LEGEND + HEAD
    for tick in scale.ticks():
        _line(root, tick.x, top - 20, tick.x, height, "tl-grid", LINE)
        _text(root, tick.x + 4, top - 7, tick.name, "tl-soft", SOFT, size=12)
    for year in scale.years():
        _line(root, year.x, top - 44, year.x, height, "tl-grid", LINE)
        _text(root, year.x + 4, top - 29, year.name, "tl-ink", INK, bold=True)
    _line(root, 0, top, WIDTH, top, "tl-grid", LINE)


def _row(root: Element, bar: Bar, scale: Scale, top: int, prefix: str) -> None:
    group = SubElement(root, "g")
    _text_of(SubElement(group, "title"), bar.words)
    _text(group, 0, top + 18, _cut(bar.label), "tl-ink", INK)
    _line(group, 0, top + ROW, WIDTH, top + ROW, "tl-grid", LINE)
    if bar.due is None:
        _text(group, scale.left + 6, top + 18, "без срока", "tl-soft", SOFT)
        return
    end = scale.x_of(bar.due.fromordinal(min(bar.due.toordinal() + 1, date.max.toordinal())))
    if bar.first is None or bar.first == bar.due:
        _mark(group, bar.look, end, top + ROW / 2, prefix)
        return
    start = scale.x_of(bar.first)
    _bar(group, bar.look, start, top + (ROW - BAR) / 2, max(end - start, 6), prefix)


def _bar(parent: Element, look: Look, x: float, top: float, width: float, prefix: str) -> None:
    shape = {"x": x, "y": top, "width": width, "height": BAR, "rx": 3}
    SubElement(
        parent, "rect", _look(look, prefix) | {key: f"{value:g}" for key, value in shape.items()}
    )
    if look in SIGNS and width >= 16:
        _sign(parent, look, x + width - 9, top + BAR / 2)


def _mark(parent: Element, look: Look, x: float, y: float, prefix: str) -> None:
    """One day: a diamond."""
    x = min(x, WIDTH - MARGIN / 2)
    points = ((x, y - 9), (x + 9, y), (x, y + 9), (x - 9, y))
    shape = {"points": " ".join(f"{left:g},{top:g}" for left, top in points)}
    SubElement(parent, "polygon", _look(look, prefix) | shape)
    if look in SIGNS:
        _sign(parent, look, x, y)


def _look(look: Look, prefix: str) -> dict[str, str]:
    line, ground = COLOURS[look]
    fill = f"url(#{prefix}-{look})" if look in PATTERNS else ground
    kind = "tl-pattern" if look in PATTERNS else "tl-ground"
    attributes = {
        "class": f"tl-shape {kind} tl-{look}",
        "fill": fill,
        "stroke": line,
        "stroke-width": "1.4",
    }
    return attributes | ({"stroke-dasharray": "4 3"} if look == Look.NOT_NEEDED else {})


def _sign(parent: Element, look: Look, x: float, y: float) -> None:
    solid = COLOURS[look][0] == COLOURS[look][1]
    colour = "#ffffff" if solid else COLOURS[look][0]
    kind = "tl-sign" if solid else f"tl-line tl-{look}"
    sign = _path(parent, SIGNS[look], kind, colour, 2)
    sign.set("transform", f"translate({x:g} {y:g})")


def _today(root: Element, x: float, height: int) -> None:
    group = SubElement(root, "g")
    line = _line(group, x, LEGEND + 4, x, height, "tl-today", TODAY)
    line.set("stroke-width", "2")
    side = "end" if x > WIDTH - 80 else "start"
    text = _text(group, x + (-4 if side == "end" else 4), LEGEND + 13, "сегодня", "tl-now", TODAY)
    text.set("text-anchor", side)


def _path(parent: Element, shape: str, kind: str, colour: str, thick: float) -> Element:
    look = {
        "d": shape,
        "class": kind,
        "fill": "none",
        "stroke": colour,
        "stroke-width": f"{thick:g}",
    }
    return SubElement(parent, "path", look)


def _line(
    parent: Element, x: float, y: float, to_x: float, to_y: float, kind: str, colour: str
) -> Element:
    ends = {"x1": f"{x:g}", "y1": f"{y:g}", "x2": f"{to_x:g}", "y2": f"{to_y:g}"}
    return SubElement(parent, "line", ends | {"class": kind, "stroke": colour})


def _text(
    parent: Element,
    x: float,
    y: float,
    text: str,
    kind: str,
    colour: str,
    *,
    size: int = 13,
    bold: bool = False,
) -> Element:
    look = {"x": f"{x:g}", "y": f"{y:g}", "class": kind, "fill": colour}
    if size != 13:
        look["font-size"] = str(size)
    if bold:
        look["font-weight"] = "700"
    element = SubElement(parent, "text", look)
    _text_of(element, text)
    return element


def _text_of(element: Element, text: str) -> None:
    element.text = CONTROL.sub("", text)


def _cut(label: str) -> str:
    """Shorten a label to the room it has; the whole is in the title of its row."""
    room = int((LABEL - 12) / LETTER)
    return label if len(label) <= room else label[: room - 1].rstrip(" ,.;:—–-") + "…"
