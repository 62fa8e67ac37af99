"""What has happened to proposals, as one sees it in chat."""

from dataclasses import replace

import pytest

from bot.slack.blocks.proposal_news import proposal_news as shown
from bot.workspace.rules import check_message
from handlers.contents import ProposalEvent
from tests.bot.mail.parcels import HANDED_IN, PROPOSAL_NEWS, proposal_news


@pytest.mark.parametrize("event", ProposalEvent)
def test_every_event_keeps_the_rules_of_the_chat(event: ProposalEvent) -> None:
    check_message(dict(shown(proposal_news(PROPOSAL_NEWS[event]))))


def test_receipt_has_its_buttons_while_the_proposal_is_open() -> None:
    def labels(message: object) -> list[str]:
        return [
            one["text"]["text"]
            for block in message["blocks"]  # type: ignore[index]  # a message
            if block["type"] == "actions"
            for one in block["elements"]
        ]

    assert labels(shown(proposal_news(HANDED_IN))) == ["Visa", "Ändra", "Ta tillbaka"]
    assert labels(shown(proposal_news(replace(HANDED_IN, open=False)))) == ["Visa"]


@pytest.mark.parametrize("wordy", ["ö" * 3000, "<!channel> " * 300, "\n" * 3000, "😀" * 1500])
def test_however_much_is_written_fits(wordy: str) -> None:
    line = replace(PROPOSAL_NEWS[ProposalEvent.COMMENTED], words=wordy, title=wordy)

    check_message(dict(shown(proposal_news(line))))
    check_message(dict(shown(proposal_news(*[line] * 40))))
