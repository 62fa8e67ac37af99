"""A plan from its first line to its second version: in chat, by mail, and in Word."""

import io
import itertools
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import docx
import pytest
from sqlalchemy import delete, select
from typer.testing import CliRunner

from bot.cli import app
from bot.texts import refusal_text
from bot.workspace import Message, View
from handlers.errors import Refusal
from handlers.people import asker_by_email, set_role
from handlers.plans import Which, Words, change_line
from storage.models import Membership, PlanEntry
from tests.bot.documents.word import headings, rows
from tests.flows.house import INA, KIM, SAM, House, labels, lines
from tests.flows.letters import VERIFIED, Post, answers, text_of, written
from tests.flows.test_mail_files import files_of

ADDRESS = "projektledare@vast.example"
HEADINGS = """lägg till i plan 2028: Dagvatten från tak
mål: Renare dagvatten
vad: checklista; kickoff
tid: hösten 2028
ansvar: projektledarna
parter: kommunerna i länen
effektmål: Giftfri miljö
uppföljning: slutrapport
fokusområde: Vatten"""
_numbers = itertools.count(1)


class Chat:
    """The coordinator of Väst, in chat."""

    def __init__(self, house: House) -> None:
        self.house = house
        house.workspace.open_home(SAM)

    @property
    def shown(self) -> Message | View:
        views = self.house.workspace.views(SAM)
        return views[-1] if views else self.house.last(SAM)

    def said(self) -> str:
        return "\n".join(lines(self.shown))

    def ask(self, text: str) -> str:
        if self.house.workspace.views(SAM):
            self.house.workspace.close_view(SAM, everything=True)
        self.house.ask(SAM, "/samverkan", text)
        return self.said()

    def press(self, label: str) -> None:
        outcome = self.house.workspace.press(SAM, self.shown, label)
        assert outcome.acknowledged, outcome

    def pick(self, title: str) -> None:
        """Pick a line in the list under a plan."""
        (chosen,) = [
            option["value"]
            for block in self.shown.blocks
            for element in block.get("elements", ())
            if element.get("action_id") == "plan_change"
            for option in element["options"]
            if title in option["text"]["text"]
        ]
        outcome = self.house.workspace.choose(SAM, self.shown, "plan_change", chosen)
        assert outcome.acknowledged, outcome

    def send(self, **values: str | list[str] | None) -> dict[str, str]:
        outcome = self.house.workspace.submit(SAM, values)
        assert outcome.acknowledged, outcome
        return dict(outcome.errors)


@pytest.fixture
def chat(house: House) -> Chat:
    house.clock.now = datetime(2027, 6, 20, 8, tzinfo=UTC)
    return Chat(house)


@pytest.fixture
def quick_chat(quick_house: House) -> Chat:
    quick_house.clock.now = datetime(2027, 6, 20, 8, tzinfo=UTC)
    return Chat(quick_house)


def test_plan_is_made_and_adopted_by_both_boards_in_chat(chat: Chat) -> None:
    chat.house.workspace.command(SAM, "/samverkan", "plan ny")
    assert chat.send(first="2028", years="1", noun="aktivitet") == {}
    assert "Planen är gjord" in chat.said()

    chat.press("Lägg till en rad")
    assert chat.send(title="", goal="x") == {"title": refusal_text(Refusal("plan_title_missing"))}
    assert chat.send(title="Släckvatten", goal="Renare vatten", time="våren 2028") == {}
    chat.ask("plan 2028")
    chat.press("Lägg till en rad")
    chat.send(record="projekt hygienlokaler")
    assert "2028: utkast · 2 aktiviteter" in chat.ask("plan 2028")

    chat.press("Skriv in antagande")
    chat.send(day="2027-06-10", minutes="§ 12")
    assert "Kvar: Styrgrupp Halland" in chat.said()
    chat.press("Skriv in antagande")
    chat.send(day="2027-06-12", minutes="§ 7")

    assert "Den är fastställd, version 1" in chat.said()
    assert "Fastställd, version 1" in chat.ask("plan 2028")


def test_hostile_words_a_replay_and_a_closed_dialog_leave_one_line(chat: Chat) -> None:
    workspace = chat.house.workspace
    workspace.command(SAM, "/samverkan", "plan ny")
    chat.send(first="2028", years="1", noun="aktivitet")
    chat.press("Lägg till en rad")
    hostile = "<!channel> <@U1> <b>Släckvatten</b> =1+1"

    assert chat.send(title=hostile, goal=hostile) == {}
    workspace.redeliver()
    chat.ask("plan 2028")
    chat.press("Lägg till en rad")
    workspace.fill(SAM, {"title": "Påbörjad"})
    workspace.close_view(SAM, everything=True)

    assert "2028: utkast · 1 aktivitet" in chat.ask("plan 2028")
    told = chat.ask("rad 1 i plan 2028")
    # As it was typed: nobody is called, and nothing is bold.
    assert hostile in told
    assert f"Mål: {hostile}" in told
    chat.ask("plan 2028")
    chat.press("Skriv in antagande")
    chat.send(day="2027-06-10", minutes="§ 12 <!here>")
    workspace.redeliver()
    assert "Kvar: Styrgrupp Halland" in chat.said()


@pytest.fixture
def drafted(quick_chat: Chat) -> Chat:
    """Lend the chat where a plan has two lines."""
    for said in ("ny plan 2028", *(f"lägg till i plan 2028: {one}" for one in ("Ett", "Två"))):
        quick_chat.ask(said)
    quick_chat.ask("plan 2028")
    return quick_chat


