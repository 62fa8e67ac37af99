"""The signs: what they are of, and that no question makes one of them take long."""

import re
import tomllib
from collections.abc import Iterator
from itertools import pairwise
from time import process_time

import pytest

from handlers.asking.phrase import LONGEST
from handlers.asking.signs import sign
from tests.house import ROOT

SIGNS: dict[str, list[str]] = tomllib.loads(
    (ROOT / "handlers/asking/swedish.toml").read_text("utf-8")
)["signs"]
# Several times what the slowest takes.
PATIENCE = 0.05


def hostile(name: str) -> Iterator[str]:
    """Make the longest texts of what each pattern begins with, so that it always begins anew."""
    yield from (text * LONGEST for text in ("1", "1 ", "a", "a ", "forslag", "<", "@"))
    for pattern in SIGNS[name]:
        words = re.findall(r"[a-z][a-z ]+[a-z]", re.sub(r"\\.|\?[P<:!=>]*", " ", pattern))
        for several in (words[:1], words[:2], words[:3], *pairwise(words[:8])):
            yield (" ".join(several) + " ") * LONGEST


@pytest.mark.parametrize("name", SIGNS)
def test_sign_is_looked_for_in_no_time(name: str) -> None:
    slowest = 0.0
    for text in hostile(name):
        began = process_time()
        sign(name, text[:LONGEST])
        slowest = max(slowest, process_time() - began)

    assert slowest < PATIENCE


@pytest.mark.parametrize(
    ("name", "text", "seen"),
    [
        ("money", "hur mycket blir 18 400 kr per kontor", True),
        ("money", "vad raknas som 5tkr", True),
        ("money", "vad heter bokstaven kr", False),
        ("proposals", "tillsynsforslaget", True),
        ("proposals", "forslagsvis", False),
        ("own_data", "dataskyddsombudet, vad finns om mig", True),
        ("own_data", "dataskydd i skolan", False),
        ("follow", "satt mig pa sandlistan", True),
        ("follow", "skriv upp mig for nyhetsbrevet", True),
        ("follow", "skriv till mig om checklan", False),
        ("visited", "hur manga besok pa salongerna gjordes", True),
        ("visited", "hur manga, och hur manga av alla inspektioner som planerades blev av", True),
        ("visited", "inspektioner gjordes, hur manga", False),
        ("visited", "hur manga gjordes innan besok", False),
    ],
)
def test_sign_is_seen_where_it_stands(name: str, text: str, seen: bool) -> None:
    assert (sign(name, text) is not None) == seen
