"""Questions in the terminal: one at a time, or a file of them."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.swedish import Command
from bot.cli.terminal import DAY, WRONG_USE, app, day_of, fail, out, services_of
from bot.texts import text
from bot.texts.cards import present
from bot.texts.plain import plain
from handlers import asking, people
from handlers.answers import Answer, Asker
from handlers.ports import Services


class Channel(StrEnum):
    """The doors an answer can be tried as."""

    CHAT = "chat"
    MAIL = "mail"


@dataclass(frozen=True, slots=True)
class Asked:
    """One question with what the person trying it out says of the asker."""

    text: str
    collaboration: str | None = None
    as_: str | None = None
    channel: str = Channel.CHAT
    at: str | None = None

    @classmethod
    def of(cls, given: dict[str, str | None]) -> "Asked":
        """Read one object of a batch; raise an error when ``text`` is missing or no text."""
        words = given["text"]
        if not isinstance(words, str):
            raise TypeError("text")
        channel = Channel(given.get("channel") or Channel.CHAT)
        return cls(words, given.get("collaboration"), given.get("as"), channel, given.get("at"))


@app.command(cls=Command, help=text("cli.ask"), rich_help_panel=text("cli.panel_use"))
def ask(
    question: Annotated[
        str | None, typer.Argument(metavar="TEXT", help=text("cli.ask_text"))
    ] = None,
    *,
    collaboration: Annotated[str | None, typer.Option(help=text("cli.collaboration"))] = None,
    as_: Annotated[str | None, typer.Option("--as", help=text("cli.as"))] = None,
    channel: Annotated[Channel, typer.Option(help=text("cli.channel"))] = Channel.CHAT,
    at: Annotated[str | None, typer.Option(help=text("cli.at"), metavar=DAY)] = None,
    as_json: Annotated[bool, typer.Option("--json", help=text("cli.json"))] = False,
    batch: Annotated[Path | None, typer.Option(help=text("cli.batch"))] = None,
) -> None:
    """Answer one question, or a file of them."""
    if (question is None) == (batch is None):
        fail(text("cli.text_or_batch"), WRONG_USE)
    with services_of() as services:
        if batch is not None:
            for asked in _read_batch(batch):
                out.print(_json(_answer(services, asked)))
        else:
            answer = _answer(services, Asked(question or "", collaboration, as_, channel, at))
            out.print(_json(answer) if as_json else plain(present(answer)))


def _read_batch(file: Path) -> Iterator[Asked]:
    try:
        lines = file.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        fail(text("cli.batch_unreadable", file=str(file)))
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                yield Asked.of(json.loads(line))
            except (ValueError, KeyError, TypeError, AttributeError):
                fail(text("cli.batch_line", file=str(file), line=str(number)))


def _answer(services: Services, asked: Asked) -> Answer:
    day = day_of(asked.at) if asked.at else None
    return asking.ask(services, _asker(services, asked), asked.text, day)


def _asker(services: Services, asked: Asked) -> Asker:
    known = people.asker_by_email(services, asked.as_, asked.channel) if asked.as_ else None
    asker = known or people.stranger(asked.collaboration, asked.channel)
    if not asked.collaboration:
        return asker
    return people.asking_in(services, asker, asked.collaboration)


def _json(answer: Answer) -> str:
    said = {"kind": answer.kind, "ids": list(answer.ids), "text": plain(present(answer))}
    return json.dumps(said, ensure_ascii=False)
