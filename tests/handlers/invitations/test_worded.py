"""Answers in words to a mail about a meeting: which mail, which version, and who is told."""

from datetime import UTC, datetime, time, timedelta

import pytest
from sqlalchemy import select

from handlers.answers import Asker
from handlers.contents import Note, NoteCode
from handlers.desk import close_task, open_tasks
from handlers.incoming import Thread, thread_of
from handlers.invitations import (
    KINDS,
    ReplyFate,
    Response,
    WordedReply,
    Words,
    answer_in_words,
    clear_after_meetings,
    open_registration,
    register,
    show_words,
    uninvite,
)
from handlers.people import guest_by_email
from storage.models import CoordinatorTask, Meeting, Notice
from tests.handlers.invitations.conftest import DAY, Gathering, refused
from tests.handlers.invitations.test_clearing import EVA
from tests.handlers.invitations.test_responding import answer, limit

COMES, NOT = Response(status="accepted", attends="room"), Response(status="declined")
MORNING = datetime(2027, 3, 1, 8, tzinfo=UTC)


@pytest.fixture
def invited(gathering: Gathering) -> Gathering:
    gathering.invite(*gathering.managers)
    gathering.deliver()
    return gathering


def asker(gathering: Gathering, who: int = 0) -> Asker:
    return Asker("jonkoping", gathering.managers[who], frozenset({"manager"}), "mail")


def say(
    gathering: Gathering,
    response: Response = COMES,
    sequence: int = 0,
    said_at: datetime | None = None,
) -> ReplyFate:
    with gathering.desk.services.database.session() as session:
        uid = session.get_one(Meeting, gathering.meeting).uid
    reply = WordedReply(
        number=gathering.meeting,
        uid=uid,
        email="ann-ask@jonkoping.example",
        response=response,
        sequence=sequence,
        said_at=said_at,
    )
    return answer_in_words(gathering.desk.services, asker(gathering), reply)


def stands(gathering: Gathering) -> tuple[str, bool]:
    one = gathering.attendance().find(gathering.managers[0])
    assert one is not None
    return one.status, one.earlier


def show(gathering: Gathering, text: str = "Vi kommer två", who: Asker | None = None) -> bool:
    words = Words(
        number=gathering.meeting, collaboration="jonkoping", text=text, request=f"mail/{text}"
    )
    return show_words(gathering.desk.services, who or asker(gathering), words)


def told(gathering: Gathering) -> dict[int | None, Note]:
    gathering.deliver()
    return {
        one.to.person_id: one.content for one in gathering.told if isinstance(one.content, Note)
    }


def mailed(gathering: Gathering) -> dict[str, str]:
    """Give each notice that was sent a Message-ID of its own; return them by the notices' keys."""
    with gathering.desk.services.database.write() as session:
        sent = session.scalars(select(Notice).where(Notice.state == "sent")).all()
        for one in sent:
            one.receipt, one.door = f"<n{one.id}@bot.example>", "mail"
        return {one.key: one.receipt.strip("<>") for one in sent}


def thread(gathering: Gathering, *ids: str) -> Thread | None:
    return thread_of(gathering.desk.services, ids)


def test_answer_to_the_meeting_as_it_is_counts(invited: Gathering) -> None:
    assert say(invited) is ReplyFate.TAKEN
    assert stands(invited) == ("accepted", False)


def test_answer_to_an_earlier_time_is_kept_as_that(invited: Gathering) -> None:
    invited.move(starts=time(13))

    assert say(invited) is ReplyFate.EARLIER
    assert stands(invited) == ("accepted", True)


def test_comment_of_the_reply_page_outlives_an_answer_to_an_earlier_time(
    invited: Gathering,
) -> None:
    answer(invited, invited.managers[0], Response(status="declined", comment="Semester"))
    invited.move(starts=time(13))
    invited.desk.clock.move(timedelta(minutes=1))

    say(invited)

    one = invited.attendance().find(invited.managers[0])
    assert one is not None
    assert (one.status, one.earlier, one.comment) == ("accepted", True, "Semester")


