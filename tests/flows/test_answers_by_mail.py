"""Plain words in reply to an invitation: the simple answer counts, the rest is shown to people."""

from collections.abc import Callable, Iterator
from datetime import date, time
from email.message import EmailMessage
from pathlib import Path

import pytest

from handlers.meetings import Booking, cancel_meeting
from tests.flows.gathering import (
    ANEBY,
    EKSJO,
    SOMEBODY,
    Gathering,
    gathered,
)
from tests.flows.letters import (
    COORDINATOR,
    TRUSTED,
    Post,
    fates,
    link_in,
    site,
    text_of,
    verbs,
)

FORGED = TRUSTED.replace("pass", "fail")
HOME = TRUSTED.replace("jonkoping.example", "hemma.example")
NEW = Booking(first=date(2027, 2, 17), starts=time(9), ends=time(12), place="Stadshuset i Habo")


@pytest.fixture
def chefs(coordinator: Post, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Gathering]:
    yield from gathered(coordinator, folder, monkeypatch)


@pytest.mark.parametrize(
    ("words", "said", "told"),
    [
        ("Jag kommer", "accepted room", "Du kommer."),
        ("Ja, jag är med digitalt!\n\nMvh Anna", "accepted remote", "Du kommer digitalt."),
        ("Hej! Jag kan tyvärr inte komma.\n/Chefen", "declined", "Du kommer inte."),
        ("Tack för inbjudan. Jag kommer kanske.", "tentative", "Du kommer kanske."),
    ],
)
def test_simple_answer_counts_and_is_confirmed(
    chefs: Gathering, sample_url: str, words: str, said: str, told: str
) -> None:
    chefs.reply(ANEBY, words)

    receipt = chefs.latest_to(ANEBY)
    assert chefs.answer_of(ANEBY) == said
    assert text_of(receipt).startswith(f"{told}\n\nOns 10 feb 2027 kl. 9.00–12.00 · ")
    assert "Vill du ändra dig? Svara på det här mejlet" in flat(receipt)
    assert receipt["In-Reply-To"] == "<svar-1@jonkoping.example>"
    assert fates(sample_url) == [("answered", "")]
    assert verbs(sample_url) == ["meeting_answered"]


def test_whoever_changes_their_mind_answers_the_receipt(chefs: Gathering) -> None:
    chefs.reply(ANEBY, "Jag kommer")

    # Some programs write no References.
    chefs.reply(ANEBY, "Nej, jag kan inte.", to=chefs.latest_to(ANEBY))

    assert chefs.answer_of(ANEBY) == "declined"


@pytest.mark.parametrize(
    "words",
    [
        "Vi kommer två från Vetlanda",
        "Jag kan tyvärr inte, men Kalle kommer.",
        "Finns det parkering?",
        "Jag kommer. Finns det parkering?",
        "Kan jag komma digitalt",
        "Vi kommer till mötet",
        "Kan ni flytta mötet till onsdag?",
        "Ta bort mig från listan",
        "Jag vill föreslå en annan tid",
    ],
)
def test_what_needs_a_person_is_shown_word_for_word(chefs: Gathering, words: str) -> None:
    chefs.reply(ANEBY, f"{words}\n\nMvh\nChefen")

    shown, receipt = chefs.latest_to(COORDINATOR), chefs.latest_to(ANEBY)
    assert shown["Subject"] == "Mejl om Styrgruppsmöten, ons 10 feb 2027 kl. 9.00–12.00"
    assert words in flat(shown)
    assert "Från Miljöchef, Miljökontoret i Aneby, mån 23 nov 2026 kl. 10." in flat(shown)
    assert flat(receipt).startswith("Jag har visat ditt mejl för samordnaren.")
    assert "Jag har inte ändrat ditt svar. Nu står det så här: Du har inte svarat." in flat(receipt)
    assert chefs.answer_of(ANEBY) == ""


def test_coordinator_writes_the_answer_down_and_puts_the_mail_away(chefs: Gathering) -> None:
    chefs.reply(ANEBY, "Vi kommer två från Vetlanda")
    listed = chefs.ask("att hantera")

    # The mail that tells of it says what to write back.
    shown = chefs.latest_to(COORDINATOR)
    chefs.reply(COORDINATOR, f"svara att {ANEBY} kommer till möte {chefs.number}", to=shown)
    chefs.reply(COORDINATOR, "stäng 1", to=shown)
    closed = flat(chefs.latest_to(COORDINATOR))

    assert f"svara att {ANEBY} kommer till möte {chefs.number}" in flat(shown)
    assert "Svar på en inbjudan" in listed
    assert "Vi kommer två från Vetlanda" in listed
    assert "Miljöchef, Miljökontoret i Aneby" in listed
    assert f"Styrgruppsmöten · ons 10 feb 2027 · möte {chefs.number}" in listed
    assert chefs.answer_of(ANEBY) == "accepted room"
    assert "Nummer 1 är klart." in closed
    assert "Vi kommer två" not in chefs.ask("att hantera")


