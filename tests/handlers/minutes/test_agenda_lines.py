import pytest

from handlers.answers import AgendaItem
from handlers.minutes.agenda_lines import agenda_items


@pytest.mark.parametrize(
    ("about", "items"),
    [
        ("", []),
        ("Öppnande\n\nBudget", [("Öppnande",), ("Budget",)]),
        ("1. Öppnande\n2) Budget\nför 2027", [("Öppnande",), ("Budget", "för 2027")]),
        ("Välkomna\n- Öppnande\n– Budget", [("Öppnande",), ("Budget",)]),
        ("§ 1 Öppnande\n2027 års plan", [("Öppnande", "2027 års plan")]),
    ],
)
def test_agenda_is_taken_apart_as_it_was_written(about: str, items: list[tuple[str, ...]]) -> None:
    assert agenda_items(about) == tuple(AgendaItem(title, tuple(said)) for title, *said in items)
