"""What offices think of proposals: asked of all at once, and shown on each."""

from handlers.answers import Asker
from handlers.inquiries import read_answers
from handlers.inquiry_views import Given, Purpose
from tests.handlers.voting.conftest import Ballot

LONG = "å" * 3000
PASTED = "<b>Ja</b> <!channel> <@U1> =SUM(A1)"


def test_asking_moves_what_is_not_out_yet_and_tells_those_behind_it(ballot: Ballot) -> None:
    ballot.sent(Purpose.COMMENTS, "2028-001", "2028-002", "2028-003")

    states = ballot.states()
    assert {states[one] for one in ("2028-001", "2028-002", "2028-003")} == {"on_comment"}
    assert (states["2027-001"], states["2028-004"]) == ("under_review", "in_plan")
    assert ballot.told() == [
        (ballot.desk.contact_id, "2028-001", "on_comment"),
        (ballot.desk.contact_id, "2028-002", "on_comment"),
    ]


def test_proposal_in_the_bank_stays_there_whatever_is_said_of_it(ballot: Ballot) -> None:
    ballot.numbers["x"] = ballot.numbers["2028-001"]
    from handlers.proposals import Move, move  # noqa: PLC0415 - alone here

    wanted = Move(numbers=(ballot.numbers["x"],), to="in_bank", reason="Senare.")
    move(ballot.desk.services, ballot.desk.coordinator, wanted)

    ballot.sent(Purpose.COMMENTS, "2028-001")

    assert ballot.states()["2028-001"] == "in_bank"


def test_opinions_stand_on_each_proposal_for_those_in_the_register_and_are_counted_for_others(
    ballot: Ballot,
) -> None:
    number = ballot.sent(Purpose.COMMENTS)
    ballot.answer("Kim", number, LONG, "")
    ballot.answer("Kaj", number, PASTED, "")

    seen = ballot.see("2028-001", ballot.asker("Kim"))
    outside = ballot.see("2028-001", Asker("jonkoping"))
    other = ballot.see("2028-002", ballot.asker("Kim"))

    assert [(one.office, one.words) for one in seen.opinions] == [
        ("Habo", LONG), ("Aneby", PASTED),
    ]  # fmt: skip
    assert (outside.opinions, outside.opinion_count) == ((), 2)
    assert (other.opinions, other.opinion_count) == ((), 0)
    assert [one.words for one in ballot.paper("2028-001").opinions] == [LONG, PASTED]


def test_office_that_has_nothing_to_say_has_answered(ballot: Ballot) -> None:
    number = ballot.sent(Purpose.COMMENTS)

    ballot.answer("Kim", number, "", "")

    assert ballot.picture(number).silent == ("Aneby",)


def test_second_opinion_by_mail_stands_beside_the_first_and_is_marked(ballot: Ballot) -> None:
    number = ballot.sent(Purpose.COMMENTS)
    ballot.answer("Kim", number, "Bra", "")

    ballot.answer("Mia", number, "Dåligt", "", door="mail", apart=True)

    said = [(one.words, one.disputed) for one in ballot.see("2028-001").opinions]
    assert said == [("Bra", False), ("Dåligt", True)]


def test_opinions_in_words_may_name_another_proposal(ballot: Ballot) -> None:
    questions = ballot.picture(ballot.draft(Purpose.COMMENTS)).plan.questions

    read = read_answers("2028-001: Bra.\nSe 2028-002, som är likt\n2028-002 Inget", questions)
    nothing = read_answers("Inga synpunkter.", questions)
    only = read_answers("2. Vi väntar hellre", questions)

    assert [one.values for one in read.given] == [
        ("Bra.\nSe 2028-002, som är likt",), ("Inget",),
    ]  # fmt: skip
    assert (nothing.given, nothing.unread) == ((Given(), Given()), ())
    assert [one.values for one in only.given] == [(), ("Vi väntar hellre",)]
