"""The pages of background jobs: progress that refreshes itself, cancelling, the outcome."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from nastavnik.jobs import services
from nastavnik.jobs.choices import JobState
from nastavnik.jobs.models import Job
from nastavnik.kernel import clock
from nastavnik.web.jobs.presenters import left_in_words
from nastavnik.web.journal import views as journal
from tests.region import Region
from tests.web.laws import bytes_of

POLLS = 'hx-trigger="every 2s"'


@pytest.fixture
def job(region: Region) -> Job:
    return services.start_job(region.scope("auditor"), "check_journal")


def run(job: Job, **facts: object) -> None:
    facts = {"state": JobState.RUNNING, "started": clock.now() - timedelta(minutes=1), **facts}
    Job.objects.filter(pk=job.pk).update(**facts)


def text_of(client: Client, job: Job, **headers: str) -> str:
    answer = client.get(f"/jobs/{job.pk}/", headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def test_waiting_job_says_so_and_asks_again(job: Job, sign_in) -> None:
    text = text_of(sign_in("auditor"), job)
    for words in ("Проверка журнала", "ждёт своей очереди", POLLS, "Обновить", "Отменить"):
        assert words in text


def test_running_job_shows_how_far_it_is_and_how_long_it_takes(job: Job, sign_in) -> None:
    run(job, done=250, total=1000)
    text = text_of(sign_in("auditor"), job)
    for words in ("<strong>250</strong> из 1000", "осталось около 3 минут", POLLS):
        assert words in text


@pytest.mark.parametrize("facts", [{"done": 3, "total": None}, {"done": 0, "total": 9}])
def test_no_time_is_promised_where_none_is_known(
    job: Job, sign_in, facts: dict[str, object]
) -> None:
    run(job, **facts)
    assert "осталось" not in text_of(sign_in("auditor"), job)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (3, "осталось меньше минуты"),
        (70, "осталось около 1 минуты"),
        (130, "осталось около 2 минут"),
        (21 * 60, "осталось около 21 минуты"),
        (7200, "осталось около 2 часов"),
        (21 * 3600, "осталось около 21 часа"),
    ],
)
def test_time_left_is_said_in_words(seconds: int, words: str) -> None:
    assert left_in_words(seconds) == words


def test_part_of_the_page_comes_alone_while_the_job_lives(job: Job, sign_in) -> None:
    run(job, done=1, total=2)
    part = text_of(sign_in("auditor"), job, hx_request="true")
    assert part.strip().startswith('<div id="job"')
    assert POLLS in part
    assert "job-actions" not in part  # whoever stands on a button stays there


def test_outcome_comes_with_the_last_part(job: Job, sign_in) -> None:
    run(job, state=JobState.DONE, message="Всё сделано.")
    part = text_of(sign_in("auditor"), job, hx_request="true")
    assert POLLS not in part
    assert "Всё сделано." in part.split('id="job-outcome" role="status" hx-swap-oob="innerHTML"')[1]
    assert "Отменить" not in part
    assert "<html" not in part


def test_ended_job_tells_the_outcome_and_asks_no_more(region: Region, job: Job, sign_in) -> None:
    services.run_job_here(region.scope("auditor"), job.pk)
    text = text_of(sign_in("auditor"), job)
    assert "Журнал цел" in text
    assert POLLS not in text
    assert "Отменить" not in text


def test_what_a_job_made_is_linked(job: Job, region: Region, sign_in) -> None:
    unit = region.units["school_one"].pk
    run(job, state=JobState.DONE, result={"unit": unit, "copies": 3}, message="Готово.")
    assert f'<a href="/units/{unit}/">Открыть организацию</a>' in text_of(sign_in("auditor"), job)


def test_list_shows_own_jobs_and_who_started_those_of_others(job: Job, sign_in) -> None:
    assert "Судаков" not in _list(sign_in("auditor"))
    assert "Проверка журнала" in _list(sign_in("auditor"))
    assert "Судаков И. Ф." in _list(sign_in("administrator"))
    assert "Фоновых заданий нет" in _list(sign_in("officer"))


def _list(client: Client) -> str:
    return client.get("/jobs/").content.decode().split("<main")[1]


def test_job_is_cancelled_from_its_page(job: Job, sign_in) -> None:
    answer = sign_in("auditor").post(f"/jobs/{job.pk}/cancel/", follow=True)
    assert "Сделанное до отмены сохранено" in answer.content.decode()
    job.refresh_from_db()
    assert job.state == JobState.CANCELLED


def test_running_job_is_asked_to_stop_and_the_page_says_so(job: Job, sign_in) -> None:
    run(job)
    answer = sign_in("auditor").post(f"/jobs/{job.pk}/cancel/", follow=True)
    assert "Останавливаем" in answer.content.decode()
    job.refresh_from_db()
    assert (job.state, job.cancel_asked) == (JobState.RUNNING, True)


def test_job_of_another_is_missing(job: Job, sign_in) -> None:
    client = sign_in("officer")
    theirs, nowhere = client.post(f"/jobs/{job.pk}/cancel/"), client.post("/jobs/0/cancel/")
    assert theirs.status_code == nowhere.status_code == 404
    assert bytes_of(theirs) == bytes_of(nowhere)


def test_ended_job_cannot_be_cancelled(job: Job, sign_in) -> None:
    run(job, state=JobState.DONE)
    answer = sign_in("auditor").post(f"/jobs/{job.pk}/cancel/")
    assert answer.status_code == 422
    assert "Задание уже завершено" in answer.content.decode()


@pytest.mark.parametrize("address", ["/jobs/{}/cancel/", "/journal/chain/start/"])
def test_nothing_happens_by_get(job: Job, sign_in, address: str) -> None:
    assert sign_in("auditor").get(address.format(job.pk)).status_code == 405


def test_long_journal_is_checked_in_a_job(
    region: Region, sign_in, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "CHECKED_WHILE_WAITING", 3)
    client = sign_in("auditor")
    assert "Начать проверку" in client.get("/journal/chain/").content.decode()
    answer = client.post("/journal/chain/start/", follow=True)
    assert "Проверка журнала" in answer.content.decode()
    assert Job.objects.get().kind == "check_journal"


def test_check_of_the_whole_journal_needs_the_whole_tree(region: Region, sign_in) -> None:
    assert sign_in("curator").post("/journal/chain/start/").status_code == 403
    assert not Job.objects.exists()
