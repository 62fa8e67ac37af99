"""A fault in a file, in words: where it is, what was expected and what stands there."""

from collections.abc import Iterable

from handlers.imports import Code, Expected, Problem

MAX_FOUND = 60
MAX_KNOWN = 12

_EXPECTED = {
    Expected.TEXT: "en text",
    Expected.INTEGER: "ett heltal",
    Expected.NUMBER: "ett tal",
    Expected.YES_OR_NO: "ja eller nej (i YAML true eller false)",
    Expected.LIST: "en lista",
    Expected.FIELDS: "fält med värden",
    Expected.YEAR: "ett år med fyra siffror, till exempel 2026",
    Expected.DATE: "ett datum, en månad, en årstid eller ett år, till exempel 2026-04-02, 2026-04, "
    "2026-vår eller 2026",
    Expected.DAY: "en dag, till exempel 2026-11-09",
    Expected.EMAIL: "en e-postadress utan å, ä och ö, till exempel namn@kommun.example",
    Expected.URL: "en länk som börjar med https:// eller http://",
    Expected.KEY: "en nyckel av små bokstäver a–z, siffror, bindestreck och punkt",
    Expected.ONE_OF: "ett av de kända orden",
}
_SAID: dict[Code, str] = {
    Code.MISSING_FILE: "filen finns inte",
    Code.UNREADABLE: "filen går inte att läsa, den kan vara trasig eller skyddad",
    Code.TOO_LARGE: "filen är för stor",
    Code.NOTHING_TO_READ: "det finns inget att läsa in här",
    Code.UNKNOWN_FORMAT: "filformatet stöds inte",
    Code.ENCODING: "texten är inte sparad som UTF-8",
    Code.BAD_YAML: "filen följer inte YAML",
    Code.BAD_CSV: "raden följer inte CSV, ett citattecken kan sakna sitt par",
    Code.ALIAS: "YAML-referenser (& och *) tas inte emot, skriv ut värdet i stället",
    Code.TAG: "YAML-taggar (!) tas inte emot",
    Code.TOO_DEEP: "uppgifterna ligger nästlade i för många nivåer",
    Code.REPEATED_FIELD: "fältet står två gånger",
    Code.UNKNOWN_FILE: "det går inte att se vad filen innehåller",
    Code.UNKNOWN_FIELD: "fältet är okänt",
    Code.UNKNOWN_HEADING: "rubriken är okänd",
    Code.REPEATED_HEADING: "två kolumner betyder samma sak",
    Code.MISSING_HEADING: "kolumnen saknas",
    Code.MISSING: "uppgiften saknas",
    Code.TOO_LONG: "texten är för lång",
    Code.DUPLICATE: "uppgiften finns två gånger",
    Code.UNKNOWN_REFERENCE: "det som nämns finns inte",
    Code.AMBIGUOUS: "flera kan vara menade",
    Code.NO_COLLABORATION: "det framgår inte vilken miljösamverkan uppgifterna hör till, ange "
    "den med --collaboration",
    Code.EMAIL_TAKEN: "adressen tillhör redan någon annan",
}
_KNOWN: dict[Code, str] = {
    Code.UNKNOWN_FORMAT: "format som stöds",
    Code.AMBIGUOUS: "välj en av nycklarna",
    Code.TOO_LONG: "så många tecken får plats",
}


def describe(problem: Problem) -> str:
    """Say in one line of Swedish what is wrong, and where."""
    return f"{_where(problem)}: {_what(problem)}."


def _where(problem: Problem) -> str:
    parts = [problem.file]
    if problem.sheet:
        parts.append(f"blad ”{problem.sheet}”")
    if problem.row is not None:
        parts.append(f"rad {problem.row}")
    if problem.column:
        # A table has columns, a YAML file a path of fields.
        name = "fält" if _is_yaml(problem.file) else "kolumn"
        parts.append(f"{name} {problem.column}")
    return ", ".join(parts)


def _what(problem: Problem) -> str:
    if problem.code is Code.WRONG and problem.expected is not None:
        said = f"väntade {_EXPECTED[problem.expected]}"
    else:
        said = _SAID.get(problem.code, "uppgiften är fel")
    if problem.found:
        said += f", här står ”{_short(problem.found)}”"
    if problem.known:
        said += f" ({_KNOWN.get(problem.code, 'kända är')}: {_listed(problem.known)})"
    return said


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= MAX_FOUND else f"{line[:MAX_FOUND]}…"


def _listed(known: Iterable[str]) -> str:
    names = list(known)
    more = f" och {len(names) - MAX_KNOWN} till" if len(names) > MAX_KNOWN else ""
    return ", ".join(names[:MAX_KNOWN]) + more


def _is_yaml(file: str) -> bool:
    return file.casefold().endswith((".yaml", ".yml"))
