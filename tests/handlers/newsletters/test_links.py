"""Links of an issue: what is found there, and where nobody goes."""

from itertools import count

import pytest

from handlers.newsletters import Answer, LinkState, UnreachableError, check_links


class Sites:
    """Sites that answer what they are told to."""

    def __init__(self, answers: dict[str, Answer | Exception]) -> None:
        self.answers = answers

    def ask(self, address: str) -> Answer:
        answer = self.answers[address]
        if isinstance(answer, Exception):
            raise answer
        return answer


A, B = "https://a.example/", "https://b.example/"


@pytest.mark.parametrize(
    ("answers", "state"),
    [
        ({A: Answer(200)}, LinkState.FINE),
        ({A: Answer(404)}, LinkState.GONE),
        ({A: Answer(410)}, LinkState.GONE),
        ({A: Answer(403)}, LinkState.UNSURE),
        ({A: Answer(500)}, LinkState.SILENT),
        ({A: UnreachableError()}, LinkState.SILENT),
        ({A: UnreachableError(private=True)}, LinkState.PRIVATE),
        ({A: Answer(301, B), B: Answer(200)}, LinkState.FINE),
        ({A: Answer(301, B), B: UnreachableError(private=True)}, LinkState.PRIVATE),
        ({A: Answer(302, B), B: Answer(302, A)}, LinkState.LOOPING),
    ],
)
def test_link_is_judged_by_where_it_ends(
    answers: dict[str, Answer | Exception], state: LinkState
) -> None:
    (found,) = check_links(Sites(answers), [A])

    assert (found.address, found.state) == (A, state)


def test_slow_sites_keep_nobody_waiting_for_long() -> None:
    seconds = count(0, 4)
    addresses = [f"https://{number}.example/" for number in range(20)]
    sites = Sites(dict.fromkeys(addresses, Answer(200)))

    found = check_links(sites, addresses, lambda: next(seconds))

    states = [one.state for one in found]
    assert sorted(states) == [LinkState.FINE] * 4 + [LinkState.UNASKED] * 16
    assert [one.address for one in found] == addresses


def test_links_come_back_in_their_order() -> None:
    found = check_links(Sites({A: Answer(200), B: Answer(404)}), [B, A])

    assert [one.address for one in found] == [B, A]
