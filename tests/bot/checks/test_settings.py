from pathlib import Path

from bot.app.checks.settings import check_settings
from bot.config import usable_settings
from tests.bot.checks.ground import ground, said

NO_NAME = (
    "MAIL_AUTHSERV_ID är inte satt. Alla som mejlar är okända för boten och får bara svar om det "
    "som är öppet."
)
NO_MAILBOX = (
    "IMAP_URL är inte satt. Boten läser ingen brevlåda. Mejl kommer bara in om mejlservern lämnar "
    "dem till samverkansbot receive."
)
WITHOUT = [
    "SLACK_BOT_TOKEN är inte satt. Boten finns inte i Slack, och samverkansbot run startar inte.",
    "SMTP_URL är inte satt. Boten skickar inga mejl och svarar inte på några.",
    NO_MAILBOX,
    NO_NAME,
    "PUBLIC_URL är inte satt. Mejlen går ut utan knappar, och Slack kan inte nå boten över HTTP.",
]
ALL_SET = {
    "SLACK_BOT_TOKEN": "xoxb-1",
    "SMTP_URL": "file:mejl",
    "IMAP_URL": "imaps://bot:ord@mejl.kommun.example",
    "MAIL_AUTHSERV_ID": "mx.kommun.example",
    "PUBLIC_URL": "https://bot.kommun.example",
}


def test_nothing_set_is_no_fault_and_says_what_does_not_work() -> None:
    found = check_settings(ground())

    assert said(found) == [
        ("ok", "Alla variabler som är satta går att läsa."),
        *(("skipped", words) for words in WITHOUT),
    ]


def test_everything_set_has_nothing_to_say_of_what_is_missing() -> None:
    found = check_settings(ground(**ALL_SET))

    assert said(found) == [("ok", "Alla variabler som är satta går att läsa.")]


def test_each_wrong_variable_is_a_fault_with_its_message_and_what_to_do() -> None:
    found = list(check_settings(ground(**ALL_SET | {"PORT": "hemligt", "SECRET_KEY": "kort"})))

    assert said(found) == [
        ("fault", "PORT: ska vara ett heltal från 0 till 65535."),
        ("fault", "SECRET_KEY: ska vara minst 32 tecken som ingen kan gissa."),
    ]
    assert [one.todo for one in found] == [
        "Rätta PORT och kör kontrollen igen.",
        "Rätta SECRET_KEY och kör kontrollen igen.",
    ]


def test_file_that_cannot_be_read_and_a_variable_set_twice_are_faults(tmp_path: Path) -> None:
    twice = {"SECRET_KEY": "x" * 32, "SECRET_KEY_FILE": "/var/key"}
    missing = {"SMTP_URL": "", "SMTP_URL_FILE": str(tmp_path / "ingen")}

    _, wrong = usable_settings(ALL_SET | twice | missing)

    assert wrong == {
        "SMTP_URL": "SMTP_URL_FILE: ska vara en läsbar textfil med ett värde i.",
        "SECRET_KEY": "SECRET_KEY och SECRET_KEY_FILE är båda satta: ta bort den ena.",
    }


def test_settings_that_are_right_are_kept_beside_those_that_are_wrong() -> None:
    settings, wrong = usable_settings({"PORT": "många", "HOST": "bot.example", "PATH": "/bin"})

    assert list(wrong) == ["PORT"]
    assert (settings.host, settings.port) == ("bot.example", 8000)
