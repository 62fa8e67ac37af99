import unicodedata
from functools import cache
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.likeness import Word, word_score
from storage.search import MOST_WORDS, Name, SearchIndex
from storage.words import is_generic, words
from tests.sample import SAMPLE

NAMES = (
    "Tillsynsprojekt släckvatten",
    "Kosmetiska solarier",
    "Avloppsledningsnät",
    "Hygienlokaler",
    "Kemikalier i handeln",
    "Små avlopp",
    "Dricksvatten",
    "Nyckeltal",
    "Förorenade områden",
    "Ventilation i skolor",
    "Lantbruk",
    "Köldmedier",
    "Avfall och livsmedel",
    "VA",
)
SURE = 80.0
NEAR = 64.0


def index(*names: str) -> SearchIndex[str]:
    return SearchIndex(Name(name, name) for name in names)


def best(query: str, *names: str) -> tuple[str, float]:
    hits = index(*(names or NAMES)).search(query, 1)
    return (hits[0].ref, hits[0].score) if hits else ("", 0.0)


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("släckvatten", "Tillsynsprojekt släckvatten"),
        ("slackvatten", "Tillsynsprojekt släckvatten"),
        ("släck vatten", "Tillsynsprojekt släckvatten"),
        ("SLÄCKVATTEN", "Tillsynsprojekt släckvatten"),
        (unicodedata.normalize("NFD", "släckvatten"), "Tillsynsprojekt släckvatten"),
        ("släkvatten", "Tillsynsprojekt släckvatten"),
        ("släckvattenprojektet", "Tillsynsprojekt släckvatten"),
        ("släckvattnet", "Tillsynsprojekt släckvatten"),
        ("drikcsvatten", "Dricksvatten"),
        ("hygenlokaler", "Hygienlokaler"),
        ("ventilasjon skolor", "Ventilation i skolor"),
        ("solarierna", "Kosmetiska solarier"),
        ("nyckeltalen", "Nyckeltal"),
        ("lantbruket", "Lantbruk"),
        ("köldmediernas", "Köldmedier"),
        ("ledningsnät avlopp", "Avloppsledningsnät"),
        ("nyckel tal", "Nyckeltal"),
        ("hygien lokaler", "Hygienlokaler"),
        ("fororenade omraden", "Förorenade områden"),
        ("koldmedier", "Köldmedier"),
        ("sma avlopp", "Små avlopp"),
        ("livsmedel avfall", "Avfall och livsmedel"),
        ("kemikalier handel", "Kemikalier i handeln"),
        ("va", "VA"),
        ("lantbruk 2026", "Lantbruk"),
    ],
)
def test_search_is_sure_of_what_was_meant(query: str, name: str) -> None:
    found, score = best(query)

    assert (found, score >= SURE) == (name, True)


@pytest.mark.parametrize(
    "query", ["skateparker", "xyzzy", "bygglov", "vb", "hundrastgård", "🙂", "?!", " ", ""]
)
def test_search_finds_nothing_near_what_is_not_there(query: str) -> None:
    assert best(query)[1] < NEAR


@pytest.mark.parametrize("query", ["projekt", "tillsyn", "tillsynsprojekt"])
def test_search_is_not_sure_of_words_that_stand_in_every_title(query: str) -> None:
    assert best(query)[1] < SURE


@pytest.mark.parametrize(("query", "first"), [("rån", "Rån"), ("ran", "Ran"), ("RÅN", "Rån")])
def test_search_breaks_ties_on_the_letters_as_written(query: str, first: str) -> None:
    hits = index("Ran", "Rån", "Rän").search(query)

    assert hits[0].ref == first
    assert {hit.score for hit in hits} == {100.0}


@pytest.mark.parametrize(("query", "other"), [("va", "PK"), ("ebh", "EBK"), ("pfas", "PFOS")])
def test_search_takes_no_short_word_for_another(query: str, other: str) -> None:
    assert best(query, other)[1] < SURE


