"""Answers to an invitation in few words, and what is none."""

from datetime import date

import pytest

from handlers.asking.reply_words import only_thanks, own_words, plain_answer
from handlers.contents import MeetingLine

MEETING = MeetingLine(
    number=7,
    rule="",
    part="",
    title="Chefsmöte våren 2027",
    first=date(2027, 4, 15),
    last=date(2027, 4, 15),
    place="Varberg",
)


@pytest.mark.parametrize(
    ("typed", "status", "attends"),
    [
        ("Jag kommer", "accepted", "room"),
        ("Ja, jag är med digitalt!", "accepted", "remote"),
        ("Jag deltar på Teams", "accepted", "remote"),
        ("Hej, tack för inbjudan, jag kommer gärna. Ser fram emot det!", "accepted", "room"),
        ("Jag kommer till chefsmötet den 15 april", "accepted", "room"),
        ("Jag kommer på torsdag", "accepted", "room"),
        ("Anmäl mig till mötet", "accepted", "room"),
        ("Jag tackar ja.", "accepted", "room"),
        ("kan tyvärr inte komma", "declined", ""),
        ("Tyvärr har jag förhinder.", "declined", ""),
        ("Måste tyvärr tacka nej", "declined", ""),
        ("Jag ändrar mig, jag kommer inte", "declined", ""),
        ("Nej tack", "declined", ""),
        ("Jag kommer nog inte", "declined", ""),
        ("Jag kommer kanske", "tentative", ""),
        ("Vet inte än.", "tentative", ""),
    ],
)
def test_few_words_are_an_answer(typed: str, status: str, attends: str) -> None:
    answer = plain_answer(typed, MEETING)

    assert answer is not None
    assert (answer.status, answer.attends) == (status, attends)


@pytest.mark.parametrize(
    "typed",
    [
        "Vi kommer",
        "Vi kommer två från Vetlanda",
        "Jag och Kalle kommer",
        "Jag kan tyvärr inte, men Kalle kommer",
        "Jag kommer 20 minuter sent",
        "Jag kommer på fredag",
        "Jag kommer till styrgruppsmötet",
        "Jag kommer. Finns det parkering?",
        "Kan jag komma digitalt",
        "Kommer jag",
        "Jag kommer?",
        "Ja, nej",
        "Nej, jag kommer",
        "Jag har inte förhinder",
        "Jag kan inte komma på plats",
        "Jag kommer digitalt, inte på plats",
        "Jag kommer digitalt på plats",
        "Ja tack till lunch",
        "Det går bra",
        "Vi ses!",
        "Tyvärr",
        "",
    ],
)
def test_any_other_word_makes_it_something_for_people(typed: str) -> None:
    assert plain_answer(typed, MEETING) is None


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Jag kommer\n\nAnn Ask\nMiljöchef\n0380-46000", "Jag kommer"),
        ("Jag kommer\nAnn", "Jag kommer"),
        ("Jag kommer\n\nMed vänlig hälsning\nAnn", "Jag kommer"),
        ("Jag kommer\nAnn kommer också", "Jag kommer\nAnn kommer också"),
        ("Jag kommer\nAnn\nVi tar bilen", "Jag kommer\nAnn\nVi tar bilen"),
        ("Ann Ask", "Ann Ask"),
    ],
)
def test_name_below_the_words_is_a_signature(typed: str, said: str) -> None:
    assert own_words(typed, "Ann Ask") == said


@pytest.mark.parametrize(
    ("typed", "thanks"),
    [("Tack!", True), ("Tack för inbjudan!", True), ("", True), ("Tack, vi ses", False)],
)
def test_thanks_say_nothing(typed: str, thanks: bool) -> None:
    assert only_thanks(typed) is thanks
