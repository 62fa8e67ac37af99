import pytest

from bot.texts.cards import Action, present
from bot.texts.plain import plain
from handlers.answers import FeedAnswer

ADDRESS = f"https://bot.example/kalender/1-1.{'x' * 22}"


def answer(scope: str, group: str = "", *, renewed: bool = False) -> FeedAnswer:
    return FeedAnswer(
        scope=scope,
        group=group,
        collaboration="Miljösamverkan Väst",
        address=ADDRESS,
        renewed=renewed,
    )


@pytest.mark.parametrize(
    ("given", "named"),
    [
        (answer("mine"), "Mina möten, Miljösamverkan Väst"),
        (answer("group", "Styrgruppen"), "Styrgruppen, Miljösamverkan Väst"),
        (answer("collaboration"), "Möten i Miljösamverkan Väst"),
    ],
)
def test_card_says_which_calendar_and_where_its_page_is(given: FeedAnswer, named: str) -> None:
    written = plain(present(given)).splitlines()

    assert written[0] == named
    assert f"Sidan: {ADDRESS}" in written


def test_card_cannot_be_shared_and_its_summary_keeps_the_secret() -> None:
    card = present(answer("mine"))

    assert Action.SHARE not in card.actions
    assert ADDRESS not in card.summary
    assert (card.record_key, card.more) == ("", ())


def test_new_address_is_said_to_be_new() -> None:
    assert present(answer("mine", renewed=True)).lead.startswith("Nu gäller en ny adress")


def test_own_calendar_leads_on_to_everybodys() -> None:
    leads = [[one.text for one in present(answer(scope)).choices] for scope in ("mine", "group")]

    assert leads == [["kalenderlänk samverkan"], []]
