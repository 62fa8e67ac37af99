"""Votes of offices on proposals: one of each, counted once, and compiled."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from handlers.answers import Asker
from handlers.errors import Refusal
from handlers.inquiries import (
    InquiryReply,
    answer_for,
    close_inquiry,
    read_answers,
    remove_question,
    reword_inquiry,
    set_question,
    settle_answer,
)
from handlers.inquiry_views import Asked, Given, InquiryQuestion, Purpose
from handlers.opinion_views import mean_of, vote_results
from handlers.proposals import merge, withdraw
from handlers.voting import (
    AskedOf,
    draft_on_proposals,
    proposals_to_ask_of,
    send_inquiry,
    set_vote_scale,
    vote_scale,
)
from storage.models import Collaboration, EventLog, Inquiry, InquiryAnswer
from tests.factories import add_collaboration, add_proposal
from tests.fakes import recorded_statements
from tests.handlers.voting.conftest import Ballot, refused


def results(ballot: Ballot, number: int) -> list[tuple[str, dict[str, int], int]]:
    found = vote_results(ballot.picture(number))
    return [(one.title, dict(one.counts), one.voted) for one in found]


def test_offices_vote_once_each_and_the_one_that_is_wanted_most_comes_first(
    ballot: Ballot,
) -> None:
    number = ballot.sent()

    ballot.answer("Kim", number, "nej", "ja")
    ballot.answer("Kaj", number, "avstår", "ja")

    assert results(ballot, number) == [
        ("2028-002 Förslag 2", {"ja": 2, "nej": 0, "avstår": 0}, 2),
        ("2028-001 Förslag 1", {"ja": 0, "nej": 1, "avstår": 1}, 2),
    ]
    # It is shown on the proposals once it is closed, and changes nothing about where they stand.
    assert ballot.see("2028-002").votes == ()
    close_inquiry(ballot.desk.services, ballot.desk.coordinator, number)
    (vote,) = ballot.see("2028-002", Asker("jonkoping")).votes
    assert (dict(vote.counts), vote.voted, vote.waiting) == ({"ja": 2, "nej": 0, "avstår": 0}, 2, 0)
    assert ballot.paper("2028-002").votes == (vote,)
    assert ballot.states()["2028-002"] == "with_contacts"


def test_mean_is_told_where_the_scale_has_numbers_and_who_takes_no_side_weighs_nothing(
    ballot: Ballot,
) -> None:
    steps = ("3 mycket viktigt", "2 viktigt", "1 mindre viktigt", "avstår")
    set_vote_scale(ballot.desk.services, ballot.desk.coordinator, steps)
    number = ballot.sent()

    ballot.answer("Kim", number, "2 viktigt", "3 mycket viktigt")
    ballot.answer("Kaj", number, "1 mindre viktigt", "avstår")

    found = vote_results(ballot.picture(number))
    assert [(one.key, one.mean, one.voted) for one in found] == [
        (str(ballot.numbers["2028-002"]), 3.0, 2),
        (str(ballot.numbers["2028-001"]), 1.5, 2),
    ]


@pytest.mark.parametrize(
    ("counts", "mean"),
    [
        ([("ja", 2), ("nej", 1)], None),
        ([("0", 1), ("1", 1), ("2", 0)], 0.5),
        ([("1", 0), ("2", 0)], None),
        # A year is no step of a scale of numbers, and one number alone makes none.
        ([("2028", 2), ("2029", 1)], None),
        ([("1 ja", 2), ("nej", 1)], None),
    ],
)
def test_mean_of_a_scale(counts: list[tuple[str, int]], mean: float | None) -> None:
    assert mean_of(counts) == mean


def test_second_vote_of_an_office_replaces_the_first_knowingly(ballot: Ballot) -> None:
    number = ballot.sent()
    first = ballot.answer("Kim", number, "ja", "ja").form.current

    code = refused(ballot.answer, "Mia", number, "nej", "nej")
    ballot.answer("Mia", number, "nej", "nej", seen=first)
    again = ballot.answer("Mia", number, "nej", "nej", seen=first)

    assert code == "inquiry_answered_already"
    assert again.fate == "same"
    assert [counts for _, counts, _ in results(ballot, number)] == [
        {"ja": 0, "nej": 1, "avstår": 0}
    ] * 2


def test_second_vote_by_mail_waits_until_somebody_chooses_and_counts_once(ballot: Ballot) -> None:
    number = ballot.sent()
    ballot.answer("Kim", number, "ja", "ja")

    ballot.answer("Mia", number, "nej", "", door="mail", apart=True)

    one, two = vote_results(ballot.picture(number))
    assert {one.key: one.waiting, two.key: two.waiting} == {
        str(ballot.numbers["2028-001"]): 1,
        str(ballot.numbers["2028-002"]): 0,
    }
    assert [one.voted, two.voted] == [1, 1]
    close_inquiry(ballot.desk.services, ballot.desk.coordinator, number)
    (shown,) = ballot.see("2028-001").votes
    assert (dict(shown.counts)["ja"], shown.voted, shown.waiting) == (1, 1, 1)

    disputed = ballot.picture(number).disputed[0].id
    settle_answer(ballot.desk.services, ballot.desk.coordinator, disputed)

    (settled,) = ballot.see("2028-001").votes
    assert (dict(settled.counts), settled.voted, settled.waiting) == (
        {"ja": 0, "nej": 1, "avstår": 0},
        1,
        0,
    )


def test_two_of_an_office_who_vote_at_once_are_one_vote(ballot: Ballot) -> None:
    number = ballot.sent()

    def vote(name: str) -> str:
        try:
            return ballot.answer(name, number, "ja", "ja").fate
        except Refusal as no:
            return no.code

    with ThreadPoolExecutor(2) as pool:
        fates = sorted(pool.map(vote, ("Kim", "Mia")))

    assert fates == ["inquiry_answered_already", "taken"]
    assert [voted for _, _, voted in results(ballot, number)] == [1, 1]


def test_vote_that_says_nothing_is_refused_and_one_on_some_proposals_is_not(
    ballot: Ballot,
) -> None:
    number = ballot.sent()

    assert refused(ballot.answer, "Kim", number, "", "") == "vote_empty"
    assert refused(ballot.answer, "Kim", number, "kanske", "") == "inquiry_answer_choice"
    ballot.answer("Kim", number, "", "ja")

    assert {voted for _, _, voted in results(ballot, number)} == {0, 1}


def test_coordinator_votes_for_an_office_that_phones(ballot: Ballot) -> None:
    number = ballot.sent()
    office = ballot.desk.offices["Aneby"]

    reply = InquiryReply(given=(Given(("ja",)), Given()))
    answer_for(ballot.desk.services, ballot.desk.coordinator, number, office, reply)

    assert results(ballot, number)[0][1]["ja"] == 1


def test_scale_is_kept_with_its_history_and_votes_keep_theirs(ballot: Ballot) -> None:
    services, sam = ballot.desk.services, ballot.desk.coordinator
    assert vote_scale(services, Asker("jonkoping")) == ("ja", "nej", "avstår")
    number = ballot.sent()

    kept = set_vote_scale(services, sam, ["  Ja  tack ", "", "Nej <!channel>"])
    set_vote_scale(services, sam, kept)

    assert vote_scale(services, sam) == ("Ja tack", "Nej <!channel>")
    assert ballot.picture(number).plan.questions[0].options == ("ja", "nej", "avstår")
    with services.database.session() as session:
        rows = session.scalars(select(EventLog).filter_by(verb="vote_scale_set")).all()
        assert [one.details["after"] for one in rows] == [["Ja tack", "Nej <!channel>"]]


@pytest.mark.parametrize(
    ("steps", "code"),
    [
        (["ja"], "vote_scale_steps"),
        ([str(one) for one in range(11)], "vote_scale_steps"),
        (["ja", "x" * 76], "vote_scale_long"),
        (["ja", "Ja"], "vote_scale_twice"),
    ],
)
def test_scale_that_is_none_is_refused_and_the_old_one_stays(
    ballot: Ballot, steps: list[str], code: str
) -> None:
    services, sam = ballot.desk.services, ballot.desk.coordinator

    assert refused(set_vote_scale, services, sam, steps) == code
    assert vote_scale(services, sam) == ("ja", "nej", "avstår")


def test_who_does_not_see_to_inquiries_asks_nothing_and_sets_no_scale(ballot: Ballot) -> None:
    services, kim = ballot.desk.services, ballot.asker("Kim")
    number = ballot.draft()
    wanted = AskedOf(purpose=Purpose.VOTE, proposals=(ballot.numbers["2028-001"],))

    codes = [
        refused(set_vote_scale, services, kim, ("ja", "nej")),
        refused(proposals_to_ask_of, services, kim),
        refused(draft_on_proposals, services, kim, wanted),
        refused(send_inquiry, services, kim, number),
    ]

    assert codes == ["not_allowed"] * 4


def test_proposals_that_wait_are_asked_of_those_of_one_year_where_it_is_named(
    ballot: Ballot,
) -> None:
    services, sam = ballot.desk.services, ballot.desk.coordinator

    every = [one.number for one in proposals_to_ask_of(services, sam)]
    next_year = [one.number for one in proposals_to_ask_of(services, sam, 2028)]

    assert every == ["2027-001", "2028-001", "2028-002", "2028-003"]
    assert next_year == ["2028-001", "2028-002", "2028-003"]


def test_what_is_decided_or_gone_is_not_asked_of(ballot: Ballot) -> None:
    services, sam = ballot.desk.services, ballot.desk.coordinator
    with services.database.write() as session:
        other = add_collaboration(session, "vast")
        foreign = add_proposal(session, other, "Främmande", key="2028-009", number="2028-009").id
    number = ballot.draft(Purpose.COMMENTS)
    withdraw(services, sam, ballot.numbers["2028-002"])

    codes = [
        refused(ballot.draft, Purpose.VOTE, "2028-004"),
        refused(send_inquiry, services, sam, number),
        refused(
            draft_on_proposals, services, sam, AskedOf(purpose=Purpose.VOTE, proposals=(foreign,))
        ),
        refused(draft_on_proposals, services, sam, AskedOf(purpose=Purpose.VOTE, proposals=())),
        refused(draft_on_proposals, services, sam, AskedOf(purpose="question", proposals=(1,))),
    ]

    assert codes == [
        "voting_decided", "voting_decided", "proposal_gone", "voting_no_proposals",
        "form_unreadable",
    ]  # fmt: skip
    # Nothing was half done: nobody is asked, and the other proposal stands where it stood.
    assert ballot.states()["2028-001"] == "under_review"
    remove_question(services, sam, number, 2)
    assert send_inquiry(services, sam, number) == 2
    assert ballot.states()["2028-001"] == "on_comment"


def test_questions_made_of_proposals_are_not_rewritten(ballot: Ballot) -> None:
    number = ballot.draft()
    other = InquiryQuestion(text="Något annat?")

    code = refused(set_question, ballot.desk.services, ballot.desk.coordinator, number, 1, other)

    assert code == "inquiry_question_fixed"


def test_as_many_as_a_mail_numbers_are_asked_of_at_once(ballot: Ballot) -> None:
    services, sam = ballot.desk.services, ballot.desk.coordinator
    with services.database.write() as session:
        owner = session.get_one(Collaboration, ballot.desk.collaboration_id)
        rows = [
            add_proposal(
                session, owner, f"Förslag {at}", key=f"2029-{at:03d}", number=f"2029-{at:03d}",
                state="under_review", status="",
            ).id
            for at in range(1, 101)
        ]  # fmt: skip
    many = AskedOf(
        purpose=Purpose.COMMENTS, proposals=tuple(rows[:99]), answer_by=None, year=2029,
        asked=Asked(offices=(ballot.desk.offices["Habo"],)),
    )  # fmt: skip

    number = draft_on_proposals(services, sam, many)

    assert len(ballot.picture(number).plan.questions) == 99
    assert ballot.picture(number).plan.title == "Synpunkter på förslagen till 2029"
    too_many = AskedOf(purpose=Purpose.COMMENTS, proposals=tuple(rows))
    assert refused(draft_on_proposals, services, sam, too_many) == "voting_many_proposals"


def test_vote_in_words_names_its_proposals_by_number_or_by_place(ballot: Ballot) -> None:
    questions = ballot.picture(ballot.draft()).plan.questions

    placed = read_answers("1. Ja\n2. avstår", questions)
    named = read_answers("2028-002: nej, det är för tidigt\n2028-001: ja", questions)
    alone = read_answers("2028-002 ja", questions)

    assert [one.values for one in placed.given] == [("ja",), ("avstår",)]
    assert [one.values for one in named.given] == [("ja",), ("nej",)]
    assert [one.values for one in alone.given] == [(), ("ja",)]
    assert (placed.unread, named.unread, alone.unread) == ((), (), ())
    # Any one word that fits several is not guessed at.
    assert read_answers("ja", questions).unread == (0, 1)


def test_merged_proposal_hands_its_votes_to_the_one_that_lives_on(ballot: Ballot) -> None:
    services, sam = ballot.desk.services, ballot.desk.coordinator
    number = ballot.sent()
    ballot.answer("Kim", number, "ja", "nej")
    close_inquiry(services, sam, number)

    merge(services, sam, ballot.numbers["2028-002"], ballot.numbers["2028-001"])

    assert [one.title for one in ballot.see("2028-001").votes] == [
        "2028-001 Förslag 1",
        "2028-002 Förslag 2",
    ]


@pytest.mark.parametrize("purpose", [Purpose.VOTE, Purpose.COMMENTS])
def test_what_is_asked_of_proposals_keeps_their_words(ballot: Ballot, purpose: str) -> None:
    services, sam = ballot.desk.services, ballot.desk.coordinator
    number = ballot.sent(purpose)

    code = refused(reword_inquiry, services, sam, number, 1, "Något annat")

    assert code == "inquiry_question_fixed"
    assert ballot.picture(number).plan.questions[0].text == "2028-001 Förslag 1"


def test_sending_twice_asks_and_moves_once(ballot: Ballot) -> None:
    services, sam = ballot.desk.services, ballot.desk.coordinator
    number = ballot.draft(Purpose.COMMENTS)

    with ThreadPoolExecutor(2) as pool:
        counts = sorted(pool.map(lambda _: send_inquiry(services, sam, number), range(2)))

    assert counts == [0, 2]
    moved = [one for one in ballot.told() if one[2] == "on_comment"]
    assert sorted(number for _, number, _ in moved) == ["2028-001", "2028-002"]


def test_vote_answers_stay_with_their_rows(ballot: Ballot) -> None:
    number = ballot.sent()
    ballot.answer("Kim", number, "ja", "nej")

    with ballot.desk.services.database.session() as session:
        row = session.get_one(Inquiry, number)
        (answer,) = session.scalars(select(InquiryAnswer))

    assert (row.purpose, row.about_kind) == ("vote", "proposals")
    assert [one["values"] for one in answer.values] == [["ja"], ["nej"]]


def test_papers_take_as_many_queries_however_many_proposals_were_asked_of(
    ballot: Ballot,
) -> None:
    counts = []
    for names in (("2028-001",), ("2028-001", "2028-002", "2028-003")):
        number = ballot.sent(Purpose.VOTE, *names)
        ballot.answer("Kim", number, *["ja"] * len(names))
        close_inquiry(ballot.desk.services, ballot.desk.coordinator, number)
        with recorded_statements(ballot.desk.services.database) as statements:
            line = ballot.paper("2028-001")
        counts.append(len(statements))
        assert line.votes

    assert counts[0] == counts[1]
