"""Giving a stored file to the browser: always to be saved, never to be shown by our address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from nastavnik.files import selectors as files

if TYPE_CHECKING:
    from nastavnik.files.models import StoredFile


def download(stored: StoredFile) -> HttpResponse:
    """Answer with the file under its own name; the caller has asked whether it may be seen.

    The bytes are read whole: a slow reader of a stream would hold a connection of the pool.
    """
    with files.open_file(stored) as content:
        return attachment(content.read(), stored.name, files.content_type_of(stored))


def attachment(content: bytes, name: str, content_type: str) -> HttpResponse:
    """Answer with the bytes as a file called `name`, which the browser only saves."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "no-store, private"
    return response
