"""Answers that list much or tell of dates: chosen from by number, with files beside them."""

from email.message import EmailMessage
from pathlib import Path

from icalendar import Calendar

from tests.flows.letters import COORDINATOR, TRUSTED, Post, answers, order, text_of, written


def files_of(mail: EmailMessage) -> dict[str | None, bytes]:
    found = {}
    for one in mail.iter_attachments():
        content = one.get_payload(decode=True)
        assert isinstance(content, bytes)
        found[one.get_filename()] = content
    return found


def test_row_of_a_long_list_is_chosen_by_its_number(coordinator: Post, folder: Path) -> None:
    coordinator(order("förslag"))
    (listed,) = answers(folder, COORDINATOR)
    (line,) = [one for one in text_of(listed).splitlines() if one.startswith("12. ")]

    answered = {"In_Reply_To": str(listed["Message-ID"])}
    raw = written(
        "SV: förslag", "12", sender=COORDINATOR, Message_ID="<tolv@x.example>", **answered
    )
    coordinator(raw)

    title = line.removeprefix("12. ").partition(" ·")[0]
    assert text_of(answers(folder, COORDINATOR)[-1]).startswith(title)
    assert list(files_of(listed)) == ["lista.xlsx"]


def test_calendar_comes_with_an_answer_about_dates(coordinator: Post, folder: Path) -> None:
    coordinator(order("kalender februari 2027", Authentication_Results=TRUSTED))

    (answer,) = answers(folder, COORDINATOR)
    files = files_of(answer)
    calendar = Calendar.from_ical(files["kalender.ics"])
    assert isinstance(calendar, Calendar)
    assert list(files) == ["kalender.ics", "lista.xlsx"]
    assert "Verksamhetsberättelse med bokslut" in [str(one["SUMMARY"]) for one in calendar.events]
    assert "Datumen finns i filen kalender.ics, som du kan öppna i din kalender." in text_of(answer)
