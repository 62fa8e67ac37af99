import re

from handlers.errors import new_reference


def test_reference_is_short_and_unlike_another() -> None:
    several = [new_reference() for _ in range(200)]

    assert [one for one in several if not re.fullmatch(r"F-[2-9A-Z]{4}", one)] == []
    assert not set("".join(one[2:] for one in several)) & set("01OIL8BSGZ")
    assert len(set(several)) > 190
