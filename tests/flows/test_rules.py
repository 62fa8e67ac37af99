"""A coordinator sees what recurs, wakes a rule, changes it, and makes one of their own."""

import pytest
from sqlalchemy import select

from bot.workspace import View
from handlers.people import set_role
from storage.models import CadenceRule
from tests.flows.house import EVA, INA, SAM, House, labels, lines

COORDINATOR = "avlopp.vetlanda@jonkoping.example"
FIGURES = "Jämförelse av länsgemensamma nyckeltal"
LAST_PAGE = (
    f"Vilar: {FIGURES}, senast 1 april varje år. Sedan diskussionstillfälle: en gång varje vår."
)


@pytest.fixture
def desk(house: House) -> House:
    """Lend the house with a coordinator of Jönköping in it."""
    return _with_coordinator(house)


@pytest.fixture
def quick_desk(quick_house: House) -> House:
    """Lend the same on SQLite."""
    return _with_coordinator(quick_house)


def _with_coordinator(house: House) -> House:
    set_role(house.services, COORDINATOR, "coordinator", "jonkoping")
    return house


def open_rule(house: House, title: str) -> View:
    """Open the dialog of a rule, turning the list's pages until it is there."""
    shown = house.ask(EVA, "/samverkan", "påminnelser")
    for _ in range(5):
        for block in shown.blocks:
            if block["type"] == "section" and title in block["text"]["text"]:
                house.workspace.press(EVA, shown, "rule_change", block["block_id"])
                return house.workspace.view(EVA)
        shown = house.press(EVA, "Visa fler")
    raise AssertionError(f"no rule is called {title}")


def choose(house: House, field: str, value: str | list[str]) -> str:
    """Choose or type in a field of the dialog on top, and return the preview then."""
    view = house.workspace.view(EVA)
    outcome = house.workspace.choose(EVA, view, "value", value, f"rule_{field}")
    assert outcome.acknowledged, outcome
    return preview(house)


def preview(house: House) -> str:
    view = house.workspace.view(EVA)
    (shown,) = [block for block in view.blocks if block["block_id"] == "preview"]
    parts = shown["elements"][0]["elements"]
    return "".join(part["text"] for part in parts).removeprefix("Så blir det:\n")


def test_rules_are_listed_a_page_at_a_time(quick_desk: House) -> None:
    first = quick_desk.ask(EVA, "/samverkan", "regler")
    first_lines = lines(first)
    quick_desk.press(EVA, "Visa fler")
    last = quick_desk.press(EVA, "Visa fler")

    assert first_lines[0] == "Återkommande påminnelser · 1–10 av 24"
    assert labels(first) == [*["Ändra"] * 10, "Visa fler", "Ny påminnelse"]
    assert lines(last)[0] == "Återkommande påminnelser · 21–24 av 24"
    assert lines(last)[2] == LAST_PAGE
    assert labels(last) == [*["Ändra"] * 4, "Till början", "Ny påminnelse"]


def test_list_says_when_and_what_comes_next(quick_desk: House) -> None:
    quick_desk.ask(EVA, "/samverkan", "påminnelser")

    page = lines(quick_desk.press(EVA, "Visa fler"))

    assert (
        "Verksamhetsberättelse med bokslut: senast sista februari varje år. "
        "Nästa: senast fre 26 feb 2027."
    ) in page


def test_rule_is_woken_and_gets_another_day(desk: House) -> None:
    before = lines(desk.ask(EVA, "/samverkan", "kalender april 2027"))
    view = open_rule(desk, FIGURES)
    asleep = preview(desk)
    awake = choose(desk, "state", "Gäller igen")
    moved = choose(desk, "day", "15")
    choose(desk, "remind", "snart")

    refused = desk.workspace.submit(EVA)
    saved = desk.workspace.submit(EVA, {"rule_remind": "20, 5, 0"})

    assert view.title == "Ändra påminnelse"
    assert lines(view)[:2] == [FIGURES, "Nu: vilar (senast 1 april varje år)."]
    assert asleep == (
        "Vilar, så ingen påminns. Om det gäller igen: senast tors 1 april 2027, "
        "sedan fre 31 mars 2028 och tors 29 mars 2029."
    )
    assert awake == (
        "Nästa: senast tors 1 april 2027, sedan fre 31 mars 2028 och tors 29 mars 2029."
    )
    assert moved == (
        "Nästa: senast tors 15 april 2027, sedan tors 13 april 2028 och fre 13 april 2029."
    )
    assert refused.errors == {
        "rule_remind": "Skriv hela tal från 0 till 250 med komma emellan, till exempel 20, 5, 0."
    }
    assert saved.errors == {}
    assert lines(desk.workspace.view(EVA)) == [
        "Sparat.",
        f"{FIGURES}: senast 15 april varje år. {moved}",
    ]
    after = lines(desk.ask(EVA, "/samverkan", "kalender april 2027"))
    assert [line for line in before if FIGURES in line and "vilar" not in line] == []
    assert [line for line in after if FIGURES in line and "15 april" in line] != []


