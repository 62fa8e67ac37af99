"""What goes back to who has replied to an invitation in words."""

from dataclasses import replace
from datetime import date

import pytest

from bot.texts.cards.model import Card
from bot.texts.cards.worded import shown_card, worded_card
from handlers.contents import MeetingLine
from handlers.meeting_views import Standing

MEETING = MeetingLine(
    number=7, rule="", part="", title="Chefsmöte", first=date(2027, 4, 15), last=date(2027, 4, 15)
)
COMES = Standing(
    meeting=MEETING,
    person_id=1,
    name="Ann Ask",
    about="",
    status="accepted",
    earlier="",
    attends="room",
    comment="",
    wishes="",
    queue=0,
    asks_how=False,
    asks_wishes=False,
    open=True,
)
SILENT = replace(COMES, status="", attends="")
CHANGE = (
    "Vill du ändra dig? Svara på det här mejlet och skriv bara ”jag kommer” eller "
    "”jag kommer inte”."
)


def said(card: Card) -> list[str]:
    return [card.heading, card.lead, card.footer]


def test_answer_that_counts_is_confirmed_with_how_to_change_it() -> None:
    assert said(worded_card("taken", COMES)) == [
        "Du kommer.", "Tors 15 april 2027 · Chefsmöte", CHANGE,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("fate", "title", "besides"),
    [
        (
            "earlier",
            "Mötet har fått en ny tid sedan du fick det mejlet.",
            "Jag har skrivit upp ditt svar som ett svar på den tidigare tiden, inte på den nya.",
        ),
        (
            "old",
            "Du har svarat senare än så.",
            "Jag har inte ändrat ditt svar. Nu står det så här: Du kommer.",
        ),
    ],
)
def test_answer_that_does_not_stand_is_told_plainly(fate: str, title: str, besides: str) -> None:
    assert said(worded_card(fate, COMES))[::2] == [title, f"{besides} {CHANGE}"]


def test_thanks_are_met_with_what_stands() -> None:
    card = worded_card("thanks", replace(SILENT, asks_how=True))

    assert card.heading == "Du har inte svarat."
    assert card.footer == (
        "Vill du svara? Skriv bara ”jag kommer”, ”jag kommer digitalt” eller ”jag kommer inte” "
        "i ett svar på det här mejlet."
    )


@pytest.mark.parametrize("received", [False, True])
def test_who_has_seen_a_mail_is_said_with_what_stands(received: bool) -> None:
    card = shown_card(MEETING, SILENT, passed_on=False, received=received)

    both = " och den som tar emot deltagarna" if received else ""
    assert card.heading == f"Jag har visat ditt mejl för samordnaren{both}."
    assert card.footer.startswith(
        "Jag har inte ändrat ditt svar. Nu står det så här: Du har inte svarat. Vill du svara?"
    )


@pytest.mark.parametrize(
    ("passed_on", "why"), [(True, "Inbjudan gick inte till dig"), (False, "Du står inte längre på")]
)
def test_who_is_not_on_the_list_is_told_why_nothing_is_written_down(
    passed_on: bool, why: str
) -> None:
    card = shown_card(MEETING, None, passed_on=passed_on, received=False)

    assert card.footer.startswith(why)
    assert card.footer.endswith("så jag har inte skrivit upp något svar.")


def test_nobody_is_asked_to_answer_what_is_over() -> None:
    closed = replace(SILENT, open=False)

    card = shown_card(MEETING, closed, passed_on=False, received=False)

    assert card.footer.endswith("Nu står det så här: Du har inte svarat.")