def test_later_answer_stands(invited: Gathering) -> None:
    answer(invited, invited.managers[0], NOT)

    assert say(invited, said_at=MORNING) is ReplyFate.OLD
    assert stands(invited) == ("declined", False)


def test_two_mails_that_lay_in_the_mailbox_count_in_the_order_they_were_written(
    invited: Gathering,
) -> None:
    say(invited, COMES, said_at=MORNING)

    # Both are read at nine: what counts is not when.
    assert say(invited, NOT, said_at=MORNING + timedelta(minutes=5)) is ReplyFate.TAKEN
    assert stands(invited) == ("declined", False)


def test_clock_that_is_ahead_does_not_outdo_every_later_answer(invited: Gathering) -> None:
    say(invited, COMES, said_at=datetime(2030, 1, 1, tzinfo=UTC))
    invited.desk.clock.move(timedelta(minutes=1))

    assert say(invited, NOT, said_at=invited.desk.clock()) is ReplyFate.TAKEN


def test_what_is_over_takes_no_answer(invited: Gathering) -> None:
    before = invited.desk.clock()
    invited.desk.clock.now = datetime(2027, 4, 21, 9, tzinfo=UTC)
    assert refused(say, invited) == "answer_too_late"
    assert refused(say, invited, COMES, -1) == "answer_too_late"

    invited.desk.clock.now = before
    invited.cancel()

    assert refused(say, invited) == "answer_too_late"
    assert stands(invited) == ("", False)


def test_who_was_taken_off_the_list_is_not_put_on_it_again(invited: Gathering) -> None:
    desk = invited.desk
    uninvite(desk.services, desk.coordinator, invited.meeting, invited.managers[0])

    assert say(invited) is ReplyFate.REMOVED
    assert [one.name for one in invited.attendance().people] == ["Bo Bark"]


def test_words_are_on_the_list_and_told_to_the_coordinators_once(invited: Gathering) -> None:
    for _ in range(2):
        assert show(invited) is False

    (task,) = open_tasks(invited.desk.services, invited.desk.coordinator)
    assert (task.kind, task.text, task.record_title) == (
        "meeting_reply", "Vi kommer två", "Chefsmöte",
    )  # fmt: skip
    assert (task.asker_name, task.asker_office) == ("Ann Ask", "Miljökontoret i Habo")
    assert (task.record_key, task.record_day) == (str(invited.meeting), DAY)
    (note,) = told(invited).values()
    assert (note.code, note.quote) == (NoteCode.MEETING_WORDS, "Vi kommer två")
    assert dict(note.values) == {
        "name": "Ann Ask, Miljökontoret i Habo",
        "email": "ann-ask@jonkoping.example",
        "task": str(task.id),
        "number": str(invited.meeting),
    }


def test_who_receives_everybody_is_told_without_the_list(invited: Gathering) -> None:
    limit(invited, receiver_id=invited.managers[1])

    assert show(invited) is True

    notes = told(invited)
    assert notes[invited.managers[1]].code is NoteCode.MEETING_WORDS_RECEIVED
    assert notes[invited.desk.coordinator_id].code is NoteCode.MEETING_WORDS


def test_nobody_is_told_of_what_they_have_written_themselves(invited: Gathering) -> None:
    limit(invited, receiver_id=invited.managers[0])

    assert show(invited) is False
    assert set(told(invited)) == {invited.desk.coordinator_id}


def test_what_somebody_has_seen_to_is_not_told(invited: Gathering) -> None:
    show(invited)
    (task,) = open_tasks(invited.desk.services, invited.desk.coordinator)
    close_task(invited.desk.services, invited.desk.coordinator, task.id)

    assert told(invited) == {}


