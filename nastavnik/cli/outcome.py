"""How a command ends: exit codes, JSON on stdout, messages for a person on stderr."""

from __future__ import annotations

import json
from typing import Any, NoReturn

import click

FAILURE, NOT_FOUND, NOT_ALLOWED, CONFLICT, INVALID = 1, 3, 4, 5, 6


def print_json(data: Any) -> None:
    """Print `data` as indented JSON, Cyrillic as it is."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=2, default=str))


def say(message: str) -> None:
    """Tell the person at the console something."""
    click.echo(message, err=True)


def stop(message: str, code: int = FAILURE) -> NoReturn:
    """Tell what went wrong and end with the exit code."""
    say(message)
    raise SystemExit(code)
