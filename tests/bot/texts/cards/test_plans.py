from dataclasses import replace

from bot.texts.cards import Choice, Line, present
from bot.texts.plain import plain
from handlers.answers import Item, Labelled, ProposalAnswer, ProposalDialogAnswer
from tests.bot.texts.proposal_samples import BIOCIDES
from tests.bot.texts.samples import COORDINATOR, PLAN_2024, known

PROPOSAL = ProposalAnswer(
    ids=("jkp-forslag-biocid",),
    title="Biocidprodukter",
    category="Tillsyn miljöskydd",
    year_received=2022,
    status="i förslagsbanken",
    bank_for_plan="2025–2027",
    source="jonkoping-verksamhetsplan-2024.txt",
)


def test_plan_of_a_year_counts_what_it_holds() -> None:
    assert plain(present(PLAN_2024)) == (
        "Verksamhetsplan 2024 · Beslutsdatum saknas · gäller 2024\n"
        "2024: fastställd · 3 aktiviteter: 2 tillsynsprojekt, 1 handläggarträff\n"
        "Förslagsbanken: 12 förslag\n"
        "Anmärkning: anpassas till nationell tillsynsstrategi\n"
        "Uppgifterna är från verksamhetsplanen 2024."
    )


def test_plan_decided_says_when_and_by_whom() -> None:
    decided = replace(PLAN_2024, decided=known("2025-09"), period="2026–2028")

    leads = [present(decided).lead, present(replace(decided, decided_by="styrgruppen")).lead]

    assert leads == [
        "Beslutad september 2025 · gäller 2026–2028",
        "Beslutad september 2025 av styrgruppen · gäller 2026–2028",
    ]


def test_plan_of_several_years_has_a_line_for_each() -> None:
    year = PLAN_2024.years[0]
    bank = replace(year, year=2026, position="förslagsbank", items=(BIOCIDES,))
    both = replace(PLAN_2024, years=(year, bank), bank=0, notes=())

    card = present(both)

    assert card.lines == (
        Line("fastställd · 3 aktiviteter", "2024"),
        Line("förslagsbank · 1 förslag", "2026"),
    )


def test_plan_of_a_year_of_proposals_counts_them_and_says_what_they_are() -> None:
    activity = replace(BIOCIDES, record_kind="project", title="Möte", state="", note="styrning")
    proposal = Item("jkp-forslag-biocid", "Biocidprodukter", "proposal")
    one, two = (
        replace(
            PLAN_2024.years[0],
            counts=(Labelled("styrning", "1"), Labelled("proposal", str(number))),
            items=(activity, *(proposal,) * number),
        )
        for number in (1, 2)
    )

    cards = [present(replace(PLAN_2024, years=(year,), notes=())) for year in (one, two)]

    assert [card.lines[0].text for card in cards] == [
        "fastställd · 2 aktiviteter och förslag: 1 styrning, 1 förslag",
        "fastställd · 3 aktiviteter och förslag: 1 styrning, 2 förslag",
    ]
    assert cards[0].more[-1] == Line("förslag", "Biocidprodukter")


def test_proposal_says_where_it_stands_and_when_it_came_in() -> None:
    assert plain(present(PROPOSAL)) == (
        "Biocidprodukter · I förslagsbanken · inkom 2022\n"
        "Förslagsbanken: underlag till planen 2025–2027\n"
        "Område: Tillsyn miljöskydd\n"
        "Uppgifterna är från verksamhetsplanen 2024."
    )


def test_proposal_without_a_year_says_that_it_is_missing() -> None:
    bare = replace(PROPOSAL, year_received=None, bank_for_plan=None, notes=("inget år i källan",))

    card = present(bare)

    assert (card.lead, card.lines[-1]) == (
        "I förslagsbanken · inkomstår saknas",
        Line("inget år i källan", "Anmärkning"),
    )


def test_proposal_of_unknown_fate_says_so() -> None:
    leads = [present(replace(PROPOSAL, status=status)).lead for status in ("okänd", "")]

    assert leads == ["Läget är okänt · inkom 2022", "Status saknas · inkom 2022"]


def test_proposal_dialog_says_honestly_where_the_wish_stands() -> None:
    answer = ProposalDialogAnswer(
        topic="biocidprodukter {x}", similar=(BIOCIDES,), contact=COORDINATOR, task_id=14
    )

    card = present(answer)

    assert plain(card) == (
        "Lämna ett förslag\n"
        "Förslag lämnas i chatten med /forslag, av den som finns i registret.\n"
        "Ditt ärende står nu som nummer 14 på samordnarens lista ”att hantera”.\n"
        "Mejla förslaget till utvecklingsledaren, utvecklingsledare@jonkoping.example.\n"
        "Ämne: ”biocidprodukter {x}”\n"
        "Förslaget är inte anonymt och kan bli allmän handling.\n"
        "Det finns redan förslag som liknar:\n"
        "\n"
        "1. Biocidprodukter (2022)"
    )
    assert card.choices == (
        Choice("Biocidprodukter (2022)", "förslag jkp-forslag-biocid", "jkp-forslag-biocid"),
    )