def test_search_returns_each_record_once_by_its_best_name() -> None:
    names = [Name(1, "Släckvatten"), Name(1, "Brandvatten"), Name(2, "Lantbruk")]

    [hit] = SearchIndex(names).search("brandvattnet")

    assert (hit.ref, hit.name) == (1, "Brandvatten")


def test_search_returns_the_best_first_and_no_more_than_the_limit() -> None:
    hits = index("Små avlopp", "Små avlopp i skärgården", "Avloppsledningsnät").search("avlopp", 2)

    scores = [hit.score for hit in hits]
    assert scores == sorted(scores, reverse=True)
    assert len(hits) == 2


def test_search_of_an_empty_index_finds_nothing() -> None:
    assert index().search("släckvatten") == []


def test_search_prefers_the_name_that_says_no_more_than_was_asked() -> None:
    names = ("Släckvatten i hamnar", "Släckvatten")

    assert [hit.ref for hit in index(*names).search("släckvatten")] == list(reversed(names))


def test_search_reads_no_more_than_the_beginning_of_a_long_query() -> None:
    padding = " ".join(f"fyllnad{number}" for number in range(4000))
    within = f"{padding[:100]} släckvatten"

    hits = index(*NAMES).search(f"{padding} släckvatten")

    # What costs is each further word: past the beginning none is looked at.
    assert len(padding) > 40_000 > MOST_WORDS
    assert hits == []
    assert index(*NAMES).search(within)[0].ref == "Tillsynsprojekt släckvatten"


def test_distinct_words_counts_each_word_once() -> None:
    assert index("Små avlopp", "små AVLOPP", "Stora avlopp").distinct_words == 3


def test_len_is_the_number_of_names() -> None:
    assert len(index(*NAMES)) == len(NAMES)


@pytest.mark.parametrize(
    ("asked", "known", "score"),
    [("avlopp", "avloppen", 100.0), ("vatten", "släckvatten", 93.0), ("va", "vatten", 0.0)],
)
def test_word_score_says_how_likely_two_words_are_one(asked: str, known: str, score: float) -> None:
    assert word_score(Word.of(asked), Word.of(known)) == score


@cache
def sample_titles() -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(
            title
            for file in sorted(SAMPLE.rglob("pro*.yaml"))
            for title in titles_in(yaml.safe_load(file.read_text("utf-8")))
        )
    )


def titles_in(value: Any) -> list[str]:
    if isinstance(value, list):
        return [title for each in value for title in titles_in(each)]
    if not isinstance(value, dict):
        return []
    own = [value["title"]] if isinstance(value.get("title"), str) else []
    return own + [title for each in value.values() for title in titles_in(each)]


def test_every_title_of_the_sample_finds_itself() -> None:
    titles = sample_titles()
    everything = index(*titles)

    lost = {
        title: hits[:2]
        for title in titles
        if (hits := everything.search(title))[0].score < 99
        or title not in {hit.ref for hit in hits if hit.score == hits[0].score}
    }

    assert len(titles) > 100
    assert lost == {}


SWEDISH = st.text("abdefghiklmnoprstuvåäö", min_size=4, max_size=12).filter(
    lambda word: not is_generic(word)
)
TITLES = st.lists(SWEDISH, min_size=1, max_size=4).map(" ".join)


@given(st.lists(TITLES, min_size=1, max_size=12), st.data())
@settings(max_examples=200, deadline=None, derandomize=True)
def test_a_name_finds_itself_at_the_top(titles: list[str], data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(titles))

    hits = index(*titles).search(name)

    assert hits[0].score >= 99
    # Names of the same words in another order fit equally well.
    assert set(words(hits[0].ref)) == set(words(name))


@given(st.lists(st.text(max_size=30), max_size=8), st.text(max_size=80))
@settings(max_examples=200, deadline=None, derandomize=True)
def test_search_never_raises(names: list[str], query: str) -> None:
    hits = index(*names).search(query)

    assert all(hit.score <= 100 for hit in hits)