@pytest.mark.parametrize(("days", "urgency"), [(4, "working_hours"), (2, "now")])
def test_what_is_soon_cannot_wait(invited: Gathering, days: int, urgency: str) -> None:
    invited.desk.to(DAY - timedelta(days=days))

    show(invited)

    assert [one.urgency for one in invited.desk.notices() if one.kind == "meeting_words"] == [
        urgency
    ]


def test_words_of_a_guest_are_erased_with_the_guest(invited: Gathering) -> None:
    services = invited.desk.services
    open_registration(services, invited.desk.coordinator, invited.meeting)
    register(services, invited.meeting, 1, EVA)
    guest = guest_by_email(services, EVA.email, "mail")
    assert guest is not None
    show(invited, "Jag kommer med Lisa", guest)
    show(invited, "Vi kommer två")

    invited.desk.to(DAY + timedelta(days=8))
    clear_after_meetings(services)

    with services.database.session() as session:
        texts = session.scalars(select(CoordinatorTask.text).order_by(CoordinatorTask.id)).all()
    assert texts == ["", "Vi kommer två"]


def test_somebody_in_the_register_is_no_guest(invited: Gathering) -> None:
    services = invited.desk.services

    assert guest_by_email(services, "ann-ask@jonkoping.example", "mail") is None
    assert guest_by_email(services, "", "mail") is None


def test_reply_is_to_the_version_that_its_mail_told_of(invited: Gathering) -> None:
    invited.move(starts=time(13))
    invited.deliver()
    ids = mailed(invited)

    who = invited.managers[0]
    versions = {}
    for key, one in ids.items():
        found = thread(invited, one)
        if found is not None and found.about.person == who:
            versions[key] = found.about.sequence
    start = f"invitation/{invited.meeting}/p{who}"
    assert versions == {f"{start}/0.0": 0, f"{start}/1.1": 1}


def test_reminder_tells_of_the_version_that_it_reminds_of(invited: Gathering) -> None:
    invited.move(starts=time(13))
    invited.deliver()
    invited.desk.to(DAY - timedelta(days=14))
    invited.deliver()
    ids = mailed(invited)

    key = next(one for one in ids if one.startswith(f"rsvp/{invited.meeting}/"))
    found = thread(invited, ids[key])
    assert found is not None
    assert (found.about.sequence, found.meeting.number) == (1, invited.meeting)
    assert found.collaboration == "jonkoping"


def test_mail_that_names_no_version_told_of_the_one_before_it(invited: Gathering) -> None:
    limit(invited, places=1)
    answer(invited, invited.managers[1])
    answer(invited, invited.managers[0])
    # Somebody moves up, and is told so.
    answer(invited, invited.managers[1], NOT)
    invited.deliver()
    invited.desk.clock.move(timedelta(minutes=1))
    invited.move(starts=time(13))
    invited.deliver()
    ids = mailed(invited)

    key = next(one for one in ids if one.startswith("meeting_place/"))
    found = thread(invited, ids[key])
    assert found is not None
    assert (found.about.person, found.about.sequence) == (invited.managers[0], 0)


def test_nearest_mail_decides_and_what_is_told_to_coordinators_is_no_thread(
    invited: Gathering,
) -> None:
    invited.move(starts=time(13))
    invited.deliver()
    show(invited)
    invited.deliver()
    ids = mailed(invited)
    start = f"invitation/{invited.meeting}/p{invited.managers[0]}"
    note = next(one for key, one in ids.items() if key.startswith("meeting_words/"))

    nearest = thread(invited, note, ids[f"{start}/1.1"], ids[f"{start}/0.0"])
    assert nearest is not None
    assert nearest.about.sequence == 1
    assert thread(invited, note) is None
    assert thread(invited, "elsewhere@kommun.example") is None
    assert thread(invited) is None


def test_every_kind_that_is_told_here_can_be_delivered() -> None:
    assert {"meeting_words", "meeting_words_received"} <= set(KINDS)
