from dataclasses import replace

import pytest

from bot.texts.cards import Action, Choice, Line, present
from bot.texts.plain import plain
from handlers.answers import (
    AmbiguousAnswer,
    DidYouMeanAnswer,
    Item,
    ListAnswer,
    NotFoundAnswer,
    UnknownFactAnswer,
)
from tests.bot.texts.proposal_samples import BIOCIDES
from tests.bot.texts.samples import (
    COORDINATOR,
    FIRE_WATER,
    LEADERS,
    RUNNING,
    SMALL_SEWERS,
)

FOUND = Item(FIRE_WATER.key, FIRE_WATER.title, "project", "finished", "2024", year=2024)
MANY = tuple(replace(FOUND, key=f"p-{number}", title=f"Projekt {number}") for number in range(8))


def test_list_of_running_projects_is_counted_and_numbered() -> None:
    answer = ListAnswer(subject="projects", filters=("running",), items=RUNNING)

    assert plain(present(answer)) == (
        "Pågående projekt · 4 projekt, nyast först\n"
        "1. Upptäcka illegal avfallshantering · pågår · sep 2026–maj 2027\n"
        "2. Återförsäljare av kemikalier · pågår · hösten 2026\n"
        "3. Masshantering · pågår\n"
        "4. IT-stöd, steg 1 · pågår · aug 2025–dec 2025"
    )


def test_list_longer_than_five_keeps_the_rest_for_more() -> None:
    card = present(ListAnswer(subject="projects", items=MANY, notes=("en anmärkning",)))

    assert (card.lead, len(card.lines), len(card.more), len(card.choices)) == (
        "8 projekt. De fem första visas här.",
        5,
        4,
        5,
    )


@pytest.mark.parametrize(
    ("subject", "filters", "heading"),
    [
        ("projects", (), "Projekt"),
        ("projects", ("tillsynsprojekt", "running"), "Pågående tillsynsprojekt"),
        ("projects", ("tillsynsprojekt", "handläggarstöd"), "Tillsynsprojekt och handläggarstöd"),
        ("projects", ("finished", "2024"), "Avslutade projekt 2024"),
        ("projects", ("running", "planned"), "Pågående och planerade projekt"),
        ("proposals", ("2021",), "Förslag 2021"),
        ("proposals", ("bank",), "Förslag i förslagsbanken"),
        ("proposals", ("2021", "Tillsyn hälsoskydd"), "Förslag 2021, Tillsyn hälsoskydd"),
        ("no such subject", (), "Uppgifter"),
    ],
)
def test_list_heading_says_what_it_is_of(
    subject: str, filters: tuple[str, ...], heading: str
) -> None:
    card = present(ListAnswer(subject=subject, filters=filters, items=(FOUND, *RUNNING)))

    assert card.heading == heading


def test_list_of_one_is_counted_in_the_singular() -> None:
    bath = Item("jkp-nat-2021-bassangbad", "Bassängbad", "national_activity")

    card = present(ListAnswer(subject="national_activities", items=(bath,)))

    assert (card.lead, card.lines) == ("1 nationell aktivitet", (Line("Bassängbad"),))


def test_list_empty_says_so_and_whom_to_ask() -> None:
    answer = ListAnswer(subject="proposals", filters=("bank",), contact=LEADERS)

    assert plain(present(answer)) == (
        "Jag hittar inga förslag i förslagsbanken.\n"
        "Fråga: projektledarna, projektledare@vast.example"
    )


def test_list_of_proposals_says_when_they_came_in() -> None:
    card = present(ListAnswer(subject="proposals", items=(BIOCIDES,)))

    assert card.lines == (
        Line("i förslagsbanken · inkom 2022 · Tillsyn miljöskydd", "Biocidprodukter"),
    )


def test_ambiguous_is_a_choice() -> None:
    card = present(AmbiguousAnswer(query="små avlopp", items=SMALL_SEWERS))

    assert card.lead == "Jag hittar flera som passar på ”små avlopp”. Vilken menar du?"
    assert card.choices[0] == Choice(
        "Handläggarträff: små avlopp (2026)",
        "projekt jkp-2026-traff-avlopp",
        "jkp-2026-traff-avlopp",
    )


def test_ambiguous_with_many_counts_them_and_keeps_the_rest_for_more() -> None:
    card = present(AmbiguousAnswer(query="x", items=MANY))

    assert (card.lead, len(card.choices), len(card.more)) == (
        "Jag hittar åtta som passar på ”x”. De fem nyaste är valbara här.",
        5,
        3,
    )


def test_did_you_mean_shows_what_is_near() -> None:
    answer = DidYouMeanAnswer(query="släckvaten", items=(FOUND,))

    assert plain(present(answer)) == (
        "Jag hittar inget projekt som heter ”släckvaten”. Menade du …\n"
        "\n"
        "1. Tillsynsprojekt släckvatten (2024)"
    )


def test_did_you_mean_with_the_very_word_is_not_sure() -> None:
    card = present(DidYouMeanAnswer(query="Släckvatten", items=(FOUND,)))

    assert (card.lead, card.summary) == (
        "Jag är inte säker på vad du menar med ”Släckvatten”. Menade du …",
        "Jag är inte säker på vad du menar med ”Släckvatten”.",
    )


