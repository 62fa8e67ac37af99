"""Whatever can be done in chat can be done by mail, but for what is named here with its reason."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.doors import Code, Place
from tests.house import ROOT

# What chat offers and mail does not, and why that is right.
# They are named by the module that they are defined in.
CHANNEL = "what is tied is a channel of the chat, which a mail does not have"
DIALOG = "a rule is made, and gets another shape, in a dialog that shows what it would bring"
LOOKED_UP = "looks up what a dialog or a message shows around its buttons, and does nothing"
IN_WORDS = "by mail the same is asked for in words, and answered by way of the question's scope"
WRITTEN = (
    "what is written in a dialog is kept while one writes; a mail is written before it is sent"
)
EXCEPTIONS: Mapping[str, str] = {
    "handlers.proposals.drafts.address_draft": WRITTEN,
    "handlers.proposals.drafts.my_drafts": WRITTEN,
    "handlers.proposals.drafts.new_draft": WRITTEN,
    "handlers.proposals.changing.begin_change": WRITTEN,
    "handlers.proposals.listing.areas_in_use": LOOKED_UP,
    "handlers.proposals.listing.beside": LOOKED_UP,
    "handlers.budgets.showing.line_form": LOOKED_UP,
    "handlers.channels.channel_tie": CHANNEL,
    "handlers.channels.tie_channel": CHANNEL,
    "handlers.channels.untie_channel": CHANNEL,
    "handlers.newsletters.settings.tell_in_channel": CHANNEL,
    "handlers.newsletters.choosing.count_audience": LOOKED_UP,
    "handlers.newsletters.choosing.issue_audience": LOOKED_UP,
    "handlers.inquiries.asking.change_draft": "by mail a draft is written anew, whole",
    "handlers.rules.changing.preview_rule": DIALOG,
    "handlers.rules.making.create_rule": DIALOG,
    "handlers.rules.making.preview_new": DIALOG,
    "handlers.following.is_following": LOOKED_UP,
    "handlers.own_newsletters.choice_of": LOOKED_UP,
    "handlers.plans.starting.line_as_project": LOOKED_UP,
    "handlers.plans.showing.plan_of": IN_WORDS,
    "handlers.proposals.starting.proposal_as_project": LOOKED_UP,
    "handlers.living.sheets.office_sheet": LOOKED_UP,
    "handlers.living.sheets.project_sheet": LOOKED_UP,
    "handlers.meetings.booking.show_meeting": LOOKED_UP,
    "handlers.projects.finding.suggest_projects": LOOKED_UP,
    "handlers.results.forming.which_of_form": LOOKED_UP,
    "handlers.weighing.finding.sheet_of": LOOKED_UP,
    "handlers.reminded.duties_now": LOOKED_UP,
    "handlers.projects.lists.running_projects": IN_WORDS,
    "handlers.meetings.planning.set_terms": "by mail they are said with the rest of a meeting",
    "handlers.invitations.mine.coming_meetings": IN_WORDS,
    "handlers.coming.whole_year": "draws the year's picture; by mail the year comes as a list",
}

HEAD = """
from handlers.answers import Asker
from handlers.ports import Services
"""
# A small house: what is done there, and the doors to it.
TREE: Mapping[str, str] = {
    "handlers/__init__.py": "",
    "handlers/answers.py": "class Asker: ...",
    "handlers/ports.py": "class Services: ...",
    "handlers/duties/__init__.py": "from handlers.duties.acting import finish, move",
    "handlers/duties/acting.py": HEAD
    + """
from contextlib import contextmanager

def finish(services: Services, asker: Asker, number: int): ...
def move(services: Services, asker: Asker, number: int): ...
def _hidden(services: Services, asker: Asker): ...
def pure(number: int): ...

@contextmanager
def changing(services: Services, asker: Asker): ...
""",
    "handlers/meetings.py": HEAD
    + """
def book(services: Services, asker: Asker): ...

def cancel(services: Services, asker: Asker):
    return _end(services, asker)

def _end(services, asker):
    return book(services, asker)
""",
    "handlers/letters.py": HEAD + "def answer(services: Services, asker: Asker): ...",
    "handlers/asking/__init__.py": "from handlers.asking.routes import ask",
    "handlers/asking/routes.py": HEAD
    + """
from handlers.asking import words

ROUTES = (words.Duties, words.meeting)

def ask(services: Services, asker: Asker, text: str):
    return [route(services, asker) for route in ROUTES]
""",
    "handlers/asking/words.py": """
from handlers import duties as kept

