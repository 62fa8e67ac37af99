import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.blocks.parts import button, buttons, said
from bot.slack.marks import DUTY, HOME, LONGEST_ID, REST, Mark, as_many, marked, read_mark
from bot.slack.origin import Origin

LIST = Origin("kalender våren 2027").at(10).value()


@pytest.mark.parametrize("tag", ["", HOME, LIST, "a|d7"])
def test_what_is_written_in_an_id_can_be_read(tag: str) -> None:
    mark = Mark(tag, DUTY, (7,))

    shown = marked([said("Nyckeltal"), *buttons([button("Klart", "duty_done", "7")])], mark)

    ids = [str(block["block_id"]) for block in shown]
    assert len(set(ids)) == 2
    assert [read_mark(one) for one in ids] == [mark, mark]


@pytest.mark.parametrize("block_id", ["", "auto1", "x|q7", "|d", "|d7.", "correction"])
def test_ids_of_others_are_about_nothing(block_id: str) -> None:
    assert read_mark(block_id) is None


@given(st.lists(st.integers(1, 10**9), min_size=1, max_size=80), st.sampled_from(["", LIST]))
def test_as_many_as_there_is_room_for_stand_in_an_id(numbers: list[int], tag: str) -> None:
    mark = as_many(tag, REST, numbers)

    (shown,) = marked([said("Dessutom")], mark)
    assert len(str(shown["block_id"])) <= LONGEST_ID
    assert read_mark(str(shown["block_id"])) == mark
    assert mark.numbers == tuple(numbers[: len(mark.numbers)])
