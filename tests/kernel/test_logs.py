"""The log keeps its lines and loses the secret parts of addresses."""

from __future__ import annotations

import logging

import pytest

from nastavnik.kernel.logs import HideSecrets


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("/calendar/aB3-x_9.ics", "/calendar/…"),
        ("/invitation/aB3-x_9/", "/invitation/…/"),
        ("/password/reset/1a-b2c/", "/password/reset/…/"),
        ("/tasks/calendar/?month=2026-11", "/tasks/calendar/?month=2026-11"),
        ("/roadmaps/3/", "/roadmaps/3/"),
    ],
)
def test_secret_of_an_address_is_blotted_out(address: str, written: str) -> None:
    record = logging.LogRecord(
        "django.request", logging.WARNING, "", 1, "%s: %s", ("Not Found", address), None
    )
    assert HideSecrets().filter(record)
    assert record.getMessage() == f"Not Found: {written}"
