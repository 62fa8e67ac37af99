"""The same meeting in words: planned, sent, answered and followed without a button."""

from pathlib import Path

import pytest

from bot.workspace import Member
from handlers.reminders import plan_due
from tests.flows.house import INA, SAM, House, labels, lines
from tests.flows.letters import COORDINATOR, TRUSTED, Post, answers, text_of, verbs, written

MANAGER = "U0CHEF"
FORM = """nytt möte
rubrik: Chefsmöte våren 2027
när: 15 april 2027 kl 9–16
plats: Varberg
länk: https://mote.example/chef
bjud in: miljochef.boras@vast.example, projektledare@vast.example
svara senast: 1 april 2027
platser: 20
minst: 2
fråga om mat: ja
dagordning: 1. Tillsynsplan
2. Mötesplats"""


def said(house: House, words: str, user: str = SAM) -> str:
    """Write to the bot, and return all of its answer."""
    house.workspace.say(user, house.workspace.direct(user), words)
    return "\n".join(lines(house.direct(user)[-1]))


@pytest.fixture
def manager(house: House) -> House:
    house.workspace.put_member(Member(MANAGER, "Chefen", "miljochef.boras@vast.example"))
    house.workspace.open_home(MANAGER)
    return house


def test_a_meeting_in_words_from_its_headings_to_its_answers(manager: House) -> None:
    house = manager
    planned = said(house, FORM)
    assert planned.startswith("Chefsmöte våren 2027 · Mötet är bokat. Ingen har fått någon")
    assert "tors 15 april 2027 kl. 9.00–16.00 · Varberg" in planned
    assert "20 platser · blir av när 2 är anmälda · frågar om mat och tillgänglighet" in planned
    shown = said(house, "visa inbjudan till chefsmötet")
    assert "Inbjudan: chefsmöte våren 2027" in shown
    assert said(house, "skicka inbjudan till chefsmötet").startswith(
        "Chefsmöte våren 2027 · Inbjudan går nu ut till 2 personer."
    )

    assert "Du har inte svarat." in said(house, "mina möten", MANAGER)
    answered = said(house, "Jag kommer digitalt till chefsmötet", MANAGER)
    assert answered.startswith("Du kommer digitalt.")
    coming = said(house, "vilka kommer på chefsmötet?")
    assert "Kommer 0 · digitalt 1 · kommer inte 0 · inget svar 1" in coming
    assert "kommer digitalt" in coming
    silent = said(house, "vilka har inte svarat på chefsmötet?")
    assert silent.startswith("Inget svar: Chefsmöte våren 2027")
    assert "har inte svarat" in silent
    assert "kommer digitalt" not in silent
    reminded = said(house, "påminn dem som inte svarat på chefsmötet")
    assert "Jag påminner 1 person" in reminded

    changed = said(house, "ändra chefsmötet\nnär: 22 april 2027\nplats: Borås")
    assert "De som är inbjudna får veta" in changed
    assert "tors 22 april 2027 kl. 9.00–16.00 · Borås" in changed
    declined = said(house, "jag kommer inte till chefsmötet", MANAGER)
    assert declined.startswith("Du kommer inte.")
    other = said(house, "svara att miljochef.boras@vast.example kommer till chefsmötet")
    assert "Borås" in other
    assert "kommer." in other
    removed = said(house, "ta bort miljochef.boras@vast.example från chefsmötet")
    assert "står inte längre på listan" in removed
    copied = said(house, "kopiera chefsmötet till 20 april 2028 kl 9–16")
    assert "tors 20 april 2028 kl. 9.00–16.00 · Borås" in copied


def test_several_meetings_that_fit_are_asked_about(quick_house: House) -> None:
    house = quick_house
    for day in ("15 april 2027", "21 oktober 2027"):
        said(house, f"nytt möte; rubrik: Chefsmöte; bjud in: chefer; när: {day} kl 9–12")
    said(house, "skicka inbjudan till chefsmötet")
    which = labels(house.direct(SAM)[-1])
    assert [("15 april 2027" in one, "21 okt 2027" in one) for one in which] == [
        (True, False), (False, True),
    ]  # fmt: skip
    house.workspace.press(SAM, house.direct(SAM)[-1], which[1])
    assert "Inbjudan går nu ut till" in "".join(lines(house.direct(SAM)[-1]))
    shown = said(house, "visa inbjudan till chefsmötet 21 oktober")
    assert "21 okt 2027" in shown
    assert "15 april" not in shown


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("nytt möte", "Skriv det som hör till mötet under rubriker"),
        ("nytt möte; när: 15 april 2027", "Rubriken saknas."),
        ("öppna anmälan till midsommarfesten", "Jag hittar inget bokat möte"),
        ("föreslå dagordning till midsommarfesten", "Jag hittar inget bokat möte"),
        ("nytt möte; rubrik: Chefsmöte", "Jag ser inte när mötet är."),
        ("nytt möte; rubrik: Chefsmöte; när: snart", "Jag ser inte när mötet är."),
        ("nytt möte; rubrik: X; när: 15 april 2027; sort: fest", "Jag känner inte till"),
        ("nytt möte; rubrik: X; när: 15 april 2027; platser: många", "Antalet ska vara"),
        ("nytt möte; rubrik: X; när: 15 april 2027; bjud in: Ingen Alls", "Jag hittar ingen"),
        ("skicka inbjudan till midsommarfesten", "Jag hittar inget bokat möte"),
        ("jag kommer till midsommarfesten", "Jag hittar ingen inbjudan till dig"),
    ],
)
def test_what_cannot_be_understood_is_said_and_nothing_is_booked(
    quick_house: House, words: str, told: str
) -> None:
    assert told in said(quick_house, words)
    quick_house.ask(SAM, "/mote")
    assert "Inget möte är bokat." in "\n".join(lines(quick_house.last(SAM)))


