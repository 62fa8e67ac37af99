"""Thirty lines from a whiteboard: mailed, looked at, and handed in together or not at all."""

from pathlib import Path

from sqlalchemy import select

from storage.models import Notice, Person, ProposalPaste
from storage.session import Database
from tests.flows.letters import (
    COORDINATOR,
    TRUSTED,
    Post,
    answers,
    text_of,
    verbs,
    written,
)
from tests.flows.test_proposals_by_mail import handed_in, offices_behind

LINES = """Titel – Kontor – Beskrivning
1. Tillsyn av skateparker – Habo – buller om kvällarna
2. Ytbehandlare - Vetlanda och Nässjö - kemikalier i golvbrunnar
• Gödselstackar; Tranås; för nära vattendrag
Mikroplast från konstgräs\tMullsjö\tgranulat
"""


def mailed(text: str, subject: str = "Förslag från rummet", number: int = 1, **more: str) -> bytes:
    named = {"Message_ID": f"<rum-{number}@jonkoping.example>", "Authentication_Results": TRUSTED}
    return written(subject, text, sender=COORDINATOR, **{**named, **more})


def last(folder: Path, to: str = COORDINATOR) -> str:
    return " ".join(text_of(answers(folder, to)[-1]).split())


def reply(folder: Path, text: str, number: int) -> bytes:
    before = answers(folder, COORDINATOR)[-1]
    thread = {"In_Reply_To": str(before["Message-ID"]), "References": str(before["Message-ID"])}
    return mailed(text, f"Sv: {before['Subject']}", number, **thread)


def told(url: str) -> set[str | None]:
    database = Database(url)
    with database.session() as session:
        found = set(
            session.scalars(
                select(Person.email)
                .join(Notice, Notice.person_id == Person.id)
                .where(Notice.kind == "proposal_news")
            )
        )
    database.dispose()
    return found


def test_lines_are_looked_at_and_handed_in_by_a_yes(
    coordinator: Post, folder: Path, sample_url: str
) -> None:
    coordinator(mailed(LINES))
    looked = last(folder)
    before = handed_in(sample_url)

    coordinator(reply(folder, "Ja", 2))
    receipt = last(folder)
    coordinator(reply(folder, "lämna in lista 1", 3))

    assert "Jag har läst 4 rader" in looked
    assert "Rad 1" in looked
    assert before == []
    made = handed_in(sample_url)
    assert [one.number for one in made] == ["2026-001", "2026-002", "2026-003", "2026-004"]
    assert [one.title for one in made] == [
        "Tillsyn av skateparker",
        "Ytbehandlare",
        "Gödselstackar",
        "Mikroplast från konstgräs",
    ]
    assert all(one.incomplete for one in made)
    assert made[0].background == "buller om kvällarna"
    assert len(offices_behind(sample_url, made[1].id)) == 2
    assert "Tack. 4 förslag är inlämnade" in receipt
    assert "2026-003 Gödselstackar" in receipt
    # The same once more is the same four.
    assert "Tack. 4 förslag är inlämnade" in last(folder)
    assert verbs(sample_url).count("proposal_handed_in") == 4
    assert "kontaktperson.habo@jonkoping.example" in told(sample_url)
    assert COORDINATOR not in told(sample_url)


def test_one_line_that_cannot_be_read_holds_all_of_them_back(
    coordinator: Post, folder: Path, sample_url: str
) -> None:
    wrong = f"{LINES}Skateparker – Habbo\nUtan kontor\n{'x' * 81} – Habo\n"
    coordinator(mailed(wrong))
    looked = last(folder)
    coordinator(reply(folder, "lämna in lista 1", 2))
    held = last(folder)

    coordinator(reply(folder, f"Förslag från rummet\n{LINES}", 3))
    coordinator(reply(folder, "ja", 4))

    assert "3 behöver rättas" in looked
    assert "inget kontor som heter Habbo" in looked
    assert "Skriv kontoret efter titeln" in looked
    assert "81 tecken av högst 80" in looked
    assert "3 behöver rättas" in held
    assert len(handed_in(sample_url)) == 4


def test_duplicates_are_pointed_out(coordinator: Post, folder: Path) -> None:
    known = "Biocidprodukter"

    coordinator(mailed(f"{known} – Habo\nSkateparker – Habo\nSkateparker! – Tranås"))

    looked = last(folder)
    assert f"liknar {known}" in looked
    assert "samma titel som rad 2" in looked
    assert "Svara ja" in looked


def test_who_does_not_keep_the_proposals_hands_in_no_lists(
    coordinator: Post, folder: Path, sample_url: str
) -> None:
    contact = "kontaktperson.habo@jonkoping.example"
    coordinator(
        written(
            "Förslag från rummet",
            LINES,
            sender=contact,
            Message_ID="<rum-9@jonkoping.example>",
            Authentication_Results=TRUSTED,
        )
    )

    assert handed_in(sample_url) == []
    assert pastes(sample_url) == 0
    assert len(answers(folder, contact)) == 1


def test_too_many_lines_are_none(coordinator: Post, folder: Path, sample_url: str) -> None:
    coordinator(mailed("\n".join(f"Förslag {at} – Habo" for at in range(201))))

    assert "201 rader" in last(folder)
    assert pastes(sample_url) == 0


def pastes(url: str) -> int:
    database = Database(url)
    with database.session() as session:
        count = session.query(ProposalPaste).count()
    database.dispose()
    return count
