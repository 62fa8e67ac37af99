import pytest

from handlers.answers import Course, EducationAnswer, UnknownFactAnswer
from handlers.education import every_offer, named, show_offers
from handlers.ports import Services
from storage.models import EducationOffer
from tests.handlers.scopes import seen_from

KEYS = ["vast-kb-grund", "vast-kb-chef", "vast-kb-forts"]


def keys(services: Services, numbers: list[int]) -> list[str]:
    with services.database.session() as session:
        return [session.get_one(EducationOffer, number).key for number in numbers]


def test_every_offer_is_of_the_own_family(reading: Services) -> None:
    with seen_from(reading, "vast") as vast, seen_from(reading, "jonkoping") as jonkoping:
        assert sorted(keys(reading, every_offer(vast))) == sorted(KEYS)
        assert every_offer(jonkoping) == []


def test_one_offer_tells_length_group_and_price(reading: Services) -> None:
    with seen_from(reading, "vast") as here:
        answer = show_offers(here, named(here, every_offer(here), "grund"))

    assert isinstance(answer, EducationAnswer)
    assert answer.ids == ("vast-kb-grund",)
    told = {line.label: line.value for line in answer.lines}
    assert (told["days"], told["group_min"], told["group_max"]) == ("3", "18", "20")
    assert told["price_sek_ex_vat"] == "drygt 7000 per deltagare (2022)"


def test_price_that_was_asked_for_comes_first(reading: Services) -> None:
    with seen_from(reading, "vast") as here:
        answer = show_offers(here, named(here, every_offer(here), "grund"), "price")

    assert isinstance(answer, EducationAnswer)
    assert answer.lines[0].label == "price_sek_ex_vat"


def test_price_that_the_source_does_not_tell_is_not_known(reading: Services) -> None:
    with seen_from(reading, "vast") as here:
        answer = show_offers(here, named(here, every_offer(here), "chef"), "price")

    assert isinstance(answer, UnknownFactAnswer)
    assert (answer.fact, answer.ids) == ("price", ("vast-kb-chef",))


def test_several_offers_are_told_by_their_length(reading: Services) -> None:
    with seen_from(reading, "vast") as here:
        every = every_offer(here)
        answer = show_offers(here, [*reversed(every), 4711])

    assert isinstance(answer, EducationAnswer)
    assert list(answer.ids) == list(reversed(keys(reading, every)))
    assert set(answer.courses) == {
        Course("Kommunikation & bemötande, grundutbildning", 3),
        Course("Kommunikation & bemötande, grundutbildning för chefer", 3),
        Course("Kommunikation & bemötande, fortsättningsutbildning", 1),
    }


def test_offers_of_unknown_length_or_told_in_words_are_shown_too(
    sample_services: Services,
) -> None:
    with sample_services.database.write() as session:
        first, second, _ = session.query(EducationOffer).order_by(EducationOffer.id)
        first.details, second.details = {}, {"days": "en vecka"}

    with seen_from(sample_services, "vast") as here:
        answer = show_offers(here, every_offer(here))

    assert isinstance(answer, EducationAnswer)
    assert [course.days for course in answer.courses] == [None, "en vecka", 1]


@pytest.mark.parametrize("part", ["ingen", "kb"])
def test_named_is_empty_when_no_key_ends_so(reading: Services, part: str) -> None:
    with seen_from(reading, "vast") as here:
        assert named(here, every_offer(here), part) == []
