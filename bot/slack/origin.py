"""Where an answer came from: what a button carries, so that it can be given again."""

import json
from dataclasses import dataclass, replace

from handlers.errors import Refusal

LONGEST_VALUE = 2000
# Kept: every card has a handful of buttons to write.
_WRITER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Origin:
    """A question as it was put, or else a project; and what of the answer is shown.

    ``key`` and ``kind`` name the record that the answer is about, ``owner`` the collaboration
    whose it is; buttons from before it was known have none. ``start`` is the first line shown, -1
    for the short form. ``attempt`` tells a new try from a double click.
    """

    question: str = ""
    key: str = ""
    kind: str = "project"
    start: int = -1
    attempt: int = 0
    owner: str = ""

    def at(self, start: int) -> "Origin":
        """Return the same answer, shown from another line on."""
        return replace(self, start=start)

    def again(self) -> "Origin":
        """Return the same answer, for one more attempt at what went wrong."""
        return replace(self, attempt=self.attempt + 1)

    def value(self) -> str:
        """Write it as a button's value; a question that is too long loses its end."""
        question = self.question
        while len(written := self._written(question)) > LONGEST_VALUE:
            question = question[: len(question) - (len(written) - LONGEST_VALUE)]
        return written

    def _written(self, question: str) -> str:
        texts = (("q", question, ""), ("k", self.key, ""), ("o", self.owner, ""))
        rest = (("r", self.kind, "project"), ("s", self.start, -1), ("a", self.attempt, 0))
        kept = {name: part for name, part, usual in (*texts, *rest) if part != usual}
        return _WRITER.encode(kept)


def read_origin(value: object) -> Origin:
    """Read a button's value; refuse one of a shape that no button of ours has."""
    try:
        parts = json.loads(str(value))
        return Origin(
            str(parts.get("q", "")),
            str(parts.get("k", "")),
            str(parts.get("r", "project")),
            int(parts.get("s", -1)),
            int(parts.get("a", 0)),
            str(parts.get("o", "")),
        )
    except (ValueError, TypeError, AttributeError) as error:
        raise Refusal("other") from error
