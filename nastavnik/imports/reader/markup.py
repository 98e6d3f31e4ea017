"""XML of unknown origin: no entities, no network, no huge trees."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import IO

from lxml import etree

from nastavnik.imports.reader.refusals import refusal

HEAD = 64 * 1024


@lru_cache(4096)
def _without_namespace(tag: object) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def local(element: etree._Element) -> str:
    """Return the name without its namespace; "" for comments and instructions."""
    return _without_namespace(element.tag)


def attribute(element: etree._Element, name: str) -> str | None:
    """Return the attribute `name` whatever its namespace, None where there is none.

    Strict and transitional documents differ in namespaces only.
    """
    plain = element.get(name)
    if plain is not None:
        return plain
    found = (key for key in map(str, element.attrib) if key.rpartition("}")[2] == name)
    return element.get(next(found, name))


def child(element: etree._Element | None, *names: str) -> etree._Element | None:
    """Follow `names` down from `element`; None where the way ends."""
    for name in names:
        if element is None:
            return None
        for inner in element:  # a plain loop: this runs a dozen times for every cell
            if _without_namespace(inner.tag) == name:
                element = inner
                break
        else:
            return None
    return element


def parse(data: bytes) -> etree._Element:
    """Return the root of a part. Raises Unreadable on entities, lxml errors on bad XML."""
    refuse_entities(data[:HEAD])
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    root = etree.fromstring(data, parser)
    if root.getroottree().docinfo.internalDTD is not None:
        raise refusal("unsafe")
    return root


def walk(stream: IO[bytes], *names: str) -> Iterator[etree._Element]:
    """Yield the elements `names` as they end, freeing each and what stands before it."""
    events = etree.iterparse(
        stream,
        events=("end",),
        tag=[f"{{*}}{name}" for name in names],
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    for _, element in events:
        if element.getroottree().docinfo.internalDTD is not None:
            raise refusal("unsafe")
        yield element
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


def refuse_entities(head: bytes) -> None:
    """Office parts never declare a document type; one that does means harm."""
    if b"<!DOCTYPE" in head.replace(b"\0", b"") or b"<!ENTITY" in head.replace(b"\0", b""):
        raise refusal("unsafe")