class Duties:
    def said(self, services, asker):
        return kept.finish(services, asker, 1)

def meeting(services, asker):
    from handlers.meetings import cancel
    return cancel
""",
    "bot/slack/buttons.py": """
from handlers import meetings
from handlers.duties import finish, pure
from handlers.duties.acting import changing

BUTTONS = {"book": meetings.book, "finish": finish, "pure": pure, "changing": changing}
""",
    "bot/mail/reading.py": "from handlers.asking import ask\n\nask",
    "bot/app/receiving.py": "from handlers import letters\n\nletters.answer",
}


@pytest.fixture(scope="module")
def house() -> Code:
    return Code(ROOT)


@pytest.fixture
def small(tmp_path: Path) -> Code:
    """Lend a small house in which mail offers all that chat does."""
    for name, code in TREE.items():
        plant(tmp_path, name, code)
    return Code(tmp_path)


def plant(root: Path, name: str, code: str) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{code}\n")


def named(places: frozenset[Place]) -> set[str]:
    return {".".join(place) for place in places}


def test_whatever_chat_offers_mail_offers_too(house: Code) -> None:
    only_chat = named(house.offered_in_chat - house.offered_by_mail)

    assert only_chat - EXCEPTIONS.keys() == set()


def test_every_exception_is_needed(house: Code) -> None:
    only_chat = named(house.offered_in_chat - house.offered_by_mail)

    assert EXCEPTIONS.keys() - only_chat == set()


def test_what_can_be_done_is_found_among_the_handlers(house: Code) -> None:
    found = named(house.capabilities)

    assert {
        "handlers.asking.routes.ask",
        "handlers.desk.take_task",
        "handlers.occurrences.acting.put_off",
        "handlers.rules.changing.restore_rule",
    } <= found
    assert "handlers.occurrences.finding.changing" not in found


def test_chat_offers_what_its_listeners_name(house: Code) -> None:
    found = named(house.offered_in_chat)

    assert {"handlers.following.follow", "handlers.meetings.booking.book"} <= found


def test_what_can_be_done_is_told_by_what_it_takes(small: Code) -> None:
    assert named(small.capabilities) == {
        "handlers.asking.routes.ask",
        "handlers.duties.acting.finish",
        "handlers.duties.acting.move",
        "handlers.letters.answer",
        "handlers.meetings.book",
        "handlers.meetings.cancel",
    }


def test_chat_offers_what_it_names_by_whatever_import(small: Code) -> None:
    assert named(small.offered_in_chat) == {
        "handlers.duties.acting.finish",
        "handlers.meetings.book",
    }


def test_mail_offers_what_its_words_lead_to(small: Code) -> None:
    assert named(small.offered_by_mail) == {
        "handlers.asking.routes.ask",
        "handlers.duties.acting.finish",
        "handlers.letters.answer",
        "handlers.meetings.book",
        "handlers.meetings.cancel",
    }


@pytest.mark.parametrize(
    "button",
    [
        "from handlers.duties import move\n\nmove",
        "from handlers.duties import move as shift\n\nBUTTONS = [shift]",
        "import handlers.duties\n\nhandlers.duties.acting.move",
        "def listen():\n    from handlers import duties\n    duties.move(1, 2, 3)",
    ],
)
def test_what_only_a_button_leads_to_is_found(small: Code, button: str) -> None:
    plant(small.root, "bot/slack/planted.py", button)

    only_chat = named(small.offered_in_chat - small.offered_by_mail)

    assert only_chat == {"handlers.duties.acting.move"}


def test_what_is_new_in_chat_is_found_until_there_are_words_for_it(small: Code) -> None:
    flight = f"{HEAD}\ndef fly(services: Services, asker: Asker): ..."
    plant(small.root, "handlers/planted.py", flight)
    plant(small.root, "bot/slack/planted.py", "from handlers.planted import fly\n\nfly")
    before = named(small.offered_in_chat - small.offered_by_mail)

    words = "from handlers import planted\n\nclass Duties:\n    act = planted.fly"
    plant(small.root, "handlers/asking/words.py", f"{words}\n\ndef meeting(): ...")
    worded = Code(small.root)

    assert before == {"handlers.planted.fly"}
    assert "handlers.planted.fly" in named(worded.offered_by_mail)


def test_handler_that_is_only_imported_is_not_offered(small: Code) -> None:
    plant(small.root, "bot/slack/planted.py", "from handlers.duties import move")

    assert "handlers.duties.acting.move" not in named(small.offered_in_chat)
