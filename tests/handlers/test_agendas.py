from datetime import date

import pytest

from handlers.agendas import propose_agenda, write_agenda
from handlers.answers import AgendaProposalAnswer, Answer, WrittenAgendaAnswer
from handlers.asking import ask
from handlers.decisions import Resolution, decide
from handlers.errors import Refusal
from storage.models import Collaboration, Meeting
from tests.factories import add_proposal
from tests.handlers.calendars import Desk
from tests.handlers.meetings_added import add_meeting

BUDGET = {"shape": "deadline", "date": "02-last", "roll": "before"}


def about(desk: Desk, number: int) -> str:
    with desk.services.database.session() as session:
        return session.get_one(Meeting, number).about


def said(desk: Desk, text: str) -> Answer:
    return ask(desk.services, desk.coordinator, text)


def test_agenda_is_proposed_from_what_is_open(desk: Desk) -> None:
    desk.add_rule("budget", BUDGET, title="Reviderad budget")
    before = add_meeting(desk, day=date(2026, 11, 4), state="held")
    number = add_meeting(desk)
    after = add_meeting(desk, day=date(2027, 5, 5))
    decide(desk.services, desk.coordinator, before, Resolution("Vi inför dagar"))
    with desk.services.database.write() as session:
        owner = session.get_one(Collaboration, desk.collaboration_id)
        add_proposal(session, owner, "Skateparker")
        add_proposal(session, owner, "Solarier", status="antaget")

    proposed = propose_agenda(desk.services, desk.coordinator, number)

    assert proposed.previous is not None
    assert proposed.next_meeting is not None
    assert (proposed.previous.number, proposed.next_meeting.number) == (before, after)
    assert [one.text for one in proposed.decisions] == ["Vi inför dagar"]
    assert (proposed.proposals, proposed.budget) == (1, "Reviderad budget")


def test_agenda_without_anything_open_has_nothing_of_it(desk: Desk) -> None:
    proposed = propose_agenda(desk.services, desk.coordinator, add_meeting(desk))

    assert (proposed.previous, proposed.next_meeting, proposed.decisions) == (None, None, ())
    assert (proposed.proposals, proposed.budget, proposed.written) == (0, "", False)


def test_agenda_of_another_meeting_is_not_proposed(desk: Desk) -> None:
    number = add_meeting(desk, "Chefsmöte")

    with pytest.raises(Refusal) as caught:
        propose_agenda(desk.services, desk.coordinator, number)

    assert caught.value.code == "agenda_of_boards"


def test_agenda_is_numbered_and_never_overwritten_unasked(desk: Desk) -> None:
    number = add_meeting(desk)
    points = ["1. Öppnande", " – Budget\n2027 ", ""]

    first = write_agenda(desk.services, desk.coordinator, number, points)
    same = write_agenda(desk.services, desk.coordinator, number, ["Öppnande", "Budget 2027"])
    other = write_agenda(desk.services, desk.coordinator, number, ["Annat"])

    assert first.lines == ("1. Öppnande", "2. Budget 2027")
    assert [one.taken for one in (first, same, other)] == [True, True, False]
    assert (other.lines, about(desk, number)) == (first.lines, "1. Öppnande\n2. Budget 2027")


def test_agenda_is_proposed_and_written_in_words(desk: Desk) -> None:
    number = add_meeting(desk)

    proposed = said(desk, "föreslå dagordning till styrgruppsmötet")
    written = said(desk, f"dagordning till möte {number}: Öppnande; Budget")
    asked = said(desk, "dagordning till styrgruppsmötet 10 februari: Öppnande")

    assert isinstance(proposed, AgendaProposalAnswer)
    assert isinstance(written, WrittenAgendaAnswer)
    assert isinstance(asked, WrittenAgendaAnswer)
    assert (written.agenda.taken, asked.agenda.taken) == (True, False)
    replaced = said(desk, asked.again)
    assert isinstance(replaced, WrittenAgendaAnswer)
    assert (replaced.agenda.taken, about(desk, number)) == (True, "1. Öppnande")


@pytest.mark.parametrize(
    ("points", "code"), [([" ", "- "], "agenda_words"), (["x" * 4000], "too_long")]
)
def test_agenda_without_points_or_without_end_is_refused(
    desk: Desk, points: list[str], code: str
) -> None:
    number = add_meeting(desk)

    with pytest.raises(Refusal) as caught:
        write_agenda(desk.services, desk.coordinator, number, points)

    assert (caught.value.code, about(desk, number)) == (code, "")
