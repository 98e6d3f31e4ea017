"""Verbatim text of a cell → text to read: tags, entities and blanks out, words untouched."""

from __future__ import annotations

import html
import re

_BREAK = re.compile(r"<\s*(?:br\s*/?|/?p(?:\s[^>]*)?|/?div(?:\s[^>]*)?|/li|li)\s*/?>", re.I)
_TAG = re.compile(
    r"</?(?:i|b|u|s|em|strong|span|font|sup|sub|ul|ol|td|tr|th|table|tbody|small|mark|a)"
    r"(?:\s[^<>]*)?/?>",
    re.I,
)
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff\x00-\x08\x0e-\x1f\x7f]")
_BLANKS = re.compile(r"[^\S\n]+")
_MARKDOWN = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1", re.S)
_PLAIN = re.compile(r"[^\s<&*_\u00ad\u200b-\u200f\u2060\ufeff\x00-\x1f\x7f]+(?: [^\s<&*_]+)*\Z")

_FINAL_HYPHEN = re.compile(r"\w-\Z")


def clean(text: str) -> str:
    """Return `text` without tags, entities and spare blanks; paragraphs are parted by \\n."""
    if _PLAIN.match(text):
        return text
    if "<" in text:
        text = _TAG.sub("", _BREAK.sub("\n", text))
    if "&" in text:
        text = html.unescape(text)
    text = _INVISIBLE.sub("", text)
    if "**" in text or "__" in text:
        text = _MARKDOWN.sub(r"\2", text)
    lines = (_BLANKS.sub(" ", line).strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def one_line(text: str) -> str:
    """Put a clean text on one line; a word cut by a hyphen at a line end keeps the hyphen."""
    if "\n" not in text:
        return text
    parts = text.split("\n")
    joined = parts[0]
    for part in parts[1:]:
        joined = join(joined, part)
    return joined


def join(first: str, second: str) -> str:
    """Put two pieces of one cut text together again."""
    if not first or not second:
        return first or second
    if _FINAL_HYPHEN.search(first[-2:]) and second[0].islower():
        return first + second
    return f"{first} {second}"
