"""Laws of the house that the text of the code itself must keep."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "nastavnik"
FORBIDDEN_NAMES = {"utils", "common", "core", "helpers", "misc"}
ROOMS = sorted(
    {path.parent.name for name in ("models.py", "models") for path in PACKAGE.glob(f"*/{name}")}
)


# a child process that reads one file loads the reader of that kind only
LOADS_LATE = {PACKAGE / "imports" / "reader"}


def code_files(top: Path) -> list[Path]:
    return [path for path in sorted(top.rglob("*.py")) if "migrations" not in path.parts]


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def lines_of(path: Path) -> int:
    return len(path.read_text().splitlines())


@pytest.mark.parametrize(
    ("top", "pattern", "ceiling"),
    [
        ("nastavnik", "*.py", 400),
        ("benchmarks", "*.py", 400),
        ("nastavnik/web/templates", "*.html", 200),
        ("tests", "*.py", 600),
    ],
)
def test_no_file_is_longer_than_its_ceiling(top: str, pattern: str, ceiling: int) -> None:
    long = {
        name_of(path): lines_of(path)
        for path in (ROOT / top).rglob(pattern)
        if "migrations" not in path.parts and lines_of(path) > ceiling
    }
    assert long == {}


def test_no_function_is_longer_than_fifty_lines() -> None:
    long = [
        f"{name_of(path)}:{node.name}"
        for path in code_files(PACKAGE)
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno + 1 > 50
    ]
    assert long == []


def test_no_room_is_an_attic() -> None:
    attics = [name_of(path) for path in PACKAGE.rglob("*") if path.stem in FORBIDDEN_NAMES]
    assert attics == []


def test_every_module_says_what_it_owns() -> None:
    silent = [
        name_of(path)
        for path in code_files(PACKAGE)
        if path.read_text().strip() and not ast.get_docstring(ast.parse(path.read_text()))
    ]
    assert silent == []


def test_imports_stand_at_the_top() -> None:
    inside = [
        f"{name_of(path)}:{inner.lineno}"
        for path in code_files(PACKAGE)
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef)
        for inner in ast.walk(node)
        if isinstance(inner, ast.ImportFrom)
        and (inner.module or "").startswith("nastavnik")
        and not LOADS_LATE & set(path.parents)
    ]
    assert inside == []


def test_tables_are_opened_only_by_their_owner() -> None:
    opened = [
        f"{name_of(path)}: {model}"
        for path in code_files(PACKAGE)
        for model, owner in imported_models(path).items()
        if owner != path.relative_to(PACKAGE).parts[0] and opens_table(path, model)
    ]
    assert opened == []


def imported_models(path: Path) -> dict[str, str]:
    found = {}
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and (node.module or "").endswith(".models"):
            parts = (node.module or "").split(".")
            if parts[0] == "nastavnik":
                found.update({name.asname or name.name: parts[1] for name in node.names})
    return found


def opens_table(path: Path, model: str) -> bool:
    return any(
        isinstance(node, ast.Attribute)
        and node.attr in {"objects", "_default_manager", "_base_manager"}
        and isinstance(node.value, ast.Name)
        and node.value.id == model
        for node in ast.walk(ast.parse(path.read_text()))
    )


def service_functions() -> list[tuple[str, ast.FunctionDef]]:
    found = []
    for room in ROOMS:
        for path in [PACKAGE / room / "services.py", *(PACKAGE / room / "services").glob("*.py")]:
            if not path.exists():
                continue
            for node in ast.parse(path.read_text()).body:
                if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                    found.append((f"{room}.{node.name}", node))
    return found


# services that act for the system itself or for a person who is not signed in yet
WITHOUT_SCOPE = {
    "accounts.accept_invitation": "the link itself is the right",
    "notifications.write_letter": "called by services that asked the right",
    "notifications.notify_many": "called by services that asked the right",
    "notifications.read_notices": "one's own only; to have read is no deed for the journal",
    "notifications.write_letters": "called by services that asked the right",
    "notifications.send_letter": "the system sends what was written",
    "notifications.send_waiting": "the system sends what was written",
    "notifications.message_id_of": "computes, writes nothing",
    "roadmaps.lock_items": "only takes row locks: the verb that follows asks and records",
    "roadmaps.picture_of": "computes, writes nothing",
    "roadmaps.sync_items": "a step of services that asked the right and hold the lock",
    "roadmaps.settle_outcomes": "a step of services that asked the right and hold the lock",
    "audit.record": "called by services that asked the right",
    "audit.record_many": "called by services that asked the right",
    "audit.lock_chain": "a step of services that settle what others have done",
    "audit.digest_of": "computes, writes nothing",
}


def test_every_service_takes_the_scope_first() -> None:
    without = [
        name
        for name, node in service_functions()
        if name not in WITHOUT_SCOPE and (not node.args.args or node.args.args[0].arg != "scope")
    ]
    assert without == []


@pytest.mark.parametrize(
    "duty", [("require", "require_somewhere"), ("record", "record_many")], ids=lambda duty: duty[0]
)
def test_every_service_asks_a_right_and_writes_the_journal(duty: tuple[str, str]) -> None:
    silent = [
        name
        for name, node in service_functions()
        if name not in WITHOUT_SCOPE
        and not is_step(name)
        and not does(node, duty)
        and not hands_on(node)
    ]
    assert silent == []


def is_step(name: str) -> bool:
    """Tell whether it only takes a row lock: the verb that follows asks or records."""
    return name.split(".")[1].startswith("lock_")


def does(node: ast.FunctionDef, duty: tuple[str, str]) -> bool:
    return any(
        isinstance(call, ast.Call)
        and (getattr(call.func, "attr", None) in duty or getattr(call.func, "id", None) in duty)
        for call in ast.walk(node)
    )


def hands_on(node: ast.FunctionDef) -> bool:
    """Tell whether the function passes its scope to another service that does both duties."""
    return any(
        isinstance(call, ast.Call)
        and call.args
        and isinstance(call.args[0], ast.Name)
        and call.args[0].id == "scope"
        for call in ast.walk(node)
    )
