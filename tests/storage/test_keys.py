import pytest

from storage.keys import KEY


@pytest.mark.parametrize("key", ["solarier", "jkp-2026-it-3", "vast-2026.2", "1", "a.b-c"])
def test_key_is_letters_and_digits_held_together(key: str) -> None:
    assert KEY.fullmatch(key)


@pytest.mark.parametrize(
    "text", ["", "-a", "a-", "a..b", "a.-b", "A", "å", "a b", "a/b", "a_b", "a\n", "a\x00"]
)
def test_key_is_nothing_else(text: str) -> None:
    assert not KEY.fullmatch(text)
