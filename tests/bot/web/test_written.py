import threading
from concurrent.futures import ThreadPoolExecutor

from bot.web.written import Written


def test_what_is_kept_is_written_once() -> None:
    kept, written = Written(10), []

    def write() -> bytes:
        written.append(1)
        return b"abcd"

    assert [kept.get("a", write) for _ in range(3)] == [b"abcd"] * 3
    assert len(written) == 1


def test_no_more_is_kept_than_there_is_room_for() -> None:
    kept = Written(10)
    kept.get("a", lambda: b"1234")
    kept.get("b", lambda: b"1234")
    kept.get("a", lambda: b"")
    kept.get("c", lambda: b"1234")

    # The one that was not used for longest has gone.
    assert [kept.get(name, lambda: b"new") for name in ("a", "c")] == [b"1234", b"1234"]
    assert kept.get("b", lambda: b"x") == b"x"


def test_what_has_no_room_at_all_is_served_all_the_same() -> None:
    kept = Written(3)

    assert kept.get("a", lambda: b"1234") == b"1234"
    assert kept.get("b", lambda: b"12") == b"12"
    assert kept.get("b", lambda: b"new") == b"12"


def test_two_that_write_the_same_at_once_keep_it_once() -> None:
    kept, both = Written(8), threading.Barrier(2)

    def write() -> bytes:
        both.wait(5)
        return b"1234"

    with ThreadPoolExecutor(2) as threads:
        found = list(threads.map(lambda _: kept.get("a", write), range(2)))
    kept.get("b", lambda: b"1234")

    assert found == [b"1234", b"1234"]
    assert kept.get("a", lambda: b"new") == b"1234"
