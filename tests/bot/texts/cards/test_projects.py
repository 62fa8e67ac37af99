from dataclasses import replace

import pytest

from bot.texts.cards import Action, Line, present
from bot.texts.plain import plain
from handlers.answers import MaterialLine, ProjectAnswer, ProjectCard, ProjectState
from tests.bot.texts.samples import FIRE_WATER, FOOD_WASTE, ILLEGAL_WASTE, NONE, known, period


def shown(card: ProjectCard, asked: str = "") -> str:
    return plain(present(ProjectAnswer(ids=(card.key,), card=card, asked=asked)))


def lead(card: ProjectCard, asked: str = "") -> str:
    return present(ProjectAnswer(ids=(card.key,), card=card, asked=asked)).lead


def test_project_fire_water_is_the_card_of_the_design() -> None:
    assert shown(FIRE_WATER) == (
        "Tillsynsprojekt släckvatten · Avslutat november 2024\n"
        "Kampanj: april–oktober 2024 · digital kickoff · två erfarenhetsutbyten\n"
        "Material: checklista, två lathundar, informationsblad · länkar saknas\n"
        "Kontakt: projektledarna, projektledare@vast.example\n"
        "Uppgifterna är från verksamhetsberättelsen 2024."
    )


def test_project_fire_water_card_offers_the_next_steps() -> None:
    card = present(ProjectAnswer(ids=(FIRE_WATER.key,), card=FIRE_WATER))

    assert (card.actions, card.record_kind, card.record_key, card.summary) == (
        (Action.MORE, Action.SHARE, Action.FOLLOW, Action.CORRECT),
        "project",
        "vast-2024-slackvatten",
        "Tillsynsprojekt släckvatten: avslutat november 2024.",
    )


def test_national_activity_offers_nothing_that_only_a_project_can_do() -> None:
    national = replace(
        FIRE_WATER,
        key="jkp-nat-2021-hast",
        title="Hästverksamheter",
        kind="tillsyn",
        year=2021,
        responsible="Jordbruksverket",
        notes=(),
        owner="jonkoping",
        record_kind="national_activity",
    )

    card = present(ProjectAnswer(ids=(national.key,), card=national))

    assert plain(card) == (
        "Hästverksamheter · Nationell aktivitet 2021 · tillsyn\n"
        "Ansvarig: Jordbruksverket\n"
        "Kontakt: projektledarna, projektledare@vast.example\n"
        "Uppgifterna är från verksamhetsberättelsen 2024."
    )
    assert card.summary == "Hästverksamheter: nationell aktivitet 2021, tillsyn."
    assert (card.actions, card.record_kind, card.record_key, card.record_owner) == (
        (Action.CORRECT,),
        "national_activity",
        "jkp-nat-2021-hast",
        "jonkoping",
    )


def test_project_with_old_facts_says_what_should_have_happened() -> None:
    assert shown(FOOD_WASTE) == (
        "Avfallshantering hos livsmedelsanläggningar\n"
        "Läget är oklart · pågick den 31 december 2024\n"
        "Kampanjen skulle pågå till september 2025; vi har inga nyare uppgifter.\n"
        "Kampanj: 2 april–september 2025 · kickoff\n"
        "Material: checklistor (påbörjade) · länkar saknas\n"
        "Kontakt: projektledarna, projektledare@vast.example\n"
        "Uppgifterna är från verksamhetsberättelsen 2024."
    )


