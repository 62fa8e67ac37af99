"""The year's list of dates: from a table to meetings whose invitations wait to be sent."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlalchemy import select
from typer.testing import CliRunner

from bot.cli import app
from handlers.answers import Asker
from handlers.imports.headings import DATES
from handlers.meetings import Booking, cancel_meeting, change_meeting, plan_of, show_planned
from handlers.people import asker_by_email
from storage.models import EventLog, Invitee, Meeting, Notice
from tests.fakes import FixedClock
from tests.flows.house import SAM, House, lines
from tests.house import ROOT
from tests.sample import NOW

COORDINATOR = "projektledare@vast.example"
LIST = """\
Möten 2027;;;;;;;;;
Möte;Datum;Veckodag;Tid;Plats;Länk;Värd;Bjud in;Sista svarsdag;Platser
Chefsmöte våren;15 april 2027;torsdag;9.00–16.00;Varberg;https://mote.example/chef;Halland;\
alla chefer;1 april 2027;120
Gemensam styrgrupp;2027-02-10;ons;13–15;;https://mote.example/sg;;Gemensam styrgrupp;;
Träff om små avlopp;10–11 mars 2027;;;Borås;;;Inspektörer och beredningsgruppen;2027-03-01;
"""
TOLD = [
    "Nytt möte: ons 10 feb 2027 kl. 13.00–15.00 · Gemensam styrgrupp",
    (
        "  För Gemensam styrgrupp. Räknas som ”Möte i gemensam styrgrupp”. "
        "Länk: https://mote.example/sg"
    ),
    "Nytt möte: ons 10 mars 2027–tors 11 mars 2027 · Träff om små avlopp · Borås",
    "  För Inspektörer och Beredningsgrupp. Svara senast mån 1 mars 2027.",
    "Nytt möte: tors 15 april 2027 kl. 9.00–16.00 · Chefsmöte våren · Varberg · värd: Halland",
    (
        "  För Miljöchefer. Svara senast tors 1 april 2027. "
        "120 platser. Räknas som ”Gemensamt chefsmöte, vår”. Länk: https://mote.example/chef"
    ),
    "Sammanlagt 3 nya, 0 ändrade, 0 oförändrade.",
    (
        "En inläsning bjuder inte in någon. Skicka inbjudan till ett möte i taget: skriv /mote i "
        "chatten, eller ”skicka inbjudan till” och mötets namn, också i ett mejl."
    ),
]
DONE = "Klart. Ändringarna är sparade."
Import = Callable[..., list[str]]


@pytest.fixture
def bring_in(sample_url: str, monkeypatch: pytest.MonkeyPatch) -> Import:
    """Lend the command as somebody at a terminal types it; it ends well unless told otherwise."""
    monkeypatch.setenv("DATABASE_URL", sample_url)
    monkeypatch.setattr("bot.app.services.system_clock", FixedClock(NOW))

    def typed(path: Path, *options: str, code: int = 0) -> list[str]:
        words = ["import", str(path), "--collaboration", "vast", *options]
        result = CliRunner().invoke(app, words)
        assert result.exit_code == code, result.output
        return [line.replace(f"{path.parent}/", "") for line in result.stdout.splitlines()]

    return typed


def saved(folder: Path, text: str, encoding: str = "cp1252") -> Path:
    """Save a list as the Excel of a Swedish office does."""
    path = folder / "datum.csv"
    path.write_bytes(text.replace("\n", "\r\n").encode(encoding))
    return path


def workbook(folder: Path, *rows: list[Any]) -> Path:
    path = folder / "datum.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    book.save(path)
    book.close()
    return path


def coordinator(house: House) -> Asker:
    found = asker_by_email(house.services, COORDINATOR, "slack")
    assert found is not None
    return found


def stored(house: House) -> list[Meeting]:
    with house.services.database.session() as session:
        return list(session.scalars(select(Meeting).order_by(Meeting.first, Meeting.id)))


def test_a_list_of_dates_becomes_meetings_that_wait_for_their_invitation(
    house: House, bring_in: Import, tmp_path: Path
) -> None:
    path = saved(tmp_path, LIST)

    trial = bring_in(path, "--dry-run")
    nothing = stored(house)
    told = bring_in(path)

    assert trial == [*TOLD, "Inget skrevs: det var bara en provkörning."]
    assert nothing == []
    assert told == [*TOLD, DONE]
    board, gathering, managers = stored(house)
    assert (managers.kind, managers.answer_by, managers.places) == (
        "managers", date(2027, 4, 1), 120,
    )  # fmt: skip
    assert managers.starts_at == datetime(2027, 4, 15, 7, tzinfo=UTC)
    assert board.starts_at == datetime(2027, 2, 10, 12, tzinfo=UTC)
    assert (gathering.first, gathering.last, gathering.starts_at) == (
        date(2027, 3, 10), date(2027, 3, 11), None,
    )  # fmt: skip
    assert gathering.audience["groups"] == ["beredningsgrupp"]
    with house.services.database.session() as session:
        assert session.scalars(select(Notice)).all() == []
    shown = "\n".join(lines(house.ask(SAM, "/mote")))
    assert [one.title for one in stored(house) if one.title not in shown] == []


def test_the_list_in_the_papers_is_one_that_can_be_brought_in(
    house: House, bring_in: Import, tmp_path: Path
) -> None:
    paper = (ROOT / "docs" / "install.md").read_text("utf-8")
    (example,) = re.findall(r"```csv\n(.*?)```", paper, re.DOTALL)
    columns = re.findall(r"^\| ([^|]+) \|", paper.partition("| Kolumn |")[2], re.MULTILINE)

    told = bring_in(saved(tmp_path, example))

    assert told[-1] == DONE
    assert len(stored(house)) == example.count("\n") - 1
    named = {name for cell in columns for name in cell.split(", ")}
    assert set(DATES.known) - named == set()


def test_each_invitation_is_sent_by_the_coordinator(
    house: House, bring_in: Import, tmp_path: Path
) -> None:
    bring_in(saved(tmp_path, LIST))

    card = house.ask(SAM, "/mote", "chefsmöte våren")
    waiting = lines(card)
    told = house.press(SAM, "Skicka inbjudan", card)

    assert "Inbjudan är inte skickad." in "\n".join(waiting)
    count = re.search(r"Inbjudan går nu ut till (\d+) personer", "\n".join(lines(told)))
    assert count is not None
    # All managers in the sample's two counties, and nobody else.
    assert int(count[1]) > 30
    with house.services.database.session() as session:
        invited = session.scalars(select(Invitee.meeting_id)).all()
    assert set(invited) == {stored(house)[-1].id}
    assert len(invited) == int(count[1])


def test_the_same_list_twice_adds_nothing(house: House, bring_in: Import, tmp_path: Path) -> None:
    path = saved(tmp_path, LIST)
    bring_in(path)
    before = [(one.id, one.revision) for one in stored(house)]

    again = bring_in(path)

    assert again == ["Sammanlagt 0 nya, 0 ändrade, 3 oförändrade."]
    assert [(one.id, one.revision) for one in stored(house)] == before
    with house.services.database.session() as session:
        verbs = session.scalars(
            select(EventLog.verb)
            .where(EventLog.record_kind == "meeting", EventLog.record_key == str(before[0][0]))
            .order_by(EventLog.id)
        ).all()
    assert verbs == ["meeting_booked", "meeting_counted", "import"]


def test_a_meeting_moved_and_renamed_by_hand_is_neither_moved_back_nor_added_again(
    house: House, bring_in: Import, tmp_path: Path
) -> None:
    path = saved(tmp_path, LIST)
    bring_in(path)
    sam = coordinator(house)
    number = stored(house)[-1].id
    plan = plan_of(show_planned(house.services, sam, number))
    moved = Booking(first=date(2027, 4, 22), starts=time(10), ends=time(16), place="Borås", link="")
    change = (house.services, sam, number)
    change_meeting(*change, type(plan)(title="Stora chefsdagen", booking=moved, whom=plan.whom))

    told = bring_in(path)

    assert told == [
        "Finns redan, ändras inte: tors 22 april 2027 kl. 10.00–16.00 · Stora chefsdagen · Borås",
        (
            "  Filen säger tid tors 15 april 2027 kl. 9.00–16.00, plats Varberg, länk "
            "https://mote.example/chef, värd Halland och sista svarsdag tors 1 april 2027. "
            "Har filen rätt ändrar du mötet med /mote."
        ),
        "Sammanlagt 0 nya, 0 ändrade, 2 oförändrade.",
        "1 skiljer sig från kalendern, som gäller.",
    ]
    assert [(one.first, one.title) for one in stored(house)][-1] == (
        date(2027, 4, 22), "Stora chefsdagen",
    )  # fmt: skip
    assert len(stored(house)) == 3


def test_a_cancelled_meeting_is_not_booked_again(
    house: House, bring_in: Import, tmp_path: Path
) -> None:
    path = saved(tmp_path, LIST)
    bring_in(path)
    sam = coordinator(house)
    cancel_meeting(house.services, sam, stored(house)[0].id)

    told = bring_in(path)

    assert told[:2] == [
        "Finns redan, ändras inte: ons 10 feb 2027 kl. 13.00–15.00 · Gemensam styrgrupp",
        "  Mötet är inställt. Ska det hållas ändå bokar du ett nytt med /mote.",
    ]
    assert len(stored(house)) == 3


def test_a_workbook_with_excels_own_dates_and_hours(
    house: House, bring_in: Import, tmp_path: Path
) -> None:
    path = workbook(
        tmp_path,
        ["Rubrik", "Startdatum", "Slutdatum", "Börjar", "Slutar", "Plats", "Platser", "Grupp"],
        [
            "Chefsmöte hösten",
            date(2027, 10, 14),
            None,
            time(9),
            time(15, 30),
            "Kungsbacka",
            80.0,
            "Chefer",
        ],
        [
            "Kursdagar",
            datetime(2027, 5, 18, 13),  # noqa: DTZ001 - a cell has no zone
            datetime(2027, 5, 19, 12),  # noqa: DTZ001 - the same
            None,
            None,
            "Borås",
            None,
            None,
        ],
    )

    told = bring_in(path)
    again = bring_in(path)

    assert told[:4] == [
        "Nytt möte: tis 18 maj 2027 kl. 13.00–ons 19 maj 2027 kl. 12.00 · Kursdagar · Borås",
        "  Ingen är vald att bjuda in.",
        "Nytt möte: tors 14 okt 2027 kl. 9.00–15.30 · Chefsmöte hösten · Kungsbacka",
        "  För Miljöchefer. 80 platser. Räknas som ”Gemensamt chefsmöte, höst”.",
    ]
    assert again == ["Sammanlagt 0 nya, 0 ändrade, 2 oförändrade."]
    assert [one.first for one in stored(house)] == [date(2027, 5, 18), date(2027, 10, 14)]


def test_hours_on_both_sides_of_a_change_of_the_clocks_are_swedish_ones(
    house: House, bring_in: Import, tmp_path: Path
) -> None:
    text = """\
