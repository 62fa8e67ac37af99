"""Sweden's time zone as calendars carry it, under its own name and under that of Windows."""

from collections.abc import Iterator

from bot.workspace.agenda.lines import Line

STOCKHOLM_NAME, WINDOWS_NAME = "Europe/Stockholm", "W. Europe Standard Time"
# From what year on its rules hold, as each program writes it.
_BEGINNINGS = {
    STOCKHOLM_NAME: ("19701025T030000", "19700329T020000"),
    WINDOWS_NAME: ("16010101T030000", "16010101T020000"),
}


def zone_lines(name: str) -> Iterator[Line]:
    """Yield the zone under a name; nothing for a zone that is not Sweden's."""
    if name not in _BEGINNINGS:
        return
    winter, summer = _BEGINNINGS[name]
    yield Line("BEGIN", "VTIMEZONE")
    yield Line("TZID", name)
    yield from _rule("STANDARD", winter, "10", "+0200", "+0100")
    yield from _rule("DAYLIGHT", summer, "3", "+0100", "+0200")
    yield Line("END", "VTIMEZONE")


def _rule(kind: str, begins: str, month: str, before: str, after: str) -> Iterator[Line]:
    yield Line("BEGIN", kind)
    yield Line("DTSTART", begins)
    yield Line("TZOFFSETFROM", before)
    yield Line("TZOFFSETTO", after)
    yield Line("RRULE", f"FREQ=YEARLY;BYDAY=-1SU;BYMONTH={month}")
    yield Line("END", kind)
