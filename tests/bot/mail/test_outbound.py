from datetime import date
from pathlib import Path

import pytest

from bot.config import SettingsError, load_settings
from bot.mail.courier import MailCourier
from bot.mail.outbound import mail_courier
from bot.mail.rendering import Rendered
from handlers.contents import Reminders
from handlers.ports import Parcel, Recipient
from tests.bot.mail.servers import Script, mail_server, token_endpoint
from tests.fakes import FixedClock
from tests.sample import NOW

FROM = {"MAIL_FROM": "Miljösamverkan Väst <bot@miljo.example>"}
PARCEL = Parcel(
    "reminders/1/2026-09-01",
    Recipient(1, "Anna Ek", "anna@kommun.example"),
    Reminders("Miljösamverkan Väst", date(2026, 9, 1), ()),
)


def render(_: Parcel) -> Rendered:
    return Rendered("Påminnelse", "Hej\n", "<p>Hej</p>\n")


def built(**settings: str) -> MailCourier | None:
    return mail_courier(load_settings(settings), FixedClock(NOW), render)


def send(**settings: str) -> None:
    courier = built(**settings)
    assert courier is not None
    courier.send(PARCEL)
    courier.close()


def test_no_way_out_is_no_courier() -> None:
    assert built(**FROM) is None


def test_mail_goes_out_over_the_server_that_is_set() -> None:
    script = Script()
    with mail_server(script) as port:
        send(SMTP_URL=f"smtp://127.0.0.1:{port}", MAIL_PER_MINUTE="60", **FROM)

    assert [taken.sender for taken in script.taken] == ["bot@miljo.example"]


def test_mail_goes_out_with_the_account_that_is_set() -> None:
    script = Script(accounts={"bot@kommun.example": "l/ösen"})
    with mail_server(script, auth_require_tls=False) as port:
        send(SMTP_URL=f"smtp://bot%40kommun.example:l%2F%C3%B6sen@127.0.0.1:{port}", **FROM)

    assert [taken.user for taken in script.taken] == ["bot@kommun.example"]


def test_mail_goes_out_with_a_token_where_it_is_set() -> None:
    script = Script(accounts={"bot@kommun.example": "t1"})
    with (
        token_endpoint((200, {"access_token": "t1", "expires_in": 3600})) as endpoint,
        mail_server(script, auth_require_tls=False) as port,
    ):
        send(
            SMTP_URL=f"smtp://bot%40kommun.example@127.0.0.1:{port}",
            SMTP_TOKEN_URL=endpoint.url,
            SMTP_CLIENT_ID="id",
            SMTP_CLIENT_SECRET="hemligt",
            SMTP_SCOPE="https://mail.example/.default",
            **FROM,
        )

    assert [taken.user for taken in script.taken] == ["bot@kommun.example"]
    assert endpoint.asked[0]["scope"] == "https://mail.example/.default"


@pytest.mark.parametrize("form", ["file:{}", "file://{}"])
def test_mail_goes_into_the_folder_that_is_set(form: str, tmp_path: Path) -> None:
    send(SMTP_URL=form.format(tmp_path / "mejl"), **FROM)

    assert [path.suffix for path in (tmp_path / "mejl").iterdir()] == [".eml"]


def test_folder_may_be_named_from_where_the_bot_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    send(SMTP_URL="file:var/mejl", **FROM)

    assert len(list((tmp_path / "var" / "mejl").iterdir())) == 1


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"SMTP_URL": "file:mejl"}, "MAIL_FROM saknas: ska vara en e-postadress"),
        (
            {"SMTP_URL": "file:mejl", "MAIL_FROM": "bot@kommun.local"},
            "MAIL_FROM: ska vara en adress som det går att skicka mejl från",
        ),
        ({"SMTP_URL": "smtp://bot@mail.example", **FROM}, "SMTP_URL: ska innehålla både konto"),
        ({"SMTP_URL": "smtp://:ord@mail.example", **FROM}, "SMTP_URL: ska innehålla både konto"),
        (
            {
                "SMTP_URL": "smtp://mail.example",
                "SMTP_TOKEN_URL": "https://login.example/token",
                **FROM,
            },
            "SMTP_URL: ska innehålla kontot",
        ),
        (
            {
                "SMTP_URL": "smtp://bot@mail.example",
                "SMTP_TOKEN_URL": "https://login.example/token",
                **FROM,
            },
            "SMTP_CLIENT_ID saknas",
        ),
        (
            {
                "SMTP_URL": "smtp://bot@mail.example",
                "SMTP_TOKEN_URL": "https://login.example/token",
                "SMTP_CLIENT_ID": "id",
                **FROM,
            },
            "SMTP_CLIENT_SECRET saknas",
        ),
    ],
)
def test_setting_that_is_missing_is_named_when_the_courier_is_built(
    settings: dict[str, str], said: str
) -> None:
    with pytest.raises(SettingsError) as caught:
        built(**settings)

    assert str(caught.value).startswith(said)
