from dataclasses import replace
from datetime import date, time

from bot.texts.listed_dates import meeting_lines
from handlers.contents import MeetingLine
from handlers.imports import FieldChange, MeetingChange, Outcome

DAY = date(2027, 4, 15)
LINE = MeetingLine(
    number=0, rule="", part="", title="Chefsmöte <!here>", first=DAY, last=DAY, place="Varberg"
)
NEW = MeetingChange(meeting=LINE, outcome=Outcome.ADDED)
FILE = replace(LINE, starts=time(9), ends=time(16))


def kept(*fields: FieldChange) -> list[str]:
    return list(meeting_lines([MeetingChange(meeting=LINE, outcome=Outcome.KEPT, fields=fields)]))


def test_a_new_meeting_that_nobody_is_chosen_for() -> None:
    assert list(meeting_lines([NEW])) == [
        "Nytt möte: tors 15 april 2027 · Chefsmöte <!here> · Varberg\n  Ingen är vald att bjuda in."
    ]


def test_a_new_meeting_with_all_that_is_known_of_it() -> None:
    full = replace(
        NEW, roles=("manager", "inspector"), groups=("Styrgruppen",), answer_by=date(2027, 4, 1),
        places=20, fitting=("Chefsmöte, vår",), beside=("Chefsträff", "Kickoff"),
    )  # fmt: skip

    (said,) = meeting_lines([full])

    assert said.splitlines()[1] == (
        "  För Miljöchefer, Inspektörer och Styrgruppen. Svara senast tors 1 april 2027. "
        "20 platser. Räknas som ”Chefsmöte, vår”. Samma dag finns redan Chefsträff och Kickoff."
    )


def test_a_new_meeting_that_several_recurring_ones_would_have() -> None:
    (said,) = meeting_lines([replace(NEW, fitting=("Vår", "Höst"))])

    assert said.endswith("Räknas inte som något återkommande, för flera passar: Vår och Höst.")


def test_what_is_kept_comes_last_and_what_is_unchanged_is_not_told() -> None:
    every = [
        MeetingChange(meeting=LINE, outcome=Outcome.UNCHANGED),
        MeetingChange(
            meeting=LINE, outcome=Outcome.KEPT, fields=(FieldChange("place", "Varberg", "Borås"),)
        ),
        NEW,
    ]

    assert [line.split(":")[0] for line in meeting_lines(every)] == [
        "Nytt möte", "Finns redan, ändras inte",
    ]  # fmt: skip


def test_what_the_file_says_otherwise() -> None:
    (said,) = kept(
        FieldChange("when", LINE, FILE),
        FieldChange("place", "Varberg", "Borås"),
        FieldChange("link", "https://a.example", ""),
        FieldChange("kind", "managers", "steering_group"),
        FieldChange("answer_by", None, date(2027, 4, 1)),
        FieldChange("places", 12, 20),
        FieldChange("whom", None, None),
    )

    assert said.splitlines()[1] == (
        "  Filen säger tid tors 15 april 2027 kl. 9.00–16.00, plats Borås, länk inget, "
        "sort Styrgruppsmöte, sista svarsdag tors 1 april 2027, antal platser 20 och "
        "andra att bjuda in. Har filen rätt ändrar du mötet med /mote."
    )


def test_a_cancelled_meeting_says_what_to_do() -> None:
    (said,) = kept(FieldChange("state", "cancelled", "booked"))

    assert said.splitlines()[1] == (
        "  Mötet är inställt. Ska det hållas ändå bokar du ett nytt med /mote."
    )