def test_a_meeting_counts_in_words_as_the_one_that_recurs(quick_house: House) -> None:
    plan_due(quick_house.services)
    planned = said(quick_house, FORM)
    assert "möte" in planned
    assert "Det finns inget" not in planned
    counted = said(quick_house, "räkna chefsmötet som gemensamt chefsmöte, vår")
    assert "Mötet räknas nu som gemensamt chefsmöte, vår" in counted
    assert "det finns inget sådant" in said(quick_house, "räkna möte 1 som gemensam styrgrupp")


def test_only_whoever_keeps_the_calendar_plans_and_asks_who_comes(quick_house: House) -> None:
    said(quick_house, FORM)
    for words in ("nytt möte; rubrik: X; när: 15 april 2027", "vilka kommer på chefsmötet?"):
        answer = said(quick_house, words, INA)
        assert "Kommer 0" not in answer
        assert "Mötet är bokat" not in answer
    assert "bara öppet för en annan roll" in said(quick_house, "vilka kommer på chefsmötet?", INA)


def test_whoever_receives_the_people_asks_who_comes(quick_house: House) -> None:
    said(quick_house, f"{FORM}\ntar emot: avlopp.lerum@vast.example")
    said(quick_house, "skicka inbjudan till chefsmötet")
    assert "Kommer 0 · kommer inte 0 · inget svar 2" in said(
        quick_house, "vilka kommer på chefsmötet?", INA
    )
    assert "Inbjudan går nu" not in said(quick_house, "skicka inbjudan till chefsmötet", INA)


def test_a_meeting_by_mail_in_a_form(coordinator: Post, folder: Path, sample_url: str) -> None:
    body = """rubrik: Styrgruppsmöte i juni
när: 2 juni 2027 kl 9–12
plats: Habo
bjud in: miljochef.habo@jonkoping.example
dagordning: 1. Budget
2. Plan

Med vänlig hälsning
Utvecklingsledaren"""
    mail = written(
        "Nytt möte",
        body,
        sender=COORDINATOR,
        Message_ID="<nytt@jonkoping.example>",
        Authentication_Results=TRUSTED,
    )
    coordinator(mail)
    coordinator(mail)
    (answer,) = answers(folder, COORDINATOR)
    text = text_of(answer)
    assert "Styrgruppsmöte i juni" in text
    assert "ons 2 juni 2027 kl. 9.00–12.00 · Habo" in text
    assert "Inbjudan är inte skickad. Inbjudan når 1 med mejl." in text
    assert verbs(sample_url) == ["meeting_booked"]


def test_a_series_in_words_from_its_headings_to_its_end(manager: House) -> None:
    house = manager
    form = (
        "nytt möte\nrubrik: Kort avstämning\nnär: 13 januari 2027 kl 9–10\n"
        "återkommer: varje månad\ntill och med: 30 juni 2027\ninte i: maj\n"
        "bjud in: miljochef.boras@vast.example"
    )

    planned = said(house, form)
    assert (
        "En av 5 gånger: andra onsdagen varje månad till och med ons 9 juni 2027, inte i maj."
        in planned
    )
    assert "Inbjudan går nu ut till 1 person." in said(house, "skicka inbjudan till möte 1")
    # Where no day is said, the next time is meant.
    answered = said(house, "jag kommer till avstämningen", MANAGER)
    assert "Ons 13 jan 2027 kl. 9.00–10.00" in answered
    assert "Mötet återkommer, och 5 gånger är kvar." in answered
    assert said(house, "jag kommer inte på avstämningen 10 mars", MANAGER).startswith(
        "Du kommer inte."
    )
    assert "Kommer 1" in said(house, "vilka kommer på möte 4?")
    assert "kommer inte 1" in said(house, "vilka kommer på möte 3?")

    assert said(house, "ställ in alla gånger av mötet").startswith("Säg vilket möte det gäller.")
    ended = said(house, "ställ in resten av avstämningen")
    assert "Alla gånger som var kvar är inställda." in ended
    assert "Du är inte inbjuden till något möte" in said(house, "mina möten", MANAGER)


@pytest.mark.parametrize(
    ("often", "until", "told"),
    [
        ("ibland", "30 juni 2027", "Jag förstår inte hur ofta mötet återkommer."),
        ("varje vecka", "", "Säg hur länge mötet återkommer."),
        ("varje månad", "1 februari 2027", "Med det slutdatumet hålls mötet bara en gång."),
    ],
)
def test_what_is_no_series_in_words_is_told_and_nothing_is_booked(
    manager: House, often: str, until: str, told: str
) -> None:
    form = (
        f"nytt möte\nrubrik: Avstämning\nnär: 13 januari 2027 kl 9–10\n"
        f"återkommer: {often}\ntill och med: {until}"
    )

    assert said(manager, form).startswith(told)
    assert "Jag hittar inget bokat möte" in said(manager, "visa mötet avstämning")
