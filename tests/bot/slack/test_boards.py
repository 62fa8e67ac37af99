import pytest

from bot.slack.boards import Board, Spot, read_spot
from bot.slack.origin import Origin
from handlers.errors import Refusal

LONGEST_METADATA = 3000
NUMBERS = tuple(range(99_000, 99_080))


@pytest.mark.parametrize(
    "spot",
    [
        Spot(Board(numbers=NUMBERS, own_part=True), 99_001, "U1", "D1", "1795424400.000000"),
        Spot(
            Board(Origin("kalender " + "vecka 7 2027 till " * 7).at(10).value()),
            7, "U1", "C1", answer_to="https://hooks.slack.example/actions/" + "x" * 200,
        ),
        Spot(Board("home"), 7, "U1"),
        Spot(Board(numbers=(7,)), 7, "U1", view="V1"),
        Spot(Board(numbers=(7,), decided=(3, 12)), 7, "U1", view="V1"),
    ],
)  # fmt: skip
def test_spot_is_carried_by_a_dialog_whole(spot: Spot) -> None:
    written = spot.written()

    assert read_spot(written) == spot
    assert len(written) < LONGEST_METADATA


@pytest.mark.parametrize("written", ["", "{}", "[]", '{"t": "", "n": 1}'])
def test_what_no_dialog_of_ours_carries_is_refused(written: str) -> None:
    with pytest.raises(Refusal):
        read_spot(written)
