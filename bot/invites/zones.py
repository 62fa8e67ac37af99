"""Sweden's time zone as a calendar carries it (RFC 5545, section 3.6.5).

Written by hand, by rules that hold for ever. The library's own is a list of dates on which summer
begins at another hour: Thunderbird and ical.js show every summer meeting an hour late then.
"""

from zoneinfo import ZoneInfo

from icalendar import Component, Timezone

STOCKHOLM = ZoneInfo("Europe/Stockholm")
_WRITTEN = """BEGIN:VTIMEZONE
TZID:Europe/Stockholm
BEGIN:STANDARD
DTSTART:19701025T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19700329T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
END:VTIMEZONE
"""


def stockholm() -> Component:
    """Return the component to put into a calendar that names the zone."""
    return Timezone.from_ical(_WRITTEN)
