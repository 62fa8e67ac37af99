"""A newsletter by mail alone: drafted, worked on in words, approved by another, taken back."""

from dataclasses import replace

import pytest

from handlers.newsletter_views import IssueState, IssueView
from handlers.newsletters import Which, issue_view
from handlers.people import set_role
from tests.flows.letters import COORDINATOR, link_in, site
from tests.flows.mailing import Mailing

OTHER, CONTACT = "bo.ek@jonkoping.example", "kontaktperson.habo@jonkoping.example"
UNTRUSTED = "mx.vast.example; dmarc=fail header.from=jonkoping.example"
KICKOFF = """Kickoff för Släckvatten
Vi ses i **Nässjö** den 3 mars, tillsammans med Miljösamverkan Väst.

- Ta med era frågor!
- Fika från 9.30

<!channel> <b>Välkomna</b>

Mvh
Ann"""


@pytest.fixture
def two(mailing: Mailing) -> Mailing:
    """Lend the post with another coordinator in the same collaboration."""
    set_role(mailing.services, OTHER, "coordinator", "jonkoping", "Bo Ek")
    return mailing


def issue(mailing: Mailing) -> IssueView:
    found = issue_view(mailing.services, mailing.coordinator, Which())
    # The address of its page is another one at each moment.
    return replace(found, edit_address="")


def test_newsletter_from_draft_to_approval_and_back(two: Mailing) -> None:
    drafted = two.write("Nytt nyhetsbrev")
    assert "Utkastet är klart. Ifyllt från det som har hänt hittills. Utkast." in drafted
    assert "ord, ungefär" in drafted
    label = issue(two).label

    added = two.write("Lägg till i nyhetsbrevet under datum", KICKOFF)
    assert "Posten är tillagd." in added
    item = next(one for one in issue(two).shown if one.heading == "Kickoff för Släckvatten")
    assert item.body == KICKOFF.partition("\n")[2].partition("\n\nMvh")[0]
    at = issue(two).in_order.index(item) + 1
    removed = two.write(f"Ta bort post {at}")
    assert "Posten ”Kickoff för Släckvatten” är borttagen." in removed
    assert "Posten ”Kickoff för Släckvatten” är tillbaka." in two.write("Lägg tillbaka posten")
    moved = two.write(f"Flytta post {at} till nationellt")
    assert "Posten ”Kickoff för Släckvatten” är flyttad." in moved
    assert "Ämnesrad och förhandstext är sparade." in two.write("Ämne nyhetsbrev: Vad händer nu?")
    assert issue(two).subject == "Vad händer nu?"
    everybody = issue(two).audience.people
    chosen = two.write("Målgrupp nyhetsbrev: chefer")
    assert 0 < issue(two).audience.people < everybody
    assert f"miljöchefer: {issue(two).audience.people} får det som mejl" in chosen
    assert "Provexemplar skickas till" in two.write("Provexemplar till mig")
    assert "får en fråga om att godkänna" in two.write("Be om godkännande")
    assert issue(two).state is IssueState.ASKED

    shown = two.write(f"Godkänn nyhetsbrev {label} tors 7 januari kl 9", sender=OTHER)
    assert "Inget är godkänt än." in shown
    people = issue(two).audience.people
    assert f"Godkänn: skickas tors 7 jan 2027 kl. 9.00 till {people} personer" in shown
    assert "Ta med era frågor!" in shown
    assert issue(two).state is IssueState.ASKED
    told = two.write("Sv: nyhetsbrevet", "Ja", sender=OTHER, to=two.mails_to(OTHER)[-1])
    assert "Godkänt. Skickas tors 7 jan 2027 kl. 9.00." in told

    assert "Godkännandet är tillbakataget. Utkast." in two.write("Dra tillbaka nyhetsbrevet")
    assert issue(two).state is IssueState.DRAFT


@pytest.mark.parametrize("subject", ["", "Nyhetsbrevet"])
def test_item_after_the_command_keeps_what_stands_below_it(two: Mailing, subject: str) -> None:
    two.write("Nytt nyhetsbrev")

    added = two.write(subject, "/nyhetsbrev lägg till under datum: Kickoff\nVi ses i Nässjö.")
    assert "Posten är tillagd." in added
    item = next(one for one in issue(two).shown if one.heading == "Kickoff")
    assert item.body == "Vi ses i Nässjö."
    at = issue(two).in_order.index(item) + 1
    two.write(subject, f"/nyhetsbrev ändra post {at}: Kickoff\nVi ses i Habo.\n\nTa med fika.")

    (changed,) = [one for one in issue(two).shown if one.id == item.id]
    assert (changed.heading, changed.body) == ("Kickoff", "Vi ses i Habo.\n\nTa med fika.")


def test_long_item_lands_whole_and_what_is_too_long_is_said_to_be(two: Mailing) -> None:
    two.write("Nytt nyhetsbrev")
    lines = "\n".join(f"- Rad {number} med något att läsa" for number in range(300))
    two.write("Lägg till i nyhetsbrevet", f"Allt om avlopp\n\n{lines}")
    item = next(one for one in issue(two).shown if one.heading == "Allt om avlopp")
    assert item.body == lines
    before = issue(two)

    much = "\n".join(f"- Rad {number} med något att läsa" for number in range(900))
    told = two.write("Lägg till i nyhetsbrevet", f"Mer om avlopp\n\n{much}")

    assert f"Texten får vara högst 20000 tecken, och din är {len(much)}." in told
    assert "Dela den på flera poster." in told
    assert issue(two) == before


def test_yes_to_what_has_changed_since_approves_nothing(two: Mailing) -> None:
    two.write("nytt nyhetsbrev")
    two.write("godkänn nyhetsbrevet", sender=OTHER)
    shown = two.mails_to(OTHER)[-1]
    two.write("ämne nyhetsbrevet: Ett annat ämne")

    told = two.write("Sv: nyhetsbrevet", "ja", sender=OTHER, to=shown)

    assert "har ändrats sedan du läste det" in told
    assert issue(two).state is IssueState.DRAFT


def test_writer_does_not_approve_and_is_told_whom_to_ask(two: Mailing) -> None:
    two.write("nytt nyhetsbrev")

    told = two.write("godkänn nyhetsbrevet")

    assert "Skriv ”be om godkännande” så frågar jag dem." in told
    assert issue(two).state is IssueState.DRAFT


def test_sender_that_is_not_verified_confirms_first(two: Mailing) -> None:
    two.write("nytt nyhetsbrev", findings=UNTRUSTED)
    confirming = two.mails_to(COORDINATOR)[-1]
    assert "Är det här mejlet från dig?" in str(confirming["Subject"])

    with site() as pages:
        assert pages.post(link_in(confirming)).is_success
    two.tick()

    assert "Utkastet är klart." in two.words(COORDINATOR)


def test_whoever_writes_none_is_told_so_and_changes_nothing(two: Mailing) -> None:
    two.write("nytt nyhetsbrev")
    before = issue(two)

    for words in (
        "nytt nyhetsbrev",
        "godkänn nyhetsbrevet",
        "släng nyhetsbrevet",
        "ta bort post 1 ur nyhetsbrevet",
    ):
        assert "öppet för en annan roll" in two.write(words, sender=CONTACT)

    assert issue(two) == before
