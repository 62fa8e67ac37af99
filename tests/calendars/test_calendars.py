"""The rules themselves: each finds what breaks it, and nothing else."""

import pytest

from tests.calendars import codes
from tests.calendars.checking import CODES

ZONE = """BEGIN:VTIMEZONE
TZID:Europe/Stockholm
BEGIN:STANDARD
DTSTART:19701025T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
"""
EVENT = """BEGIN:VEVENT
UID:1@miljo.example
DTSTAMP:20270101T080000Z
SEQUENCE:0
SUMMARY:Chefsmöte\\, vår
DTSTART;TZID=Europe/Stockholm:20270701T090000
DTEND;TZID=Europe/Stockholm:20270701T120000
STATUS:CONFIRMED
ORGANIZER;CN="Miljösamverkan, boten":mailto:bot@miljo.example
ATTENDEE;CN=Åsa;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:asa@miljo.example
END:VEVENT
"""
DAYS = EVENT.replace(";TZID=Europe/Stockholm:20270701T090000", ";VALUE=DATE:20270701").replace(
    ";TZID=Europe/Stockholm:20270701T120000", ";VALUE=DATE:20270703"
)
SERIES = EVENT.replace("END:VEVENT", "RRULE:FREQ=MONTHLY;UNTIL=20271201T080000Z\nEND:VEVENT")


def calendar(events: str = EVENT, zone: str = ZONE, method: str = "REQUEST") -> bytes:
    head = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\nMETHOD:{method}\n"
    return f"{head}{zone}{events}END:VCALENDAR\n".replace("\n", "\r\n").encode()


def without(line: str, events: str = EVENT) -> str:
    return "".join(one for one in events.splitlines(keepends=True) if not one.startswith(line))


def cancelled() -> str:
    return EVENT.replace("CONFIRMED", "CANCELLED")


def feed(*names: str) -> str:
    return "".join(EVENT.replace("UID:1", f"UID:{one}") for one in names)


def anonymous(events: str) -> str:
    return without("ORGANIZER", without("ATTENDEE", events))


VALID = {
    "a request": calendar(),
    "whole days": calendar(DAYS, ""),
    "a series": calendar(SERIES),
    "a series of days": calendar(
        DAYS.replace("END:VEVENT", "RRULE:FREQ=YEARLY;UNTIL=20300701\nEND:VEVENT"), ""
    ),
    "a cancellation": calendar(cancelled(), method="CANCEL"),
    "a feed": calendar(anonymous(feed("1", "2") + cancelled()), method="PUBLISH"),
    "an empty feed": calendar("", "", "PUBLISH"),
    "a long line, folded": calendar(EVENT.replace("vår", "vår" * 10 + "\n " + "vår" * 10)),
    "a reply": calendar(EVENT.replace("NEEDS-ACTION;RSVP=TRUE", "ACCEPTED"), method="REPLY"),
}

BROKEN = {
    "bare_cr": calendar(EVENT.replace("vår", "v\rår")),
    "bare_lf": calendar().replace(b"STATUS:CONFIRMED\r\n", b"STATUS:CONFIRMED\nX-A:1\r\n"),
    "line_too_long": calendar(EVENT.replace("vår", "v" * 70)),
    "folded_character": calendar().replace("ö".encode(), b"\xc3\r\n \xb6", 1),
    "line_unended": calendar().removesuffix(b"\r\n"),
    "not_utf8": calendar().replace("ö".encode(), b"\xf6", 1),
    "line_unreadable": calendar(EVENT.replace("STATUS:", 'STATUS;X="a"b":')),
    "component_unclosed": calendar(without("END:VEVENT")),
    "component_unknown": calendar(EVENT + EVENT.replace("VEVENT", "VTODO")),
    "calendar_missing": calendar() + calendar(),
    "version": calendar().replace(b"VERSION:2.0", b"VERSION:1.0"),
    "prodid": calendar().replace(b"PRODID:x\r\n", b""),
    "method": calendar(method="ASK"),
    "event_missing": calendar("", ""),
    "uid": calendar(without("UID")),
    "dtstamp": calendar(without("DTSTAMP")),
    "dtstart": calendar(without("DTSTART")),
    "dtend": calendar(EVENT.replace("T120000", "T090000")),
    "repeated": calendar(EVENT.replace("SEQUENCE:0", "SEQUENCE:0\nSEQUENCE:1")),
    "zone_missing": calendar(zone=""),
    "zone_dates": calendar(
        zone=ZONE.replace("RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "RDATE:20271031T030000")
    ),
    "zone_unused": calendar(DAYS),
    "floating": calendar(EVENT.replace(";TZID=Europe/Stockholm", ""), ""),
    "kind": calendar(DAYS.replace(";VALUE=DATE:20270703", ":20270703T100000Z"), ""),
    "until": calendar(SERIES.replace("20271201T080000Z", "20271201T090000")),
    "sequence": calendar(without("SEQUENCE")),
    "status": calendar(cancelled()),
    "organizer": calendar(without("ORGANIZER")),
    "attendee": calendar(without("ATTENDEE")),
    "rsvp": calendar(EVENT.replace(";RSVP=TRUE", "")),
    "text": calendar(EVENT.replace("Chefsmöte\\,", "Chefsmöte,")),
    "refresh_interval": calendar(anonymous(EVENT), "REFRESH-INTERVAL:PT6H\n" + ZONE, "PUBLISH"),
    "series_in_utc": calendar(
        SERIES.replace(";TZID=Europe/Stockholm:20270701T090000", ":20270701T070000Z")
    ),
    "mixed_uids": calendar(feed("1", "2")),
}

MORE = {
    "an end that is a day": ("until", SERIES.replace("20271201T080000Z", "20271201")),
    "the attendee of a feed": ("attendee", without("ORGANIZER")),
    "an address without mailto": ("attendee", EVENT.replace("mailto:asa", "asa")),
    "a letter in an address": ("attendee", EVENT.replace("asa@", "åsa@")),
    "a zone and UTC": ("floating", EVENT.replace("T090000", "T090000Z")),
    "a stamp in local time": ("dtstamp", EVENT.replace("T080000Z", "T080000")),
    "two attendees": ("attendee", EVENT.replace("END:VEVENT", "ATTENDEE:mailto:b@x\nEND:VEVENT")),
}


@pytest.mark.parametrize("name", VALID)
def test_what_may_be_sent_has_no_faults(name: str) -> None:
    assert codes(VALID[name]) == []


@pytest.mark.parametrize("code", sorted(CODES))
def test_each_rule_finds_what_breaks_it(code: str) -> None:
    found = codes(BROKEN[code])

    assert code in found
    # Some defects break a neighbouring rule as well; none is called by a dozen names.
    assert len(set(found)) <= 3


@pytest.mark.parametrize("name", MORE)
def test_each_rule_finds_its_other_cases(name: str) -> None:
    code, events = MORE[name]
    method = "PUBLISH" if "feed" in name else "REQUEST"

    assert code in codes(calendar(events, method=method))
