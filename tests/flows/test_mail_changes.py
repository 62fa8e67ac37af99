"""Changing something by mail: done for who is verified, confirmed by who is not, else set aside."""

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from tests.flows.letters import (
    COORDINATOR,
    STRANGER,
    TICKED,
    TRUSTED,
    VERIFIED,
    Post,
    answers,
    changes,
    fates,
    link_in,
    order,
    site,
    text_of,
    verbs,
    written,
)


def test_verified_sender_changes_something_once(
    coordinator: Post, folder: Path, sample_url: str
) -> None:
    raw = order(TICKED, Authentication_Results=TRUSTED)

    for _ in range(2):
        coordinator(raw)
    coordinator(order("ångra verksamhetsberättelsen", 2, Authentication_Results=TRUSTED))

    done, undone = (text_of(one) for one in answers(folder, COORDINATOR))
    assert "Klart" in done.splitlines()[0]
    assert undone.startswith("Öppnat igen\n\nVerksamhetsberättelse med bokslut")
    assert verbs(sample_url) == ["duty_done", "duty_reopened"]


def test_thanks_for_what_was_done_does_not_do_it_again(
    coordinator: Post, folder: Path, sample_url: str
) -> None:
    coordinator(order(TICKED, Authentication_Results=TRUSTED))
    (done,) = answers(folder, COORDINATOR)
    before = changes(sample_url)

    thread = {"In_Reply_To": str(done["Message-ID"]), "References": "<order-1@jonkoping.example>"}
    coordinator(
        written(
            "Sv: " + TICKED,
            "Tack!",
            sender=COORDINATOR,
            Message_ID="<tack@jonkoping.example>",
            Authentication_Results=TRUSTED,
            **thread,
        )
    )

    assert len(answers(folder, COORDINATOR)) == 2
    assert changes(sample_url) == before


def test_unverified_sender_is_asked_at_their_own_address_before_anything_is_done(
    coordinator: Post, folder: Path, sample_url: str
) -> None:
    before = changes(sample_url)

    coordinator(order(TICKED))

    (asked,) = answers(folder, COORDINATOR)
    assert asked["Subject"] == f"Är det här mejlet från dig? {TICKED}"
    assert asked["In-Reply-To"] == "<order-1@jonkoping.example>"
    assert TICKED in text_of(asked)
    assert fates(sample_url) == [("quarantined", "unconfirmed")]
    assert changes(sample_url) == before


def test_mail_is_acted_on_once_when_its_sender_has_confirmed_it(
    coordinator: Post, folder: Path, sample_url: str
) -> None:
    coordinator(order(TICKED))
    (asked,) = answers(folder, COORDINATOR)

    with site() as browser:
        path = link_in(asked)
        shown = browser.get(path)
        looked = fates(sample_url)
        told = [browser.post(path, headers={"Sec-Fetch-Site": "same-origin"}) for _ in range(2)]
        CliRunner().invoke(app, ["tick"])
        again = browser.post(path, headers={"Sec-Fetch-Site": "same-origin"})

    assert TICKED in shown.text
    assert looked == [("quarantined", "unconfirmed")]
    assert {one.status_code for one in (*told, again)} == {200}
    assert "Tack, mejlet är bekräftat" in told[1].text
    assert verbs(sample_url) == ["duty_done"]
    assert fates(sample_url) == [("answered", "")]
    assert "Klart" in text_of(answers(folder, COORDINATOR)[-1]).splitlines()[0]
    assert len(answers(folder, COORDINATOR)) == 2


def test_contact_details_are_shown_to_who_confirms_and_to_nobody_else(
    post: Post, folder: Path
) -> None:
    post(written("vem är kontaktperson i Lerum?"))
    (asked,) = answers(folder)

    with site() as browser:
        browser.post(link_in(asked), headers={"Sec-Fetch-Site": "same-origin"})
    CliRunner().invoke(app, ["tick"])

    assert "kontaktperson.lerum@vast.example" not in text_of(asked)
    assert "kontaktperson.lerum@vast.example" in text_of(answers(folder)[-1])


