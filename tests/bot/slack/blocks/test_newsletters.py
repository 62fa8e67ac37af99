"""Issues of the newsletter as one sees them in chat."""

from dataclasses import replace

import pytest

from bot.slack.blocks.newsletters import copy_message, summary_message
from bot.workspace.rules import check_message
from handlers.contents import EditionItem, EditionSection, NewsletterSummary, Section
from tests.bot.mail.issues import COPY, ISSUE, ISSUES, SUMMARY

WORDY = ["ö" * 3000, "<!channel> " * 300, "https://a.se/b " * 200, "😀" * 1500]


@pytest.mark.parametrize("name", ISSUES)
def test_every_issue_keeps_the_rules_of_the_chat(name: str) -> None:
    edition = ISSUES[name]

    check_message(dict(summary_message(replace(SUMMARY, edition=edition))))
    check_message(dict(copy_message(replace(COPY, edition=edition))))


def test_summary_leads_to_the_whole_of_it() -> None:
    shown = str(summary_message(SUMMARY))

    told = ("Nytt nyhetsbrev: Släckvatten", "Projekt", "• Ventilation pågår", "Elva kommuner")
    assert [one for one in told if one not in shown] == []
    assert f"'url': '{SUMMARY.page}', 'text': 'Läs hela nyhetsbrevet'" in shown


def test_without_pages_there_is_nothing_to_follow() -> None:
    assert "Läs hela" not in str(summary_message(replace(SUMMARY, page="")))


def test_copy_says_what_it_is() -> None:
    shown = str(copy_message(COPY))

    assert "[Provexemplar] Släckvatten" in shown
    assert "Kim Al vill att du tittar på det" in shown


@pytest.mark.parametrize(
    "wordy", ["ö" * 3000, "<!channel> " * 300, "https://a.se/b " * 200, "😀" * 1500]
)
def test_however_much_is_written_fits(wordy: str) -> None:
    items = (EditionItem(wordy, wordy),) * 40
    edition = replace(
        ISSUE,
        subject=wordy,
        preview=wordy,
        sections=tuple(EditionSection(section, items) for section in Section),
    )

    told = summary_message(NewsletterSummary(edition, SUMMARY.page))

    check_message(dict(told))
    assert "<!channel>" not in told["text"]
    assert "och 35 till" in str(told)
