"""What followers of projects are told, by mail and in chat."""

from dataclasses import replace

from bot.mail.links import NoLinks
from bot.mail.rendering import render
from bot.slack.blocks.project_news import project_news
from handlers.contents import ProjectNewsLine
from handlers.ports import Parcel
from tests.bot.mail.parcels import INA, PROJECT_NEWS

HOSTILE = "<b>Fet</b> <!channel> <@U1>"


def test_mail_names_the_project_and_each_change() -> None:
    mail = render(Parcel("key", INA, PROJECT_NEWS), NoLinks())

    assert mail.subject == "Nytt i Ventilation"
    assert "Ventilation: Läge: pågår (tidigare planerat)" in mail.text
    assert "Ventilation: Habo deltar · 7 besök" in mail.text
    assert "Vill du slippa? Skriv ”sluta bevaka Ventilation”." in mail.text


def test_several_projects_are_counted_in_the_subject() -> None:
    other = replace(PROJECT_NEWS.projects[0], title="Släckvatten")
    news = replace(PROJECT_NEWS, projects=(*PROJECT_NEWS.projects, other))

    assert render(Parcel("key", INA, news), NoLinks()).subject == (
        "Nytt i 2 projekt som du bevakar"
    )


def test_what_people_wrote_is_no_markup_anywhere() -> None:
    line = replace(PROJECT_NEWS.projects[0], title=HOSTILE)
    assert isinstance(line, ProjectNewsLine)
    news = replace(PROJECT_NEWS, projects=(line,))

    assert "<b>Fet" not in render(Parcel("key", INA, news), NoLinks()).html
    assert "<!channel>" not in project_news(news)["text"]
