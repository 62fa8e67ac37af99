"""What offices think of proposals and how they vote: by mail, on the page, in chat."""

import io
import re
from datetime import date, timedelta
from typing import Any

import docx
import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from bot.slack.courier import slack_courier
from bot.workspace import Member, Message, View
from handlers import proposals
from handlers.delivery import Delivery
from handlers.inquiries import KINDS
from handlers.opinion_views import vote_results
from handlers.ports import Services
from storage.models import (
    Collaboration,
    Inquiry,
    InquiryAnswer,
    Membership,
    Person,
    Proposal,
)
from tests.factories import add_proposal
from tests.flows.house import BOT_TOKEN, KIM, SAM, House, lines
from tests.flows.letters import COORDINATOR, site, text_of
from tests.flows.mailing import Mailing

HABO, ANEBY = "kontaktperson.habo@jonkoping.example", "kontaktperson.aneby@jonkoping.example"
HABO_MANAGER = "miljochef.habo@jonkoping.example"
TITLES = {"2028-001": "Skateparker", "2028-002": "Biocider i båtfärg"}
MANAGER, ADDRESS = "U0CHEF", "miljochef.lerum@vast.example"


def put_in(services: Services, key: str, count: int = 2) -> None:
    """Let proposals wait to be weighed."""
    titles = [*TITLES.items()] + [(f"2028-{at:03d}", f"Förslag {at}") for at in range(3, count + 1)]
    with services.database.write() as session:
        owner = session.scalars(select(Collaboration).filter_by(key=key)).one()
        for number, title in titles:
            add_proposal(
                session, owner, title, key=number, number=number, status="",
                state="under_review", goal="Lika bedömningar.", background="Många frågar.",
                year_received=2027,
            )  # fmt: skip


def states(services: Services) -> dict[str, str]:
    with services.database.session() as session:
        rows = session.execute(select(Proposal.number, Proposal.state))
        return {str(number): state for number, state in rows if number in TITLES}


def on_the_page(mailing: Mailing, address: str, about: str, **fields: str) -> str:
    """Answer by the link in a mail, and return what the page says then."""
    asked = text_of(mailing.asked(address, about))
    (path,) = re.findall(r"https://bot\.example(/svara-fraga/\S+)", asked)
    with site() as pages:
        assert "Lika bedömningar." in pages.get(path).text
        answered = pages.post(path, data=fields)
        # A form that is sent again counts once.
        pages.post(path, data=fields)
        return answered.text


def papers(mailing: Mailing) -> tuple[str, list[tuple[Any, ...]]]:
    """Return the papers for the preparatory group: the words of the one, the rows of the other."""
    mailing.write("underlag för beredningen")
    paper, sheet = list(mailing.mails_to(COORDINATOR)[-1].iter_attachments())[:2]
    words = "\n".join(one.text for one in docx.Document(io.BytesIO(paper.get_content())).paragraphs)
    rows = load_workbook(io.BytesIO(sheet.get_content())).worksheets[0].values
    return words, list(rows)


def test_opinions_by_mail_and_on_the_page_reach_the_proposals_and_the_papers(
    mailing: Mailing,
) -> None:
    put_in(mailing.services, "jonkoping")

    drafted = mailing.write("be om synpunkter på förslagen till 2028, senast 15 mars")

    assert "Går till 13 kontor" in drafted
    assert "1. 2028-001 Skateparker (med egna ord, frivilligt) – Lika bedömningar." in drafted
    assert set(states(mailing.services).values()) == {"under_review"}
    assert "Rundfrågan är skickad." in mailing.write("skicka rundfråga 1")
    assert set(states(mailing.services).values()) == {"on_comment"}
    assert "Synpunkter på förslagen till 2028" in str(mailing.asked(HABO)["Subject"])

    told = mailing.reply(HABO, "2028-001: Bra <!channel>\n2028-002: =För tidigt")
    assert "Tack, svaret är sparat: 1. Bra <!channel>; 2. =För tidigt" in told
    page = on_the_page(mailing, ANEBY, "", q0="<b>Kostar</b> för mycket", q1="")
    assert "&lt;b&gt;Kostar&lt;/b&gt; för mycket" in page

    assert "2 av 13 kontor har svarat." in mailing.write("rundfråga 1")
    shown = mailing.write("förslag 2028-001")
    assert "Synpunkt, Habo: Bra <!channel>" in shown
    assert "Synpunkt, Aneby: <b>Kostar</b> för mycket" in shown
    words, rows = papers(mailing)
    assert "Synpunkt, Aneby: <b>Kostar</b> för mycket" in words
    at = rows[0].index("Synpunkter")
    assert [row[at] for row in rows[1:] if row[0] in TITLES] == [
        "Habo: Bra <!channel>\nAneby: <b>Kostar</b> för mycket", "Habo: =För tidigt",
    ]  # fmt: skip