def test_whoever_receives_the_people_sees_it_too(chefs: Gathering) -> None:
    chefs.let_receive(EKSJO)

    chefs.reply(ANEBY, "Vi kommer två från Vetlanda")

    shown = chefs.latest_to(EKSJO)
    assert "Vi kommer två från Vetlanda" in flat(shown)
    assert "stäng" not in flat(shown)
    assert "för samordnaren och den som tar emot deltagarna." in flat(chefs.latest_to(ANEBY))


@pytest.mark.parametrize(
    ("words", "told"),
    [("när är nästa styrgruppsmöte?", "Styrgruppsmöte"), ("mina möten", "Mina möten")],
)
def test_what_is_for_the_bot_is_answered_as_usual(chefs: Gathering, words: str, told: str) -> None:
    chefs.reply(ANEBY, words)

    assert told in flat(chefs.latest_to(ANEBY))
    assert chefs.ask("att hantera").endswith("Det finns inget att hantera.")


def test_thanks_alone_trouble_nobody(chefs: Gathering) -> None:
    chefs.reply(ANEBY, "Tack!")

    assert flat(chefs.latest_to(ANEBY)).startswith("Du har inte svarat.")
    assert chefs.ask("att hantera").endswith("Det finns inget att hantera.")


@pytest.mark.parametrize("findings", [FORGED, "none"])
def test_nothing_is_taken_from_who_is_not_verified_until_they_confirm(
    chefs: Gathering, sample_url: str, findings: str
) -> None:
    chefs.reply(ANEBY, "Jag kommer", findings=findings)
    asked = chefs.latest_to(ANEBY)
    before = (chefs.answer_of(ANEBY), fates(sample_url))

    with site() as browser:
        browser.post(link_in(asked), headers={"Sec-Fetch-Site": "same-origin"})
    chefs.carry()

    assert before == ("", [("quarantined", "unconfirmed")])
    assert "Är det här mejlet från dig?" in flat(asked)
    assert "Jag kommer" in flat(asked)
    assert chefs.answer_of(ANEBY) == "accepted room"
    assert text_of(chefs.latest_to(ANEBY)).startswith("Du kommer.")


@pytest.mark.parametrize("change", [lambda one: one.move(NEW), lambda one: one.move(NEW, EKSJO)])
def test_answer_to_the_old_time_is_kept_as_that_and_said_so(
    chefs: Gathering, change: Callable[[Gathering], None]
) -> None:
    old = chefs.invitation_to(ANEBY)
    change(chefs)

    chefs.reply(ANEBY, "Jag kommer", to=old)
    late = chefs.latest_to(ANEBY)
    before = chefs.answer_of(ANEBY)
    chefs.reply(ANEBY, "Jag kommer", to=late)

    assert before == "accepted (earlier)"
    assert flat(late).startswith("Mötet har fått en ny tid sedan du fick det mejlet.")
    assert "Ons 17 feb 2027 kl. 9.00–12.00" in flat(late)
    assert "Jag har skrivit upp ditt svar som ett svar på den tidigare tiden" in flat(late)
    # What is answered then is the time that this mail tells.
    assert chefs.answer_of(ANEBY) == "accepted room"


def test_answer_to_the_old_time_undoes_no_newer_one(chefs: Gathering) -> None:
    old = chefs.invitation_to(ANEBY)
    chefs.move(NEW)
    chefs.reply(ANEBY, "Jag kommer inte")

    chefs.reply(ANEBY, "Jag kommer", to=old)

    assert chefs.answer_of(ANEBY) == "declined"
    assert flat(chefs.latest_to(ANEBY)).startswith("Du har svarat senare än så.")


def test_meeting_that_is_off_takes_no_answer(chefs: Gathering) -> None:
    old = chefs.invitation_to(ANEBY)
    cancel_meeting(chefs.services, chefs.coordinator, chefs.number)
    chefs.carry()

    chefs.reply(ANEBY, "Jag kommer", to=old)

    assert chefs.answer_of(ANEBY) == ""
    assert "inställt eller har varit" in flat(chefs.latest_to(ANEBY))


