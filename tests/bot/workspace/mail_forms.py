"""The form for a mail, filled in and sent as a browser without JavaScript does it."""

import html
import re
from email.message import EmailMessage
from urllib.parse import quote

from bot.workspace.post import Fate, State
from tests.bot.workspace.demo_house import Demo
from tests.bot.workspace.fetching import Answer, fetch
from tests.bot.workspace.mailings import mailed, put
from tests.bot.workspace.material import INA

ROOT = f"/som/{INA}"
OUTSIDE = "granne@hemma.example"
OUTSIDE_ROOT = f"/adress/{quote(OUTSIDE, safe='')}"
VETLANDA = "/adress/miljokontoret%40vetlanda.example"
QUESTION = {"ticket": "t1", "subject": "projekt släckvatten", "text": "Hej!\r\nVad hände sen?"}
ANSWER_ID = "svar@jonkoping.example"


def send(demo: Demo, path: str = f"{ROOT}/mejla", **form: str) -> Answer:
    return fetch(demo.house, path, {**QUESTION, **form})


def follow(demo: Demo, answer: Answer) -> str:
    """Give the page that somebody is led to."""
    status, headers, _ = answer
    assert status == 303
    return fetch(demo.house, headers["location"])[2]


def values(page: str) -> tuple[str, str, bool]:
    """Give what stands in the form: subject, text, and whether the box is ticked."""
    (subject,) = re.findall(r'name="subject" value="([^"]*)"', page)
    (text,) = re.findall(r"<textarea[^>]*>\n(.*?)</textarea>", page, re.DOTALL)
    return html.unescape(subject), html.unescape(text), " checked>" in page


def text_of(mail: EmailMessage) -> str:
    return str(mail.get_content()).replace("\r\n", "\n")


def told(page: str) -> list[str]:
    """Give what is to be mended."""
    found = re.findall(r'<p class="error"[^>]*><span[^>]*>Fel: </span>([^<]+)</p>', page)
    return [html.unescape(one) for one in found]


def answered(demo: Demo, told: str = "", *, came: bool = True) -> None:
    demo.post.fates.append(Fate(State.ANSWERED, told, ANSWER_ID))
    if came:
        put(demo.mail, "svar", mailed(subject="SV: projekt", Message_ID=f"<{ANSWER_ID}>"))