def test_did_you_mean_of_another_collaboration_says_which() -> None:
    there = replace(FOUND, collaboration="Miljösamverkan Väst")

    card = present(DidYouMeanAnswer(query="släckvatten", items=(there,)))

    assert (card.lead, card.lines) == (
        "Jag hittar inget projekt om ”släckvatten” i din samverkan. Menade du …",
        (Line("Miljösamverkan Väst", "Tillsynsprojekt släckvatten"),),
    )


def test_did_you_mean_of_other_records_does_not_speak_of_projects() -> None:
    card = present(DidYouMeanAnswer(query="biosid", items=(BIOCIDES,)))

    assert (card.lead, card.choices[0].text) == (
        "Jag hittar inget som heter ”biosid”. Menade du …",
        "förslag jkp-forslag-biocid",
    )


def test_not_found_says_what_is_running_and_whom_to_ask() -> None:
    card = present(NotFoundAnswer(query="skateparker", running=RUNNING, contact=COORDINATOR))

    assert plain(card) == (
        "Jag hittar inget om ”skateparker”. Just nu pågår Upptäcka illegal\n"
        "avfallshantering och tre till.\n"
        "Fråga annars: utvecklingsledaren, utvecklingsledare@jonkoping.example"
    )
    assert card.actions == (Action.ALL_RUNNING, Action.PROPOSE)


def test_not_found_when_nothing_runs() -> None:
    card = present(NotFoundAnswer(query="skateparker"))

    assert (card.lead, card.actions) == ("Jag hittar inget om ”skateparker”.", (Action.PROPOSE,))


def test_not_found_with_one_running_names_it_alone() -> None:
    card = present(NotFoundAnswer(query="x", running=RUNNING[2:3]))

    assert card.lead == "Jag hittar inget om ”x”. Just nu pågår Masshantering."


def test_not_found_quotes_forty_kilobytes_in_eighty_characters() -> None:
    card = present(NotFoundAnswer(query="<!channel>\n{x}\u202e" + "a" * 40_000))

    assert card.lead == f"Jag hittar inget om ”<!channel> {{x}}{'a' * 65}…”."


def test_unknown_fact_says_that_it_is_missing_and_whom_to_ask() -> None:
    answer = UnknownFactAnswer(
        ids=("vast-kb-forts",),
        title="K&B, fortsättning",
        fact="price",
        notes=("pris ska kompletteras enligt källan",),
        contact=LEADERS,
    )

    assert plain(present(answer)) == (
        "K&B, fortsättning · Priset saknas i uppgifterna jag har.\n"
        "Anmärkning: pris ska kompletteras enligt källan\n"
        "Fråga: projektledarna, projektledare@vast.example"
    )


def test_unknown_fact_is_corrected_where_its_record_stands() -> None:
    answer = UnknownFactAnswer(ids=("x",), title="X", fact="proposer", record_kind="proposal")

    card = present(answer)

    assert (card.record_kind, card.record_key) == ("proposal", "x")


def test_unknown_fact_shows_only_the_notes_that_concern_it() -> None:
    notes = ("målet är härlett", "kickoff: dagen saknas")

    card = present(UnknownFactAnswer(ids=("x",), title="X", fact="kickoff", notes=notes))

    assert (card.lines, card.more) == (
        (Line("kickoff: dagen saknas", "Anmärkning"),),
        (Line("målet är härlett", "Anmärkning"),),
    )


def test_unknown_fact_without_a_record_says_what_is_missing() -> None:
    card = present(UnknownFactAnswer(fact="budget", year=2023))

    assert (card.heading, card.lead) == ("", "Budget 2023 saknas i uppgifterna jag har.")


@pytest.mark.parametrize(
    ("fact", "what"),
    [
        ("budget", "Budget"),
        ("criteria", "Kriterier"),
        ("gender", "Könsfördelning"),
        ("plan", "Plan"),
        ("statistic", "Statistik"),
    ],
)
def test_unknown_fact_without_record_or_year_says_only_what(fact: str, what: str) -> None:
    assert present(UnknownFactAnswer(fact=fact)).lead == f"{what} saknas i uppgifterna jag har."


def test_unknown_fact_without_a_word_is_named_as_the_handler_named_it() -> None:
    card = present(UnknownFactAnswer(ids=("x",), title="X", fact="antal hästar"))

    assert card.lead == "Antal hästar saknas i uppgifterna jag har."


@pytest.mark.parametrize(
    ("item", "label", "text"),
    [
        (Item("styrgrupp-vg", "Styrgrupp VG", "group"), "Styrgrupp VG", "grupp styrgrupp-vg"),
        (Item("jkp-styrgrupp", "Styrgruppsmöten", "rule"), "Styrgruppsmöten", "möte jkp-styrgrupp"),
        (
            Item("mge", "Goda exempel 2024", "project", "", "2024", year=2024),
            "Goda exempel 2024",
            "projekt mge",
        ),
        (Item("kb", "K&B grund", "education"), "K&B grund", "K&B grund"),
        (Item("nat-1", "Bassängbad", "national_activity"), "Bassängbad", "nationell nat-1"),
        (Item("x-2024", "a" * 90, "project", year=2024), f"{'a' * 67}… (2024)", "projekt x-2024"),
    ],
)
def test_choice_fits_a_button_and_says_what_it_is_the_same_as_typing(
    item: Item, label: str, text: str
) -> None:
    card = present(AmbiguousAnswer(query="x", items=(item,)))

    assert card.choices == (Choice(label, text, item.key),)
