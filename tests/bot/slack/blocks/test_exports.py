"""Which rounds a list of proposals offers to hand over."""

from bot.slack.blocks.exports import exportable_years
from handlers.answers import Item, ListAnswer


def proposals(*items: Item, filters: tuple[str, ...] = ("2027",)) -> ListAnswer:
    return ListAnswer(ids=(), subject="proposals", filters=filters, items=items)


def test_rounds_are_those_of_the_numbers_and_not_when_they_came_in() -> None:
    found = proposals(
        Item("2028-001", "2028-001 Solarier", "proposal", year=2027),
        Item("2027-003", "2027-003 Dagvatten", "proposal", year=2027),
        Item("2028-002", "2028-002 Naglar", "proposal", year=2027),
    )

    assert exportable_years(found) == (2028, 2027)


def test_round_of_what_a_source_says_is_the_year_it_came_in() -> None:
    found = proposals(Item("jkp-biocider", "Biocider", "proposal", year=2022), filters=("2022",))

    assert exportable_years(found) == (2022,)
    assert exportable_years(proposals(Item("x", "Utan år", "proposal"))) == ()


def test_list_that_is_of_no_year_offers_none() -> None:
    found = proposals(Item("2028-001", "2028-001 Solarier", "proposal"), filters=("i banken",))

    assert exportable_years(found) == ()
