"""Letters: written with the change, sent once, whatever happens to the mail server."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
import time_machine
from django.db import connections, transaction

from nastavnik.kernel import clock
from nastavnik.notifications.models import Letter
from nastavnik.notifications.services import (
    NewLetter,
    send_letter,
    send_waiting,
    write_letter,
    write_letters,
)
from nastavnik.notifications.services.sending import LAST_ATTEMPT, message_id_of
from tests.conftest import NOON
from tests.letterbox import Letterbox, letterbox
from tests.notifications.conftest import lead_to, write_many

ANNA = "anna@kray.example"
HOST = "@" + "наставник.рф".encode("idna").decode() + ">"


def write_one(**facts: object) -> Letter:
    return write_letter(**{"to": ANNA, "subject": "Проверка", "text": "Здравствуйте", **facts})


def test_letter_leaves_after_the_commit_and_its_text_is_erased(
    db: None, box: Letterbox, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        letter = write_one()
        assert box.letters == []
    letter.refresh_from_db()
    assert box.recipients == [ANNA]
    assert (letter.text, letter.attempts) == ("", 1)
    assert letter.sent is not None


def test_letter_of_a_change_that_failed_is_not_written(db: None, box: Letterbox) -> None:
    with transaction.atomic():
        write_one()
        transaction.set_rollback(True)
    assert send_waiting() == (0, 0)
    assert box.letters == []


def test_letter_of_one_key_is_written_once(db: None, box: Letterbox) -> None:
    assert write_one(unique_key="a").pk == write_one(unique_key="a").pk
    assert write_letters([NewLetter(ANNA, "Ещё", "Текст", key) for key in "aabb"]) == 1
    assert write_letters([NewLetter(ANNA, "Ещё", "Текст", key) for key in "ab"]) == 0
    assert send_waiting() == (2, 0)
    assert write_letters([NewLetter(ANNA, "Ещё", "Текст", "a")]) == 0  # a sent one counts too
    assert len(box.count_by_id()) == 2


def test_no_letters_at_all_are_written(db: None) -> None:
    assert write_letters([]) == 0


def test_many_letters_are_one_insert_and_one_connection(
    db: None, box: Letterbox, django_assert_num_queries
) -> None:
    with django_assert_num_queries(1):
        write_many(200)
    assert send_waiting() == (200, 0)
    assert len(set(box.recipients)) == 200
    assert box.visits == 1


def test_letter_waits_for_its_hour(db: None, box: Letterbox) -> None:
    with time_machine.travel(NOON, tick=False) as traveller:
        hour = clock.now() + timedelta(hours=1)
        early = write_one(not_before=hour)
        write_letters([NewLetter(ANNA, "Сводка", "Текст", "digest", hour)])
        assert send_waiting() == (0, 2)
        assert not send_letter(early.pk)
        traveller.shift(3600)
        assert send_waiting() == (2, 0)


def test_subject_is_one_line(db: None, box: Letterbox) -> None:
    write_letters([NewLetter(ANNA, "Subject\r\nBcc: other@kray.example ", "Текст", "a")])
    assert send_waiting() == (1, 0)
    assert box.letters[0]["Subject"] == "Subject Bcc: other@kray.example"
    assert box.letters[0]["Bcc"] is None


def test_dead_mail_server_loses_nothing_and_counts_nothing(db: None, settings) -> None:
    with letterbox() as gone:
        pass  # nobody listens there any more
    lead_to(gone, settings)
    write_many(3)
    assert [send_waiting() for _ in range(20)] == [(0, 3)] * 20
    assert not send_letter(Letter.objects.earliest("pk").pk)
    assert set(Letter.objects.values_list("attempts", "sent")) == {(0, None)}
    with letterbox() as box:
        lead_to(box, settings)
        assert send_waiting() == (3, 0)


def test_refused_letter_does_not_hold_the_others_up(db: None, box: Letterbox) -> None:
    write_many(4)
    box.refused = {"person-1@kray.example"}
    assert send_waiting() == (3, 1)
    assert box.visits == 1  # the connection is good for the others
    refused = Letter.objects.get(sent=None)
    assert (refused.attempts, refused.text) == (1, "Текст")
    assert refused.next_attempt > clock.now()
    assert send_waiting() == (0, 1)  # not before its pause is over


def test_address_that_is_none_does_not_hold_the_others_up(db: None, box: Letterbox) -> None:
    write_letters(NewLetter(to, "Сводка", "Текст", to) for to in ("no address@@", ANNA))
    assert send_waiting() == (1, 1)
    assert box.recipients == [ANNA]


def test_letter_refused_for_days_is_given_up(db: None, box: Letterbox) -> None:
    box.refused = {ANNA}
    with time_machine.travel(NOON, tick=False) as traveller:
        write_one()
        for attempt in range(1, LAST_ATTEMPT + 1):
            assert send_waiting() == (0, int(attempt < LAST_ATTEMPT))
            traveller.shift(13 * 3600)
        box.refused.clear()
        assert send_waiting() == (0, 0)


def test_letter_sent_again_is_the_same_letter_to_its_receiver(db: None, box: Letterbox) -> None:
    """The server takes it and falls silent: nobody here can know, so it goes once more."""
    write_many(3)
    box.hangs_up_on = {"person-1@kray.example"}
    assert send_waiting() == (2, 1)
    box.hangs_up_on = set()
    with time_machine.travel(clock.now() + timedelta(hours=1)):
        assert send_waiting() == (1, 0)
    assert sorted(box.count_by_id().values()) == [1, 1, 2]


def test_message_id_is_stable_and_secret(db: None, settings) -> None:
    settings.PUBLIC_ADDRESS = "https://наставник.рф"
    keyed, plain, other = write_one(unique_key="digest-1"), write_one(), write_one()
    ids = [message_id_of(letter) for letter in (keyed, plain, other)]
    assert ids == [
        message_id_of(Letter.objects.get(pk=letter.pk)) for letter in (keyed, plain, other)
    ]
    assert len(set(ids)) == 3
    assert all(name.isascii() and name.endswith(HOST) for name in ids)
    settings.SECRET_KEY = "another installation"
    assert message_id_of(keyed) != ids[0]


def test_workers_share_the_letters_and_send_none_twice(
    transactional_db: None, box: Letterbox
) -> None:
    write_many(60)
    box.pause = 0.01
    start, results = threading.Barrier(4), []

    def work() -> None:
        start.wait()
        results.append(send_waiting()[0])
        connections.close_all()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sum(results) == len(box.letters) == len(set(box.recipients)) == 60
    assert sum(result > 0 for result in results) > 1


@pytest.mark.parametrize("owner", ["sending", "waiting"])
def test_letter_in_other_hands_is_left_alone(
    transactional_db: None, box: Letterbox, owner: str
) -> None:
    letter = write_letters([NewLetter(ANNA, "Сводка", "Текст", "a")]) and Letter.objects.get()
    taken = []
    with transaction.atomic():
        Letter.objects.select_for_update().get(pk=letter.pk)

        def work() -> None:
            taken.append(send_letter(letter.pk) if owner == "sending" else send_waiting()[0])
            connections.close_all()

        worker = threading.Thread(target=work)
        worker.start()
        worker.join(20)
    assert taken == [0]
    assert box.letters == []


def test_sending_can_be_stopped_between_two_letters(db: None, box: Letterbox) -> None:
    class Stopped(Exception):
        pass

    def tell(done: int, total: int) -> None:
        assert total == 5
        if done == 2:
            raise Stopped

    write_many(5)
    with pytest.raises(Stopped):
        send_waiting(tell)
    assert len(box.letters) == Letter.objects.exclude(sent=None).count() == 2
    assert send_waiting() == (3, 0)
