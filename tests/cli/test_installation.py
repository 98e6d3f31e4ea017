"""Commands on one installation with its own server, from the demonstration to the copy."""

from __future__ import annotations

import json
import os
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings as django_settings
from docx import Document

from nastavnik.cli.session import refusals
from nastavnik.kernel.errors import Conflict, Missing, NotAllowed, RuleBroken
from nastavnik.kernel.postgres import PostgresUnavailable, running_server
from tests.cli.conftest import Console
from tests.imports import bad_input
from tests.imports.plan_texts import plan_text
from tests.letterbox import letterbox

TABLES = ("organisations_unit", "accounts_user", "roadmaps_item", "roadmaps_itemactor")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Console]:
    """An installation with the invented region in it; its server stays up between commands."""
    console = Console(tmp_path_factory.mktemp("installation") / "data")
    with running_server(console.data, throwaway=True):
        ended = console.run("demo", "--load-only")
        assert ended.code == 0, ended.err
        yield console


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    file = tmp_path / "Приказ № 41.txt"
    file.write_text(plan_text(), encoding="utf-8")
    return file


@contextmanager
def connected(console: Console) -> Iterator[psycopg.Connection[Any]]:
    """A connection of the product's own role to the server of the installation."""
    with running_server(console.data) as url, psycopg.connect(url) as connection:
        yield connection


def facts(console: Console) -> dict[str, Any]:
    """Return how much there is of everything, the last link of the journal, the kept files."""
    with connected(console) as connection:
        counts = {
            name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()  # noqa: S608
            for name in (*TABLES, "imports_intake", "audit_entry")
        }
        link = connection.execute("SELECT digest FROM audit_entry ORDER BY id DESC LIMIT 1")
        last = link.fetchone()
    files = sorted(path.name for path in (console.data / "files").rglob("*") if path.is_file())
    return {**counts, "link": last, "files": files}


def checks(console: Console) -> tuple[int, dict[str, str | None]]:
    """Return the exit code of the doctor and its verdicts."""
    ended = console.run("doctor", "--json")
    report = json.loads(ended.out)
    assert report["healthy"] is (ended.code == 0)
    return ended.code, report["checks"]


def spoilt(console: Console) -> dict[str, str | None]:
    """Return what the doctor finds wrong; it must then end with 1."""
    code, verdicts = checks(console)
    assert code == 1
    return {name: trouble for name, trouble in verdicts.items() if trouble}


def test_second_demonstration_changes_nothing(demo: Console) -> None:
    before = facts(demo)
    ended = demo.run("demo", "--load-only")
    assert ended.code == 0
    assert "Внесён" not in ended.err
    assert facts(demo) == before


def test_new_installation_is_founded_once(console: Console) -> None:
    words = (
        "start-region", "--code", "kray", "--name", "Министерство образования края",
        "--login", "glavny", "--surname", "Первых", "--first-name", "Анна",
    )  # fmt: skip
    founded = console.run(*words, NASTAVNIK_ADDRESS="https://kray.example")
    assert founded.code == 0
    assert founded.out.startswith("https://kray.example/invitation/")
    again = console.run(*words)
    assert again.code in (5, 6)
    assert again.out == ""
    with connected(console) as connection:
        row = connection.execute("SELECT count(*) FROM organisations_unit").fetchone()
    assert row == (1,)


def test_new_data_folder_is_for_its_owner_only(demo: Console) -> None:
    assert demo.data.stat().st_mode & 0o066 == 0
    assert (demo.data / "secret_key").stat().st_mode & 0o077 == 0


def test_healthy_installation_is_called_so(demo: Console) -> None:
    code, verdicts = checks(demo)
    assert code == 0
    assert set(verdicts) == {
        "настройки",
        "база данных",
        "таблицы",
        "почта",
        "хранилище",
        "журнал",
    }
    assert "НЕИСПРАВНО" not in demo.run("doctor").out


def test_doctor_sees_a_changed_row_of_the_journal(demo: Console) -> None:
    with connected(demo) as connection:
        changed = connection.execute(
            "UPDATE audit_entry SET verb = verb || '_' WHERE id = 5 RETURNING id"
        )
        assert changed.rowcount == 1
    try:
        assert spoilt(demo) == {"журнал": "Цепочка журнала нарушена на записи 5."}
    finally:
        with connected(demo) as connection:
            connection.execute("UPDATE audit_entry SET verb = rtrim(verb, '_') WHERE id = 5")
    assert checks(demo)[0] == 0