def test_vote_with_one_disputed_office_is_counted_once_settled_and_shown(mailing: Mailing) -> None:
    put_in(mailing.services, "jonkoping")
    assert "ja" in mailing.write("röstskala")
    assert "Röstskalan är ändrad." in mailing.write("röstskala 0–3")
    mailing.write("omröstning om förslag 2028-001 och 2028-002, senast 20 mars")
    mailing.write("skicka rundfråga 1")

    assert "1. 3; 2. 0" in mailing.reply(HABO, "2028-001: 3\n2028-002: 0")
    assert "har redan svarat för Habo" in mailing.write(
        "Sv: röst", "1. 0\n2. 1", sender=HABO_MANAGER, to=mailing.asked(HABO)
    )
    on_the_page(mailing, ANEBY, "", q0="2", q1="1")

    shown = mailing.write("rundfråga 1")
    assert "2 av 13 kontor har svarat." in shown
    assert "Medel 2,5: 0 0, 1 0, 2 1, 3 1 (2 kontor)" in shown
    assert "Kontor där någon ska välja mellan två röster: 1." in shown
    assert "Nu gäller det svaret." in mailing.write("rundfråga 1 för Habo gäller svar 2")
    found = vote_results(mailing.picture())
    assert [(one.mean, one.voted, one.waiting) for one in found] == [(1.0, 2, 0), (1.0, 2, 0)]

    mailing.write("rundfråga 1 som excel")
    (file,) = mailing.mails_to(COORDINATOR)[-1].iter_attachments()
    result, answers = load_workbook(io.BytesIO(file.get_content())).worksheets
    assert [result.title, answers.title] == ["Resultat", "Svar"]
    assert list(result.values)[1] == (
        "2028-001 Skateparker", "1", "0", "1", "0", "2", "1,0", None,
    )  # fmt: skip
    assert "Omröstning:" not in mailing.write("förslag 2028-001")
    mailing.write("stäng rundfråga 1")
    assert "Omröstning: Medel 1,0: 0 1, 1 0, 2 1, 3 0 (2 kontor)." in mailing.write(
        "förslag 2028-001"
    )
    words, rows = papers(mailing)
    assert "Omröstning: Medel 1,0" in words
    assert "Omröstning" in rows[0]


def test_mail_that_votes_for_nothing_or_something_else_changes_nothing(mailing: Mailing) -> None:
    put_in(mailing.services, "jonkoping")
    mailing.write("omröstning om förslagen till 2028, senast 20 mars")
    mailing.write("skicka rundfråga 1")

    assert "Jag förstår inte svaret" in mailing.reply(HABO, "2028-001: kanske\n2028-002: ja")
    assert "Du har inte valt något." in mailing.reply(HABO, "Inga synpunkter")
    assert mailing.picture().rows == ()
    assert "öppet för en annan roll" in mailing.write("röstskala: ja, nej", sender=HABO)
    assert "öppet för en annan roll" in mailing.write(
        "be om synpunkter på förslagen till 2028", sender=HABO
    )


@pytest.fixture
def chat(house: House) -> House:
    """Lend the house with the contact person and the manager of one office in the chat."""
    house.workspace.put_member(Member(MANAGER, "Chefen", ADDRESS))
    for user in (MANAGER, KIM, SAM):
        house.workspace.open_home(user)
    return house


def top(house: House, user: str = SAM) -> Message | View:
    views = house.workspace.views(user)
    return views[-1] if views else house.last(user)


def open_list(house: House, user: str = SAM, text: str = "") -> None:
    """Close what is open, and ask for one's inquiries, or for one of them."""
    if house.workspace.views(user):
        house.workspace.close_view(user, everything=True)
    house.workspace.command(user, "/rundfraga", text)


def said(house: House, user: str = SAM) -> str:
    return "\n".join(lines(top(house, user)))


def press(house: House, label: str, user: str = SAM, where: Message | View | None = None) -> None:
    outcome = house.workspace.press(user, where or top(house, user), label)
    assert outcome.acknowledged, outcome


def submit(house: House, user: str = SAM, **values: Any) -> dict[str, str]:
    outcome = house.workspace.submit(user, values)
    assert outcome.acknowledged, outcome
    return dict(outcome.errors)


def deliver(house: House) -> None:
    house.clock.move(timedelta(minutes=1))
    courier = slack_courier(BOT_TOKEN, house.workspace.api_url, house.clock)
    Delivery(house.services, {"slack": courier}, {**KINDS, **proposals.KINDS}).deliver_due()


def asked(house: House, label: str, **values: Any) -> Message:
    """Ask the offices by the button in the list of inquiries; return what the contact gets."""
    open_list(house)
    press(house, label)
    filled = {"answer_by": "2026-12-11", **values}
    assert submit(house, **filled) == {}
    press(house, next(one for one in _labels(house) if one.startswith("Skicka till")))
    assert "Rundfrågan är skickad." in said(house)
    deliver(house)
    return house.direct(KIM)[-1]


def _labels(house: House) -> list[str]:
    return [
        str(one["text"]["text"])
        for block in top(house).blocks
        for one in block.get("elements", ())
        if one.get("type") == "button"
    ]


def current(house: House) -> list[list[str]]:
    with house.services.database.session() as session:
        rows = session.scalars(select(InquiryAnswer).filter_by(state="current"))
        return [["".join(one["values"]) for one in row.values] for row in rows]