Möte;Datum;Tid
Före sommartid;24 mars 2028;9–12
Efter sommartid;27 mars 2028;9–12
Över sommartid;24–27 mars 2028;13–11
Över vintertid;29 oktober–1 november 2027;13–11
"""
    bring_in(saved(tmp_path, text, "utf-8-sig"))

    hours = {one.title: (one.starts_at, one.ends_at) for one in stored(house)}
    assert hours == {
        "Före sommartid": (utc(2028, 3, 24, 8), utc(2028, 3, 24, 11)),
        "Efter sommartid": (utc(2028, 3, 27, 7), utc(2028, 3, 27, 10)),
        "Över sommartid": (utc(2028, 3, 24, 12), utc(2028, 3, 27, 9)),
        "Över vintertid": (utc(2027, 10, 29, 11), utc(2027, 11, 1, 10)),
    }


def utc(*numbers: int) -> datetime:
    year, month, day, hour = numbers
    return datetime(year, month, day, hour, tzinfo=UTC)


def test_what_is_wrong_is_told_with_row_and_column_and_nothing_is_added(
    house: House, bring_in: Import, tmp_path: Path
) -> None:
    text = """\
Möte;Datum;Tid;Sort;Bjud in
Chefsmöte;15 april 2027;9–12;chefsmöte;chefer
Styrgrupp;30 februari 2027;9–12;;
Träff;10 mars 2027;12–9;;
Fest;11 mars 2027;;kalas;
Avstämning;12 mars 2027;;;grannarna
"""
    told = bring_in(saved(tmp_path, text), code=1)

    assert [line[:70] for line in told] == [
        line[:70]
        for line in (
            "datum.csv, rad 3, kolumn Datum: väntade en dag med år, till exempel 15 april 2027",
            "datum.csv, rad 4, kolumn Tid: mötet slutar innan det börjar, rätta klockslagen",
            "datum.csv, rad 5, kolumn Sort: väntade ett av de kända orden, här står ”kalas”",
            "datum.csv, rad 6, kolumn Bjud in: det som nämns finns inte, här står ”grannarna”",
            "4 fel. Inget lästes in. Rätta felen och försök igen.",
        )
    ]
    assert stored(house) == []
