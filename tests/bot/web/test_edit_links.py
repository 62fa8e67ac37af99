"""The addresses on which issues are edited: one person's, for one issue, for a day."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.web.links import SignedLinks
from bot.web.signing import BadLink
from tests.fakes import FixedClock
from tests.sample import NOW

NUMBERS = st.integers(0, 2**31 - 1)


def links(clock: FixedClock, secret: str = "k" * 32) -> SignedLinks:
    return SignedLinks("https://bot.example", secret, clock)


@given(NUMBERS, NUMBERS)
def test_link_says_who_edits_what(person: int, issue: int) -> None:
    address = links(FixedClock(NOW)).edit(person, issue)

    found = links(FixedClock(NOW)).edits.read(address.rpartition("/")[2])

    assert (found.person_id, found.issue_id) == (person, issue)
    assert NOW - timedelta(minutes=1) < found.written <= NOW
    assert found.until == found.written + timedelta(hours=24)


@pytest.mark.parametrize(
    ("hours", "secret", "code"),
    [(24.1, "k" * 32, "edit_old"), (1, "n" * 32, "link_broken")],
)
def test_link_is_good_for_a_day_and_a_key(hours: float, secret: str, code: str) -> None:
    token = links(FixedClock(NOW)).edit(1, 2).rpartition("/")[2]
    later = links(FixedClock(NOW + timedelta(hours=hours)), secret)

    with pytest.raises(BadLink) as refused:
        later.edits.read(token)

    assert refused.value.code == code