def test_vote_in_chat_is_replaced_knowingly_and_a_double_click_counts_once(chat: House) -> None:
    put_in(chat.services, "vast")
    open_list(chat)
    press(chat, "Röstskala")
    assert submit(chat, steps="ja") == {
        "steps": "En röstskala har 2 till 10 steg. Inget har ändrats. Skriv till exempel "
        "”röstskala: ja, nej, avstår” eller ”röstskala 0–3”."
    }
    assert submit(chat, steps="ja\nnej <!channel>\navstår") == {}
    assert "Röstskalan är ändrad." in said(chat)
    told = asked(chat, "Omröstning")
    assert "2028-001 Skateparker" in "\n".join(lines(told))

    press(chat, "Svara", KIM, told)
    assert submit(chat, KIM) == {
        "q0": "Du har inte valt något. Inget har sparats. Välj ett alternativ för minst ett "
        "förslag, eller ”avstår” om det finns."
    }
    assert submit(chat, KIM, q0="0", q1="1") == {}
    chat.workspace.redeliver()
    assert current(chat) == [["ja", "nej <!channel>"]]

    open_list(chat, MANAGER)
    press(chat, "Ändra svaret", MANAGER)
    assert "ersätter det svaret" in said(chat, MANAGER)
    assert submit(chat, MANAGER, q0="1", q1="1") == {}
    assert current(chat) == [["nej <!channel>", "nej <!channel>"]]

    open_list(chat, text="1")
    assert "ja 0, nej <!channel> 1, avstår 0 (1 kontor)" in said(chat)
    press(chat, "Stäng rundfrågan")
    shown = "\n".join(lines(chat.ask(SAM, "/samverkan", "förslag 2028-001")))
    assert "Omröstning: ja 0, nej <!channel> 1, avstår 0 (1 kontor)." in shown


def test_opinions_on_forty_proposals_are_asked_page_by_page_in_chat(chat: House) -> None:
    put_in(chat.services, "vast", 40)
    told = asked(chat, "Be om synpunkter")
    assert "och 28 till" in "\n".join(lines(told))
    assert set(states(chat.services).values()) == {"on_comment"}

    press(chat, "Svara", KIM, told)
    assert "Fråga 1–20 av 40." in said(chat, KIM)
    assert submit(chat, KIM, **{f"q{at}": "å" * 3000 for at in range(20)}) == {}
    assert "Fråga 21–40 av 40." in said(chat, KIM)
    assert current(chat) == []
    assert submit(chat, KIM, q39="Sist <!channel>") == {}

    assert "Tack, svaret är sparat" in said(chat, KIM)
    (now,) = current(chat)
    assert (now[0], now[19], now[20], now[39]) == ("å" * 3000, "å" * 3000, "", "Sist <!channel>")
    open_list(chat, text="1")
    assert "Resten får inte plats här. Allt står i Excelfilen." in said(chat)
    shown = "\n".join(lines(chat.ask(SAM, "/samverkan", "förslag 2028-040")))
    assert "Synpunkter: från 1 kontor" in shown


def test_vote_on_a_later_page_alone_is_taken_and_none_at_all_is_not(chat: House) -> None:
    put_in(chat.services, "vast", 40)
    told = asked(chat, "Omröstning")

    press(chat, "Svara", KIM, told)
    assert submit(chat, KIM) == {}
    assert "Fråga 21–40 av 40." in said(chat, KIM)
    wrong = submit(chat, KIM)
    assert list(wrong) == ["q20"]
    assert "Du har inte valt något." in wrong["q20"]
    assert submit(chat, KIM, q39="1") == {}

    assert current(chat) == [[*[""] * 39, "nej"]]


def test_as_many_proposals_are_chosen_from_the_start_as_can_be_asked_of(chat: House) -> None:
    put_in(chat.services, "vast", 101)
    open_list(chat)
    press(chat, "Omröstning")
    assert "Här ryms 99 förslag." in said(chat)

    assert submit(chat, answer_by="2026-12-11") == {}

    with chat.services.database.session() as session:
        assert len(session.scalars(select(Inquiry)).one().questions) == 99


def test_who_loses_the_role_while_the_dialog_is_open_asks_nothing(chat: House) -> None:
    put_in(chat.services, "vast")
    open_list(chat)
    press(chat, "Be om synpunkter")
    with chat.services.database.write() as session:
        held = select(Membership).join(Person, Person.id == Membership.person_id)
        for one in session.scalars(held.where(Person.email == "projektledare@vast.example")):
            one.valid_to = date(2026, 1, 1)

    outcome = chat.workspace.submit(SAM, {"answer_by": "2026-12-11"})

    assert outcome.errors == {
        "proposals": "Det här är bara öppet för en annan roll. Inget har ändrats. Be samordnaren "
        "om hjälp om du behöver det."
    }
    with chat.services.database.session() as session:
        assert session.scalars(select(Inquiry)).all() == []
    assert set(states(chat.services).values()) == {"under_review"}
