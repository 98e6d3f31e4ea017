"""The running product and its visitors: real processes, real sockets, no part of Django."""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.request import Request

import psutil
import psycopg

from nastavnik.cli.demo.region import PASSWORD
from nastavnik.kernel.postgres.server import DATABASE, OWNER

ROOT = Path(__file__).resolve().parents[2]
START_LIMIT = 120
Form = Mapping[str, "str | tuple[str, bytes]"]


@dataclass(frozen=True)
class Answer:
    """What a page answered: status, address after redirects, headers, text."""

    status: int
    address: str
    headers: Mapping[str, str]
    text: str

    def hidden(self, name: str) -> str:
        """Return the value of a hidden field of the page."""
        found = re.search(rf'name="{name}" value="([^"]*)"', self.text)
        assert found, f"no field {name} in {self.address}"
        return found[1]

    def option(self, name: str) -> str:
        """Return the chosen or only value of a list or hidden field of the page."""
        if f'<select name="{name}"' not in self.text:
            return self.hidden(name)
        options = self.text.split(f'<select name="{name}"')[1].split("</select>")[0]
        found = re.search(r'value="([^"]+)" selected', options)
        assert found, f"nothing is chosen in {name}"
        return found[1]


class Product:
    """`nastavnik demo` on a data folder, started and ended as often as a test wants."""

    def __init__(self, data: Path) -> None:
        self.data = data
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.address = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None
        self.options: list[str] = []

    def environment(self) -> dict[str, str]:
        ours = ("NASTAVNIK_", "DATABASE_URL", "DJANGO_")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
        kept.pop("PYTHONDONTWRITEBYTECODE", None)  # as script/demo: compiled once
        return {**kept, "NASTAVNIK_DATA": str(self.data), "PYTHONPATH": str(ROOT)}

    def start(self) -> float:
        """Start and wait for the first page; returns the seconds it took."""
        began = time.monotonic()
        with (self.data.parent / "demo.log").open("ab") as log:
            self.process = subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    "nastavnik",
                    "demo",
                    "--port",
                    str(self.port),
                    *self.options,
                ],
                env=self.environment(),
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        wait_until(self.answers, START_LIMIT)
        return time.monotonic() - began

    def answers(self) -> bool:
        """Tell whether the sign-in page comes. Fails when the product has ended."""
        assert self.process is not None
        assert self.process.poll() is None, (self.data.parent / "demo.log").read_text()[-3000:]
        try:
            return Visitor(self).get("/login/").status == 200
        except OSError:
            return False

    def workers(self) -> list[psutil.Process]:
        """Return the processes that answer requests."""
        assert self.process is not None
        return [one for one, words in self._children() if "schedule" not in words]

    def background(self) -> psutil.Process:
        """Return the process that carries out background jobs."""
        wait_until(lambda: bool(self._background()), 20)
        return self._background()[0]

    def _background(self) -> list[psutil.Process]:
        return [one for one, words in self._children() if "schedule" in words]

    def _children(self) -> list[tuple[psutil.Process, list[str]]]:
        """Return the living processes of the command with their command lines."""
        assert self.process is not None
        found = []
        for one in psutil.Process(self.process.pid).children():
            with suppress(psutil.Error):  # it ends at this very moment
                found.append((one, one.cmdline()))
        return found

    def everybody(self) -> list[psutil.Process]:
        """Return all processes of the product, PostgreSQL's too."""
        assert self.process is not None
        main = psutil.Process(self.process.pid)
        server = psutil.Process(self.postmaster())
        return [
            main,
            *main.children(recursive=True),
            server,
            *server.children(recursive=True),
        ]

    def postmaster(self) -> int:
        """Return the process id of PostgreSQL."""
        return int((self.data / "postgres" / "postmaster.pid").read_text().splitlines()[0])

    def interrupt(self) -> float:
        """Press Ctrl-C; returns the seconds until the command has ended."""
        assert self.process is not None
        began = time.monotonic()
        os.killpg(self.process.pid, signal.SIGINT)
        self.process.wait(timeout=30)
        return time.monotonic() - began

    def kill(self) -> None:
        """Kill the command and its workers at once, as a failing machine does."""
        assert self.process is not None
        for one in (psutil.Process(self.process.pid), *(one for one, _ in self._children())):
            one.kill()
        self.process.wait(timeout=10)

    def stop(self) -> None:
        """End it if it runs."""
        if self.process is not None and self.process.poll() is None:
            self.interrupt()

    def ask(self, query: str) -> Any:
        """Return the first value that PostgreSQL answers; it must be running."""
        folder = (self.data / "postgres" / "postmaster.pid").read_text().splitlines()[4]
        with psycopg.connect(host=folder, dbname=DATABASE, user=OWNER) as connection:
            row = connection.execute(query).fetchone()
        return row[0] if row else None


