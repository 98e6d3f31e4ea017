"""The document beside its reading: places, doubts, remarks, pages, corrections."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from nastavnik.imports import services
from nastavnik.imports.models import Intake
from nastavnik.pure.plans import Plan
from nastavnik.roadmaps import importers
from nastavnik.web.intakes.presenters import ON_A_PAGE
from tests.imports.plan_texts import long_plan_text, plan_text
from tests.region import Region

SignIn = Callable[[str], Client]

LOST = """План мероприятий по наставничеству на 2026-2027 учебный год
№
Мероприятие
Срок
Ответственные
1
2
3
4
Назначить куратора города
Собрать заявки школ
Провести встречу наставников
Подвести итоги года
сентябрь
до 15 октября
март
июнь
Управление образования
Кураторы школ
Управление образования
Управление образования"""


def show(client: Client, intake: Intake, **query: str) -> str:
    answer = client.get(reverse("show_intake", args=[intake.pk]), query)
    assert answer.status_code == 200
    return answer.content.decode()


def plan_of(intake: Intake) -> Plan:
    intake.refresh_from_db()
    return importers.read_intake(intake)


def post(client: Client, name: str, intake: Intake, key: str = "", **data: str) -> str:
    """Send a form of the present version and return the page it leads to."""
    intake.refresh_from_db()
    address = reverse(name, args=[intake.pk, key] if key else [intake.pk])
    answer = client.post(address, {"version": str(intake.version), **data}, follow=True)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_every_field_points_to_its_place(sign_in: SignIn, intake: Intake) -> None:
    page = show(sign_in("coordinator"), intake)
    pointed = set(re.findall(r'data-place="([^"]+)"', page))
    assert len(pointed) > 9
    assert pointed <= set(re.findall(r' id="([^"]+)"', page))


def test_every_id_stands_once(sign_in: SignIn, intake: Intake) -> None:
    ids = re.findall(r' id="([^"]+)"', show(sign_in("coordinator"), intake))
    assert len(ids) == len(set(ids))


def test_source_is_shown_verbatim_beside_the_reading(sign_in: SignIn, intake: Intake) -> None:
    page = show(sign_in("coordinator"), intake)
    assert "сентябрь 2026 года" in page
    assert "ПРИКАЗ" in page


def test_doubts_are_counted(sign_in: SignIn, intake: Intake) -> None:
    plan = plan_of(intake)
    page = show(sign_in("coordinator"), intake)
    assert plan.doubts() >= 2
    assert re.search(rf">{plan.doubts()} сомнени", page)
    assert page.count('class="reading reading-doubtful"') == sum(
        bool(item.doubts) for item in plan.items
    )


def test_only_the_doubtful_can_be_shown(sign_in: SignIn, intake: Intake) -> None:
    page = show(sign_in("coordinator"), intake, only="doubts")
    assert page.count("<article") == sum(bool(item.doubts) for item in plan_of(intake).items)


def test_remarks_stand_with_their_words(sign_in: SignIn, intake: Intake) -> None:
    page = show(sign_in("coordinator"), intake)
    for finding in plan_of(intake).findings:
        assert finding.message in page
        assert finding.quote in page


def test_long_plan_is_shown_by_pages(region: Region, sign_in: SignIn) -> None:
    scope, unit = region.scope("coordinator"), region.unit("town")
    intake, _ = services.receive_text(scope, unit, long_plan_text(620))
    client = sign_in("coordinator")
    page = show(client, intake, page="3")
    assert page.count("<article") == ON_A_PAGE
    assert "занятие № 101 " in page
    assert "занятие № 100 школы" not in re.findall(r"<h3.*?</h3>", page, re.S)
    assert len(re.findall(r'class="written-line', page)) < 3 * ON_A_PAGE
    pointed = set(re.findall(r'<article[^>]*data-place="([^"]+)"', page))
    assert pointed <= set(re.findall(r' id="([^"]+)"', page))
    assert show(client, intake, page="99").count("<article") == 620 % ON_A_PAGE


def test_accepted_doubt_is_counted_no_more(sign_in: SignIn, intake: Intake) -> None:
    client, before = sign_in("coordinator"), plan_of(intake)
    doubtful = next(item for item in before.items if item.doubts)
    post(client, "accept_doubt", intake, doubtful.key, doubt="all")
    assert plan_of(intake).doubts() == before.doubts() - len(doubtful.doubts)


def test_one_of_several_doubts_is_accepted_alone(sign_in: SignIn, intake: Intake) -> None:
    client, before = sign_in("coordinator"), plan_of(intake)
    doubtful = next(item for item in before.items if item.doubts)
    doubt = doubtful.doubts[0]
    post(client, "accept_doubt", intake, doubtful.key, doubt=f"{doubt.code}:{doubt.field}")
    left = plan_of(intake).item(doubtful.key).doubts
    assert doubt not in left
    assert len(left) == len(doubtful.doubts) - 1


def test_doubt_that_is_gone_is_not_accepted(sign_in: SignIn, intake: Intake) -> None:
    address = reverse("accept_doubt", args=[intake.pk, plan_of(intake).items[0].key])
    answer = sign_in("coordinator").post(address, {"version": "0", "doubt": "term:term"})
    assert answer.status_code == 422


def test_fragment_for_htmx_is_the_block_of_the_full_page(sign_in: SignIn, intake: Intake) -> None:
    client = sign_in("coordinator")
    doubtful = next(item for item in plan_of(intake).items if item.doubts)
    address = reverse("accept_doubt", args=[intake.pk, doubtful.key])
    data = {"version": "0", "doubt": "all", "page": "1"}
    fragment = client.post(address, data, headers={"HX-Request": "true"}).content.decode()
    without = str.maketrans("", "", " \n")
    page = show(client, intake)
    body = re.sub(r" data-focus", "", fragment).translate(without)
    token = re.compile(r'csrfmiddlewaretoken"value="[^"]+')
    assert token.sub("", body) in token.sub("", page.translate(without))
    assert " data-focus" in fragment


def test_last_correction_is_taken_back(sign_in: SignIn, intake: Intake) -> None:
    client, before = sign_in("coordinator"), plan_of(intake)
    post(client, "correct_field", intake, before.items[0].key, title="Назначить куратора")
    assert plan_of(intake).items[0].title == "Назначить куратора"
    post(client, "undo_correction", intake)
    assert plan_of(intake).items == before.items


def test_corrected_field_says_so(sign_in: SignIn, intake: Intake) -> None:
    client, key = sign_in("coordinator"), plan_of(intake).items[1].key
    page = post(client, "reread_term", intake, key, phrase="до 15 октября 2026 года")
    assert "исправлено" in page
    item = plan_of(intake).item(key)
    assert (item.term.kind, item.term_text) == ("once", "по отдельному графику")
    assert not item.doubts


@pytest.mark.parametrize("phrase", ["когда получится", "до 31 февраля 2027 года", ""])
def test_words_that_are_no_term_are_answered_at_the_form(
    sign_in: SignIn, intake: Intake, phrase: str
) -> None:
    address = reverse("reread_term", args=[intake.pk, plan_of(intake).items[1].key])
    answer = sign_in("coordinator").post(address, {"version": "0", "phrase": phrase})
    assert answer.status_code == 422
    assert "error-summary" in answer.content.decode()


def test_term_is_given_by_its_days(sign_in: SignIn, intake: Intake) -> None:
    client, key = sign_in("coordinator"), plan_of(intake).items[2].key
    post(client, "reread_term", intake, key, kind="once", first="2027-02-01", last="2027-02-28")
    term = plan_of(intake).item(key).term
    assert (term.kind, str(term.start), str(term.end)) == ("once", "2027-02-01", "2027-02-28")


@pytest.mark.parametrize(
    "days",
    [
        {"kind": "once"},
        {"kind": "yearly", "first": "2027-02-01"},
        {"kind": "once", "first": "2027-03-01", "last": "2027-02-01"},
        {"kind": "someday", "last": "2027-02-01"},
        {"kind": "once", "last": "2027-02-31"},
    ],
)
def test_days_that_make_no_term_are_answered_at_the_form(
    sign_in: SignIn, intake: Intake, days: dict[str, str]
) -> None:
    address = reverse("reread_term", args=[intake.pk, plan_of(intake).items[1].key])
    answer = sign_in("coordinator").post(address, {"version": "0", **days})
    assert answer.status_code == 422


def test_actors_are_corrected(sign_in: SignIn, intake: Intake) -> None:
    client, key = sign_in("coordinator"), plan_of(intake).items[0].key
    given = {"text_0": "Управление образования", "kind_0": "municipal_authority"}
    given |= {"text_1": "Отдел кадров", "kind_1": "other", "text_2": "", "kind_2": "other"}
    post(client, "correct_actors", intake, key, **given)
    actors = plan_of(intake).item(key).actors
    assert [(actor.text, actor.kind) for actor in actors] == [
        ("Управление образования", "municipal_authority"),
        ("Отдел кадров", "other"),
    ]


def test_column_is_taken_for_another(sign_in: SignIn, intake: Intake) -> None:
    client, columns = sign_in("coordinator"), plan_of(intake).columns
    data = {f"c_{one.table}_{one.index}": one.field.value for one in columns}
    data[f"c_{columns[4].table}_4"] = "note"
    post(client, "map_column", intake, **data)
    item = plan_of(intake).items[0]
    assert (item.note, item.result) == ("Приказ", "")


def test_row_is_joined_to_the_one_above_and_parted_again(sign_in: SignIn, intake: Intake) -> None:
    client, plan = sign_in("coordinator"), plan_of(intake)
    row = plan.items[1].rows[0]
    post(client, "change_row", intake, row, kind="join")
    assert len(plan_of(intake).items) == 2
    assert "Собрать заявки школ" in plan_of(intake).items[0].title
    post(client, "change_row", intake, row, kind="item")
    assert len(plan_of(intake).items) == 3


def test_row_is_left_out(sign_in: SignIn, intake: Intake) -> None:
    client, plan = sign_in("coordinator"), plan_of(intake)
    post(client, "change_row", intake, plan.items[2].rows[0], kind="skip")
    after = plan_of(intake)
    assert [item.number for item in after.items] == ["1", "2"]
    rows = after.rows
    assert rows.read == rows.accepted + rows.rejected + rows.skipped


def test_row_is_split_in_two(region: Region, sign_in: SignIn) -> None:
    rows = "1\tНазначить куратора. Собрать заявки\tсентябрь 2026\tУправление, школы\tПриказ. Заявки"
    intake, _ = services.receive_text(
        region.scope("coordinator"),
        region.unit("town"),
        plan_text(rows, "2\tИтог\tмай 2027\tШколы\tОтчёт"),
    )
    client, item = sign_in("coordinator"), plan_of(intake).items[0]
    post(
        client,
        "split_row",
        intake,
        item.key,
        title="Назначить куратора.\r\n\r\nСобрать заявки",
        term="сентябрь 2026",
        responsible="Управление, школы",
        result="Приказ.\r\n\r\nЗаявки",
    )
    first, second, _ = plan_of(intake).items
    assert (first.title, first.result) == ("Назначить куратора.", "Приказ.")
    assert (second.title, second.result, second.term_text) == ("Собрать заявки", "Заявки", "")


@pytest.mark.parametrize("title", ["Собрать заявки школ", "Собрать\n\nзаявки колледжей"])
def test_split_without_an_empty_line_or_with_other_words_is_refused(
    sign_in: SignIn, intake: Intake, title: str
) -> None:
    item = plan_of(intake).items[1]
    data = {"version": "0", "title": title, "term": item.term_text}
    data |= {"responsible": item.responsible_text, "result": item.result}
    address = reverse("split_row", args=[intake.pk, item.key])
    assert sign_in("coordinator").post(address, data).status_code == 422


def test_lost_order_is_put_together_by_hand(region: Region, sign_in: SignIn) -> None:
    intake, _ = services.receive_text(region.scope("coordinator"), region.unit("town"), LOST)
    client = sign_in("coordinator")
    assert plan_of(intake).needs_mapping
    page = show(client, intake)
    assert reverse("edit_lines", args=[intake.pk]) in page
    assert reverse("check_intake", args=[intake.pk]) not in page
    ranges = {"number": (6, 9), "title": (10, 13), "term": (14, 17), "responsible": (18, 21)}
    data = {}
    for field, (first, last) in ranges.items():
        data |= {f"first_{field}_0": str(first), f"last_{field}_0": str(last)}
    post(client, "map_lines", intake, **data)
    items = plan_of(intake).items
    assert [(item.number, item.title, item.term_text) for item in items] == [
        ("1", "Назначить куратора города", "сентябрь"),
        ("2", "Собрать заявки школ", "до 15 октября"),
        ("3", "Провести встречу наставников", "март"),
        ("4", "Подвести итоги года", "июнь"),
    ]


@pytest.mark.parametrize(
    "ranges",
    [
        {},
        {"first_title_0": "10"},
        {"first_title_0": "13", "last_title_0": "10"},
        {"first_title_0": "10", "last_title_0": "99"},
        {"first_title_0": "10", "last_title_0": "13", "first_term_0": "13", "last_term_0": "14"},
        {"first_term_0": "13", "last_term_0": "14"},
    ],
)
def test_ranges_that_do_not_fit_are_answered_at_the_form(
    region: Region, sign_in: SignIn, ranges: dict[str, str]
) -> None:
    intake, _ = services.receive_text(region.scope("coordinator"), region.unit("town"), LOST)
    address = reverse("map_lines", args=[intake.pk])
    answer = sign_in("coordinator").post(address, {"version": "0", **ranges})
    assert answer.status_code == 422
