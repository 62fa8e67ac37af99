from datetime import timedelta

import pytest

from handlers.contents import SentMinutes
from handlers.delivery import Delivery
from handlers.enclosures import GivenFile
from handlers.errors import Refusal
from handlers.minutes import KINDS, latest_minutes, send_minutes
from handlers.papers import MINUTES, add_files, papers
from tests.handlers.invitations.conftest import Gathering

PDF = GivenFile("protokoll.pdf", "", b"%PDF-1.7")


def keep(gathering: Gathering, name: str = PDF.name) -> None:
    desk = gathering.desk
    file = GivenFile(name, "", PDF.content)
    add_files(desk.services, desk.coordinator, gathering.meeting, [file], MINUTES)


def send(gathering: Gathering) -> int:
    return send_minutes(gathering.desk.services, gathering.desk.coordinator, gathering.meeting)


def sent(gathering: Gathering) -> list[tuple[int | None, SentMinutes]]:
    desk = gathering.desk
    desk.mail.sent.clear()
    Delivery(desk.services, {"mail": desk.mail}, KINDS).deliver_due()
    found = [(one.to.person_id, one.content) for one in desk.mail.sent]
    return [(who, content) for who, content in found if isinstance(content, SentMinutes)]


def test_minutes_go_once_to_everybody_invited(gathering: Gathering) -> None:
    gathering.invite(*gathering.managers)
    gathering.deliver()
    keep(gathering)

    counts = [send(gathering), send(gathering)]

    told = sent(gathering)
    assert counts == [2, 0]
    assert [who for who, _ in told] == gathering.managers
    assert [one.content for one in told[0][1].papers] == [PDF.content]
    assert told[0][1].formal is False


def test_corrected_minutes_take_the_place_of_the_others_and_go_out_anew(
    gathering: Gathering,
) -> None:
    gathering.invite(*gathering.managers)
    keep(gathering)
    send(gathering)
    gathering.desk.clock.move(timedelta(minutes=5))
    keep(gathering, "rättat.pdf")

    told = send(gathering)

    desk = gathering.desk
    kept = papers(desk.services, desk.coordinator, gathering.meeting, MINUTES)
    assert (told, [one.filename for one in kept]) == (2, ["rättat.pdf"])


def test_minutes_that_are_not_there_are_not_sent(gathering: Gathering) -> None:
    gathering.invite(*gathering.managers)

    with pytest.raises(Refusal) as caught:
        send(gathering)

    assert caught.value.code == "no_minutes"


def test_minutes_of_a_meeting_without_invited_go_to_nobody(gathering: Gathering) -> None:
    keep(gathering)

    with pytest.raises(Refusal) as caught:
        send(gathering)

    assert caught.value.code == "nobody_invited"


def test_latest_minutes_are_those_kept_last(gathering: Gathering) -> None:
    with gathering.desk.services.database.session() as session:
        before = latest_minutes(session, "jonkoping")
    keep(gathering)

    with gathering.desk.services.database.session() as session:
        assert (before, latest_minutes(session, "jonkoping")) == (None, gathering.meeting)
