"""Proposals in mails: written with the dialog's headings, understood, and handed in by a yes."""

from email.message import EmailMessage
from pathlib import Path

import pytest
from sqlalchemy import select
from typer.testing import CliRunner

from bot.cli import app
from storage.models import EnvironmentalOffice, Proposal, ProposalBacker, ProposalDraft
from storage.session import Database
from tests.flows.letters import (
    INA,
    STRANGER,
    VERIFIED,
    Post,
    answers,
    fates,
    link_in,
    site,
    text_of,
    verbs,
    written,
)

WRITTEN = """Hej!

**Titel:** Tillsyn av skateparker
Mål
Färre klagomål på buller,
och säkra ramper.

”Område” – Hälsoskydd
BAKGRUND: Många klagar på kvällarna.
- Form: tillsynskampanj
Kan delta: ja, gärna
"""


def proposing(text: str, subject: str = "Förslag", number: int = 1, **fields: str) -> bytes:
    trusted = {"Authentication_Results": VERIFIED, **fields}
    return written(subject, text, Message_ID=f"<forslag-{number}@vast.example>", **trusted)


def replying(to: EmailMessage, text: str, number: int, **fields: str) -> bytes:
    thread = {"In_Reply_To": str(to["Message-ID"]), "References": str(to["Message-ID"])}
    return proposing(text, f"Sv: {to['Subject']}", number, **thread, **fields)


def handed_in(url: str) -> list[Proposal]:
    database = Database(url)
    with database.session() as session:
        found = session.scalars(select(Proposal).where(Proposal.number.is_not(None))).all()
        session.expunge_all()
    database.dispose()
    return list(found)


def offices_behind(url: str, proposal: int) -> list[str]:
    database = Database(url)
    with database.session() as session:
        rows = session.scalars(
            select(EnvironmentalOffice.name)
            .join(ProposalBacker, ProposalBacker.office_id == EnvironmentalOffice.id)
            .where(ProposalBacker.proposal_id == proposal)
        ).all()
    database.dispose()
    return list(rows)


def drafts(url: str) -> int:
    database = Database(url)
    with database.session() as session:
        count = session.query(ProposalDraft).count()
    database.dispose()
    return count


def last(folder: Path, to: str = INA) -> EmailMessage:
    return answers(folder, to)[-1]


def test_proposal_is_sent_back_as_understood_and_handed_in_by_a_yes(
    post: Post, folder: Path, sample_url: str
) -> None:
    post(proposing(WRITTEN))
    understood = last(folder)
    before = handed_in(sample_url)

    post(replying(understood, "Ja", 2))
    post(replying(understood, "Ja", 2))

    told = " ".join(text_of(understood).split())
    assert "Tillsyn av skateparker" in told.split("\n")[0]
    assert "Färre klagomål på buller, och säkra ramper." in told
    assert "tillsynskampanj" in told
    assert "Lerum" in told
    assert "kan bli allmän handling" in told
    assert before == []
    (proposal,) = handed_in(sample_url)
    assert proposal.number == "2026-001"
    assert (proposal.title, proposal.category) == ("Tillsyn av skateparker", "Hälsoskydd")
    assert proposal.goal == "Färre klagomål på buller,\noch säkra ramper."
    assert (proposal.form, proposal.can_take_part) == ("campaign", "yes")
    assert offices_behind(sample_url, proposal.id) == ["Miljökontoret i Lerum"]
    receipt = text_of(last(folder))
    assert "2026-001 Tillsyn av skateparker" in receipt
    assert "Tack. Förslaget är inlämnat." in receipt
    assert verbs(sample_url) == ["proposal_handed_in"]
    assert drafts(sample_url) == 0


