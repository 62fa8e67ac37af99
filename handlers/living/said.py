"""What somebody says of a project, as what is wanted of it: pure, without looking anything up."""

import re
from collections.abc import Callable, Iterator
from datetime import date

from handlers.living.rules import Wanted
from handlers.living.times import Stretch, read_stretch

_STATUSES = {
    "planerat": "planerat", "planerad": "planerat", "planeras": "planerat",
    "pågår": "pågående", "pågående": "pågående", "igång": "pågående", "har startat": "pågående",
    "avslutat": "avslutat", "avslutad": "avslutat", "klart": "avslutat", "slutfört": "avslutat",
    "genomfört": "avslutat", "färdigt": "avslutat",
    "framskjutet": "framskjutet", "uppskjutet": "framskjutet", "skjuts upp": "framskjutet",
    "skjuts fram": "framskjutet", "ej fastställt": "ej fastställt",
    "inte fastställt": "ej fastställt",
}  # fmt: skip
STATUS = "|".join(sorted(map(re.escape, _STATUSES), key=len, reverse=True))
_STATUS = re.compile(
    rf"(?:(?:är|blev|blir|status(?:en)?|läget?|nu)(?: är)?:? )*(?P<status>{STATUS})"
    r"(?:(?: till)?,? (?P<when>\S.*))?",
    re.IGNORECASE,
)
_GOALS = {
    "office_goal": r"(?:deltagande )?kontor|kommuner",
    "visit_goal": r"(?:tillsyns)?besök",
    "member_goal": r"inspektörer(?: i (?:projekt)?gruppen)?|personer i (?:projekt)?gruppen|"
    r"i (?:projekt)?gruppen|deltagare i (?:projekt)?gruppen",
}
_GOAL_NUMBER = re.compile(
    r"mål(?:et)?(?: är)?:? (?:minst )?(?P<count>\d+) (?P<what>" + "|".join(_GOALS.values()) + ")",
    re.IGNORECASE,
)
_MEMBERS = re.compile(
    r"(?:projekt)?gruppen(?: har| är)?:? (?P<count>\d+)(?: (?:inspektörer|personer|deltagare))?",
    re.IGNORECASE,
)
_GOAL = re.compile(r"mål(?:et)?(?: är)?: ?(?P<goal>\S.*)", re.IGNORECASE)
_LED = re.compile(r"(?:ansvarig(?:a)?|ansvar)(?: är)?:? (?P<name>\S.*)", re.IGNORECASE)
_TITLED = re.compile(
    r"(?:heter(?: nu)?|(?:nytt )?namn|rubrik|titel):? (?P<title>\S.*)", re.IGNORECASE
)
_CAMPAIGN = re.compile(r"kampanj(?:en)?(?: är| pågår)?:? (?P<when>\S.*)", re.IGNORECASE)
_STARTS = re.compile(r"(?:startar|börjar)(?: i| den)?:? (?P<when>\S.*)", re.IGNORECASE)
_ENDS = re.compile(r"(?:slutar|slut|ska vara klart)(?: i| den)?:? (?P<when>\S.*)", re.IGNORECASE)
_TIME = re.compile(r"tid(?:en)?(?: är)?:? (?P<when>\S.*)", re.IGNORECASE)
_MATERIAL = re.compile(
    r"(?:(?:nytt )?material|länk)(?:et)?:? (?P<title>[^\n]*?\S)(?:[ :,–-]+(?P<url>\S+://\S+))?",
    re.IGNORECASE,
)
LINKED = re.compile(r"(?P<title>\S.*?)[ :,–-]+(?P<url>\S+://\S+)", re.IGNORECASE)
_REMOVED = re.compile(r"ta bort (?P<material>materialet |material )?(?P<name>\S.*)", re.IGNORECASE)
_FORM = re.compile(r"(?P<form>digital|fysisk)t? (?P<kind>\S.*)", re.IGNORECASE)
_PLACE = re.compile(r"(?P<when>.+?)(?:, ?| i | på | hos )(?P<place>[^\d,][^,]*)", re.IGNORECASE)
_FORMS = {"digitalt": "digital", "digital": "digital", "fysiskt": "fysisk", "fysisk": "fysisk"}
_MOST_WORDS = 8


def read_update(text: str, today: date) -> Wanted | None:
    """Return what ``text`` says of a project, whose name has been taken off; None if unclear."""
    bare = text.strip(" .;")
    return next(filter(None, (read(bare, today) for read in _READERS)), None)