@pytest.mark.parametrize(
    ("said", "fate"),
    [
        ("släpp mejl {number}", ("answered", "", 1)),
        ("släng mejl {number}", ("discarded", "unknown_sender", 0)),
    ],
)
def test_stranger_changes_nothing_before_the_coordinator_lets_it_through(
    coordinator: Post, folder: Path, sample_url: str, said: str, fate: tuple[str, str, int]
) -> None:
    before, _ = changes(sample_url)
    wish = {"Message_ID": "<onskan@hemma.example>"}
    coordinator(written("sluta bevaka skatepark", sender=STRANGER, **wish))
    (told,) = answers(folder, STRANGER)
    waiting, _ = changes(sample_url)
    coordinator(order("karantän", Authentication_Results=TRUSTED))
    (shown,) = answers(folder, COORDINATOR)
    (number,) = re.findall(r"släpp mejl (\d+),", text_of(shown))

    coordinator(order(said.format(number=number), 2, Authentication_Results=TRUSTED))

    assert text_of(told).startswith("Jag känner inte igen din adress")
    assert "sluta bevaka skatepark · från granne@hemma.example" in " ".join(text_of(shown).split())
    assert waiting == before
    assert (*fates(sample_url)[0], changes(sample_url)[0] - before) == fate
    # What is let through is answered as well, and what is thrown away is not.
    assert len(answers(folder, STRANGER)) == (2 if fate[0] == "answered" else 1)


def test_nobody_else_sees_the_quarantine(coordinator: Post, folder: Path) -> None:
    coordinator(written("sluta bevaka skatepark", sender=STRANGER, Message_ID="<a@hemma.example>"))

    coordinator(written("karantän", Authentication_Results=VERIFIED))

    (told,) = answers(folder)
    assert text_of(told).startswith("Det här är bara öppet för en annan roll.")


@pytest.mark.parametrize(
    ("subject", "fields"),
    [
        (f"SV: {TICKED}", {}),
        (f"VB: {TICKED}", {}),
        (TICKED, {"In_Reply_To": "<forsta@jonkoping.example>"}),
    ],
)
def test_subject_of_what_goes_on_is_nobodys_order(
    coordinator: Post, sample_url: str, subject: str, fields: dict[str, str]
) -> None:
    before = changes(sample_url)

    coordinator(
        written(
            subject,
            "Toppen, tack!",
            sender=COORDINATOR,
            Message_ID="<fortsattning@jonkoping.example>",
            Authentication_Results=TRUSTED,
            **fields,
        )
    )

    assert changes(sample_url) == before


def test_what_is_confirmed_is_what_was_shown_and_nothing_else(
    coordinator: Post, folder: Path, sample_url: str
) -> None:
    forged = written("Hej", TICKED, sender=COORDINATOR, Message_ID="<falsk@jonkoping.example>")
    coordinator(forged)
    (asked,) = answers(folder, COORDINATOR)

    with site() as browser:
        shown = browser.get(link_in(asked)).text

    assert TICKED in text_of(asked)
    assert TICKED in shown
    assert verbs(sample_url) == []


def test_what_was_let_through_is_done_however_many_answers_there_were(
    coordinator: Post, folder: Path
) -> None:
    wish = {"Message_ID": "<onskan@hemma.example>"}
    coordinator(written("sluta bevaka skatepark", sender=STRANGER, **wish))
    for number in range(5):
        message_id = f"<{number}@hemma.example>"
        coordinator(written("projekt släckvatten", sender=STRANGER, Message_ID=message_id))
    before = len(answers(folder, STRANGER))
    coordinator(order("karantän", Authentication_Results=TRUSTED))
    (shown,) = answers(folder, COORDINATOR)
    (number,) = re.findall(r"släpp mejl (\d+),", text_of(shown))

    coordinator(order(f"släpp mejl {number}", 2, Authentication_Results=TRUSTED))

    assert before == 5
    assert len(answers(folder, STRANGER)) == 6
