from schedules.cadence import turns
from tests.schedules.tables import visits

ORDER = tuple(f"{number:02}" for number in range(1, 15))


def test_two_years_of_fourteen_hosts_with_a_swap_and_a_visit_that_was_not_held() -> None:
    swapped = {"2027-03": "05", "2027-05": "03"}
    table = visits()
    held: list[str] = []
    for number, (month, host, took_place) in enumerate(table):
        coming = [slot for slot, _, _ in table[number:]]

        assert turns(ORDER, held, coming, swapped)[month] == host

        if took_place:
            held.append(host)


def test_coming_visits_are_told_as_if_all_will_be_held() -> None:
    slots = [month for month, _, _ in visits()]

    told = turns(ORDER, [], slots)

    assert list(told.values()) == [*ORDER, *ORDER[:8]]


def test_host_who_gave_the_turn_away_is_not_forgotten() -> None:
    assert turns(("A", "B", "C"), ["A", "C"], ["1", "2", "3"]) == {"1": "B", "2": "A", "3": "B"}


def test_host_who_has_left_the_order_does_not_hold_it_up() -> None:
    assert turns(("A", "B"), ["A", "X"], ["1", "2"]) == {"1": "B", "2": "A"}


def test_nobody_is_named_without_an_order() -> None:
    assert turns((), ["A"], ["1", "2"]) == {}
    assert turns((), [], ["1", "2"], {"2": "B"}) == {"2": "B"}
