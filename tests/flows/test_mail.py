"""A question by mail: handed over by a mail server, answered once, in its thread."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from tests.flows.letters import (
    BOT,
    LATER,
    NO_INPUT,
    STRANGER,
    VERIFIED,
    Post,
    answers,
    fates,
    text_of,
    written,
)


def test_question_is_answered_once_in_its_thread(post: Post, folder: Path) -> None:
    raw = written("projekt släckvatten", References="<forsta@vast.example>")

    done = [post(raw).exit_code for _ in range(2)]

    (answer,) = answers(folder)
    assert done == [0, 0]
    assert answer["Subject"] == "SV: projekt släckvatten"
    assert text_of(answer).startswith("Tillsynsprojekt släckvatten\n")
    assert answer["In-Reply-To"] == "<fraga@vast.example>"
    assert answer["References"] == "<forsta@vast.example> <fraga@vast.example>"
    assert answer["From"] == f"Samverkansboten <{BOT}>"
    assert answer.get_body(("html",)) is not None


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("", "projekt släckvatten"),
        ("Hej", "Hej!\n\nprojekt släckvatten\n\nMvh\nIna"),
        ("Sv: Fråga", "projekt släckvatten\n\n> Den 3 mars skrev Boten:\n> projekt avfall"),
    ],
)
def test_question_is_found_in_the_subject_or_the_first_lines(
    post: Post, folder: Path, subject: str, text: str
) -> None:
    post(written(subject, text))

    (answer,) = answers(folder)
    assert text_of(answer).startswith("Tillsynsprojekt släckvatten\n")


def test_choice_is_made_by_answering_with_its_number(post: Post, folder: Path) -> None:
    post(written("projekt ventilation"))
    (offered,) = answers(folder)
    number = {"In_Reply_To": str(offered["Message-ID"]), "Message_ID": "<tva@vast.example>"}

    post(written("SV: projekt ventilation", "2", **number))

    chosen = answers(folder)[-1]
    lines = [line for line in text_of(offered).splitlines() if line.startswith("2. ")]
    choices = [line.partition(" ·")[0] for line in lines]
    assert "Svara med numret på det du menar." in text_of(offered)
    assert choices == [f"2. {text_of(chosen).splitlines()[0]}"[: len(choices[0])]]


def test_verified_sender_sees_what_a_stranger_does_not(post: Post, folder: Path) -> None:
    question = "vem är kontaktperson i Lerum?"
    post(written(question, sender=STRANGER, Message_ID="<annan@hemma.example>"))
    post(written(question, Message_ID="<kand@vast.example>", Authentication_Results=VERIFIED))

    (hidden,), (shown,) = answers(folder, STRANGER), answers(folder)

    assert "kontaktperson.lerum@vast.example" not in text_of(hidden)
    assert "kontaktperson.lerum@vast.example" in text_of(shown)


def test_choice_is_what_stood_in_the_answer_and_only_for_who_got_it(
    post: Post, folder: Path
) -> None:
    post(written("projekt ventilation"))
    (offered,) = answers(folder)
    other = "miljochef.boras@vast.example"

    post(
        written(
            "SV: projekt",
            "1",
            sender=other,
            In_Reply_To=str(offered["Message-ID"]),
            Message_ID="<annan@vast.example>",
        )
    )

    (told,) = answers(folder, other)
    assert text_of(told).splitlines()[0] not in text_of(offered)


def test_message_id_that_is_none_does_not_stop_the_answer(post: Post, folder: Path) -> None:
    raw = written("projekt släckvatten").replace(
        b"<fraga@vast.example>", "<fr\u00e5ga @x>".encode()
    )

    post(raw)

    (answer,) = answers(folder)
    assert answer["In-Reply-To"] is None


def test_stranger_gets_a_few_answers_a_day(post: Post, folder: Path) -> None:
    for number in range(7):
        post(written("projekt släckvatten", Message_ID=f"<{number}@vast.example>"))

    assert len(answers(folder)) == 5


@pytest.mark.usefixtures("post")
def test_mail_whose_taking_in_was_cut_off_is_answered_when_the_clock_ticks(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as cut:
        cut.setattr("bot.app.receiving.take", lambda _services: None)
        CliRunner().invoke(app, ["receive"], input=written("projekt släckvatten"))
    before = answers(folder)

    CliRunner().invoke(app, ["tick"])

    assert before == []
    assert len(answers(folder)) == 1


@pytest.mark.usefixtures("post")
def test_mail_that_is_kept_is_not_sent_again_whatever_goes_wrong_after_that(
    folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr("bot.app.receiving.take", lambda _services: 1 // 0)
        taken = CliRunner().invoke(app, ["receive"], input=written("projekt släckvatten"))

    CliRunner().invoke(app, ["tick"])

    assert taken.exit_code == 0
    assert "ZeroDivisionError" in caplog.text
    assert len(answers(folder)) == 1


def test_automatic_reply_is_kept_and_never_answered(
    post: Post, folder: Path, sample_url: str
) -> None:
    post(written("Autosvar: projekt släckvatten", "Jag är borta.", Auto_Submitted="auto-replied"))

    assert answers(folder) == []
    assert fates(sample_url) == [("silent", "automatic")]


def test_mail_that_only_its_words_give_away_is_not_answered_with_nothing(
    post: Post, folder: Path, sample_url: str
) -> None:
    post(written("", "Autosvar: Jag är på semester till den 1 december."))

    assert answers(folder) == []
    assert fates(sample_url) == [("silent", "automatic")]


def test_two_assistants_stop_at_one_mail(post: Post, folder: Path) -> None:
    post(written("projekt släckvatten"))
    (answer,) = answers(folder)

    post(answer.as_bytes())

    assert len(list(folder.glob("*.eml"))) == 1


def test_poisoned_mail_stops_nobody(post: Post, folder: Path) -> None:
    poison = b"From: =?utf-8?q?a=0D=0ABcc=3A_evil=40x.example?= <a@b.example>\r\n\r\nx"

    codes = [post(poison).exit_code, post(written("projekt släckvatten")).exit_code]

    assert codes == [0, 0]
    assert len(answers(folder)) == 1


def test_mail_server_is_told_to_come_back_while_the_database_is_away(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql+psycopg://bot@127.0.0.1:1/nothing")

    assert post(written("projekt släckvatten")).exit_code == LATER


def test_mail_server_is_told_what_is_not_set(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MAIL_FROM")

    done = post(written("projekt släckvatten"))

    assert done.exit_code == LATER
    assert "MAIL_FROM" in done.stderr


def test_nothing_is_no_mail(post: Post) -> None:
    assert post(b"\n").exit_code == NO_INPUT


@pytest.mark.parametrize("said", ["Ja tack", "ja", "2\n\nNej förresten, vänta lite."])
def test_yes_to_several_and_a_number_with_more_to_say_choose_nothing(
    post: Post, folder: Path, said: str
) -> None:
    post(written("projekt ventilation"))
    (offered,) = answers(folder)

    thread = {"In_Reply_To": str(offered["Message-ID"]), "Message_ID": "<tva@vast.example>"}
    post(written("SV: projekt ventilation", said, **thread))

    chosen = text_of(answers(folder)[-1]).splitlines()[0]
    assert chosen not in text_of(offered)
