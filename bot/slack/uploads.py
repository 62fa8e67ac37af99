"""Files for one person, in a direct message: made and sent after what was asked is answered."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from http.client import HTTPException
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError
from slack_sdk.webhook import WebhookClient

from bot.documents.of_answers import files_of
from bot.slack.blocks.parts import escaped
from bot.slack.press import Press
from bot.slack.screens import PATIENCE, sentence
from bot.texts import refusal_text
from bot.texts.cards import present
from handlers.answers import Answer
from handlers.errors import Refusal, new_reference

logger = logging.getLogger(__name__)

# Nobody waits for it: what is asked for has been answered.
UPLOAD_PATIENCE = 20


@dataclass(frozen=True, slots=True)
class Upload:
    """A file with its name and title; ``alt`` says the same as a picture does."""

    content: bytes
    name: str
    title: str
    alt: str = ""


def send_file(client: WebClient, user: str, make: Callable[[], Upload], failed: str) -> str:
    """Make a file and send it to somebody directly; return what to say where that failed.

    ``failed`` is said where Slack did not take it.
    """
    return send_files(client, user, lambda: (make(),), failed)


def send_files(
    client: WebClient, user: str, make: Callable[[], Sequence[Upload]], failed: str
) -> str:
    """Make files and send them in one message; return what to say where that failed."""
    try:
        _send(client, user, make())
    except Refusal as no:
        return refusal_text(no)
    except (SlackClientError, HTTPException, OSError) as error:
        logger.warning("Slack did not take a file: %s", type(error).__name__)
        return failed
    except Exception as error:
        # Nobody stands behind a lazy listener who would tell the person.
        reference = new_reference()
        logger.error("%s", reference, exc_info=error)  # noqa: TRY400 - as in trouble.py
        return refusal_text(Refusal("program_error", reference=reference))
    return ""


def send_pressed(press: Press, make: Callable[[], Sequence[Upload]], failed: str) -> None:
    """Make the files that a button asks for and send them; say in a direct message if it failed."""
    failure = send_files(press.client, press.user, make, failed)
    if failure:
        press.client.chat_postMessage(channel=press.user, **sentence(failure))


def uploads_of(answer: Answer, now: datetime) -> tuple[Upload, ...]:
    """Return the files that an answer is handed over as, under its heading."""
    title = present(answer).heading
    return tuple(Upload(one.content, one.name, title) for one in files_of(answer, now))


def tell(command: Mapping[str, Any], told: str) -> None:
    """Tell whoever has written a command, and nobody else, what has become of their file."""
    webhook = WebhookClient(str(command["response_url"]), timeout=PATIENCE, retry_handlers=[])
    try:
        webhook.send_dict({**sentence(told), "response_type": "ephemeral"})
    except (SlackClientError, HTTPException, OSError) as error:
        logger.warning("Slack did not say where a file is: %s", type(error).__name__)


def _send(client: WebClient, user: str, files: Sequence[Upload]) -> None:
    # This client is the request's own.
    client.timeout = UPLOAD_PATIENCE
    channel = client.conversations_open(users=user)["channel"]["id"]
    client.files_upload_v2(
        channel=channel,
        file_uploads=[
            {
                "content": one.content,
                "filename": one.name,
                "title": one.title,
                "alt_txt": one.alt or None,
            }
            for one in files
        ],
        # A title may be somebody's words, and this is read as markup.
        initial_comment=escaped(files[0].title),
    )
