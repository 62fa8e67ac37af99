import pytest

from handlers.answers import Asker
from handlers.asking import ask
from handlers.errors import Refusal
from handlers.ports import Services

KEEPER = Asker("vast", 1, frozenset({"coordinator"}), "slack")
INSPECTOR = Asker("vast", 1, frozenset({"inspector"}), "slack")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("starta projekt", "start_unclear"),
        ("omröstning", "vote_unclear"),
        ("Be om synpunkter", "comments_unclear"),
        ("exportera", "export_unclear"),
        ("rapport", "results_unclear"),
    ],
)
def test_order_that_has_but_begun_is_told_how_it_is_written(
    sample_services: Services, words: str, code: str
) -> None:
    with pytest.raises(Refusal) as refused:
        ask(sample_services, KEEPER, words)

    assert refused.value.code == code


def test_who_may_not_do_it_is_not_told_to(sample_services: Services) -> None:
    assert ask(sample_services, INSPECTOR, "starta projekt").kind == "not_found"
