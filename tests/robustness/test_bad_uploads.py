"""Bad files through the real page: a Russian answer in time, the server stays, nothing is kept."""

from __future__ import annotations

import re
import time

import pytest

from tests.imports import bad_input
from tests.robustness.product import Product, Visitor

FILES = {name: row[:2] for name, row in bad_input.BAD.items()} | bad_input.HEAVY
REFUSED = {400, 413, 422}
LIMIT = 20


def kept(product: Product) -> tuple[int, int, list[str]]:
    """Count intakes and stored files in the database, and list the files in the folder."""
    files = sorted(str(path) for path in (product.data / "files").rglob("*") if path.is_file())
    intakes = product.ask("SELECT count(*) FROM imports_intake")
    return intakes, product.ask("SELECT count(*) FROM files_storedfile"), files


@pytest.mark.parametrize("case", bad_input.BAD)
def test_bad_file_is_refused_and_nothing_is_kept(officer: Visitor, case: str) -> None:
    name, make = FILES[case]
    content = make()
    form = {"unit": officer.get("/documents/new/").option("unit"), "file": (name, content)}
    before = kept(officer.product)
    began = time.monotonic()
    answer = officer.post("/documents/new/take/", form)
    assert time.monotonic() - began <= LIMIT
    assert answer.status in REFUSED
    told = re.sub(r"<[^>]+>", " ", answer.text)
    assert re.search(r"[А-Яа-я]{4,}[^.!?]*[.!?]", told)
    assert "Traceback" not in told
    assert officer.get("/login/").status == 200
    assert kept(officer.product) == before


@pytest.mark.parametrize("case", bad_input.HEAVY)
def test_heavy_file_is_read_or_refused_in_time(officer: Visitor, case: str) -> None:
    name, make = FILES[case]
    form = {"unit": officer.get("/documents/new/").option("unit"), "file": (name, make())}
    began = time.monotonic()
    answer = officer.post("/documents/new/take/", form)
    assert time.monotonic() - began <= LIMIT
    assert answer.status in REFUSED | {200}
    assert officer.get("/login/").status == 200


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({}, "Выберите файл или вставьте текст документа."),
        ({"text": " \n "}, "Выберите файл или вставьте текст документа."),
        ({"file": ("план.txt", b"")}, "пуст"),
        ({"text": "\0\0"}, ""),
        ({"text": "план", "encoding": "нет такой"}, ""),
        ({"text": "план " * 1_000_000}, ""),
    ],
)
def test_senseless_form_is_refused_in_words(
    officer: Visitor, form: dict[str, str], told: str
) -> None:
    unit = officer.get("/documents/new/").option("unit")
    before = kept(officer.product)
    answer = officer.post("/documents/new/take/", {"unit": unit, **form})
    assert answer.status in REFUSED
    assert told in answer.text
    assert kept(officer.product) == before