def test_what_is_missing_is_asked_for_together_and_once(
    post: Post, folder: Path, sample_url: str
) -> None:
    post(proposing("Titel: Skateparker\nOmråde: Hälsoskydd"))
    asked = last(folder)
    post(replying(asked, "Bakgrund: Många klagar.\nMål: Färre klagomål.", 2))
    ready = last(folder)
    post(replying(ready, "Lämna in!", 3))

    told = " ".join(text_of(asked).split())
    assert "Skriv varför det behövs" in told
    assert "Skriv vad som ska bli annorlunda" in told
    assert "Skriv vilket område" not in told
    assert "Svara ja" in text_of(ready)
    assert "Skriv varför" not in text_of(ready)
    (proposal,) = handed_in(sample_url)
    assert (proposal.title, proposal.background) == ("Skateparker", "Många klagar.")


def test_only_thing_that_is_missing_needs_no_heading(
    post: Post, folder: Path, sample_url: str
) -> None:
    post(proposing("Titel: Skateparker\nOmråde: Hälsoskydd\nBakgrund: Buller."))
    post(replying(last(folder), "Färre klagomål på kvällarna.", 2))
    post(replying(last(folder), "ja tack", 3))

    (proposal,) = handed_in(sample_url)
    assert proposal.goal == "Färre klagomål på kvällarna."


def test_wish_without_headings_becomes_a_draft_to_complete(
    post: Post, folder: Path, sample_url: str
) -> None:
    wish = "Vi har fått in många klagomål på buller från skateparker om kvällarna i somras."
    post(proposing(wish, "Förslag till tillsyn av skateparker"))
    asked = " ".join(text_of(last(folder)).split())

    post(replying(last(folder), "Område: Hälsoskydd\nMål: Färre klagomål", 2))
    post(replying(last(folder), "ja", 3))

    assert wish in asked
    assert "Tillsyn av skateparker" in asked
    (proposal,) = handed_in(sample_url)
    assert (proposal.title, proposal.background) == ("Tillsyn av skateparker", wish)


def test_question_how_to_propose_becomes_no_draft(
    post: Post, folder: Path, sample_url: str
) -> None:
    post(proposing("", "Hur lämnar jag ett förslag?"))

    assert drafts(sample_url) == 0
    assert "Lämna ett förslag" in text_of(last(folder))


def test_unverified_writer_confirms_the_letter_and_the_yes(
    post: Post, folder: Path, sample_url: str
) -> None:
    post(written("Förslag", WRITTEN))
    asked = last(folder)
    assert drafts(sample_url) == 0

    with site() as browser:
        browser.post(link_in(asked), headers={"Sec-Fetch-Site": "same-origin"})
    CliRunner().invoke(app, ["tick"])

    assert asked["Subject"] == "Är det här mejlet från dig? Förslag"
    assert "Nytt förslag: Förslag" in text_of(asked)
    assert drafts(sample_url) == 1
    assert "Tillsyn av skateparker" in text_of(last(folder))
    assert handed_in(sample_url) == []


def test_stranger_hands_nothing_in(post: Post, folder: Path, sample_url: str) -> None:
    post(written("Förslag", WRITTEN, sender=STRANGER, Message_ID="<granne@hemma.example>"))

    assert drafts(sample_url) == 0
    assert handed_in(sample_url) == []
    assert len(answers(folder, STRANGER)) == 1


def test_draft_is_its_writers_alone(post: Post, folder: Path, sample_url: str) -> None:
    post(proposing(WRITTEN))
    other = "kontaktperson.varberg@vast.example"
    stolen = written(
        "lämna in utkast 1",
        sender=other,
        Message_ID="<stulet@vast.example>",
        Authentication_Results=VERIFIED,
    )

    post(stolen)

    assert handed_in(sample_url) == []
    assert "Utkastet är redan inlämnat eller kastat" in text_of(last(folder, other))
    assert "skateparker" not in text_of(last(folder, other))