def test_line_is_changed_moved_and_taken_out_in_its_dialog(drafted: Chat) -> None:
    drafted.pick("2. Två")
    assert drafted.send(goal="Renare vatten", place="1") == {}
    assert "Ändrad: Två" in drafted.said()
    assert "Mål: Renare vatten" in drafted.ask("rad 2 i plan 2028")

    drafted.ask("plan 2028")
    drafted.pick("1. Ett")
    drafted.send(remove=["remove"])

    assert "Borttagen: Ett" in drafted.said()
    left = drafted.ask("plan 2028")
    assert "2028: utkast · 1 aktivitet" in left
    # What has no kind of its own is not counted as one.
    assert "övrigt" not in left


def test_whoever_was_slower_keeps_what_they_wrote_and_sees_what_changed(drafted: Chat) -> None:
    drafted.pick("1. Ett")
    drafted.house.workspace.fill(SAM, {"goal": "Mitt mål"})
    services = drafted.house.services
    sara = asker_by_email(services, ADDRESS, "slack")
    assert sara is not None
    change_line(services, sara, Which(2028), 1, Words({"time": "hösten"}))

    drafted.send()

    assert "Någon annan har ändrat rad 1" in drafted.said()
    assert drafted.send() == {}
    shown = drafted.ask("rad 1 i plan 2028")
    assert "Mål: Mitt mål" in shown


def test_whoever_lost_the_role_while_writing_changes_nothing(drafted: Chat) -> None:
    drafted.press("Lägg till en rad")
    set_role(drafted.house.services, ADDRESS, "inspector", "vast")
    with drafted.house.services.database.write() as session:
        session.execute(delete(Membership).where(Membership.role == "coordinator"))
        session.execute(delete(Membership).where(Membership.role == "project_leader"))

    drafted.house.workspace.submit(SAM, {"title": "Tre"})

    with drafted.house.services.database.session() as session:
        titles = session.scalars(select(PlanEntry.title).where(PlanEntry.number.is_not(None)))
        assert list(titles) == ["Ett", "Två"]


def test_others_see_a_plan_and_its_files_and_no_more(drafted: Chat) -> None:
    seen = drafted.house.ask(INA, "/samverkan", "plan 2028")
    assert labels(seen) == ["Visa mer", "Som Word", "Som Excel"]
    refused = drafted.house.ask(KIM, "/samverkan", "plan ny")
    assert refusal_text(Refusal("not_allowed")) in "\n".join(lines(refused))


def test_plan_is_handed_over_as_a_file_in_a_direct_message(drafted: Chat) -> None:
    drafted.press("Som Word")

    house = drafted.house
    assert house.workspace.wait_until(lambda: any(one.files for one in house.direct(SAM)))
    (sent,) = [one for one in house.direct(SAM) if one.files]
    assert [one.name for one in sent.files] == ["verksamhetsplan-2028.docx"]


def mailed(post: Post, folder: Path, asked: str, text: str = "") -> EmailMessage:
    fields = {
        "Message_ID": f"<plan-{next(_numbers)}@vast.example>",
        "Authentication_Results": VERIFIED,
    }
    post(written(asked, text, sender=ADDRESS, **fields))
    return answers(folder, ADDRESS)[-1]


@pytest.fixture
def writer(post: Post) -> Post:
    CliRunner().invoke(app, ["person", "role", ADDRESS, "coordinator", "--collaboration", "vast"])
    return post


def test_plan_is_worked_on_by_mail_alone_and_comes_as_a_word_file(
    writer: Post, folder: Path
) -> None:
    def say(asked: str, text: str = "") -> str:
        return text_of(mailed(writer, folder, asked, text))

    assert "Planen är gjord" in say("ny plan 2028")
    assert "Dagvatten från tak" in say("Plan 2028", HEADINGS)
    assert "Släckvatten" in say("lägg till i plan 2028: Släckvatten; mål: Renare vatten")
    say("plan 2028 antagen av styrgrupp vg 10 november 2026, § 12")
    frozen = say("plan 2028 antagen av styrgrupp halland 12 november 2026, § 7")
    assert "Nu har alla antagit planen, sist: Styrgrupp Halland" in frozen

    refused = say("ändra rad 2 i plan 2028: tid: 2029")
    assert "Planen för 2028 är fastställd" in refused
    say("ändra rad 2 i plan 2028: tid: 2029; skäl: resurser saknas")
    changes = say("ändringar i plan 2028")
    assert "Skillnader från version 1 till 2: 1" in changes
    assert "från inget till ”2029”" in changes

    answer = mailed(writer, folder, "plan 2028 som word")
    ((name, content),) = [one for one in files_of(answer).items() if str(one[0]).endswith("docx")]
    assert name == "verksamhetsplan-2028.docx"
    document = docx.Document(io.BytesIO(content))
    assert document.core_properties.language == "sv-SE"
    assert document.core_properties.title == "Verksamhetsplan 2028"
    assert "2028: fastställd, version 2" in headings(document, 2)
    table = rows(document, 0)
    assert table[0] == (
        "Nr", "Aktivitet", "Mål", "Vad som ska göras", "Tid för genomförande", "Ansvar",
        "Samverkansparter", "Effektmål", "Uppföljning",
    )  # fmt: skip
    assert table[1] == (
        "1", "Dagvatten från tak\nFokusområde: Vatten", "Renare dagvatten", "checklista; kickoff",
        "hösten 2028", "projektledarna", "kommunerna i länen", "Giftfri miljö", "slutrapport",
    )  # fmt: skip
