"""The laws of an action, as tests of a family call them."""

from __future__ import annotations

import re
from typing import Any

from django.http import HttpResponse
from django.test import Client

TOKEN = re.compile(rb'(name="csrfmiddlewaretoken" value=")\w+')


def bytes_of(response: HttpResponse) -> bytes:
    """Return the page without the token that differs in every answer, whatever it is about."""
    return TOKEN.sub(rb"\1", response.content)


def check_neighbour_is_missing(
    client: Client, address: str, missing: str, data: dict[str, Any]
) -> None:
    """The neighbour's answer is the answer about a thing that does not exist, byte by byte."""
    theirs, nowhere = client.post(address, data), client.post(missing, data)
    assert theirs.status_code == nowhere.status_code == 404
    assert bytes_of(theirs) == bytes_of(nowhere)


def errors_of(text: str) -> str:
    """Return the summary of errors on top of a form."""
    start = text.find('class="error-summary"')
    return text[start : text.find("</div>", start)] if start >= 0 else ""
