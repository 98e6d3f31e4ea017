"""The packet of a plan: its scans and the plan itself in one archive (R18)."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from io import BytesIO

from nastavnik.files import selectors as files
from nastavnik.roadmaps import exports
from nastavnik.roadmaps.models import Roadmap, Scan

STORED = (1980, 1, 1, 0, 0, 0)  # the archive is the same whenever it is made


def make_packet(roadmap: Roadmap, scans: Iterable[Scan]) -> bytes:
    """Return the bytes of the archive: numbered files under the names people gave them."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        plan = exports.make_docx(exports.sheet_of(roadmap))
        archive.writestr(zipfile.ZipInfo("00 Дорожная карта.docx", STORED), plan)
        for number, scan in enumerate(scans, start=1):
            name = f"{number:02} {scan.get_kind_display()} {scan.file.name}"
            with files.open_file(scan.file) as content:
                archive.writestr(zipfile.ZipInfo(name.replace("/", "-"), STORED), content.read())
    return stream.getvalue()