def test_doctor_sees_that_the_mail_server_is_away(demo: Console) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    away = demo.with_settings(NASTAVNIK_MAIL_HOST="127.0.0.1", NASTAVNIK_MAIL_PORT=str(port))
    assert f"127.0.0.1:{port}" in (spoilt(away)["почта"] or "")


def test_doctor_is_content_with_a_mail_server_that_answers(demo: Console) -> None:
    with letterbox() as box:
        assert checks(demo.with_settings(**box.settings))[0] == 0


def test_doctor_sees_that_files_cannot_be_kept(demo: Console) -> None:
    files, aside = demo.data / "files", demo.data / "files.aside"
    files.rename(aside)
    if os.geteuid() == 0:
        files.write_bytes(b"")  # no mode stops root, a file in the folder's place does
    else:
        files.mkdir(mode=0o500)
    try:
        assert set(spoilt(demo)) == {"хранилище"}
    finally:
        files.unlink() if files.is_file() else files.rmdir()
        aside.rename(files)


def test_doctor_sees_settings_that_are_not_for_work(demo: Console) -> None:
    assert set(spoilt(demo.with_settings(NASTAVNIK_DEBUG="yes"))) == {"настройки"}


def test_doctor_sees_missing_tables(console: Console) -> None:
    troubles = spoilt(console)
    assert "nastavnik migrate" in (troubles["таблицы"] or "")
    ended = console.run("roadmap", "list")
    assert ended.code == 1
    assert "Выполните nastavnik migrate" in ended.err


def test_plan_is_looked_at_taken_in_and_known_again(demo: Console, plan: Path) -> None:
    before = facts(demo)
    words = ("import-plan", plan, "--unit", "school-2", "--json")
    looked = json.loads(demo.run(*words).out)
    assert (looked["applied"], looked["new"], looked["roadmap"]) == (False, False, None)
    assert (looked["items"], looked["rows"]["accepted"]) == (3, 3)
    assert facts(demo) == before
    made = json.loads(demo.run(*words, "--apply").out)
    assert (made["applied"], made["new"], made["items"]) == (True, True, 3)
    after = facts(demo)
    again = json.loads(demo.run(*words, "--apply").out)
    assert (again["new"], again["roadmap"]) == (False, made["roadmap"])
    assert facts(demo) == after
    assert json.loads(demo.run(*words).out)["roadmap"] == made["roadmap"]


def test_past_items_are_settled_in_one_word(demo: Console, plan: Path) -> None:
    late = plan_text("1\tПровести встречу\tдо 1 мая 2021 года\tКуратор\tОтчёт")
    plan.write_text(late.replace("№ 41", "№ 42"), encoding="utf-8")
    words = ("import-plan", plan, "--unit", "school-5", "--apply", "--past", "done", "--json")
    made = json.loads(demo.run(*words).out)
    assert made["past"] == 1
    shown = json.loads(demo.run("roadmap", "show", str(made["roadmap"]), "--json").out)
    assert [item["outcome"] for item in shown["items"]] == ["done"]


def test_file_name_of_another_encoding_is_no_obstacle(demo: Console, tmp_path: Path) -> None:
    folder = os.fsencode(tmp_path)
    name = os.path.join(folder, "план.txt".encode("cp1251"))
    with open(name, "wb") as file:
        file.write(plan_text().replace("№ 41", "№ 43").encode())
    path = Path(os.fsdecode(name))
    ended = demo.run("import-plan", path, "--unit", "school-8", "--apply", "--json")
    assert json.loads(ended.out)["new"] is True


@pytest.mark.parametrize("code", ["nobody", "", "школа", "school-1'; --"])
def test_plan_for_an_unknown_unit_is_not_found(demo: Console, plan: Path, code: str) -> None:
    ended = demo.run("import-plan", plan, "--unit", code, "--apply")
    assert (ended.code, ended.out) == (3, "")
    assert "Подразделения с кодом" in ended.err