def test_draft_is_thrown_away_and_the_yes_comes_too_late(
    post: Post, folder: Path, sample_url: str
) -> None:
    post(proposing(WRITTEN))
    understood = last(folder)
    post(replying(understood, "Kasta det", 2))
    thrown = text_of(last(folder))

    post(replying(understood, "Ja", 3))

    assert "är borttaget" in thrown
    assert drafts(sample_url) == 0
    assert handed_in(sample_url) == []
    assert "Utkastet är redan inlämnat eller kastat" in text_of(last(folder))


def test_office_that_nobody_knows_is_said_at_its_field(post: Post, folder: Path) -> None:
    post(proposing(f"{WRITTEN}\nKontor: Habbo kommun"))

    told = " ".join(text_of(last(folder)).split())
    assert "Jag förstår inte ”Habbo kommun”" in told
    assert "Lerum" in told


@pytest.mark.parametrize("name", ["background", "goal", "target_group"])
def test_three_thousand_letters_are_taken_and_more_is_said(
    post: Post, folder: Path, name: str
) -> None:
    headings = {"background": "Bakgrund", "goal": "Mål", "target_group": "Målgrupp"}
    said = {"background": "Buller.", "goal": "Tystare.", "target_group": "Alla."}

    def filled(most: int) -> str:
        texts = said | {name: "å" * most}
        lines = [f"{headings[one]}: {words}" for one, words in texts.items()]
        return "\n".join(["Titel: Skateparker", "Område: Hälsoskydd", *lines])

    post(proposing(filled(3000)))
    ready = text_of(last(folder))
    post(proposing(filled(3100), number=2))
    too_long = " ".join(text_of(last(folder)).split())

    assert "Svara ja" in ready
    assert "Texten är för lång: 3100 tecken av högst 3000." in too_long


def test_pasted_markup_and_mentions_stay_words(post: Post, folder: Path, sample_url: str) -> None:
    pasted = "<b>Fet</b> <!channel> <@U1> =HYPERLINK(1)"
    post(proposing(f"{WRITTEN}\nMålgrupp: {pasted}"))
    understood = last(folder)
    html = understood.get_body(("html",))
    assert html is not None
    post(replying(understood, "ja", 2))

    (proposal,) = handed_in(sample_url)
    assert proposal.target_group == pasted
    assert "&lt;b&gt;Fet&lt;/b&gt;" in html.get_content()
    assert "<b>Fet" not in html.get_content()


def test_absence_note_in_the_thread_hands_nothing_in(
    post: Post, folder: Path, sample_url: str
) -> None:
    post(proposing(WRITTEN))
    note = replying(last(folder), "Mål: semester", 2, Auto_Submitted="auto-replied")

    post(note)

    assert len(answers(folder)) == 1
    assert fates(sample_url)[-1][0] == "silent"


def test_other_question_in_the_thread_is_answered(
    post: Post, folder: Path, sample_url: str
) -> None:
    post(proposing(WRITTEN))

    post(replying(last(folder), "hur går det med släckvatten?", 2))

    assert "släckvatten" in text_of(last(folder)).casefold()
    assert drafts(sample_url) == 1


def test_closed_round_is_told_with_what_was_understood(
    post: Post, folder: Path, sample_url: str
) -> None:
    leader = "projektledare@vast.example"
    CliRunner().invoke(app, ["person", "role", leader, "coordinator", "--collaboration", "vast"])
    post(
        written(
            "förslagsomgång 2028 öppen 1 feb till 31 mars, sena tas inte emot",
            sender=leader,
            Message_ID="<omgang@vast.example>",
            Authentication_Results=VERIFIED,
        )
    )
    post(proposing(f"{WRITTEN}\nOmråde: Buller"))
    told = " ".join(text_of(last(folder)).split())
    post(replying(last(folder), "ja", 2))

    assert "Förslagsomgången öppnar 1 februari 2027" in told
    assert "Svara ja" not in told
    assert handed_in(sample_url) == []
    assert drafts(sample_url) == 1