def read_milestone(text: str, today: date) -> Wanted | None:
    """Return the milestone that ``text`` names with its time: "kickoff 12 mars 2027, Borås"."""
    parts = text.replace(": ", " ").split()
    for at in range(1, min(len(parts), _MOST_WORDS + 1)):
        kind = " ".join(parts[:at]).strip(" ,:–-")
        if found := _timed(" ".join(parts[at:]), today):
            stretch, place = found
            return _milestone(kind, stretch, place) if re.search(r"[^\W\d_]", kind) else None
    return None


def read_status(text: str, today: date) -> Wanted | None:
    """Return the state that ``text`` says, with the time that is said of it."""
    said = _STATUS.fullmatch(text)
    if said is None:
        return None
    status = _STATUSES[said["status"].casefold()]
    ended = status == "avslutat"
    stretch = read_stretch(said["when"], today, past=ended) if said["when"] else None
    if said["when"] and stretch is None:
        return None
    values: dict[str, object] = {"status": status, "status_asof": today.isoformat()}
    if stretch is not None:
        values |= _times_of(status, stretch)
    return Wanted("status", values)


def read_material(text: str, _today: date) -> Wanted | None:
    """Return the material that ``text`` says, perhaps with its address."""
    said = _MATERIAL.fullmatch(text)
    return material(said["title"], said["url"]) if said else None


def material(title: str, url: str | None) -> Wanted:
    """Return a material as something wanted; the same title once more gives it another link."""
    bare = title.strip(" :,–-")
    return Wanted("material", {"title": bare, "url": url or None}, named=bare, adding=True)


def _times_of(status: str, stretch: Stretch) -> dict[str, object]:
    if status == "avslutat":
        return {"end": stretch.end}
    if status in {"framskjutet", "pågående"} and stretch.start == stretch.end:
        return {"start": stretch.start}
    return {"start": stretch.start, "end": stretch.end}


def _milestone(kind: str, stretch: Stretch, place: str) -> Wanted:
    form = ""
    if said := _FORM.fullmatch(kind):
        form, kind = said["form"].casefold(), said["kind"]
    if place.casefold() in _FORMS:
        form, place = _FORMS[place.casefold()], ""
    values = {"kind": kind, "start": stretch.start, "end": stretch.end}
    more = {name: value for name, value in (("form", form), ("place", place)) if value}
    return Wanted("milestone", {**values, **more}, named=kind, adding=True)


def _timed(text: str, today: date) -> tuple[Stretch, str] | None:
    if stretch := read_stretch(text, today):
        return stretch, ""
    for said in _placed(text):
        if stretch := read_stretch(said["when"], today):
            return stretch, said["place"].strip()
    return None


def _placed(text: str) -> Iterator[re.Match[str]]:
    said = _PLACE.fullmatch(text)
    if said is not None:
        yield said


def _goal_number(text: str, _today: date) -> Wanted | None:
    said = _GOAL_NUMBER.fullmatch(text)
    if said is None:
        return None
    name = next(
        name for name, what in _GOALS.items() if re.fullmatch(what, said["what"], re.IGNORECASE)
    )
    return Wanted("goals", {name: int(said["count"])})


def _members(text: str, _today: date) -> Wanted | None:
    said = _MEMBERS.fullmatch(text)
    return Wanted("members", {"member_count": int(said["count"])}) if said else None


def _goal(text: str, _today: date) -> Wanted | None:
    said = _GOAL.fullmatch(text)
    return Wanted("goal", {"goal": said["goal"]}) if said else None


def _responsible(text: str, _today: date) -> Wanted | None:
    said = _LED.fullmatch(text)
    return Wanted("responsible", {"responsible": said["name"]}) if said else None


def _title(text: str, _today: date) -> Wanted | None:
    said = _TITLED.fullmatch(text)
    return Wanted("title", {"title": said["title"]}) if said else None


def _period(text: str, today: date) -> Wanted | None:
    for pattern, first, last in _PERIODS:
        said = pattern.fullmatch(text)
        stretch = read_stretch(said["when"], today) if said else None
        if stretch is not None:
            values = {first: stretch.start} if first else {}
            return Wanted("time", {**values, **({last: stretch.end} if last else {})})
    return None


def _removed(text: str, _today: date) -> Wanted | None:
    said = _REMOVED.fullmatch(text)
    if said is None:
        return None
    return Wanted("material" if said["material"] else "milestone", None, named=said["name"])


_PERIODS = (
    (_CAMPAIGN, "campaign_start", "campaign_end"),
    (_TIME, "start", "end"),
    (_STARTS, "start", ""),
    (_ENDS, "", "end"),
)
_READERS: tuple[Callable[[str, date], Wanted | None], ...] = (
    read_status,
    _goal_number,
    _members,
    _goal,
    _responsible,
    _title,
    _period,
    _removed,
    read_material,
    read_milestone,
)
