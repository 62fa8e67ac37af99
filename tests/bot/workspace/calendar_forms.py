"""The pages of a calendar, read and answered from as a browser without JavaScript does it."""

import html
import re
from email.message import EmailMessage

from tests.bot.workspace.demo_house import Demo
from tests.bot.workspace.fetching import Answer, fetch
from tests.bot.workspace.invitations import times
from tests.bot.workspace.mail_forms import ROOT
from tests.bot.workspace.material import INA

PATH = f"{ROOT}/kalender"
MARCH = times("20260310T090000", "20260310T120000")
APRIL = times("20260407T090000", "20260407T120000")
PLACE = "LOCATION:Rådhuset"


def page(demo: Demo, path: str = PATH) -> str:
    return fetch(demo.house, path)[2]


def words(shown: str) -> str:
    """Give what a person reads, on one line."""
    shown = shown.split("<main")[1].partition("</main>")[0]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", shown)).split())


def hidden(shown: str, name: str) -> str:
    return str(re.findall(rf'name="{name}" value="([^"]*)"', shown)[0])


def action(shown: str) -> str:
    (found,) = re.findall(r'class="answer-form" method="post" action="([^"]+)"', shown)
    return str(found)


def press(demo: Demo, status: str, path: str = PATH, **form: str) -> Answer:
    shown = page(demo, path)
    filled = {name: hidden(shown, name) for name in ("ticket", "sequence")}
    return fetch(demo.house, action(shown), {**filled, "status": status, **form})


def propose(demo: Demo, **form: str) -> Answer:
    path = f"{action(page(demo))}/ny-tid"
    shown = page(demo, path)
    names = ("ticket", "sequence", "day", "hour")
    return fetch(demo.house, path, {**{name: hidden(shown, name) for name in names}, **form})


def news(demo: Demo) -> list[tuple[str, str]]:
    """Give the numbers that stand in the menu, and what is said of them."""
    shown = fetch(demo.house, f"/som/{INA}/hem", X_Live="1")[2]
    return re.findall(r'<span class="news">(\d+)<[^>]+> ([^<]+)', shown)


def content_of(mail: EmailMessage) -> bytes:
    _, told = mail.iter_parts()
    content = told.get_payload(decode=True)
    assert isinstance(content, bytes)
    return content
