"""From need to plan: what five municipalities need, weighed, decided, planned and carried out."""

import io
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from typer.testing import CliRunner

from bot.cli import app
from tests.bot.documents.word import faults, headings, rows
from tests.flows.house import BOT_TOKEN, INA, open_house
from tests.flows.letters import Post, flat
from tests.flows.region import (
    LEADER,
    MANAGER,
    MEMBERS,
    MIA,
    VARBERG,
    Region,
)
from tests.flows.test_weighing import attached, filled_in

REST = {
    "proposal_area": "Miljöskydd",
    "proposal_background": "Ingen vet hur många de är.",
    "proposal_goal": "Lika bedömningar i länet.",
}
BY_MAIL = """Titel: Släckvatten från industrier
Område: Miljöskydd
Bakgrund: Två bränder förra året, och inget släckvatten togs om hand.
Mål: Alla större verksamheter har en plan för sitt släckvatten.
Form: tillsynskampanj
Kan delta: ja"""
# From the whiteboard: title – office – a few words.
ROOM = """Tillsyn av båtbottnar – Tanum – biocider i färg
Släckvatten vid bränder – Borås – ingen vet vem som ansvarar
Solarier – Borås
Skolgårdar i stadsmiljö – Ale – buller och luft
Gödselstackar – Laholm – för nära vattendrag
Mikroplast från konstgräs – Partille
Tvätthallar – Lerum – slam och olja
Oljeavskiljare – Mark
Kosmetika från tredje land – Trollhättan
Piercing och tatuering – Uddevalla
Fritidshem – Kungälv
Radon i skolor – Tjörn
Vindkraft – Falkenberg – skuggor
Masshantering – Kungsbacka
Enskilda avlopp vid sjöar – Härryda
Snöupplag – Vänersborg
Fordonsverkstäder – Lidköping
Ytbehandlare – Ulricehamn
Deponier – Åmål
Hästgårdar – Halmstad
Hundbad i insjöar – Alingsås
Pooler och badtunnor – Öckerö
Båtupplag – Orust
Cisterner – Strömstad
Förskolors utegårdar – Tjörn
Bergvärme – Hylte
Äldreboendens luft – Tidaholm
Textilinsamling – Göteborg
Kylmöbler – Stenungsund
Fällningskemikalier – Tanum"""

TITLE = "Släckvatten från industrier"
CHECKLIST = """1. Finns en plan för släckvatten? (ja/nej)
2. Hur många anställda? (antal personer)"""
CHOSEN = "förslag 2028-001 och 2028-002"
WEIGHED: dict[str, dict[str, str | int]] = {
    "2028-001": {"Beredningens förslag": "i plan", "Miljönytta": 4, "Rådighet": 3},
    "2028-002": {"Beredningens förslag": "i plan", "Miljönytta": 5, "Rådighet": 3},
    "2028-003": {
        "Beredningens förslag": "i förslagsbanken",
        "Motivering": "Vägledningen kommer 2028.",
    },
    "2028-006": {
        "Beredningens förslag": "inte med i planen",
        "Motivering": "Frågan är Folkhälsomyndighetens.",
    },
}


@pytest.fixture
def region(
    sample_url: str, post: Post, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Region]:
    """Lend the region: one database behind the chat, and behind the mails."""
    with open_house(sample_url, MEMBERS) as house:
        monkeypatch.setattr("bot.app.services.system_clock", house.clock)
        monkeypatch.setenv("SLACK_BOT_TOKEN", BOT_TOKEN)
        monkeypatch.setenv("SLACK_API_URL", house.workspace.api_url)
        role = ["person", "role", LEADER, "coordinator", "--collaboration", "vast"]
        assert CliRunner().invoke(app, role).exit_code == 0
        yield Region(house, post, folder)


