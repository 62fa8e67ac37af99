import pytest

from bot.texts import word
from bot.texts.cards import present
from bot.texts.plain import plain
from handlers.answers import Answer, Asker, ListAnswer, ProposalAnswer, ProposalDialogAnswer
from handlers.asking import ask
from handlers.errors import Refusal
from handlers.people import asker_by_email
from handlers.ports import Services
from handlers.proposals import Move, merge, move
from tests.handlers.calendars import Desk
from tests.handlers.proposals.house import Bench, open_bench


@pytest.fixture
def bench(desk: Desk) -> Bench:
    made = open_bench(desk)
    for title in ("Tillsyn av skateparker", "Solarier och spa", "Hundbad i insjöar"):
        made.propose(title)
    return made


def said(bench: Bench, words: str, asker: Asker | None = None) -> Answer:
    return ask(bench.services, asker or bench.coordinator, words)


def done(bench: Bench, words: str, asker: Asker | None = None) -> ProposalAnswer:
    answer = said(bench, words, asker)
    assert isinstance(answer, ProposalAnswer)
    return answer


@pytest.mark.parametrize(
    ("words", "state", "reason"),
    [
        ("flytta förslag 2027-001 till beredningsgruppen", "under_review", ""),
        ("Flytta förslag 2027-001 till kontaktpersonerna.", "with_contacts", ""),
        ("kan du flytta förslaget 2027-001 till synpunkter?", "on_comment", ""),
        ("flytta förslag 2027-001 till planen, tack", "in_plan", ""),
        (
            "flytta förslag 2027-001 till banken, därför att det inte ryms 2028",
            "in_bank",
            "det inte ryms 2028",
        ),
        ("flytta förslag 2027-001 till förslagsbanken: ryms inte", "in_bank", "ryms inte"),
        (
            "flytta förslag 2027-001 till inte med i planen eftersom det redan görs",
            "not_in_plan",
            "det redan görs",
        ),
    ],
)
def test_proposal_is_moved_in_words(bench: Bench, words: str, state: str, reason: str) -> None:
    answer = done(bench, words)

    assert (answer.status, answer.steps[-1].reason, answer.change) == (state, reason, "moved")


def test_several_are_moved_in_words(bench: Bench) -> None:
    answer = said(bench, "flytta förslag 2027-001, 2027-002 och 2027-003 till beredning")

    assert isinstance(answer, ListAnswer)
    assert answer.ids == ("2027-003", "2027-002", "2027-001")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("flytta förslag 2027-001 till banken", "proposal_reason_missing"),
        ("flytta förslag 2027-001 till månen", "proposal_state_unknown"),
        ("flytta förslag 2027-099 till planen", "proposal_gone"),
        ("slå ihop förslag 2027-001 med 2027-001", "proposal_same"),
        ("skilj åt förslag 2027-001", "proposal_not_merged"),
        ("ångra flytten av förslag 2027-001", "proposal_moved_since"),
    ],
)
def test_what_cannot_be_done_is_refused_and_nothing_moves(
    bench: Bench, words: str, code: str
) -> None:
    with pytest.raises(Refusal) as refused:
        said(bench, words)

    assert refused.value.code == code
    assert {one.state for one in bench.rows()} == {"received"}


def test_question_about_moving_moves_nothing(bench: Bench) -> None:
    said(bench, "flytta förslag 2027-001 till planen?")

    assert {one.state for one in bench.rows()} == {"received"}


def test_merged_and_parted_in_words(bench: Bench) -> None:
    merged = done(bench, "slå ihop förslag 2027-001 med förslag 2027-002")
    parted = done(bench, "skilj åt förslag 2027-001")

    assert (merged.number, merged.change) == ("2027-002", "merged")
    assert (parted.number, parted.change, parted.status) == ("2027-001", "parted", "received")


def test_taken_back_and_undone_in_words(bench: Bench) -> None:
    taken = done(bench, "ta tillbaka förslag 2027-001", bench.inspector)
    undone = done(bench, "ångra förslag 2027-001", bench.inspector)

    assert (taken.status, undone.status) == ("withdrawn", "received")


@pytest.mark.parametrize(
    "words", ["ställ mig bakom förslag 2027-001", "vi ställer oss bakom förslag 2027-001"]
)
def test_stood_behind_and_left_in_words(bench: Bench, words: str) -> None:
    joined = done(bench, words, bench.aneby)
    left = done(bench, "vi står inte bakom förslag 2027-001", bench.aneby)

    assert joined.offices == ("Miljökontoret i Habo", "Miljökontoret i Aneby")
    assert left.offices == ("Miljökontoret i Habo",)


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        (
            "kommentera förslag 2027-001: Vi har fem.\nFlytta det inte.",
            "Vi har fem.\nFlytta det inte.",
        ),
        ("Hej! Kommentar på 2027-001: Bra", "Bra"),
    ],
)
def test_commented_in_words_line_by_line(bench: Bench, words: str, kept: str) -> None:
    answer = done(bench, words, bench.aneby)

    assert [one.words for one in answer.comments] == [kept]


