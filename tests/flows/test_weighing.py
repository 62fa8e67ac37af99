"""The preparatory group's weighing: papers by mail, a sheet filled in and sent back, and moved."""

import email
import email.policy
import io
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import docx
import openpyxl
import pytest
from sqlalchemy import select
from typer.testing import CliRunner

from bot.app.services import build_services
from bot.cli import app
from bot.config import load_settings
from handlers.ports import Services
from storage.models import Collaboration, Person, Proposal, ProposalBacker
from tests.factories import add_proposal
from tests.fakes import FixedClock
from tests.flows.letters import COORDINATOR, TRUSTED, Post, answers, flat, mails_to, written
from tests.sample import NOW

CONTACT = "kontaktperson.habo@jonkoping.example"
TITLES = {"2027-001": "Skateparker", "2027-002": "Biocider i båtfärg", "2027-003": "Solarier"}
PAPER, SHEET = ".docx", ".xlsx"


@dataclass
class Preparing:
    """A coordinator who writes to the bot, and three proposals that wait."""

    services: Services
    clock: FixedClock
    folder: Path
    post: Post
    orders: int = field(default=0)

    def say(self, asked: str, *files: tuple[str, bytes], sender: str = COORDINATOR) -> EmailMessage:
        """Write to the bot, perhaps with files, and return what it answers."""
        self.orders += 1
        raw = written(asked, sender=sender, Message_ID=f"<vag-{self.orders}@jonkoping.example>")
        mail = email.message_from_bytes(raw, policy=email.policy.SMTP)
        mail["Authentication-Results"] = TRUSTED
        for name, content in files:
            mail.add_attachment(
                content, maintype="application", subtype="octet-stream", filename=name
            )
        self.post(mail.as_bytes())
        return answers(self.folder, sender)[-1]

    def told(self, to: str) -> list[str]:
        """Return the subjects of everything that was mailed to somebody, after a working day."""
        self.clock.move(timedelta(days=3))
        CliRunner().invoke(app, ["tick"])
        return [flat(one) for one in mails_to(self.folder, to)]

    def states(self) -> dict[str, str]:
        with self.services.database.session() as session:
            rows = session.execute(
                select(Proposal.number, Proposal.state).where(Proposal.number.is_not(None))
            )
            return {str(number): state for number, state in rows}


@pytest.fixture
def preparing(
    coordinator: Post, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Preparing]:
    clock = FixedClock(NOW)
    monkeypatch.setattr("bot.app.services.system_clock", clock)
    services = build_services(load_settings(os.environ), clock)
    with services.database.write() as session:
        owner = session.scalars(select(Collaboration).filter_by(key="jonkoping")).one()
        contact = session.scalars(select(Person).filter_by(email=CONTACT)).one()
        for number, title in TITLES.items():
            row = add_proposal(
                session, owner, title, key=number, number=number, status="", state="under_review",
                background="Frågan kommer ofta.", goal="Lika bedömningar.", year_received=2026,
            )  # fmt: skip
            session.add(
                ProposalBacker(
                    collaboration_id=owner.id,
                    proposal_id=row.id,
                    person_id=contact.id,
                    office_id=contact.office_id,
                    part="proposer",
                    since=services.clock(),
                )
            )
    yield Preparing(services, clock, folder, coordinator)
    services.database.dispose()


def attached(mail: EmailMessage, ending: str) -> tuple[str, bytes]:
    (found,) = [
        (str(part.get_filename()), part.get_content())
        for part in mail.iter_attachments()
        if str(part.get_filename()).endswith(ending)
    ]
    return found


def filled_in(content: bytes, rows: dict[str, dict[str, str | int]]) -> bytes:
    """Fill a sheet in as somebody does who has it open."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    page = book.worksheets[0]
    columns = {str(cell.value): at for at, cell in enumerate(page[1], start=1)}
    for row in range(2, page.max_row + 1):
        name = str(page.cell(row, columns["Nummer"]).value)
        for heading, value in rows.get(name, {}).items():
            page.cell(row, columns[heading], value)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def test_group_weighs_in_a_sheet_and_the_coordinator_moves_as_weighed(preparing: Preparing) -> None:
    said = flat(preparing.say("kriterier: Miljönytta 1–5; Rådighet 1–3"))
    assert "Kriterierna är ändrade: 2." in said

    papers = preparing.say("underlag för beredningen")
    assert "3 förslag att bereda." in flat(papers)
    paper = docx.Document(io.BytesIO(attached(papers, PAPER)[1]))
    assert [row.cells[1].text for row in paper.tables[0].rows][1:] == list(TITLES.values())

    name, sheet = attached(papers, SHEET)
    wrong = filled_in(sheet, {"2027-002": {"Beredningens förslag": "i förslagsbanken"}})
    refused = flat(preparing.say("vägning", (name, wrong)))
    assert "Inget ur filen är infört." in refused
    assert "Motiveringen saknas." in refused

    right = filled_in(
        sheet,
        {
            "2027-001": {"Beredningens förslag": "i plan", "Miljönytta": 4, "Rådighet": 3},
            "2027-002": {
                "Beredningens förslag": "i förslagsbanken",
                "Motivering": "Vägledningen kommer 2028.",
            },
        },
    )
    # As in a reply with nothing but the file.
    taken = flat(preparing.say("", (name, right)))
    assert "Antal förslag som har vägts: 2." in taken
    assert "Miljönytta 4 av 5 och Rådighet 3 av 3" in taken
    assert set(preparing.states().values()) == {"under_review"}

    preview = flat(preparing.say("flytta enligt vägningen"))
    assert "Antal förslag som flyttas: 2." in preview
    assert set(preparing.states().values()) == {"under_review"}

    done = flat(preparing.say("flytta enligt vägningen nu"))
    assert "Antal förslag som är flyttade: 2." in done
    assert preparing.states() == {
        "2027-001": "in_plan",
        "2027-002": "in_bank",
        "2027-003": "under_review",
    }
    news = " ".join(preparing.told(CONTACT))
    assert "Vägledningen kommer 2028." in news
    assert "Skateparker" in news
    assert "Solarier" not in news


def test_line_by_line_in_words(preparing: Preparing) -> None:
    preparing.say("kriterier: Miljönytta 1–5")

    said = flat(preparing.say("väg 2027-003: inte med, därför att ingen har tid; Miljönytta 2"))

    assert "inte med i planen: ingen har tid" in said
    assert "Miljönytta 2 av 5" in said
    shown = flat(preparing.say("vägningen"))
    assert "1 förslag är beredda." in shown
    assert "Jag förstår inte ”kanske”." in flat(preparing.say("väg 2027-003: kanske"))
    assert "Det finns inget förslag ”2027-999”." in flat(preparing.say("väg 2027-999: i planen"))


def test_file_that_is_no_workbook_is_said_to_be_none(preparing: Preparing) -> None:
    said = flat(preparing.say("vägning", ("underlag.xlsx", b"inte en fil")))

    assert "går inte att läsa som en Excelfil" in said


def test_others_get_neither_papers_nor_a_say(preparing: Preparing) -> None:
    papers = preparing.say("underlag för beredningen", sender=CONTACT)

    assert not list(papers.iter_attachments())
    assert "3 förslag" not in flat(papers)
    assert "vägts" not in flat(preparing.say("väg 2027-001: i planen", sender=CONTACT))
