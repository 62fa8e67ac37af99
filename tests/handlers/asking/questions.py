"""The question sets: what people ask, and what a good answer rests on."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from handlers.answers import Answer, Asker
from handlers.asking import ask
from handlers.people import asker_by_email, asking_in, stranger
from handlers.ports import Services
from tests.house import ROOT

FILES = sorted((ROOT / "tests/questions").glob("*.jsonl"))


@dataclass(frozen=True, slots=True)
class Question:
    """One line of a set; ``ids`` is None where they are not checked."""

    text: str
    collaboration: str
    email: str | None
    channel: str
    at: date
    kinds: tuple[str, ...]
    ids: tuple[str, ...] | None
    why: str

    @classmethod
    def of(cls, line: str) -> "Question":
        """Read one line."""
        given = json.loads(line)
        kind, ids = given["kind"], given["ids"]
        return cls(
            text=given["text"],
            collaboration=given["collaboration"],
            email=given.get("as"),
            channel=given["channel"],
            at=date.fromisoformat(given["at"]),
            kinds=(kind,) if isinstance(kind, str) else tuple(kind),
            ids=None if ids is None else tuple(sorted(ids)),
            why=given["why"],
        )

    def asker(self, services: Services) -> Asker:
        """Return who asks, as the command line finds it out."""
        known = asker_by_email(services, self.email, self.channel) if self.email else None
        asker = known or stranger(self.collaboration, self.channel)
        return asking_in(services, asker, self.collaboration)

    def put(self, services: Services, asker: Asker | None = None) -> Answer:
        """Ask it, as its own asker or as somebody else."""
        return ask(services, asker or self.asker(services), self.text, self.at)

    def is_right(self, answer: Answer) -> bool:
        """Tell whether the answer is one of those expected, resting on the same records."""
        resting = self.ids is None or tuple(sorted(answer.ids)) == self.ids
        return answer.kind in self.kinds and resting

    def is_wrong_project(self, answer: Answer) -> bool:
        """Tell whether a project is shown with confidence where another answer was expected."""
        return answer.kind == "project" and not self.is_right(answer)


def questions(file: Path) -> list[Question]:
    """Return the questions of a set."""
    return [Question.of(line) for line in file.read_text("utf-8").splitlines() if line.strip()]
