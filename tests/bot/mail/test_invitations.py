"""An invitation through the mail's way out: read by a person, and by a calendar."""

from dataclasses import replace

import pytest

from bot.mail.invitations import invitation_sheet
from bot.mail.links import NoLinks
from bot.mail.rendering import render
from handlers.enclosures import Enclosure
from handlers.ports import Recipient
from tests.bot.invites.test_expansion import expanded
from tests.bot.mail.parcels import INVITATION, PlainLinks, parcel
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


def unwrapped(written: str) -> str:
    return " ".join(written.split())


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
    sheet = invitation_sheet(content, ASA, PlainLinks())
    assert (sheet.notes, sheet.reply) == ((), None)


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


def test_mail_leads_to_the_page_on_which_one_answers() -> None:
    mail = render(parcel(replace(INVITATION, revision=3), ASA), PlainLinks())

    address = f"https://bot.example/reply/7.11.3?s={'x' * 43}"
    assert f"  Svara på inbjudan:\n  {address}\n" in mail.text
    assert "Du kan också svara med knapparna i inbjudan" in unwrapped(mail.text)
    assert f'href="{address}"' in mail.html
    assert ">Svara på inbjudan<" in mail.html.replace("\n", "").replace("  ", "")


def test_mail_without_pages_says_how_to_answer() -> None:
    mail = render(parcel(INVITATION, ASA), NoLinks())

    assert "Svara med knapparna i inbjudan" in mail.text
    assert "Svara på inbjudan" not in mail.text + mail.html


@pytest.mark.parametrize("removed", [True, False])
def test_what_is_off_leads_to_no_answer(removed: bool) -> None:
    content = replace(INVITATION, cancelled=True, removed=removed)

    mail = render(parcel(content, ASA), PlainLinks())

    assert "/reply/" not in mail.text + mail.html


@pytest.mark.parametrize("joined", ["place", "queue"])
def test_who_was_registered_learns_why_and_how_to_get_off_the_list(joined: str) -> None:
    mail = render(parcel(replace(INVITATION, joined=joined), ASA), PlainLinks())

    assert "Var det inte du? Svara att du inte kommer." in unwrapped(mail.text)


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
