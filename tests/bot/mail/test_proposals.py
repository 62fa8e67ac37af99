"""What has happened to proposals, as mails."""

from dataclasses import replace

import pytest

from bot.mail.links import NoLinks
from bot.mail.rendering import LARGEST, render
from bot.texts.proposals import news_sentence, news_title
from handlers.contents import ProposalEvent
from tests.bot.mail.parcels import HANDED_IN, PROPOSAL_NEWS, parcel, proposal_news


def test_every_event_has_a_sample() -> None:
    assert set(PROPOSAL_NEWS) == set(ProposalEvent)


@pytest.mark.parametrize("event", ProposalEvent)
def test_mail_says_what_has_happened_and_how_to_see_it(event: ProposalEvent) -> None:
    news = proposal_news(PROPOSAL_NEWS[event])

    said = render(parcel(news), NoLinks())

    flat = " ".join(said.text.split())
    assert said.subject == news_title(news)
    assert news_sentence(news.lines[0]) in flat
    assert "Skriv ”förslag 2027-014”" in flat
    assert "<skateparker>" not in said.html
    assert "{" not in flat


def test_receipt_says_for_whom_what_comes_next_and_how_to_take_it_back() -> None:
    said = render(parcel(proposal_news(HANDED_IN)), NoLinks())

    flat = " ".join(said.text.split())
    assert said.subject == "Vi har tagit emot förslag 2027-014"
    assert (
        "Tack. Förslag 2027-014 Tillsyn av <skateparker> är inlämnat för Miljökontoret i Habo och "
        "Miljökontoret i Aneby."
    ) in flat
    assert "Nästa steg: kontaktpersonerna går igenom förslagen." in flat
    assert "”ta tillbaka förslag 2027-014”" in flat


def test_receipt_of_a_late_one_says_so() -> None:
    said = render(parcel(proposal_news(replace(HANDED_IN, late=True))), NoLinks())

    assert "är märkt som sent" in " ".join(said.text.split())


def test_reason_is_quoted_word_for_word() -> None:
    said = render(parcel(proposal_news(PROPOSAL_NEWS[ProposalEvent.MOVED])), NoLinks())

    assert said.subject == "Förslag 2027-014: i förslagsbanken"
    assert "\n  Ryms inte 2028.\n  Frågan tas upp <igen> nästa år.\n" in said.text
    assert "<igen>" not in said.html


def test_several_are_told_in_one_mail_each_with_its_reason() -> None:
    moved = PROPOSAL_NEWS[ProposalEvent.MOVED]
    lines = [replace(moved, number=f"2027-{n:03d}", words=f"Skäl {n}.") for n in range(1, 4)]

    said = render(parcel(proposal_news(*lines)), NoLinks())

    assert said.subject == "Nytt om 3 förslag"
    flat = " ".join(said.text.split())
    assert all(f"2027-{n:03d}" in flat and f"Skäl {n}." in flat for n in range(1, 4))


def test_however_much_has_happened_the_mail_is_not_cut_off() -> None:
    moved = replace(PROPOSAL_NEWS[ProposalEvent.MOVED], words="å" * 3000, title="ö" * 500)

    said = render(parcel(proposal_news(*[moved] * 200)), NoLinks())

    assert "Och 140 till." in said.text
    assert len(said.html.encode()) <= 2 * LARGEST