def test_project_from_a_plan_says_so() -> None:
    assert shown(ILLEGAL_WASTE) == (
        "Upptäcka illegal avfallshantering\n"
        "Pågår enligt planen · september 2026–maj 2027\n"
        "Material enligt planen: saknas\n"
        "Kontakt: utvecklingsledaren, utvecklingsledare@jonkoping.example\n"
        "Uppgifterna är från verksamhetsplanen 2026–2028."
    )


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"period": NONE}, "Avslutat · datum saknas"),
        ({"source_status": "genomfört", "period": period("2024", "2024")}, "Genomfört 2024"),
        (
            {"state": ProjectState.RUNNING, "source_status": "pågående"},
            "Pågår till november 2024",
        ),
        (
            {
                "state": ProjectState.RUNNING,
                "source_status": "pågående",
                "period": period("2024-12", None),
            },
            "Pågår sedan december 2024 · uppgift från december 2024",
        ),
        (
            {
                "state": ProjectState.RUNNING,
                "source_status": "pågående",
                "period": NONE,
                "status_asof": known("2024"),
            },
            "Pågår · uppgift från 2024",
        ),
        (
            {
                "state": ProjectState.PLANNED,
                "source_status": "planerat",
                "period": period("2027-vår", "2027-vår"),
            },
            "Planerat våren 2027",
        ),
        (
            {
                "state": ProjectState.PLANNED,
                "source_status": "planerat",
                "period": NONE,
                "period_text": "3 gånger per år",
            },
            "Planerat · 3 gånger per år",
        ),
        (
            {"state": ProjectState.PLANNED, "period": NONE, "period_text": ""},
            "Planerat · tid saknas",
        ),
        (
            {"state": ProjectState.POSTPONED, "period": period("2025", None)},
            "Framskjutet till 2025",
        ),
        ({"state": ProjectState.POSTPONED, "period": NONE}, "Framskjutet"),
        (
            {"state": ProjectState.UNDECIDED, "period": period("2022-höst", "2022-höst")},
            "Inte fastställt · hösten 2022",
        ),
        (
            {
                "state": ProjectState.OVERDUE,
                "source_status": "planerat",
                "period": period("2024-vår", "2024-vår"),
            },
            "Läget är oklart · planerat våren 2024",
        ),
        (
            {"state": ProjectState.OVERDUE, "source_status": "pågående", "status_asof": None},
            "Läget är oklart · senast känt: pågående",
        ),
    ],
)
def test_project_status_comes_first_with_its_date(changes: dict[str, object], said: str) -> None:
    card = replace(FIRE_WATER, **changes)  # type: ignore[arg-type]  # fields of many types

    assert lead(card) == said


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            {"period": period("2025-01", "2026-04"), "overdue": known("2026-04")},
            "Projektet skulle pågå till april 2026; vi har inga nyare uppgifter.",
        ),
        (
            {
                "kind": "handläggarträff",
                "period": period("2024-vår", "2024-vår"),
                "overdue": known("2024-vår"),
            },
            "Träffen skulle hållas våren 2024; vi har inga nyare uppgifter.",
        ),
        (
            {
                "kind": "handläggarstöd",
                "period": period("2024-höst", "2024-höst"),
                "overdue": known("2024-höst"),
            },
            "Arbetet skulle pågå hösten 2024; vi har inga nyare uppgifter.",
        ),
        (
            {
                "state": ProjectState.POSTPONED,
                "period": period("2025", None),
                "overdue": known("2025"),
            },
            "Starten var planerad till 2025; vi har inga nyare uppgifter.",
        ),
    ],
)
def test_project_overdue_is_said_plainly(changes: dict[str, object], said: str) -> None:
    late = replace(FIRE_WATER, state=ProjectState.OVERDUE, campaign=NONE)
    card = replace(late, **changes)  # type: ignore[arg-type]  # fields of many types

    answer = present(ProjectAnswer(card=card))

    assert answer.lines[0].text == said


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("campaign", "Kampanj: april–oktober 2024 · digital kickoff · två erfarenhetsutbyten"),
        ("contact", "Kontakt: projektledarna, projektledare@vast.example"),
        ("end", "Slut: november 2024"),
        ("exchange", "Erfarenhetsutbyte: 2 st · datum saknas"),
        ("goal", f"Mål: {FIRE_WATER.goal}"),
        ("kickoff", "Kickoff: april 2024 · digital"),
        ("material", "Material: checklista, två lathundar, informationsblad · länkar saknas"),
        ("milestones", "Kickoff: april 2024 · digital"),
        ("parties", "Deltar: miljökontor i Västra Götaland och Halland, länsstyrelserna"),
        ("place", "Plats: saknas"),
        ("responsible", "Ansvarig: projektledare"),
        ("result", "Resultat: saknas"),
        ("source", "Källa: verksamhetsberättelsen 2024"),
        ("start", "Start: saknas"),
        ("time", "Tid: Avslutat november 2024"),
        ("status", "Avslutat november 2024"),
        ("something else", "Avslutat november 2024"),
    ],
)
def test_project_asked_fact_comes_first(asked: str, said: str) -> None:
    assert lead(FIRE_WATER, asked) == said


