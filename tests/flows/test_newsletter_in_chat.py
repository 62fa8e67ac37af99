"""A newsletter in chat: drafted, changed, looked at, approved by another, taken back."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import select

from bot.workspace import Member, Message, View
from handlers.contents import Section
from handlers.newsletter_views import IssueState, IssueView
from handlers.newsletters import Which, edit_item, issue_view, start_due
from handlers.people import asker_by_email, set_role
from storage.models import Membership, NewsletterIssue, Notice, Person
from tests.flows.house import INA, OPEN, SAM, House, labels, lines

BO, ADDRESS = "U0BO", "bo.ek@vast.example"
HOSTILE = "<!channel> <b>Hej</b> <@U0SAM> & *allt*"


@pytest.fixture
def chat(house: House) -> Iterator[House]:
    """Lend the house with two coordinators, one of whom has written to the bot before."""
    set_role(house.services, ADDRESS, "coordinator", "vast", "Bo Ek")
    house.workspace.put_member(Member(BO, "Bo", ADDRESS))
    for user in (SAM, BO, INA):
        house.workspace.open_home(user)
    yield house
    assert house.workspace.refusals == []


def top(house: House, user: str = SAM) -> Message | View:
    views = house.workspace.views(user)
    return views[-1] if views else house.last(user)


def said(house: House, user: str = SAM) -> str:
    return "\n".join(lines(top(house, user)))


def press(house: House, label: str, user: str = SAM) -> str:
    outcome = house.workspace.press(user, top(house, user), label)
    assert outcome.acknowledged, outcome
    return said(house, user)


def submit(house: House, user: str = SAM, **values: Any) -> dict[str, str]:
    outcome = house.workspace.submit(user, values)
    assert outcome.acknowledged, outcome
    return dict(outcome.errors)


def begun(house: House) -> str:
    house.workspace.command(SAM, "/nyhetsbrev", "nytt")
    return said(house)


def issue(house: House) -> IssueView:
    me = asker_by_email(house.services, ADDRESS, "slack")
    assert me is not None
    return issue_view(house.services, me, Which())


def menu(house: House, heading: str, what: str, user: str = SAM) -> str:
    """Choose something in the menu of an item."""
    shown = top(house, user)
    block = next(
        one
        for one in shown.blocks
        if one["type"] == "section" and heading in one["text"]["text"] and one.get("accessory")
    )
    outcome = house.workspace.choose(user, shown, "newsletter_item", what, block["block_id"])
    assert outcome.acknowledged, outcome
    return said(house, user)


def test_newsletter_from_draft_to_approval_and_back(chat: House) -> None:
    shown = begun(chat)
    assert "Utkastet är klart. Ifyllt från det som har hänt hittills. Utkast." in shown
    assert "alla i registret: " in shown
    assert "Godkänn" not in labels(top(chat))

    press(chat, "Visa posterna")
    press(chat, "Lägg till post")
    assert submit(chat, section="dates", heading="Kickoff", body=f"**Välkomna**\n\n{HOSTILE}") == {}
    assert "Posten är tillagd." in said(chat)
    item = next(one for one in issue(chat).shown if one.heading == "Kickoff")
    assert (item.section, item.body) == (Section.DATES, f"**Välkomna**\n\n{HOSTILE}")
    press(chat, "Till nyhetsbrevet")
    press(chat, "Ändra ämnesrad")
    assert submit(chat, subject="Nytt i vinter", preview="") == {}
    assert "Ämnesrad och förhandstext är sparade." in said(chat)
    assert "Provexemplar skickas till" in press(chat, "Provexemplar till mig")
    assert "får en fråga om att godkänna" in press(chat, "Be om godkännande")
    assert issue(chat).state is IssueState.ASKED

    chat.ask(BO, "/nyhetsbrev", issue(chat).label)
    press(chat, "Godkänn", BO)
    assert "Nytt i vinter" in said(chat, BO)
    assert "alla i registret" in said(chat, BO)
    assert submit(chat, BO, day="2027-01-06", time="09:00") == {
        "day": "Nyhetsbrev skickas på arbetstid, vardagar 8–16. Närmaste tid är 7 januari 2027 "
        "klockan 8.00."
    }
    assert submit(chat, BO, day="2027-01-07", time="09:00") == {}
    assert "Godkänt. Skickas tors 7 jan 2027 kl. 9.00." in said(chat, BO)
    chat.workspace.redeliver()
    assert issue(chat).approver == "Bo Ek"

    chat.workspace.close_view(BO, everything=True)
    chat.ask(BO, "/nyhetsbrev", issue(chat).label)
    assert "Godkännandet är tillbakataget. Utkast." in press(chat, "Dra tillbaka", BO)
    press(chat, "Godkänn", BO)
    assert submit(chat, BO) == {}
    assert issue(chat).state is IssueState.APPROVED


def test_two_who_change_the_same_item_both_keep_their_words(chat: House) -> None:
    begun(chat)
    press(chat, "Visa posterna")
    first = issue(chat).in_order[0]
    name = first.heading or first.body[:10]
    menu(chat, name, "Ändra")
    me = asker_by_email(chat.services, ADDRESS, "slack")
    assert me is not None
    edit_item(chat.services, me, first.id, first.revision, ("Deras rubrik", "Deras ord"))

    assert submit(chat, heading="Min rubrik", body="Mina ord") == {}
    shown = said(chat)
    assert "Någon annan har ändrat posten under tiden." in shown
    assert "Deras ord" in shown
    assert issue(chat).in_order[0].body == "Deras ord"
    assert submit(chat) == {}

    assert (issue(chat).in_order[0].heading, issue(chat).in_order[0].body) == (
        "Min rubrik",
        "Mina ord",
    )


def test_items_are_moved_taken_out_and_put_back(chat: House) -> None:
    begun(chat)
    for heading in ("Ett", "Två"):
        press(chat, "Visa posterna")
        press(chat, "Lägg till post")
        assert submit(chat, section="board", heading=heading, body="Ord") == {}
        press(chat, "Till nyhetsbrevet")
    shown = press(chat, "Visa posterna")
    while "Två" not in shown:
        shown = press(chat, "Visa fler")

    assert "Posten ”Två” är flyttad." in menu(chat, "Två", "Flytta upp")
    board = [one.heading for one in issue(chat).in_order if one.section is Section.BOARD]
    assert board.index("Två") < board.index("Ett")
    assert "Posten ”Två” är borttagen." in menu(chat, "Två", "Ta bort")
    assert "Två" not in [one.heading for one in issue(chat).shown]
    assert "Posten ”Två” är tillbaka." in press(chat, "Lägg tillbaka")
    assert "Två" in [one.heading for one in issue(chat).shown]


def test_audience_says_how_many_before_it_is_saved(chat: House) -> None:
    begun(chat)
    everybody = issue(chat).audience.people
    press(chat, "Välj målgrupp")
    before = said(chat)

    chat.workspace.choose(SAM, top(chat), "Roller", ["manager"])
    counted = said(chat)
    assert issue(chat).audience.people == everybody
    assert submit(chat, other_subjects="avlopp\n" + HOSTILE) == {}

    assert f"alla i registret: {everybody} får det som mejl" in before
    assert "miljöchefer: " in counted
    now = issue(chat).audience
    assert 0 < now.people < everybody
    assert [one.value for one in now.parts] == ["manager", HOSTILE, "avlopp"]


def test_copies_go_to_those_who_are_named_and_to_nobody_else(chat: House) -> None:
    begun(chat)
    press(chat, "Provexemplar till andra")
    assert list(submit(chat, people="Ingen Alls")) == ["people"]

    assert submit(chat, people=f"Bo Ek\n{ADDRESS}") == {}
    chat.workspace.redeliver()

    assert "Provexemplar skickas till Bo Ek." in said(chat)
    with chat.services.database.session() as session:
        rows = session.scalars(select(Notice.person_id).where(Notice.kind == "newsletter_copy"))
        bo = session.scalars(select(Person.id).where(Person.email == ADDRESS)).one()
        assert list(rows) == [bo]


def test_pressing_twice_begins_one(chat: House) -> None:
    begun(chat)
    again = begun_again(chat)

    assert "är redan påbörjat" in again
    with chat.services.database.session() as session:
        assert len(session.scalars(select(NewsletterIssue.id)).all()) == 1


def begun_again(house: House) -> str:
    house.workspace.command(SAM, "/nyhetsbrev", "nytt")
    return said(house)


def test_home_leads_to_the_newsletter(chat: House) -> None:
    begun(chat)
    chat.workspace.open_home(SAM)
    home = chat.workspace.home(SAM)
    assert home is not None
    assert "Nyhetsbrev" in lines(home)

    chat.workspace.press(SAM, home, "Nytt nyhetsbrev")
    assert "Utkast." in said(chat)

    chat.workspace.open_home(INA)
    other = chat.workspace.home(INA)
    assert other is not None
    assert "Nytt nyhetsbrev" not in labels(other)


def test_role_that_was_lost_while_a_dialog_was_open_changes_nothing(chat: House) -> None:
    begun(chat)
    before = issue(chat)
    press(chat, "Ändra ämnesrad")
    with chat.services.database.write() as session:
        email = "projektledare@vast.example"
        me = session.scalars(select(Person).where(Person.email == email)).one()
        for held in session.scalars(select(Membership).where(Membership.person_id == me.id)):
            session.delete(held)

    chat.workspace.submit(SAM, {"subject": "Något annat"})

    assert issue(chat).subject == before.subject


def test_whoever_writes_none_is_not_offered_any_of_it(chat: House) -> None:
    begun(chat)
    before = issue(chat)

    for words in ("nytt", "släng nyhetsbrevet", "godkänn nyhetsbrevet"):
        chat.ask(INA, "/nyhetsbrev", words)
        assert "öppet för en annan roll" in said(chat, INA)

    assert issue(chat) == before


def test_draft_is_thrown_away_by_who_means_it(chat: House) -> None:
    begun(chat)

    assert "är kastat. Ingen har fått det." in press(chat, "Kasta utkastet")
    with chat.services.database.session() as session:
        assert session.scalars(select(NewsletterIssue.state)).all() == [IssueState.THROWN]


def test_sending_is_followed_paused_and_stopped(chat: House) -> None:
    begun(chat)
    chat.ask(BO, "/nyhetsbrev", issue(chat).label)
    press(chat, "Godkänn", BO)
    assert submit(chat, BO) == {}
    assert issue(chat).state is IssueState.APPROVED
    start_due(chat.services)

    chat.ask(SAM, "/nyhetsbrev", "hur går utskicket")
    total = issue(chat).audience.people
    assert f"Har fått det: 0 av {total}" in said(chat)
    assert "Pausat." in press(chat, "Pausa")
    assert "Utskicket fortsätter. Skickas nu." in press(chat, "Fortsätt")
    assert f"{total} får det inte. Stoppat." in press(chat, "Stoppa")
    assert "Pausa" not in labels(top(chat))
    press(chat, "Visa rapport")
    assert issue(chat).label in said(chat)


def test_verbs_after_the_command_do_what_they_say(chat: House) -> None:
    def typed(words: str, user: str = SAM) -> str:
        chat.ask(user, "/nyhetsbrev", words)
        return said(chat, user)

    typed("nytt")
    label = issue(chat).label
    assert "miljöchefer" in typed("målgrupp: chefer")
    assert "Ämnesrad och förhandstext är sparade." in typed("ämne: Nytt i vinter")
    assert "Provexemplar skickas till" in typed("provexemplar till mig")
    assert "får en fråga om att godkänna" in typed("be om godkännande")
    assert "Utkast." in typed("dra tillbaka")
    typed(f"godkänn {label}", BO)
    press(chat, "Godkänn", BO)
    assert submit(chat, BO) == {}
    start_due(chat.services)

    assert "Pausat." in typed("pausa")
    assert "Utskicket fortsätter." in typed("fortsätt")
    assert "Stoppat." in typed(f"stoppa {label}")
    assert f"Inget mejl med nyhetsbrev {label} är osäkert" in typed("skicka igen till de osäkra")
    assert f"Inget mejl med nyhetsbrev {label} är osäkert" in typed("låt de osäkra vara")
    assert f"nyhetsbrev-{label}-utfall.xlsx" in typed(f"rapport {label}")
    assert "Du får inte längre" in typed("avsluta", INA)


def test_channel_is_told_once_it_is_tied(chat: House) -> None:
    chat.ask(SAM, "/nyhetsbrev", "kanal")
    assert "inte kopplad till er samverkan" in said(chat)

    chat.ask(SAM, "/samverkan", "kanal", OPEN)
    chat.ask(SAM, "/nyhetsbrev", "kanal")
    assert "Kanalen får en sammanfattning" in said(chat)
    chat.ask(SAM, "/nyhetsbrev", "ingen kanal")
    assert "Ingen kanal får en sammanfattning" in said(chat)
