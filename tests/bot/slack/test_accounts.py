from typing import Any

import pytest

from bot.slack.accounts import verified_address

OURS, THEIRS = "T0OURS", "T0THEIRS"
MEMBER: dict[str, Any] = {
    "id": "U1",
    "team_id": OURS,
    "is_email_confirmed": True,
    "profile": {"email": "avlopp.lerum@vast.example"},
}


def test_full_member_has_a_verified_address() -> None:
    assert verified_address(MEMBER, OURS) == "avlopp.lerum@vast.example"


@pytest.mark.parametrize(
    "mark", ["is_bot", "deleted", "is_restricted", "is_ultra_restricted", "is_stranger"]
)
def test_outsider_has_none(mark: str) -> None:
    assert verified_address(MEMBER | {mark: True}, OURS) is None


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
    assert verified_address(MEMBER | changes, OURS) is None


@pytest.mark.parametrize(
    "changes",
    [
        {"team_id": THEIRS},
        {"team_id": THEIRS, "enterprise_user": {"teams": [THEIRS, "T0MORE"]}},
        {"team_id": THEIRS, "enterprise_user": {"teams": None}},
        {"team_id": THEIRS, "enterprise_user": None},
        {"team_id": None},
        {"team_id": ""},
    ],
)
def test_address_in_another_workspace_is_none(changes: dict[str, Any]) -> None:
    assert verified_address(MEMBER | changes, OURS) is None


@pytest.mark.parametrize("team", [None, "", OURS])
def test_workspace_that_is_not_known_has_no_members(team: str | None) -> None:
    assert verified_address(MEMBER | {"team_id": team}, "") is None


def test_member_of_several_workspaces_of_an_organisation_is_one_of_ours() -> None:
    several = {"team_id": THEIRS, "enterprise_user": {"teams": [THEIRS, OURS]}}

    assert verified_address(MEMBER | several, OURS) == "avlopp.lerum@vast.example"
