"""Reading plans, terms and actors: no database, exact shapes, exit codes, streams."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Console
from tests.imports import bad_input
from tests.imports.plan_texts import plan_text

ORDER = (
    plan_text()
    .replace("ПРИКАЗ\n", "Управление образования города Лугового\nПРИКАЗ\n")
    .replace("\n\n№", "\n\nНачальник управления И.И. Пашина\n\n№")
)
READING = {
    "kind", "start", "end", "month_day_from", "month_day_to", "from_year", "conditional", "note",
}  # fmt: skip
ITEM = {
    "number": str | None,
    "section": str | None,
    "parent": str | None,
    "title": str,
    "term": dict,
    "responsible": dict,
    "result": str,
    "note": str,
    "place": str,
    "doubts": list,
}


@pytest.fixture
def order(tmp_path: Path) -> Path:
    file = tmp_path / "приказ.txt"
    file.write_text(ORDER, encoding="utf-8")
    return file


def is_shaped(value: dict[str, Any], shape: dict[str, Any]) -> bool:
    """Tell whether every name of the shape is there with a value of its type."""
    return all(name in value and isinstance(value[name], kind) for name, kind in shape.items())


def lines_of(*objects: Any) -> bytes:
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in objects).encode()


def test_plan_has_the_shape_that_was_promised(console: Console, order: Path) -> None:
    ended = console.run("read-plan", order, "--json")
    assert (ended.code, ended.err) == (0, "")
    plan = json.loads(ended.out)
    assert set(plan) >= {
        "act", "period", "columns", "items", "indicators", "findings", "rows",
    }  # fmt: skip
    assert plan["act"]["kind"] == "order"
    assert (plan["act"]["number"], plan["act"]["date"]) == ("41", "2026-09-01")
    assert plan["act"]["issuer"] == "Управление образования города Лугового"
    assert plan["act"]["signatory"] == "И.И. Пашина"
    assert set(plan["act"]) >= {"kind", "number", "date", "issuer", "signatory"}
    assert plan["period"] == ["2026-09-01", "2027-08-31"]
    assert plan["columns"] == ["№", "Мероприятие", "Срок", "Ответственные", "Результат"]
    assert plan["rows"] == {"read": 4, "accepted": 3, "rejected": 0, "skipped": 1}
    assert [item["number"] for item in plan["items"]] == ["1", "2", "3"]
    for item in plan["items"]:
        assert is_shaped(item, ITEM), item
        assert set(item["term"]) == {"text", "reading"}
        assert set(item["term"]["reading"]) >= READING
        assert set(item["responsible"]) == {"text", "actors"}
        assert all(set(actor) >= {"text", "kind"} for actor in item["responsible"]["actors"])
    assert plan["items"][1]["term"] == {
        "text": "до 15.10.2026",
        "reading": {
            "kind": "once", "start": None, "end": "2026-10-15", "month_day_from": None,
            "month_day_to": None, "from_year": None, "conditional": False, "note": "",
        },
    }  # fmt: skip


def test_indicators_are_kept_with_their_years(console: Console, tmp_path: Path) -> None:
    file = tmp_path / "план.txt"
    head = "№ п/п\tНаименование показателя\tЕд. изм.\t2026 год\t2027 год\n"
    file.write_text(f"{ORDER}\nЦелевые показатели\n{head}1\tДоля наставников\t%\t10\t12,5\n")
    plan = json.loads(console.run("read-plan", file, "--json").out)
    assert [
        {name: indicator[name] for name in ("number", "name", "unit", "targets")}
        for indicator in plan["indicators"]
    ] == [
        {
            "number": "1",
            "name": "Доля наставников",
            "unit": "%",
            "targets": {"2026": 10, "2027": 12.5},
        }
    ]


@pytest.mark.parametrize("seed", ["000", "001", "002"])
def test_real_order_is_read_by_the_command(console: Console, shared: Path, seed: str) -> None:
    file = next((shared / "seeds").glob(f"{seed}*.txt"))
    plan = json.loads(console.run("read-plan", file, "--json").out)
    case = json.loads((shared / "cases" / "plans.json").read_text())["seeds"][seed]
    assert len(plan["items"]) == case["items_count"]
    assert len(plan["indicators"]) == case["indicators_count"]


def test_plan_is_told_in_russian_words(console: Console, order: Path) -> None:
    ended = console.run("read-plan", order)
    assert ended.code == 0
    assert ended.out.startswith("Приказ № 41 от 01.09.2026\n")
    assert "Строк прочитано: 4; принято: 3" in ended.err


def test_reading_starts_no_server_and_touches_no_folder(console: Console, order: Path) -> None:
    console.run("read-plan", order, "--json")
    console.run("read-terms", "--jsonl", given=lines_of({"phrase": "до 1 мая"}))
    console.run("read-actors", "--jsonl", given=lines_of({"phrase": "куратор"}))
    assert not console.data.exists()


def test_reading_needs_no_working_database(console: Console, order: Path) -> None:
    nowhere = console.with_settings(DATABASE_URL="postgresql://nobody@127.0.0.1:1/nothing")
    assert nowhere.run("read-plan", order, "--json").code == 0


@pytest.mark.parametrize(
    "locale",
    [
        {},
        {"LANG": "C"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "latin-1"},
        {"PYTHONIOENCODING": "cp1251:replace"},
    ],
)
def test_everything_is_utf8_in_any_locale(
    console: Console, order: Path, locale: dict[str, str]
) -> None:
    spoken = console.run("read-plan", order, **locale)
    assert "Назначить муниципального куратора" in spoken.out
    assert "Строк прочитано" in spoken.err
    given = lines_of({"phrase": "до 1 мая 2027 года", "context_year": None})
    read = json.loads(console.run("read-terms", "--jsonl", given=given, **locale).out)
    assert (read["phrase"], read["reading"]["end"]) == ("до 1 мая 2027 года", "2027-05-01")


def test_lines_come_back_in_their_order(console: Console) -> None:
    phrases = [
        {"phrase": f"до {n % 28 + 1} мая 2027 года", "context_year": None, "n": n}
        for n in range(10_000)
    ]
    ended = console.run("read-terms", "--jsonl", given=lines_of(*phrases))
    read = [json.loads(line) for line in ended.out.splitlines()]
    assert [line["n"] for line in read] == list(range(10_000))
    assert all(line["reading"]["end"] == f"2027-05-{line['n'] % 28 + 1:02}" for line in read)


def test_ten_thousand_actors_keep_every_field(console: Console) -> None:
    given = [{"phrase": f"Директор школы № {n}, куратор", "source": n} for n in range(10_000)]
    ended = console.run("read-actors", "--jsonl", given=lines_of(*given))
    read = [json.loads(line) for line in ended.out.splitlines()]
    assert [{"phrase": r["phrase"], "source": r["source"]} for r in read] == given
    assert all(len(line["actors"]) == 2 for line in read)


def test_answer_comes_before_the_next_question(console: Console) -> None:
    with subprocess.Popen(
        console.command("read-terms", "--jsonl"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=console.environment(),
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for day in (1, 2):
            process.stdin.write(lines_of({"phrase": f"{day} мая 2027 года"}))
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["reading"]["end"] == f"2027-05-0{day}"
        process.stdin.close()
        assert process.wait(timeout=20) == 0


def test_empty_lines_foreign_line_ends_and_a_missing_one_do_no_harm(console: Console) -> None:
    given = '\ufeff{"phrase":"куратор"}\r\n\r\n  \n{"phrase":"директор"}'.encode()
    ended = console.run("read-actors", "--jsonl", given=given)
    assert ended.code == 0
    assert [json.loads(line)["phrase"] for line in ended.out.splitlines()] == [
        "куратор",
        "директор",
    ]


def test_no_input_is_no_output(console: Console) -> None:
    ended = console.run("read-terms", "--jsonl")
    assert (ended.code, ended.out, ended.err) == (0, "", "")


@pytest.mark.parametrize(
    "line",
    [
        b"{",
        b"[]",
        b"5",
        b"null",
        b'{"context_year":"2027"}',
        b'{"phrase":5}',
        b'{"phrase":null}',
        b'{"phrase":"1 \xec\xe0\xff"}',
        '{"phrase":"1 мая","context_year":2027}'.encode(),
        b"[" * 100_000,
    ],
)
def test_bad_line_ends_the_work_with_its_number(console: Console, line: bytes) -> None:
    given = lines_of({"phrase": "до 1 мая"}) + b"\n" + line + b"\n" + lines_of({"phrase": "май"})
    ended = console.run("read-terms", "--jsonl", given=given)
    assert ended.code == 6
    assert len(ended.out.splitlines()) == 1
    assert ended.err.startswith("Строка 3:")


def test_half_a_letter_comes_back_as_it_was_given(console: Console) -> None:
    ended = console.run("read-terms", "--jsonl", given=b'{"phrase":"\\ud800 1"}\n')
    assert ended.code == 0
    assert json.loads(ended.out)["phrase"] == "\ud800 1"


@pytest.mark.parametrize("words", [("read-terms", "--jsonl"), ("read-actors", "--jsonl")])
def test_reader_that_leaves_early_is_no_accident(console: Console, words: tuple[str, str]) -> None:
    given = lines_of(*({"phrase": "директор до 1 мая"} for _ in range(20_000)))
    process = subprocess.Popen(
        console.command(*words),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=console.environment(),
    )
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdin.write(given[:500])
    process.stdin.flush()
    assert json.loads(process.stdout.readline())
    process.stdout.close()
    try:
        process.stdin.write(given[500:])
        process.stdin.close()
    except BrokenPipeError:
        process.stdin = None
    process.wait(timeout=20)
    assert process.stderr.read() == b""
    process.stderr.close()


@pytest.mark.parametrize("name", ["нет такого.docx", "/", "/dev/null/план.docx", "п" * 300])
def test_absent_file_is_not_found(console: Console, tmp_path: Path, name: str) -> None:
    ended = console.run("read-plan", tmp_path / name, "--json")
    assert ended.code == 3
    assert ended.out == ""
    assert "не найден" in ended.err


@pytest.mark.parametrize("case", bad_input.BAD)
def test_bad_file_is_refused_in_words(console: Console, tmp_path: Path, case: str) -> None:
    name, make, _ = bad_input.BAD[case]
    file = tmp_path / name
    file.write_bytes(make())
    ended = console.run("read-plan", file, "--json")
    assert (ended.code, ended.out) == (6, "")
    assert ended.err.count("\n") == 1
    assert ended.err.rstrip().endswith((".", "?"))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "Вызов: nastavnik"),
        (("нет-такой",), "Нет такой команды: нет-такой."),
        (("read-plan",), "Не указано: FILE."),
        (("read-plan", "a", "b"), "Команда записана неверно"),
        (("read-plan", "a", "--yaml"), "Нет такого параметра: --yaml."),
        (("read-terms",), "Не указано: --jsonl."),
        (("import-plan", "a", "--unit", "b", "--past", "c"), "Допустимо: done, not-done, not-ours"),
        (("demo", "--port", "восемь"), "Недопустимое значение: --port."),
        (("roadmap", "export", "1", "план.pdf"), "Имя файла должно кончаться на .docx или .xlsx."),
    ],
)
def test_misuse_is_told_in_russian(console: Console, words: tuple[str, ...], told: str) -> None:
    ended = console.run(*words)
    assert (ended.code, ended.out) == (2, "")
    assert told in ended.err
    assert not console.data.exists()


@pytest.mark.parametrize("words", [("--help",), ("read-plan", "-h"), ("roadmap", "show", "--help")])
def test_help_is_russian(console: Console, words: tuple[str, ...]) -> None:
    ended = console.run(*words)
    assert ended.code == 0
    assert "Вызов: nastavnik" in ended.out
    assert "Показать эту справку." in ended.out
    assert "Usage" not in ended.out