@pytest.mark.parametrize("case", ["306 MB in a docx", "locked docx", "empty", "far cells"])
def test_bad_file_leaves_nothing_behind(demo: Console, tmp_path: Path, case: str) -> None:
    name, make, _ = bad_input.BAD[case]
    file = tmp_path / name
    file.write_bytes(make())
    before = facts(demo)
    ended = demo.run("import-plan", file, "--unit", "school-1", "--apply", "--json")
    assert (ended.code, ended.out) == (6, "")
    assert facts(demo) == before


def test_document_without_a_plan_is_refused(demo: Console, tmp_path: Path) -> None:
    file = tmp_path / "письмо.txt"
    file.write_text("Просим прислать сведения о наставниках.")
    ended = demo.run("import-plan", file, "--unit", "school-1", "--apply")
    assert ended.code == 6
    assert "не найдено ни одного мероприятия" in ended.err


def test_roadmaps_are_listed_shown_and_exported(demo: Console, tmp_path: Path) -> None:
    listed = json.loads(demo.run("roadmap", "list", "--json").out)
    card = next(one for one in listed if one["unit"] == "ozerny-ministry")
    assert set(card) == {"id", "unit", "title", "act", "period"}
    assert card["period"] == ["2026-01-01", "2028-12-31"]
    assert card["title"] in demo.run("roadmap", "list").out
    number = str(card["id"])
    shown = json.loads(demo.run("roadmap", "show", number, "--json").out)
    assert {name: shown[name] for name in card} == card
    assert set(shown["items"][0]) >= {"number", "title", "term", "responsible", "result"}
    assert shown["items"][0]["responsible"]["actors"][0]["unit"] == "ozerny-ministry"
    assert shown["indicators"]
    assert shown["items"][0]["title"] in demo.run("roadmap", "show", number).out
    for kind in ("docx", "xlsx"):
        file = tmp_path / f"карта.{kind}"
        assert demo.run("roadmap", "export", number, file).code == 0
        read = json.loads(demo.run("read-plan", file, "--json").out)
        assert [item["title"] for item in read["items"]] == [
            item["title"] for item in shown["items"]
        ]
    assert Document(str(tmp_path / "карта.docx")).tables


@pytest.mark.parametrize("words", [("show", "777"), ("export", "777", "/dev/null/карта.docx")])
def test_unknown_roadmap_is_not_found(demo: Console, words: tuple[str, ...]) -> None:
    ended = demo.run("roadmap", *words)
    assert (ended.code, ended.out) == (3, "")
    assert "№ 777" in ended.err


def test_export_into_a_missing_folder_is_told(demo: Console, tmp_path: Path) -> None:
    ended = demo.run("roadmap", "export", "1", tmp_path / "нет" / "карта.xlsx")
    assert ended.code == 1
    assert "Выберите другую папку" in ended.err


def test_copy_brings_everything_back(demo: Console, tmp_path: Path) -> None:
    before = facts(demo)
    kept = tmp_path / "копии"
    copy = Path(demo.run("backup", kept).out.strip())
    assert copy.parent == kept
    assert copy.stat().st_mode & 0o077 == 0
    other = Console(tmp_path / "другая")
    looked = other.run("restore", copy)
    assert looked.code == 0
    assert not other.data.exists()
    assert other.run("restore", copy, "--apply").code == 0
    assert facts(other) == before
    assert checks(other)[0] == 0


def test_destroyed_data_come_back(demo: Console, tmp_path: Path) -> None:
    before = facts(demo)
    copy = Path(demo.run("backup", tmp_path).out.strip())
    with connected(demo) as connection:
        connection.execute("TRUNCATE organisations_unit, accounts_user, audit_entry CASCADE")
    shutil.rmtree(demo.data / "files")
    assert facts(demo) != before
    assert demo.run("restore", copy, "--apply").code == 0
    assert facts(demo) == before


def test_spoilt_copy_changes_nothing(demo: Console, tmp_path: Path) -> None:
    before = facts(demo)
    copy = Path(demo.run("backup", tmp_path).out.strip())
    dump = copy / "database.dump"
    dump.write_bytes(dump.read_bytes()[:-20_000])
    ended = demo.run("restore", copy, "--apply")
    assert ended.code == 1
    assert "прежние на месте" in ended.err
    assert facts(demo) == before


