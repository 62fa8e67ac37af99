import pytest

from handlers.role_words import ROLE_WORDS, role_named


@pytest.mark.parametrize(
    ("said", "role"),
    [
        ("Chefer", "manager"),
        ("alla miljöchefer", "manager"),
        (" Inspektörerna ", "inspector"),
        ("handläggare", "inspector"),
        ("grannar", ""),
        ("chef", ""),
        ("", ""),
    ],
)
def test_a_role_is_known_by_what_people_call_those_who_have_it(said: str, role: str) -> None:
    assert role_named(said) == role


def test_what_is_shown_of_roles_is_understood() -> None:
    assert len({role_named(word) for word in ROLE_WORDS} - {""}) == len(ROLE_WORDS)