def test_what_was_typed_stays_while_the_preview_is_renewed(quick_desk: House) -> None:
    open_rule(quick_desk, "Styrgruppsmöten")
    choose(quick_desk, "hosts", "Habo\nVärnammo")

    shown = choose(quick_desk, "max", "2")
    typed = quick_desk.workspace.view(EVA).state

    assert shown == (
        "Så kan det inte vara:\nHögst så många gånger: "
        "Antalen går inte ihop. Det lägsta ska vara minst 1, och det högsta minst lika stort."
    )
    assert typed["rule_hosts"]["value"]["value"] == "Habo\nVärnammo"
    assert choose(quick_desk, "max", "4") == (
        "Nästa: under 2026 (värd: Habo), sedan 2027 (värd: Värnammo) och 2028 (värd: Habo). "
        "Finns inte i registret: Värnammo (menar du Värnamo?). "
        "Namnen används som de är skrivna."
    )


def test_fault_of_the_rule_stands_at_its_field(quick_desk: House) -> None:
    open_rule(quick_desk, "Verksamhetsberättelse med bokslut")

    refused = quick_desk.workspace.submit(EVA, {"rule_day": "29"})

    assert refused.errors == {
        "rule_day": "29 februari finns inte varje år. Välj sista dagen i februari."
    }


def test_months_are_asked_for_once_they_are_wanted(quick_desk: House) -> None:
    view = open_rule(quick_desk, "Strategidag för styrgruppen")
    without = choose(quick_desk, "when", "some")
    shown = choose(quick_desk, "months", ["april", "maj"])

    saved = quick_desk.workspace.submit(EVA)

    assert "Månader" not in lines(view)
    assert without == "Så kan det inte vara:\nMånader: Välj minst en månad i listan."
    assert shown == (
        "Nästa: 1 april–31 maj 2027, sedan 1 april–31 maj 2028 och 1 april–31 maj 2029."
    )
    assert saved.errors == {}
    assert lines(quick_desk.workspace.view(EVA))[1] == (
        f"Strategidag för styrgruppen: en gång i april och maj varje år. {shown}"
    )


def test_rule_that_cannot_be_kept_is_pointed_out_and_given_back(quick_desk: House) -> None:
    title = "Verksamhetsberättelse med bokslut"
    with quick_desk.services.database.write() as session:
        rule = session.scalars(select(CadenceRule).filter_by(title=title)).one()
        rule.own = {"rule": {"date": "02-31"}}
    open_rule(quick_desk, "Styrgruppsmöten")
    other = choose(quick_desk, "max", "4")
    quick_desk.workspace.close_view(EVA)
    view = open_rule(quick_desk, title)
    broken = preview(quick_desk)
    quick_desk.workspace.press(EVA, view, "Återställ till källan")

    listed = quick_desk.ask(EVA, "/samverkan", "påminnelser")

    assert len(quick_desk.workspace.views(EVA)) == 1
    assert other.startswith("Så kan det inte vara:\nEn annan påminnelse går inte att följa")
    assert broken == "Så kan det inte vara:\nDen dagen finns inte. Välj en annan dag."
    assert "Går inte att följa" not in listed.plain + quick_desk.press(EVA, "Visa fler").plain


def test_changed_rule_is_given_back_to_its_source(quick_desk: House) -> None:
    title = "Verksamhetsplan och budget"
    open_rule(quick_desk, title)
    quick_desk.workspace.submit(EVA, {"rule_month": "maj", "rule_day": "31"})
    view = open_rule(quick_desk, title)
    quick_desk.workspace.press(EVA, view, "Återställ till källan")

    shown = lines(quick_desk.workspace.view(EVA))

    assert "Utan ändringar: senast 30 juni varje år." in lines(view)[2]
    assert shown[0] == "Återställt till källan."
    assert shown[1].startswith(f"{title}: senast 30 juni varje år. Nästa: senast ons 30 juni 2027")