def test_folder_without_a_copy_is_not_found(demo: Console, tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "нет"):
        ended = demo.run("restore", folder, "--apply")
        assert ended.code == 3
        assert "нет файла database.dump" in ended.err


def test_copy_that_cannot_be_kept_is_told_and_removed(demo: Console, tmp_path: Path) -> None:
    place = tmp_path / "занято"
    place.write_bytes(b"")
    ended = demo.run("backup", place)
    assert (ended.code, ended.out) == (1, "")
    assert "не сделана" in ended.err


def test_letters_wait_for_a_mail_server_and_then_go(demo: Console) -> None:
    with connected(demo) as connection:
        connection.execute(
            'INSERT INTO notifications_letter ("to", subject, text, created, attempts)'
            " VALUES ('anna@kray.example', 'Проверка', 'Здравствуйте', now(), 0)"
        )
    with letterbox() as box:
        pass  # nobody listens there any more
    assert "Отправлено писем: 0. Ожидают: 1." in demo.with_settings(**box.settings).run("mail").err
    with connected(demo) as connection:
        connection.execute("UPDATE notifications_letter SET next_attempt = NULL")
    with letterbox() as box:
        sent = demo.with_settings(**box.settings).run("mail")
        assert "Отправлено писем: 1. Ожидают: 0." in sent.err
        assert box.recipients == ["anna@kray.example"]
        assert demo.with_settings(**box.settings).run("mail").err.startswith("Отправлено писем: 0")


def test_unreachable_database_is_told(console: Console) -> None:
    nowhere = console.with_settings(DATABASE_URL="postgresql://nobody@127.0.0.1:1/nothing")
    ended = nowhere.run("roadmap", "list")
    assert ended.code == 1
    assert ended.err.startswith("Нет связи с базой данных.")
    assert set(spoilt(nowhere)) == {"база данных", "таблицы", "журнал"}


def test_data_folder_that_cannot_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    ended = Console(tmp_path / "file" / "data").run("roadmap", "list")
    assert ended.code == 1
    assert "NASTAVNIK_DATA" in ended.err


def test_existing_server_is_used_instead_of_our_own(
    demo: Console, console: Console, plan: Path
) -> None:
    with running_server(demo.data) as url:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("CREATE DATABASE elsewhere")
        elsewhere = console.with_settings(DATABASE_URL=url.replace("/nastavnik?", "/elsewhere?"))
        assert elsewhere.run("demo", "--load-only").code == 0
        words = ("import-plan", plan, "--unit", "school-2", "--apply", "--json")
        assert json.loads(elsewhere.run(*words).out)["new"] is True
        assert checks(elsewhere)[0] == 0
        refused = elsewhere.run("demo", "--reset", "--load-only")
        assert refused.code == 1
        assert "DATABASE_URL" in refused.err
        assert not (console.data / "postgres").exists()


def test_reset_is_refused_while_somebody_works(demo: Console) -> None:
    before = facts(demo)
    ended = demo.run("demo", "--reset", "--load-only")
    assert ended.code == 1
    assert "Остановите её и повторите" in ended.err
    assert facts(demo) == before


def test_reset_begins_anew(console: Console) -> None:
    with connected(console) as connection:
        connection.execute("CREATE TABLE old AS SELECT 1")
    (console.data / "files" / "aa").mkdir(parents=True)
    assert console.run("demo", "--reset", "--load-only").code == 0
    with connected(console) as connection:
        assert connection.execute("SELECT to_regclass('old')").fetchone() == (None,)
    assert not (console.data / "files" / "aa").exists()
    assert not (console.data / "postgres" / "postmaster.pid").exists()


@pytest.mark.parametrize(
    ("refusal", "code"),
    [
        (Missing("unit"), 3),
        (NotAllowed("see_units"), 4),
        (Conflict("Занято."), 5),
        (RuleBroken("Нельзя."), 6),
        (PostgresUnavailable("Нет сервера."), 1),
    ],
)
def test_refusal_becomes_its_exit_code(refusal: Exception, code: int) -> None:
    assert django_settings.configured
    with pytest.raises(SystemExit) as ended, refusals():
        raise refusal
    assert ended.value.code == code
