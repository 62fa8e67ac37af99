"""The Swedish headings of the tables that coordinators have, and what each column means."""

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass

_NOISE = re.compile(r"[^\w&/]+")


@dataclass(frozen=True, slots=True)
class TableKind:
    """A kind of table: its columns with their headings, and those that must be there."""

    name: str
    columns: dict[str, tuple[str, ...]]
    needed: tuple[str, ...]
    # At least one of these tells it from the other kinds.
    marks: tuple[str, ...]
    # One of these must be there too, where there are any.
    either: tuple[str, ...] = ()

    def column(self, heading: str) -> str | None:
        """Return the column that a heading stands for."""
        wanted = normalised(heading)
        for column, headings in self.columns.items():
            if wanted in {normalised(each) for each in headings}:
                return column
        return None

    def recognised(self, headings: Iterable[str]) -> set[str]:
        """Return the columns that the headings stand for."""
        return {column for each in headings if (column := self.column(each))}

    def missing(self, given: Collection[str]) -> list[str]:
        """Return the columns that must be there, and are not among those given."""
        either = self.either[:1] if not set(self.either).intersection(given) else ()
        return [column for column in (*self.needed, *either) if column not in given]

    @property
    def known(self) -> tuple[str, ...]:
        """Return the first heading of each column, for a person to read."""
        return tuple(headings[0] for headings in self.columns.values())


CONTACTS = TableKind(
    "contacts",
    {
        "office": (
            "Kontor", "Kommun", "Miljökontor", "Organisation", "Arbetsplats", "Förvaltning",
            "Kommun/Kontor", "Kontor/Kommun", "Myndighet",
        ),
        "name": ("Namn", "För- och efternamn", "Person"),
        "title": (
            "Titel", "Roll", "Befattning", "Funktion", "Roll/Titel", "Titel/Roll", "Yrkesroll",
        ),
        "email": (
            "E-post", "Epost", "E-postadress", "Epostadress", "Mejl", "Mejladress", "Mail",
            "Mailadress", "E-mail", "Email",
        ),
        "phone": ("Telefon", "Telefonnummer", "Tfn", "Tel", "Mobil", "Mobilnummer", "Telefonnr"),
        "subject_areas": (
            "Ämnesområden", "Ämnesområde", "Områden", "Område", "Ansvarsområden",
            "Ansvarsområde", "Ämnen", "Arbetsområden",
        ),
        "contact_person": ("Kontaktperson", "Är kontaktperson"),
        "groups": ("Grupper", "Grupp", "Ingår i grupper", "Ingår i"),
        "confirmed_on": ("Bekräftad", "Bekräftat", "Senast bekräftad", "Bekräftad den"),
        "notes": ("Anteckning", "Anteckningar", "Kommentar", "Notering"),
    },
    needed=("email",),
    marks=("email",),
)  # fmt: skip
PROJECTS = TableKind(
    "projects",
    {
        "title": ("Projekt", "Titel", "Projektnamn", "Aktivitet", "Namn", "Projekttitel"),
        "key": ("Nyckel", "Id", "Projekt-id", "Projektnyckel"),
        "year": ("År", "Planår", "Verksamhetsår"),
        "kind": ("Typ", "Projekttyp", "Slag", "Kategori"),
        "status": ("Status", "Läge"),
        "status_asof": ("Status per", "Statusdatum", "Status den"),
        "start": ("Start", "Startdatum", "Från", "Börjar"),
        "end": ("Slut", "Slutdatum", "Till", "Slutar"),
        "campaign_start": ("Kampanjstart", "Kampanj från", "Kampanj start"),
        "campaign_end": ("Kampanjslut", "Kampanj till", "Kampanj slut"),
        "period_text": ("Period", "Tid", "Tidplan", "När"),
        "goal": ("Mål", "Syfte", "Mål och syfte", "Beskrivning"),
        "responsible": ("Ansvarig", "Ansvariga", "Projektledare", "Ansvar"),
        "aliases": ("Alias", "Kallas även", "Andra namn"),
        "source": ("Källa",),
        "notes": ("Anteckning", "Anteckningar", "Kommentar", "Notering"),
    },
    needed=("title",),
    marks=("kind", "status", "start", "end", "goal", "year", "campaign_start"),
)
MATERIALS = TableKind(
    "materials",
    {
        "project": ("Projekt", "Projektnamn", "Projekttitel", "Aktivitet"),
        "key": ("Nyckel", "Projekt-id", "Projektnyckel", "Id"),
        "year": ("År", "Planår", "Verksamhetsår"),
        "title": ("Material", "Dokument", "Materialets namn", "Titel", "Namn", "Fil"),
        "url": ("Länk", "Länkar", "Webbadress", "URL", "Webblänk", "Adress"),
    },
    needed=("title", "url"),
    marks=("url",),
)
DATES = TableKind(
    "dates",
    {
        "title": ("Möte", "Rubrik", "Mötets namn", "Titel", "Möten"),
        "kind": ("Sort", "Sorts möte", "Mötestyp", "Typ av möte", "Typ"),
        "day": ("Datum", "Mötesdatum", "Mötesdag", "Dagar", "När"),
        "weekday": ("Veckodag",),
        "first": ("Startdatum", "Första dag", "Från datum", "Från"),
        "last": ("Slutdatum", "Sista dag", "Till datum", "Till"),
        "time": ("Tid", "Tider", "Klockslag", "Klockan", "Kl"),
        "starts": ("Börjar", "Starttid", "Start"),
        "ends": ("Slutar", "Sluttid", "Slut"),
        "place": ("Plats", "Lokal", "Ort", "Var"),
        "link": ("Länk", "Möteslänk", "Digital länk", "Teamslänk"),
        "host": ("Värd", "Värdkommun", "Värdkontor"),
        "whom": (
            "Bjud in", "Inbjudna", "Bjuds in", "Grupp", "Grupper", "Deltagare", "Målgrupp", "För",
        ),
        "answer_by": (
            "Sista svarsdag", "Svara senast", "Svar senast", "Sista anmälningsdag", "OSA",
        ),
        "places": ("Platser", "Antal platser", "Högst antal"),
        "about": ("Om mötet", "Dagordning", "Innehåll", "Beskrivning"),
        "collaboration": ("Samverkan", "Miljösamverkan"),
    },
    needed=("title",),
    marks=("day", "first", "place", "host", "whom", "answer_by", "places"),
    either=("day", "first"),
)  # fmt: skip
# Of two that fit as well, the first is meant.
KINDS = (CONTACTS, MATERIALS, PROJECTS, DATES)


def kind_of(headings: Iterable[str]) -> TableKind | None:
    """Tell what kind of table has these headings, or None when it is none of them."""
    given = [heading for heading in headings if heading.strip()]
    fitting = [kind for kind in KINDS if kind.recognised(given) & set(kind.marks)]
    return max(fitting, key=lambda kind: _fit(kind, given), default=None)


def _fit(kind: TableKind, given: list[str]) -> tuple[int, bool]:
    found = kind.recognised(given)
    return len(found), found >= set(kind.needed)


def normalised(heading: str) -> str:
    """Return a heading as it is compared: without case, hyphens, colons and stars."""
    composed = unicodedata.normalize("NFC", heading).casefold().replace("-", "")
    return _NOISE.sub(" ", composed).strip()