def needs_come_in(region: Region) -> None:
    """By the dialog, by mail, by the shortcut, and thirty lines from the room."""
    region.ask("förslagsomgång 2028 öppen 20 november 2026 till 31 mars 2027, sena tas emot")

    region.ask("Tillsyn av fordonstvättar", INA, "/forslag")
    region.submit(INA, **REST)
    assert "Tack. Förslag 2028-001" in region.submit(INA)

    understood = region.mail("Förslag", BY_MAIL, sender=VARBERG)
    assert "Tack." in flat(region.reply(understood, "Ja", VARBERG))

    # Whoever begins on the same again sees it, and stands behind it instead.
    workspace = region.house.workspace
    region.ask("", INA, "/forslag")
    workspace.type(INA, "value", "släckvatten", "proposal_title")
    assert "Liknar: 2028-002 Släckvatten från industrier" in region.said(INA)
    assert "Du står nu bakom förslaget." in region.press("Ställ er bakom", INA)

    workspace.say(MIA, "C0OPEN", "Båtklubbarnas spolplattor borde ses över.")
    message = workspace.messages("C0OPEN")[-1]
    assert workspace.shortcut(MIA, message, "make_proposal").acknowledged
    region.submit(MIA, **REST)
    assert "Tack. Förslag 2028-003" in region.submit(MIA)

    looked = region.mail("Förslag från rummet", ROOM)
    assert "Jag har läst 30 rader" in flat(looked)
    # It points out what has come in already.
    assert "liknar 2028-002 Släckvatten från industrier" in flat(looked)
    assert "Tack. 30 förslag är inlämnade" in flat(region.reply(looked, "Ja"))


def duplicates_become_one(region: Region) -> None:
    """What came once more from the room is merged, and everybody stays behind it."""
    merged = region.ask("slå ihop förslag 2028-005 med 2028-002")
    assert "Varberg" in merged
    assert "Borås" in merged
    assert "Lerum" in merged


def contact_persons_see_them(region: Region) -> None:
    """All go to the contact persons and on to the preparatory group, and their writers hear it."""
    numbers = [one for one, state in region.states().items() if state == "received"]
    region.ask(f"flytta förslag {', '.join(numbers)} till kontaktpersonerna")
    region.days_pass(3)
    assert "hos kontaktpersonerna" in region.told_by_mail(VARBERG)
    assert "hos kontaktpersonerna" in region.told_in_chat(MIA)

    region.ask(f"flytta förslag {', '.join(numbers)} till beredning")
    assert set(region.states().values()) == {"under_review", "merged"}


def group_weighs_in_a_sheet(region: Region) -> None:
    """The preparatory group gets its papers, and sends the sheet back filled in."""
    region.mail("kriterier: Miljönytta 1–5; Rådighet 1–3")
    papers = region.mail("underlag för beredningen")
    name, sheet = attached(papers, ".xlsx")
    taken = region.mail("", "", (name, filled_in(sheet, WEIGHED)))
    assert f"Antal förslag som har vägts: {len(WEIGHED)}." in flat(taken)


def municipalities_comment_and_vote(region: Region) -> None:
    """What is meant to be in the plan is asked of the offices; one of them votes twice."""
    assert "Går till" in flat(region.mail(f"be om synpunkter på {CHOSEN}, senast 15 mars 2027"))
    region.mail("skicka rundfråga 1")
    told = region.reply(
        region.asked(VARBERG, "Synpunkter"), "2028-001: Bra\n2028-002: 2028", VARBERG
    )
    assert "Tack, svaret är sparat" in flat(told)
    assert "Synpunkter: från 1 kontor" in region.ask("förslag 2028-001")

    region.mail("röstskala 0–3")
    region.mail(f"omröstning om {CHOSEN}, senast 20 mars 2027")
    region.mail("skicka rundfråga 2")
    asked = region.asked(VARBERG, "Omröstning")
    region.reply(asked, "2028-001: 2\n2028-002: 3", VARBERG)
    assert "har redan svarat" in flat(region.reply(asked, "2028-001: 0\n2028-002: 0", MANAGER))
    waiting = flat(region.mail("rundfråga 2"))
    assert "Kontor där någon ska välja mellan två röster: 1." in waiting
    assert "Nu gäller det svaret." in flat(region.mail("rundfråga 2 för Varberg gäller svar 1"))
    region.mail("stäng rundfråga 2")
    assert "Medel 3,0: 0 0, 1 0, 2 0, 3 1 (1 kontor)" in region.ask("förslag 2028-002")


def group_decides(region: Region) -> None:
    """They are moved as weighed, and who is behind one that waits hears why."""
    done = flat(region.mail("flytta enligt vägningen nu"))
    assert f"Antal förslag som är flyttade: {len(WEIGHED)}." in done
    states = region.states()
    assert (states["2028-002"], states["2028-001"]) == ("in_plan", "in_plan")
    assert (states["2028-003"], states["2028-006"]) == ("in_bank", "not_in_plan")
    region.days_pass(3)
    assert "Vägledningen kommer 2028." in region.told_in_chat(MIA)