def test_colleague_who_answers_what_was_passed_on_is_shown_and_not_written_down(
    chefs: Gathering,
) -> None:
    passed = chefs.invitation_to(ANEBY)

    chefs.reply(SOMEBODY, "Jag kommer", to=passed)

    assert chefs.answer_of(ANEBY) == ""
    assert "Jag kommer" in flat(chefs.latest_to(COORDINATOR))
    told = flat(chefs.latest_to(SOMEBODY))
    assert told.startswith("Jag har visat ditt mejl för samordnaren.")
    assert "Inbjudan gick inte till dig, så jag har inte skrivit upp något svar." in told


def test_stranger_who_answers_what_was_passed_on_is_set_aside_for_the_coordinator(
    chefs: Gathering, sample_url: str
) -> None:
    passed = chefs.invitation_to(ANEBY)

    chefs.reply("anna@hemma.example", "Vi kommer två", to=passed, findings=HOME)
    listed = chefs.ask("karantän")
    thrown = chefs.ask("släng mejl 1")

    assert fates(sample_url) == [("discarded", "meeting_words")]
    assert "Vi kommer två · Styrgruppsmöten, ons 10 feb 2027" in listed
    assert "anna@hemma.example" in listed
    assert "slängt" in thrown
    assert "ligger hos samordnaren" in flat(chefs.latest_to("anna@hemma.example"))
    assert chefs.answer_of(ANEBY) == ""


def test_letting_such_a_mail_through_answers_nobody_and_changes_nothing(
    chefs: Gathering, sample_url: str
) -> None:
    chefs.reply("anna@hemma.example", "Vi kommer", to=chefs.invitation_to(ANEBY), findings=HOME)
    before = len(chefs.mails_to("anna@hemma.example"))

    chefs.ask("släpp mejl 1")
    chefs.carry()

    assert fates(sample_url) == [("silent", "meeting_words")]
    assert len(chefs.mails_to("anna@hemma.example")) == before


def test_guest_of_the_meeting_answers_for_themselves(chefs: Gathering) -> None:
    chefs.register("eva@hemma.example", "Eva Ek")

    chefs.reply("eva@hemma.example", "Jag kan tyvärr inte komma", findings=HOME)
    declined = flat(chefs.latest_to("eva@hemma.example"))
    chefs.reply("eva@hemma.example", "Kan jag ta med Lisa?", findings=HOME)

    assert declined.startswith("Du kommer inte.")
    shown = flat(chefs.latest_to(COORDINATOR))
    assert "Från Eva Ek, Länsstyrelsen i Jönköpings län" in shown
    assert "Kan jag ta med Lisa?" in shown
    told = flat(chefs.latest_to("eva@hemma.example"))
    assert "Nu står det så här: Du kommer inte." in told
    written_down = chefs.ask(f"svara att eva@hemma.example kommer till möte {chefs.number}")
    assert written_down.startswith("Eva Ek: kommer")


def test_files_beside_the_words_are_named(chefs: Gathering) -> None:
    chefs.reply(ANEBY, "Här är mina bilder", file="Bilder från Aneby.pdf")

    shown = flat(chefs.latest_to(COORDINATOR))
    assert "Här är mina bilder" in shown
    assert "Bifogat i mejlet, men inte här: Bilder från Aneby.pdf" in shown


def test_number_that_an_answer_let_one_choose_is_no_answer_to_the_meeting(
    chefs: Gathering,
) -> None:
    chefs.reply(ANEBY, "projekt släckvatten")
    choices = chefs.latest_to(ANEBY)

    chefs.reply(ANEBY, "ja", to=choices)

    assert "Svara med numret" in flat(choices)
    assert chefs.answer_of(ANEBY) == ""
    assert chefs.ask("att hantera").endswith("Det finns inget att hantera.")


def test_reminder_and_receipt_are_answered_like_the_invitation(chefs: Gathering) -> None:
    chefs.until(date(2027, 1, 28))
    reminder = chefs.latest_to(ANEBY)

    chefs.reply(ANEBY, "Jag kommer digitalt", to=reminder)

    assert str(reminder["Subject"]).startswith("Påminnelse: ")
    assert chefs.answer_of(ANEBY) == "accepted remote"


def test_absence_note_is_left_alone(chefs: Gathering, sample_url: str) -> None:
    chefs.reply(ANEBY, "Jag kommer inte", Auto_Submitted="auto-replied")

    assert fates(sample_url) == [("silent", "automatic")]
    assert chefs.answer_of(ANEBY) == ""


def test_late_mail_does_not_outdo_what_was_answered_since(chefs: Gathering) -> None:
    chefs.reply(ANEBY, "Jag kommer inte")

    chefs.reply(ANEBY, "Jag kommer", Date="Thu, 19 Nov 2026 08:00:00 +0100")

    assert chefs.answer_of(ANEBY) == "declined"


def flat(mail: EmailMessage) -> str:
    return " ".join(text_of(mail).split())