def test_comment_that_would_lose_its_end_is_refused(bench: Bench) -> None:
    with pytest.raises(Refusal) as refused:
        said(bench, f"kommentera förslag 2027-001: {'x' * 3000}", bench.aneby)

    assert (refused.value.code, bench.see(1).comments) == ("proposal_words_cut", ())


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("inkomna förslag", ("2027-003",)),
        ("visa alla inkomna förslag 2027", ("2027-003",)),
        ("inkomna förslag 2026", ()),
        ("inkomna förslag från Habo", ("2027-003",)),
        ("inkomna förslag från Aneby", ()),
        ("förslag hos kontaktpersonerna", ("2027-001",)),
        ("vilka förslag under beredning", ("2027-002",)),
        ("förslag på synpunkter", ()),
        ("visa alla förslag", ("2027-003", "2027-002", "2027-001")),
        ("förslag utan år", ()),
    ],
)
def test_lists_in_words(bench: Bench, words: str, ids: tuple[str, ...]) -> None:
    move(bench.services, bench.coordinator, Move(numbers=(1,), to="with_contacts"))
    move(bench.services, bench.coordinator, Move(numbers=(2,), to="under_review"))

    answer = said(bench, words)

    assert isinstance(answer, ListAnswer)
    assert answer.ids == ids


def test_own_and_merged_proposals_in_words(bench: Bench) -> None:
    merge(bench.services, bench.coordinator, 1, 2)

    mine, merged = said(bench, "mina förslag", bench.inspector), said(bench, "sammanslagna förslag")

    assert mine.ids == ("2027-003", "2027-002", "2027-001")
    assert merged.ids == ("2027-001",)


@pytest.mark.parametrize("words", ["förslag 2027-002", "visa förslag 2027-002"])
def test_one_is_shown_by_its_number(bench: Bench, words: str) -> None:
    answer = said(bench, words)

    assert answer.ids == ("2027-002",)


def test_wish_in_chat_offers_the_dialog_and_by_mail_the_headings(bench: Bench) -> None:
    chat = said(bench, "nytt förslag: skateparker", bench.inspector)
    mail = ask(
        bench.services,
        Asker("jonkoping", bench.inspector.person_id, bench.inspector.roles, "mail"),
        "nytt förslag: skateparker",
    )

    assert isinstance(chat, ProposalDialogAnswer)
    assert isinstance(mail, ProposalDialogAnswer)
    # Neither leaves anything for the coordinator to do.
    assert (chat.open, chat.by_mail, chat.task_id) == (True, False, None)
    assert (mail.open, mail.by_mail, mail.task_id) == (False, True, None)
    assert chat.similar[0].key == "2027-001"


def test_a_number_that_nobody_has_is_said_to_be_unknown(bench: Bench) -> None:
    with pytest.raises(Refusal) as refused:
        said(bench, "visa förslag 2027-999")

    assert (refused.value.code, refused.value.values) == (
        "proposal_unknown",
        {"number": "2027-999"},
    )


def test_what_came_in_no_known_year_is_listed_with_what_became_of_it(
    sample_services: Services,
) -> None:
    keeper = asker_by_email(sample_services, "utvecklingsledare@jonkoping.example", "mail")
    assert keeper is not None

    every = plain(present(ask(sample_services, keeper, "alla förslag")))
    undated = ask(sample_services, keeper, "vilka förslag saknar år?")

    assert isinstance(undated, ListAnswer)
    assert every.startswith("Förslag · 23 förslag.")
    assert {(one.time, one.state) for one in undated.items} == {
        ("", "i förslagsbanken"),
        ("", "okänd"),
    }
    assert len(undated.items) == 12
    assert "läget är okänt · år saknas · Tillsyn miljöskydd" in plain(present(undated))


@pytest.mark.parametrize("code", ["every", "received", "in_bank", "not_in_plan", "withdrawn"])
def test_each_list_that_chat_offers_is_understood(bench: Bench, code: str) -> None:
    answer = said(bench, word("proposal_list", code))

    assert isinstance(answer, ListAnswer)
    assert answer.subject == "proposals"
    place = {"every": (), "in_bank": ("bank",)}.get(code, (code,))
    assert answer.filters == place
