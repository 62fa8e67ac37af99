from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest

from handlers.errors import Refusal
from handlers.ports import Services
from handlers.replays import KEPT, first_time, forget_old, only_once
from tests.fakes import FixedClock


def test_first_time_is_true_once(services: Services) -> None:
    assert [first_time(services, "event:1") for _ in range(3)] == [True, False, False]


def test_first_time_tells_keys_apart(services: Services) -> None:
    assert first_time(services, "event:1")

    assert first_time(services, "event:2")


def test_first_time_is_true_for_one_of_two_threads(services: Services) -> None:
    start = Barrier(2)

    def ask_for_all() -> list[bool]:
        start.wait()
        return [first_time(services, f"event:{number}") for number in range(20)]

    with ThreadPoolExecutor(2) as pool:
        one, other = [pool.submit(ask_for_all) for _ in range(2)]

    pairs = list(zip(one.result(), other.result(), strict=True))
    assert [sorted(pair) for pair in pairs] == [[False, True]] * 20


def test_forget_old_forgets_what_can_no_longer_be_repeated(services: Services) -> None:
    assert isinstance(services.clock, FixedClock)
    first_time(services, "old")
    services.clock.move(KEPT + timedelta(seconds=1))
    first_time(services, "new")

    forget_old(services)

    assert [first_time(services, key) for key in ("old", "new")] == [True, False]


def test_first_time_keeps_the_beginning_of_a_long_key(services: Services) -> None:
    assert first_time(services, "x" * 500)

    assert not first_time(services, "x" * 500)


def test_only_once_does_it_the_first_time_alone(services: Services) -> None:
    done: list[str] = []

    only_once(services, "view:1", lambda: done.append("first"))
    only_once(services, "view:1", lambda: done.append("second"))

    assert done == ["first"]


def test_only_once_lets_what_was_refused_be_tried_again(services: Services) -> None:
    done: list[str] = []

    with pytest.raises(Refusal):
        only_once(services, "view:1", _refuse)
    only_once(services, "view:1", lambda: done.append("then"))

    assert done == ["then"]


def _refuse() -> None:
    raise Refusal("day_off")