class Visitor:
    """Somebody with a browser that keeps cookies and follows redirects."""

    def __init__(self, product: Product) -> None:
        self.product = product
        self.cookies = CookieJar()
        self.opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(self.cookies)
        )

    def get(self, path: str, *, patience: float = 20) -> Answer:
        return self._open(Request(self.product.address + path), patience)  # noqa: S310 - ours

    def post(self, path: str, form: Form, *, patience: float = 30) -> Answer:
        """Send a form as a page does, with its token; files are (name, bytes)."""
        token = next(one.value for one in self.cookies if one.name == "csrftoken")
        fields = {"csrfmiddlewaretoken": token or "", **form}
        if any(isinstance(value, tuple) for value in fields.values()):
            kind, body = _multipart(fields)
        else:
            kind = "application/x-www-form-urlencoded"
            body = urllib.parse.urlencode(fields).encode()
        headers = {"Content-Type": kind, "Origin": self.product.address}
        return self._open(Request(self.product.address + path, body, headers), patience)  # noqa: S310

    def sign_in(self, login: str = "ministry") -> Visitor:
        self.get("/login/")
        answer = self.post("/login/", {"login": login, "password": PASSWORD})
        assert answer.status == 200
        assert "/login/" not in answer.address
        return self

    def _open(self, request: Request, patience: float) -> Answer:
        try:
            with self.opener.open(request, timeout=patience) as response:
                return _answer(response)
        except urllib.error.HTTPError as refusal:
            with refusal:
                return _answer(refusal)


def _answer(response: Any) -> Answer:
    text = response.read().decode()
    return Answer(response.status, response.url, response.headers, text)


def _multipart(fields: Form) -> tuple[str, bytes]:
    border = uuid.uuid4().hex
    parts = []
    for name, value in fields.items():
        if isinstance(value, tuple):
            file, content = value
            head = f'; filename="{file}"\r\nContent-Type: application/octet-stream'
        else:
            head, content = "", value.encode()
        head = f'--{border}\r\nContent-Disposition: form-data; name="{name}"{head}\r\n\r\n'
        parts.append(head.encode() + content + b"\r\n")
    return f"multipart/form-data; boundary={border}", b"".join(
        [*parts, f"--{border}--\r\n".encode()]
    )


def still_alive(processes: list[psutil.Process], seconds: float) -> list[psutil.Process]:
    """Return those that have not ended by then; one that nobody has buried yet has ended."""
    _, left = psutil.wait_procs(processes, timeout=seconds)
    return [one for one in left if one.is_running() and one.status() != psutil.STATUS_ZOMBIE]


def wait_until(happens: Callable[[], bool], seconds: float) -> None:
    """Wait for something; fails when it has not come by then."""
    deadline = time.monotonic() + seconds
    while not happens():
        assert time.monotonic() < deadline, f"not within {seconds} s"
        time.sleep(0.1)


BROKEN_OFF = (OSError, http.client.HTTPException)  # what a client sees of a killed server
