"""Meetings to invite to, as the tests need them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from bot.invites import Days, Entry, Happening, Moved, Party, Series, Timed, feed
from bot.invites.zones import STOCKHOLM

NOW = datetime(2026, 11, 26, 8, 30, tzinfo=UTC)
BOT = Party("Miljösamverkan Jönköping, boten", "bot@miljosamverkan.example")
ASA = Party("Åsa Öberg", "asa.oberg@kommun.example")


def local(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    """Return a moment by the clock on the wall in Sweden."""
    return datetime(year, month, day, hour, minute, tzinfo=STOCKHOLM)


def on(year: int, month: int, day: int, first: int = 9, last: int = 12) -> Timed:
    """Return some hours of a day."""
    return Timed(local(year, month, day, first), local(year, month, day, last))


def published(name: str, *happenings: Happening) -> bytes:
    """Return a feed of meetings none of which has changed since now."""
    return feed(name, [Entry(one, NOW) for one in happenings])


MEETING = Happening(
    uid="6f1c0a52-1c1f-4e0e-9a53-3f0b6c0f5d11",
    sequence=0,
    title="Chefsmöte – släckvatten, tillsynsplan; PFAS",
    when=on(2027, 7, 1),
    about="Dagordning\n1. Förra mötet\n2. Släckvatten; nuläge, nästa steg",
    place="Länsstyrelsen, sal Ekoxen; Östgötagatan 3, Linköping",
    link="https://mote.miljosamverkan.example/rum/1?x=a,b;c",
)
TWO_DAYS = replace(MEETING, when=Days(date(2027, 9, 15), date(2027, 9, 16)), link="")
# The first Tuesday of each month but July; October's is a week later and at another place.
MONTHLY = replace(
    MEETING,
    when=on(2027, 1, 5, 9, 10),
    series=Series(
        rule="FREQ=MONTHLY;BYDAY=1TU",
        until=local(2027, 12, 7, 9),
        left_out=(local(2027, 7, 6, 9),),
        moved=(
            Moved(local(2027, 10, 5, 9), on(2027, 10, 12, 13, 14), "Habo"),
            Moved(local(2027, 11, 2, 9), None),
        ),
    ),
)
WEEKLY = replace(
    MEETING,
    when=on(2027, 3, 17, 9, 10),
    series=Series("FREQ=WEEKLY", local(2027, 3, 17, 9) + timedelta(weeks=4)),
)
