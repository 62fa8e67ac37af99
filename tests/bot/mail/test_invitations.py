"""An invitation through the mail's way out: read by a person, and by a calendar."""

from dataclasses import replace

import pytest

from bot.mail.invitations import invitation_sheet
from handlers.enclosures import Enclosure
from handlers.ports import Recipient
from tests.bot.invites.test_expansion import expanded
from tests.bot.mail.parcels import INVITATION
from tests.bot.mail.stand_ins import parsed
from tests.bot.mail.test_sent import BOT, sent
from tests.calendars import read_lines
from tests.sample import NOW

ASA = Recipient(7, "Åsa Öberg", "åsa@växjö.example".replace("å", "a", 1))


def calendar_of(mail: bytes) -> bytes:
    (part,) = [one for one in parsed(mail).walk() if one.get_content_type() == "text/calendar"]
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    return content


def values(mail: bytes, name: str) -> list[str]:
    return [line.value for line in read_lines(calendar_of(mail)) if line.name == name]


def test_calendar_is_asked_by_who_sends_the_mail_and_for_who_gets_it() -> None:
    mail = sent(INVITATION, ASA)

    assert values(mail, "METHOD") == ["REQUEST"]
    assert values(mail, "ORGANIZER") == [f"mailto:{BOT.address}"]
    assert values(mail, "ATTENDEE") == ["mailto:asa@xn--vxj-qla6g.example"]
    assert values(mail, "UID") == [INVITATION.uid]


def test_calendar_and_reader_are_told_the_same_time() -> None:
    mail = sent(INVITATION)

    assert expanded(calendar_of(mail)) == [["2027-04-20T07:00:00Z", "2027-04-20T10:00:00Z"]]
    assert "kl. 9.00–12.00" in str(parsed(mail)["Subject"])


def test_whole_days_are_days_in_the_calendar() -> None:
    mail = sent(replace(INVITATION, starts_at=None, ends_at=None))

    assert expanded(calendar_of(mail)) == [["2027-04-20", "2027-04-21"]]


@pytest.mark.parametrize("removed", [True, False])
def test_what_is_off_is_taken_out_of_the_calendar(removed: bool) -> None:
    content = replace(INVITATION, cancelled=True, removed=removed, sequence=3)

    mail = sent(content, ASA)

    assert values(mail, "METHOD") == ["CANCEL"]
    assert values(mail, "STATUS") == ["CANCELLED"]
    assert values(mail, "SEQUENCE") == ["3"]
    assert invitation_sheet(content).notes == ()


def test_calendar_repeats_all_that_the_mail_says() -> None:
    (about,) = values(sent(INVITATION), "DESCRIPTION")

    for words in (
        "När: tis 20 april",
        "Svara senast: fre 9 april",
        "https://mote.",
        "2. Släckvatten",
    ):
        assert words in about


def test_stamp_is_the_moment_of_sending() -> None:
    assert values(sent(INVITATION), "DTSTAMP") == [f"{NOW:%Y%m%dT%H%M%SZ}"]


def test_papers_are_links_and_attachments_and_what_has_no_room_is_asked_for() -> None:
    papers = (
        Enclosure("Plan <b>", "https://x.example/plan?a=1&b=2"),
        Enclosure("Ond", "javascript:alert(1)"),
        Enclosure("Budget", "", "Budget.pdf", "application/pdf", b"%PDF-1.7"),
        Enclosure("Stor", "", "Stor.pdf", "application/pdf", None),
    )

    mail = parsed(sent(replace(INVITATION, papers=papers)))

    files = {one.get_filename(): one.get_content_type() for one in mail.iter_attachments()}
    html = mail.get_body(("html",))
    assert files["Budget.pdf"] == "application/pdf"
    assert "Stor.pdf" not in files
    assert html is not None
    assert 'href="https://x.example/plan?a=1&amp;b=2"' in html.get_content()
    assert "Plan &lt;b&gt;" in html.get_content()
    assert "Stor.pdf: be samordnaren om filen" in html.get_content()
    assert "javascript" not in html.get_content()
