"""A proposal as people write it in a mail: the headings of the dialog, and what stands under each.

The headings may come in any order and any dress: bold, quoted, in a list, on lines of their own,
with a colon or a dash after them. What stands under none is kept too.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from handlers.asking.courtesies import ungreeted
from handlers.asking.offices_named import Named, offices_named
from handlers.errors import Refusal
from storage.words import fold

# What a heading may be called, folded, to what of a proposal it is.
_HEADINGS: Final = {
    "titel": "title", "rubrik": "title", "forslag": "title", "forslagets titel": "title",
    "omrade": "area", "amnesomrade": "area", "amne": "area", "tillsynsomrade": "area",
    "verksamhetsomrade": "area", "kategori": "area",
    "bakgrund": "background", "behov": "background", "bakgrund och behov": "background",
    "beskrivning": "background", "varfor": "background", "motivering": "background",
    "mal": "goal", "syfte": "goal", "mal och syfte": "goal", "syfte och mal": "goal",
    "vad ska bli annorlunda": "goal", "onskat resultat": "goal", "effektmal": "goal",
    "kontor": "offices", "miljokontor": "offices", "kommun": "offices", "kommuner": "offices",
    "for kontor": "offices", "kontor som foreslar": "offices",
    "malgrupp": "target_group", "malgrupper": "target_group",
    "form": "form", "typ av aktivitet": "form", "aktivitetsform": "form",
    "fokusomrade": "focus_area", "fokusomrade i nationella tillsynsstrategin": "focus_area",
    "nationella tillsynsstrategin": "focus_area", "tillsynsstrategin": "focus_area",
    "miljomal": "environmental_goals", "miljokvalitetsmal": "environmental_goals",
    "tid": "wished_time", "onskad tid": "wished_time", "tidpunkt": "wished_time",
    "nar": "wished_time",
    "kan delta": "can_take_part", "kan ni delta": "can_take_part", "delta": "can_take_part",
    "staende aktivitet": "standing", "staende": "standing", "aterkommande": "standing",
    "lankar": "links", "lank": "links",
}  # fmt: skip
# So many headings, a title among them, and nobody has written them by chance.
_ENOUGH: Final = 2
_LONGEST_KEPT: Final = 10_000
_DRESS = re.compile(r"^(?:[>|\s]|[*_#•·”\"“'\u2019»«]|[-–]\s|\d{1,2}[.)]\s)+")
_QUOTED = re.compile(r"^(?:\s*[>|])+ ?")
_AFTER = r"[*_”\"“'\u2019»«\s]*"
_MARKED = re.compile(rf"(?P<name>[^\W\d_][^:–—]{{1,45}}?){_AFTER}(?::|\s[-–—](?=\s|$)){_AFTER}")
_ALONE = re.compile(rf"(?P<name>[^\W\d_][^:]{{1,45}}?)\??{_AFTER}$")
_FORMS: Final = (
    ("campaign", "kampanj"),
    ("guidance", "vagled|handlaggarstod|lathund|checklist"),
    ("training", "utbildning|kurs"),
    ("meeting", "mote|traff|erfarenhetsutbyte"),
)
_GOALS: Final = {
    "climate": "klimat", "air": "frisk luft|luft", "acidification": "forsurning",
    "non_toxic": "giftfri", "ozone": "ozon", "radiation": "stralmiljo|stralning",
    "eutrophication": "overgodning", "lakes": "sjoar|vattendrag", "groundwater": "grundvatten",
    "sea": "hav|kust|skargard", "wetlands": "vatmark", "forests": "skog",
    "agriculture": "odlingslandskap", "mountains": "fjall", "built_environment": "bebyggd",
    "plants_and_animals": "vaxt|djurliv",
}  # fmt: skip
_ANSWERS: Final = (
    ("no", r"\b(?:nej|inte)\b"),
    ("maybe", "kanske|eventuellt|oklart"),
    ("yes", r"\b(?:ja|garna)\b"),
)
_YES = re.compile(r"(?:ja|japp|x|sant)\b")
_WEB = re.compile(r"(?:https?://|www\.)[^\s,;<>\"]+", re.IGNORECASE)
_WORDS: Final = frozenset(
    {"title", "area", "background", "goal", "target_group", "focus_area", "wished_time"}
)
_ON_ONE_LINE: Final = frozenset({"title", "area", "focus_area", "wished_time"})


@dataclass(frozen=True, slots=True)
class ProposalForm:
    """What stands under the headings of a mail, and ``loose`` what stands under none."""

    fields: Mapping[str, str] = field(default_factory=dict)
    loose: str = ""

    @property
    def is_proposal(self) -> bool:
        """Tell whether somebody has filled in a proposal here."""
        return "title" in self.fields and len(self.fields) >= _ENOUGH


@dataclass(frozen=True, slots=True)
class ReadProposal:
    """What was understood of a form: ``said`` by field, and ``unread`` what was not, by field."""

    said: Mapping[str, object]
    unread: Mapping[str, str]


def proposal_form(text: str) -> ProposalForm:
    """Read the headings of a text, and what stands under each."""
    under: dict[str, list[str]] = {}
    loose: list[str] = []
    current = loose
    for raw in text.splitlines():
        found = _heading(_DRESS.sub("", raw).strip())
        if found is None:
            current.append(_QUOTED.sub("", raw).rstrip())
            continue
        name, rest = found
        current = under.setdefault(name, [])
        current.append(rest)
    fields = {name: _joined(lines) for name, lines in under.items()}
    said = ungreeted(_joined(loose))
    return ProposalForm({name: value for name, value in fields.items() if value}, said)


def read_proposal(form: ProposalForm, offices: Sequence[Named]) -> ReadProposal:
    """Return what the fields of a form say; ``offices`` are those that can be named."""
    said: dict[str, object] = {}
    unread: dict[str, str] = {}
    for name, written in form.fields.items():
        value = _value(name, written, offices)
        if value is None:
            unread[name] = written
        else:
            said[name] = value
    return ReadProposal(said, unread)


def _heading(line: str) -> tuple[str, str] | None:
    """Return which heading a line begins with, and what stands after it on the same line."""
    if marked := _MARKED.match(line):
        if name := _HEADINGS.get(_plain(marked["name"])):
            return name, line[marked.end() :].rstrip(" *_")
        return None
    alone = _ALONE.fullmatch(line)
    name = _HEADINGS.get(_plain(alone["name"])) if alone else None
    return (name, "") if name else None


def _plain(heading: str) -> str:
    # "Mål (vad ska bli annorlunda)" is the same as "Mål".
    return " ".join(re.sub(r"\(.*?\)", " ", fold(heading)).split()).strip(" ?*_")


def _joined(lines: Iterable[str]) -> str:
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()[:_LONGEST_KEPT]


def _value(name: str, written: str, offices: Sequence[Named]) -> object | None:
    """Return what is meant under a heading, None where that cannot be told."""
    if name in _WORDS:
        return " ".join(written.split()) if name in _ON_ONE_LINE else written
    if name == "offices":
        return _offices(written, offices)
    return _links(written) if name == "links" else _picked(name, fold(written))


def _picked(name: str, folded: str) -> object | None:
    if name == "standing":
        return _YES.match(folded) is not None
    if name == "environmental_goals":
        return tuple(code for code, known in _GOALS.items() if re.search(known, folded)) or None
    return _one_of(_FORMS if name == "form" else _ANSWERS, folded)


def _one_of(known: Iterable[tuple[str, str]], folded: str) -> str | None:
    return next((code for code, signs in known if re.search(signs, folded)), None)


def _links(written: str) -> tuple[str, ...] | None:
    found = (one.rstrip(".)]") for one in _WEB.findall(written))
    return tuple(one if "://" in one else f"https://{one}" for one in found) or None


def _offices(written: str, offices: Sequence[Named]) -> object | None:
    lines = re.sub(r"\s*[;\n/]\s*", ", ", written).strip(" .,")
    try:
        return offices_named(offices, lines)
    except Refusal:
        return None