def plan_is_adopted_by_both_boards(region: Region) -> None:
    """What was chosen becomes activities; the year is frozen when both boards have adopted it."""
    region.ask("ny plan 2028")
    for number in ("2028-001", "2028-002"):
        region.ask(f"flytta förslag {number} till plan 2028")
    region.ask("ändra rad 2 i plan 2028: tid: våren 2028; ansvar: projektledarna")
    region.ask("plan 2028 antagen av styrgrupp vg 10 november 2026, § 12")
    adopted = region.ask("plan 2028 antagen av styrgrupp halland 12 november 2026, § 7")
    assert "Nu har alla antagit planen, sist: Styrgrupp Halland" in adopted

    region.ask("resten av omgången 2028 till banken, därför att de inte ryms 2028")
    left = [state for state in region.states().values() if state == "under_review"]
    assert left == []
    waiting = region.ask("förslagsbanken 2026")
    assert "Förslag i förslagsbanken 2026 · 29 förslag." in waiting
    assert "2028-033 Fällningskemikalier\ni förslagsbanken · inkom 2026" in waiting


def plan_comes_as_a_word_file(region: Region) -> None:
    """The file says what the plan says."""
    name, content = attached(region.mail("plan 2028 som word"), ".docx")
    document = docx.Document(io.BytesIO(content))
    assert name == "verksamhetsplan-2028.docx"
    assert list(faults(document)) == []
    assert "2028: fastställd, version 1" in headings(document, 2)
    heads, *told = rows(document, 0)
    first, second = (dict(zip(heads, row, strict=True)) for row in told)
    assert first["Aktivitet"] == "Tillsyn av fordonstvättar\nInkom 2026"
    assert second == {
        "Nr": "2",
        "Aktivitet": "Släckvatten från industrier\nInkom 2026",
        "Mål": "Alla större verksamheter har en plan för sitt släckvatten.",
        "Tid för genomförande": "våren 2028",
        "Ansvar": "projektledarna",
    }


def offices_take_part(region: Region) -> None:
    """The activity becomes a project, and the offices are asked whether they take part in it."""
    assert TITLE in region.ask("starta projekt av rad 2 i plan 2028")
    region.ask(f"{TITLE}: mål 10 besök")
    asked = region.mail(
        f"fråga om deltagande i {TITLE} till Varberg och Lerum, senast 15 mars 2027"
    )
    assert "Går till 2 kontor" in flat(asked)
    region.mail("skicka rundfråga 3")
    told = region.reply(region.asked(VARBERG, "Deltar"), "1. ja\n2. 5\n3. 1", VARBERG)
    assert "Tack, svaret är sparat: 1. ja; 2. 5; 3. 1" in flat(told)


def results_are_reported(region: Region) -> None:
    """Each visit is told of once, also when the same mail comes twice."""
    form = f"Resultatformulär för {TITLE}, per besök, till deltagande kontor, senast 1 april 2027"
    assert "Går till 1 kontor" in flat(region.mail(form, CHECKLIST))
    region.mail("skicka rundfråga 4")
    asked = region.asked(VARBERG, "Resultat")
    for said in ("Besök: Macken\n1. ja\n2. 12", "Besök: Kajen\n1. nej\n2. 40"):
        assert "Tack, svaret är sparat" in flat(region.reply(asked, said, VARBERG))
    region.reply(asked, "Besök: Kajen\n1. nej\n2. 40", VARBERG)
    told = region.ask(f"resultat för {TITLE}")
    assert "2 av 10 besök" in told
    assert "Finns en plan för släckvatten: ja 1 (50 %), nej 1 (50 %)" in told


def report_comes_as_a_word_file(region: Region) -> None:
    """The draft of the report says what was found."""
    _, content = attached(region.mail(f"rapport för {TITLE}"), ".docx")
    document = docx.Document(io.BytesIO(content))
    assert list(faults(document)) == []
    assert headings(document, 1) == [f"Projektrapport: {TITLE}"]
    tables = [rows(document, at) for at in range(len(document.tables))]
    assert [row for table in tables for row in table if row[0] == "Varberg"] == [("Varberg", "2")]
    assert ("nej", "1", "50 %") in [row for table in tables for row in table]


def test_needs_of_five_municipalities_become_a_plan(region: Region) -> None:
    needs_come_in(region)
    duplicates_become_one(region)
    contact_persons_see_them(region)
    group_weighs_in_a_sheet(region)
    municipalities_comment_and_vote(region)
    group_decides(region)
    plan_is_adopted_by_both_boards(region)
    plan_comes_as_a_word_file(region)
    offices_take_part(region)
    results_are_reported(region)
    report_comes_as_a_word_file(region)
