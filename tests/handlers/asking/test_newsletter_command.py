"""What is typed after the command of newsletters means what one would say in full."""

import pytest

from handlers.asking.newsletter_command import said_of_newsletters


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("", "nyhetsbrev"),
        ("nytt", "nytt nyhetsbrev"),
        ("Skriv.", "nytt nyhetsbrev"),
        ("avsluta", "avsluta nyhetsbrevet"),
        ("ta bort mig", "ta bort mig från nyhetsbrevet"),
        ("bevaka", "bevaka nyhetsbrevet"),
        ("bevaka inte", "bevaka inte nyhetsbrevet"),
        ("prenumerera på", "prenumerera på nyhetsbrevet"),
        ("pausa", "pausa nyhetsbrevet"),
        ("Pausa!", "Pausa nyhetsbrevet"),
        ("stoppa 2027-1", "stoppa nyhetsbrev 2027-1"),
        ("fortsätt", "fortsätt nyhetsbrevet"),
        ("hur går det", "hur går det för nyhetsbrevet"),
        ("hur går utskicket", "hur går utskicket"),
        ("skicka igen till de osäkra", "skicka igen till de osäkra"),
        ("skicka igen till dem som misslyckades", "skicka igen till dem som misslyckades"),
        ("låt de osäkra vara", "låt de osäkra vara"),
        ("målgrupp: chefer", "målgrupp nyhetsbrevet: chefer"),
        ("målgrupp 2027-1: chefer", "målgrupp nyhetsbrev 2027-1: chefer"),
        ("provexemplar till mig", "provexemplar till mig"),
        ("rapport 2027-1", "rapport nyhetsbrev 2027-1"),
        ("rapport", "rapport nyhetsbrevet"),
        ("text", "text nyhetsbrevet"),
        ("utlagt 2027-1", "utlagt nyhetsbrev 2027-1"),
        ("2027-1", "nyhetsbrev 2027-1"),
        ("visa", "visa nyhetsbrevet"),
        ("alla", "alla nyhetsbrev"),
        ("fyll på", "fyll på nyhetsbrevet"),
        ("släng utkastet", "släng utkastet till nyhetsbrevet"),
        ("dra tillbaka", "dra tillbaka nyhetsbrevet"),
        ("be om godkännande", "be om godkännande"),
        ("godkänn", "godkänn nyhetsbrevet"),
        ("godkänn 2027-1 torsdag kl 9", "godkänn nyhetsbrev 2027-1 torsdag kl 9"),
        ("godkänn 2027-01-07", "godkänn nyhetsbrevet 2027-01-07"),
        ("ämne: Nytt i vinter", "ämne nyhetsbrevet: Nytt i vinter"),
        ("plats: Ping Pong", "plats för nyhetsbrevet: Ping Pong"),
        ("ta bort post 3", "ta bort post 3"),
        ("lägg tillbaka Kickoff", "lägg tillbaka Kickoff i nyhetsbrevet"),
        ("lägg till: Hej\nOrd", "lägg till nyhetsbrevet: Hej\nOrd"),
        ("godkänn 2027-1 7 januari kl 9", "godkänn nyhetsbrev 2027-1 7 januari kl 9"),
        ("ämne: Nyhetsbrev för januari", "ämne nyhetsbrevet: Nyhetsbrev för januari"),
        ("lägg till: Nytt utskick om radon", "lägg till nyhetsbrevet: Nytt utskick om radon"),
        (
            "lägg till under förslag: Förslag 2027-014 är beslutat",
            "lägg till nyhetsbrevet under förslag: Förslag 2027-014 är beslutat",
        ),
        ("lägg till under datum: Hej\nOrd", "lägg till nyhetsbrevet under datum: Hej\nOrd"),
    ],
)
def test_verbs_mean_the_newsletter(typed: str, meant: str) -> None:
    assert said_of_newsletters(f"/nyhetsbrev {typed}") == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("PFAS", "nyhetsbrev om PFAS"),
        ("om PFAS", "nyhetsbrev om PFAS"),
        ("pausade tillsyner", "nyhetsbrev om pausade tillsyner"),
        ("målgrupp chefer", "nyhetsbrev om målgrupp chefer"),
        ("avsluta ärenden", "nyhetsbrev om avsluta ärenden"),
        ("punkt 3", "nyhetsbrev om punkt 3"),
        ("rapporter om radon", "nyhetsbrev om rapporter om radon"),
        ("vilka nyhetsbrev handlar om PFAS", "vilka nyhetsbrev handlar om PFAS"),
        ("sluta skicka alla dessa brev", "nyhetsbrev om sluta skicka alla dessa brev"),
    ],
)
def test_all_else_is_looked_for(typed: str, meant: str) -> None:
    assert said_of_newsletters(f"/nyhetsbrev {typed}") == meant


@pytest.mark.parametrize("text", ["pausa", "/nyhetsbrevet pausa", "/projekt pausa", "", "avsluta"])
def test_what_is_not_the_command_stays(text: str) -> None:
    assert said_of_newsletters(text) == text


def test_greeting_and_signature_are_no_part_of_it() -> None:
    mail = "Hej!\n/nyhetsbrev pausa\n\nMed vänlig hälsning\nBo Ek"

    assert said_of_newsletters(mail) == "pausa nyhetsbrevet"
