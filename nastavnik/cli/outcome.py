"""How a command ends: exit codes, JSON on stdout, messages for a person on stderr."""

from __future__ import annotations

import io
import json
import os
import sys
from typing import Any, NoReturn

import click

FAILURE, USAGE, NOT_FOUND, NOT_ALLOWED, CONFLICT, INVALID = 1, 2, 3, 4, 5, 6


def speak_utf8() -> None:
    """Write UTF-8 whatever the locale says; a lone surrogate goes out as its JSON escape."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def fall_silent() -> None:
    """Give up stdout: whoever read it has left, and the rest of it is not a failure to tell."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


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