def test_rule_of_ones_own_is_made_asked_for_and_removed(desk: House) -> None:
    shown = desk.ask(EVA, "/samverkan", "påminnelser")
    desk.workspace.press(EVA, shown, "Ny påminnelse")
    choose_shape(desk, "En viss dag varje år")
    desk.workspace.fill(EVA, {"rule_title": "Länsdagen", "rule_month": "oktober"})
    told = choose(desk, "day", "1")

    desk.workspace.submit(EVA)
    made = lines(desk.workspace.view(EVA))
    found = lines(desk.ask(EVA, "/samverkan", "hur ofta är länsdagen?"))
    view = open_rule(desk, "Länsdagen")
    desk.workspace.press(EVA, view, "Ta bort")
    removed = lines(desk.workspace.view(EVA))
    gone = lines(desk.ask(EVA, "/samverkan", "påminnelser"))

    assert told == "Nästa: senast fre 1 okt 2027, sedan fre 29 sep 2028 och mån 1 okt 2029."
    assert made == [
        "Klart. Påminnelsen står nu i listan.",
        f"Länsdagen: senast 1 oktober varje år. {told}",
    ]
    assert found[0].startswith("Länsdagen")
    assert removed == ["Länsdagen är borttagen. Det som väntade på att skickas är taget tillbaka."]
    assert gone[0] == "Återkommande påminnelser · 1–10 av 24"


def choose_shape(house: House, shape: str) -> None:
    view = house.workspace.view(EVA)
    outcome = house.workspace.choose(EVA, view, "value", shape, "rule_shape")
    assert outcome.acknowledged, outcome


def test_new_rule_needs_a_name_and_a_shape(quick_desk: House) -> None:
    shown = quick_desk.ask(EVA, "/samverkan", "påminnelser")
    quick_desk.workspace.press(EVA, shown, "Ny påminnelse")
    choose_shape(quick_desk, "Regelbundet, till exempel varannan vecka")
    values = {"rule_pace": "Varannan vecka", "rule_weekday": "Måndag", "rule_from": "2027-01-11"}

    refused = quick_desk.workspace.submit(EVA, {"rule_title": " ", **values})
    saved = quick_desk.workspace.submit(EVA, {"rule_title": "Veckobrev"})

    assert refused.errors == {"rule_title": "Skriv vad påminnelsen gäller."}
    assert saved.errors == {}
    assert lines(quick_desk.workspace.view(EVA))[1] == (
        "Veckobrev: varannan vecka på måndagar från 11 januari 2027. "
        "Nästa: mån 11 jan 2027, sedan mån 25 jan 2027 och mån 8 feb 2027."
    )


def test_new_rule_that_is_sent_twice_is_made_once(quick_desk: House) -> None:
    shown = quick_desk.ask(EVA, "/samverkan", "påminnelser")
    quick_desk.workspace.press(EVA, shown, "Ny påminnelse")
    choose_shape(quick_desk, "En viss dag varje år")
    values = {"rule_title": "Länsdagen", "rule_month": "oktober", "rule_day": "1"}
    quick_desk.workspace.submit(EVA, values)

    again = quick_desk.workspace.redeliver()

    assert again.acknowledged
    shown = quick_desk.ask(EVA, "/samverkan", "påminnelser")
    assert lines(shown)[0] == "Återkommande påminnelser · 1–10 av 25"


@pytest.mark.parametrize("typed", ["påminnelser", "regler"])
def test_inspector_is_not_shown_the_rules(quick_desk: House, typed: str) -> None:
    answer = quick_desk.ask(INA, "/samverkan", typed)

    assert answer.plain == (
        "Det här är bara öppet för en annan roll. Inget har ändrats. "
        "Be samordnaren om hjälp om du behöver det."
    )


def test_coordinator_sees_the_rules_of_their_own_collaboration(quick_desk: House) -> None:
    answer = quick_desk.ask(SAM, "/samverkan", "påminnelser")

    assert lines(answer)[0] == "Återkommande påminnelser · 8 st"
    assert FIGURES not in answer.plain


def test_question_about_rules_is_a_question(quick_desk: House) -> None:
    answer = quick_desk.ask(EVA, "/samverkan", "regler för små avlopp")

    assert "Återkommande påminnelser" not in answer.plain
