"""Opening packed documents: what is declared is weighed before anything is unpacked."""

from __future__ import annotations

import io
import zipfile
from pathlib import PurePosixPath
from typing import IO

from lxml import etree

from nastavnik.imports.reader import markup
from nastavnik.imports.reader.limits import MEGABYTE, Limits
from nastavnik.imports.reader.refusals import refusal

RATIO = 400
"""Times a part may shrink: office XML shrinks 10 to 60 times, zeros about 1,000."""


class Archive:
    """A packed document whose parts are read one by one, never to disk."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        """Raise Unreadable when the archive is locked or too heavy, BadZipFile when broken."""
        self.limits = limits
        self._zip = zipfile.ZipFile(io.BytesIO(data))
        members = self._zip.infolist()
        self._members = {member.filename.lstrip("/"): member for member in members}
        total = sum(member.file_size for member in members)
        if len(members) > limits.members or total > limits.unpacked:
            raise refusal("unpacked", limit=limits.unpacked // MEGABYTE)
        if any(member.flag_bits & 1 for member in members):
            raise refusal("encrypted")

    @property
    def names(self) -> frozenset[str]:
        """Names of all parts."""
        return frozenset(self._members)

    def read(self, name: str) -> bytes:
        """Return a part whole. Raises Unreadable when it is absent or too heavy."""
        with self._open(name, self.limits.part) as stream:
            data = stream.read(self.limits.part + 1)
        if len(data) > self.limits.part:
            raise refusal("unpacked", limit=self.limits.part // MEGABYTE)
        return data

    def tree(self, name: str) -> etree._Element | None:
        """Return a part as XML, None where there is no such part."""
        return markup.parse(self.read(name)) if name in self._members else None

    def stream(self, name: str) -> IO[bytes]:
        """Open a part for reading piece by piece."""
        with self._open(name, self.limits.stream) as start:
            markup.refuse_entities(start.read(markup.HEAD))
        return self._open(name, self.limits.stream)

    def relations(self, name: str) -> dict[str, tuple[str, str]]:
        """Return the relations of a part, "" for the package: id → (last word of kind, part)."""
        part = PurePosixPath(name)
        root = self.tree(
            str(part.parent / "_rels" / f"{part.name}.rels") if name else "_rels/.rels"
        )
        if root is None:
            return {}
        return {
            relation.get("Id", ""): (
                relation.get("Type", "").rpartition("/")[2],
                _resolve(part.parent, relation.get("Target", "")),
            )
            for relation in root
            if relation.get("TargetMode") != "External"
        }

    def _open(self, name: str, ceiling: int) -> IO[bytes]:
        member = self._members.get(name)
        if member is None:
            raise refusal("damaged")
        heavy = member.file_size > MEGABYTE and member.file_size > RATIO * member.compress_size
        if member.file_size > ceiling or heavy:
            raise refusal("unpacked", limit=ceiling // MEGABYTE)
        return self._zip.open(member)


def _resolve(folder: PurePosixPath, target: str) -> str:
    """Return the part a relation points at: absolute, or from the folder of its owner."""
    if target.startswith("/"):
        return target.lstrip("/")
    parts: list[str] = [part for part in folder.parts if part != "."]
    for step in target.split("/"):
        if step == "..":
            del parts[-1:]
        elif step not in ("", "."):
            parts.append(step)
    return "/".join(parts)