def test_project_asked_fact_is_followed_by_its_note_and_the_status() -> None:
    card = present(ProjectAnswer(card=FIRE_WATER, asked="goal"))

    assert card.lines[:2] == (
        Line("målet står inte i källan, härlett ur resultatet", "Anmärkning"),
        Line("Avslutat november 2024", "Läge"),
    )


def test_project_material_links_stand_each_on_a_line_when_asked_for() -> None:
    linked = replace(
        FIRE_WATER,
        materials=(
            MaterialLine("1 checklista", "https://material.example/checklista"),
            MaterialLine("2 lathundar", None),
        ),
    )

    card = present(ProjectAnswer(card=linked, asked="material"))

    assert (card.lead, *card.lines[:2]) == (
        "Material: checklista, två lathundar · vissa länkar saknas",
        Line("https://material.example/checklista", "1 checklista"),
        Line("länk saknas", "2 lathundar", missing=True),
    )


def test_project_campaign_that_only_the_words_of_the_source_tell() -> None:
    told = replace(FIRE_WATER, campaign=NONE, period_text="Sep 2026–maj 2027 (kampanj hösten 2026)")

    assert lead(told, "campaign") == "Kampanj: Sep 2026–maj 2027 (kampanj hösten 2026)"


def test_project_notes_of_the_source_are_shown_under_more() -> None:
    card = present(ProjectAnswer(card=FOOD_WASTE))

    assert card.more[-1] == Line("källan anger kampanjens slut, inte projektets", "Anmärkning")


def test_project_unknown_facts_are_said_to_be_missing() -> None:
    bare = replace(
        FIRE_WATER, contact=None, materials=(), goal="", responsible=None, parties=(), source=""
    )

    card = present(ProjectAnswer(card=bare))

    missing = [line.label for line in (*card.lines, *card.more) if line.missing]
    assert missing == ["Material", "Kontakt", "Mål", "Ansvarig", "Deltar"]
    assert card.footer == "Uppgifterna gällde den 31 december 2024."


def test_project_of_unknown_age_says_so() -> None:
    card = present(ProjectAnswer(card=replace(FIRE_WATER, source="", status_asof=None)))

    assert card.footer == "Det framgår inte hur gamla uppgifterna är."


def test_project_mere_meeting_without_material_does_not_speak_of_it() -> None:
    meeting = replace(FIRE_WATER, kind="handläggarträff", materials=())

    card = present(ProjectAnswer(card=meeting))

    assert [line.label for line in card.lines] == ["Kampanj", "Kontakt"]


def test_project_title_with_braces_and_markup_is_shown_as_it_is() -> None:
    odd = replace(FIRE_WATER, title="{0} {x} *<!channel>*\n\u202eprojekt", goal="{goal}")

    card = present(ProjectAnswer(card=odd))

    assert card.heading == "{0} {x} *<!channel>* projekt"
    assert card.summary == "{0} {x} *<!channel>* projekt: avslutat november 2024."


def test_project_says_that_the_person_responsible_is_withheld_and_not_that_it_is_missing() -> None:
    withheld = replace(FIRE_WATER, responsible=None, responsible_withheld=True)

    card = present(ProjectAnswer(ids=(withheld.key,), card=withheld))

    said = {line.label: (line.text, line.missing) for line in card.more}
    assert said["Ansvarig"] == ("visas bara för den som får se registret", False)
    assert lead(withheld, "responsible") == "Ansvarig: visas bara för den som får se registret"
