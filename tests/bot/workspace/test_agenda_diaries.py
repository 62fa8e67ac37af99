"""Calendars laid out from mailboxes: which mails count, and in which order."""

from datetime import timedelta
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest

from bot.workspace import Mailbox
from bot.workspace.agenda import Agenda, Diaries, Status
from tests.bot.workspace.invitations import (
    FEBRUARY,
    ME,
    STAMP,
    calendar,
    event,
    invitation,
    times,
)
from tests.bot.workspace.mailings import mailed, put

MARCH = times("20270310T090000", "20270310T120000")


class Boxes:
    """Two folders, and the calendars that are laid out from them."""

    def __init__(self, folder: Path) -> None:
        self.came, self.went = folder / "came", folder / "went"
        for one in (self.came, self.went):
            one.mkdir()
        self.diaries = Diaries(Mailbox(self.came).letters, Mailbox(self.went).letters_from)

    def agenda(self, address: str = ME) -> Agenda:
        return self.diaries.of(address)


@pytest.fixture
def boxes(tmp_path: Path) -> Boxes:
    return Boxes(tmp_path)


def test_mails_of_one_second_are_read_in_the_order_of_their_versions(boxes: Boxes) -> None:
    put(boxes.came, "a", invitation(calendar(event(1, 5, when=MARCH))))
    put(boxes.came, "b", invitation(calendar(event())))

    (entry,) = boxes.agenda().entries

    assert (entry.sequence, entry.letter) == (1, "a")
    assert entry.before is not None


def test_mails_are_read_in_the_order_in_which_they_came(boxes: Boxes) -> None:
    later = STAMP + timedelta(hours=1)
    put(boxes.came, "a", invitation(calendar(event()), later))
    put(boxes.came, "b", invitation(calendar(event(1, 5), method="CANCEL"), STAMP, "CANCEL"))

    (entry,) = boxes.agenda().entries

    # What was cancelled before it came never stood there.
    assert (entry.cancelled, entry.letter) == (False, "a")


def test_own_answers_count_and_those_of_others_do_not(boxes: Boxes) -> None:
    put(boxes.came, "a", invitation(calendar(event())))
    for sender, status in ((ME, b"TENTATIVE"), ("mia@habo.example", b"DECLINED")):
        told = calendar(event(0, 3), method="REPLY").replace(b"NEEDS-ACTION", status)
        raw = invitation(told, method="REPLY")
        put(boxes.went, sender, raw.replace(b"boten@jonkoping.example>", f"{sender}>".encode(), 1))

    (entry,) = boxes.agenda().entries

    assert entry.answer is not None
    assert (entry.answer.status, entry.answer.letter) == (Status.TENTATIVE, ME)


def test_file_to_be_taken_over_by_hand_is_no_invitation(boxes: Boxes) -> None:
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"] = "boten@jonkoping.example", ME
    mail.set_content("Datumen följer med.")
    mail.add_attachment(calendar(event()), "text", "calendar", filename="kalender.ics")
    put(boxes.came, "a", mail.as_bytes())
    put(boxes.came, "b", mailed())

    assert boxes.agenda() == Agenda()


def test_mail_that_cannot_be_read_is_named(boxes: Boxes) -> None:
    put(boxes.came, "a", invitation(calendar(("X",))))
    put(boxes.came, "b", invitation(calendar(event())))

    agenda = boxes.agenda()

    assert ([one.letter for one in agenda.entries], agenda.unreadable) == (["b"], ("a",))


def test_mail_that_is_replaced_or_taken_away_is_seen(boxes: Boxes) -> None:
    put(boxes.came, "a", invitation(calendar(event(when=times(*FEBRUARY)))))
    first = boxes.agenda().entries
    put(boxes.came, "a", invitation(calendar(event(when=MARCH))))
    second = boxes.agenda().entries

    (boxes.came / "a.eml").unlink()

    assert [one.when.first.month for one in (*first, *second)] == [2, 3]
    assert boxes.agenda() == Agenda()


def test_each_mail_is_read_once(boxes: Boxes, monkeypatch: pytest.MonkeyPatch) -> None:
    put(boxes.came, "a", invitation(calendar(event())))
    before = boxes.agenda()
    monkeypatch.setattr("bot.workspace.agenda.diaries.read_message", None)

    assert boxes.agenda() == before


def test_only_meetings_to_come_wait_for_an_answer(boxes: Boxes) -> None:
    put(boxes.came, "a", invitation(calendar(event())))
    put(boxes.came, "b", invitation(calendar(event(0, 0, "RRULE:FREQ=MONTHLY", uid="varje"))))

    agenda = boxes.agenda()

    assert agenda.waiting(STAMP) == 2
    assert agenda.waiting(STAMP + timedelta(days=60)) == 1
