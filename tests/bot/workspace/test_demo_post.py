"""The demo's way of mail to the bot, on each kind of database: the same way as any mail's."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP

import pytest

from bot.app.receiving import build_incoming
from bot.config import load_settings
from bot.mail.incoming.faults import Fault
from bot.mail.incoming.judging import Silence
from bot.texts import text, word
from bot.texts.wording import has_word
from bot.workspace.demo_post import DemoPost, TellingIncoming
from bot.workspace.letters import Correspondent
from bot.workspace.post import Fate, State, Untaken
from handlers.ports import Services
from storage.session import Database
from tests.fakes import FixedClock

SERVER = "mx.demo.example"
BOT = "Samverkansboten <boten@demo.example>"
INA = "avlopp.lerum@vast.example"
NOWHERE = "postgresql+psycopg://bot@127.0.0.1:1/nothing"


@dataclass(slots=True)
class House:
    """The way in, and how often it has told that something was settled."""

    services: Services
    told: list[str] = field(default_factory=list)
    incoming: TellingIncoming = field(init=False)
    post: DemoPost = field(init=False)

    def __post_init__(self) -> None:
        settings = load_settings({"MAIL_FROM": BOT, "MAIL_AUTHSERV_ID": SERVER})
        receiver = build_incoming(settings, self.services).receiver
        self.incoming = TellingIncoming(self.services, receiver, lambda: self.told.append("told"))
        self.post = DemoPost(self.incoming, BOT, SERVER)

    def fate(self, raw: bytes) -> Fate:
        """Hand a mail over, let the bot work, and tell what has become of it."""
        self.post.deliver(raw)
        self.incoming.work()
        return self.post.fate(raw)


@pytest.fixture
def house(sample_services: Services) -> House:
    return House(sample_services)


def mail(sender: str = INA, verdict: str = "pass", **fields: str) -> bytes:
    found = EmailMessage(policy=SMTP)
    domain = sender.rpartition("@")[2]
    found["Authentication-Results"] = f"{SERVER}; dmarc={verdict} header.from={domain}"
    found["From"], found["To"], found["Subject"] = sender, BOT, "projekt släckvatten"
    for name, value in {"Message_ID": f"<{sender}>", **fields}.items():
        found[name.replace("_", "-")] = value
    found.set_content("")
    return found.as_bytes()


def test_bots_address_is_that_of_its_mails(house: House) -> None:
    assert house.post.to == Correspondent("Samverkansboten", "boten@demo.example")


def test_mail_wakes_the_bot_and_waits(house: House) -> None:
    house.post.deliver(mail())

    assert house.services.bell.is_set()
    assert house.post.fate(mail()) == Fate(State.WAITING)
    assert house.told == []


def test_mail_that_was_never_handed_over_waits(house: House) -> None:
    assert house.post.fate(mail()) == Fate(State.WAITING)


@pytest.mark.parametrize(
    ("sender", "verdict", "stranger"),
    [(INA, "pass", False), (INA, "fail", True), ("granne@hemma.example", "pass", True)],
)
def test_answer_tells_whether_the_sender_was_known(
    house: House, sender: str, verdict: str, stranger: bool
) -> None:
    fate = house.fate(mail(sender, verdict))

    told = text("demo.answered_stranger") if stranger else ""
    assert (fate.state, fate.told) == (State.ANSWERED, told)
    assert fate.answer_id.endswith("@demo.example")
    assert house.told == ["told"]


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (mail(sender="boten@demo.example"), "ourselves"),
        (mail(sender="noreply@vast.example"), "system_sender"),
        (mail(Auto_Submitted="auto-replied"), "automatic"),
        (mail(List_Id="<alla.vast.example>"), "list_mail"),
    ],
)
def test_silence_is_explained(house: House, raw: bytes, reason: str) -> None:
    assert house.fate(raw) == Fate(State.UNANSWERED, word("mail_fate", reason))


def test_bot_that_has_settled_nothing_tells_nobody(house: House) -> None:
    house.incoming.work()

    assert house.told == []


@pytest.mark.parametrize(
    "reason", [*Silence, Fault.TOO_MANY_FIELDS, "too_many", "gave_up", "other"]
)
def test_every_reason_has_its_sentence(reason: str) -> None:
    assert has_word("mail_fate", reason)


def test_database_that_is_away_is_no_fault_of_the_mail() -> None:
    database = Database(NOWHERE)
    house = House(Services(database, FixedClock(datetime(2026, 3, 2, tzinfo=UTC))))

    with pytest.raises(Untaken):
        house.post.deliver(mail())
    database.dispose()
