from bot.web.written import Written


def test_what_is_kept_is_there_and_nothing_else() -> None:
    written = Written(10)

    written.keep("a", b"1234")

    assert (written.get("a"), written.get("b")) == (b"1234", None)


def test_what_was_not_used_for_longest_goes_first() -> None:
    written = Written(10)
    written.keep("a", b"1234")
    written.keep("b", b"1234")
    written.get("a")

    written.keep("c", b"1234")

    assert [written.get(name) for name in "abc"] == [b"1234", None, b"1234"]


def test_what_has_no_room_at_all_is_not_kept() -> None:
    written = Written(3)

    written.keep("a", b"1234")
    written.keep("b", b"12")

    assert (written.get("a"), written.get("b")) == (None, b"12")


def test_what_is_kept_twice_takes_its_room_once() -> None:
    written = Written(8)
    for _ in range(3):
        written.keep("a", b"1234")

    written.keep("b", b"1234")

    assert (written.get("a"), written.get("b")) == (b"1234", b"1234")
