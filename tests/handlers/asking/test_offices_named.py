from dataclasses import dataclass

import pytest

from handlers.asking.offices_named import offices_named
from handlers.errors import Refusal


@dataclass(frozen=True)
class Office:
    name: str


HABO, EKSJO, TRANAS = Office("Habo"), Office("Eksjö"), Office("Tranås")
JOINT = Office("Aneby, Mullsjö")
OFFICES = (HABO, EKSJO, TRANAS, JOINT)


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("Habo", (HABO,)),
        ("habo kommun", (HABO,)),
        ("Habo, Eksjö och Tranås", (HABO, EKSJO, TRANAS)),
        ("Habo och Eksjo samt Tranås", (HABO, EKSJO, TRANAS)),
        ("Habo & Habo", (HABO,)),
        ("Mullsjö", (JOINT,)),
        ("Aneby, Mullsjö och Habo", (JOINT, HABO)),
        ("alla kontor", OFFICES),
    ],
)
def test_offices_are_known_by_their_municipalities(said: str, named: tuple[Office, ...]) -> None:
    assert offices_named(OFFICES, said) == named


def test_name_of_no_office_is_refused_and_told() -> None:
    with pytest.raises(Refusal, match="office_not_found") as refused:
        offices_named(OFFICES, "Habo, Ankeborg och Tranås")

    assert refused.value.values == {"office": "Ankeborg"}
