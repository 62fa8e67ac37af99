from typing import Any

import pytest

from bot.slack.accounts import verified_address

MEMBER: dict[str, Any] = {
    "id": "U1",
    "is_email_confirmed": True,
    "profile": {"email": "avlopp.lerum@vast.example"},
}


def test_full_member_has_a_verified_address() -> None:
    assert verified_address(MEMBER) == "avlopp.lerum@vast.example"


@pytest.mark.parametrize(
    "mark", ["is_bot", "deleted", "is_restricted", "is_ultra_restricted", "is_stranger"]
)
def test_outsider_has_none(mark: str) -> None:
    assert verified_address(MEMBER | {mark: True}) is None


@pytest.mark.parametrize(
    "changes",
    [
        {"is_email_confirmed": False},
        {"profile": {}},
        {"profile": {"email": ""}},
        {"profile": {"email": None}},
    ],
)
def test_address_that_is_not_verified_or_not_there_is_none(changes: dict[str, Any]) -> None:
    assert verified_address(MEMBER | changes) is None
