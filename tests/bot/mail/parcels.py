"""What mails are about in their tests, and addresses for what can be done about it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from types import MappingProxyType

from handlers.contents import (
    Act,
    Confirmation,
    Content,
    Duties,
    Duty,
    Invitation,
    MeetingLine,
    Missed,
    NewsletterJoin,
    Note,
    NoteCode,
    OfficeCount,
    ProjectNews,
    ProjectNewsChange,
    ProjectNewsLine,
    ProposalEvent,
    ProposalNews,
    ProposalNewsLine,
    Reminders,
)
from handlers.ports import Parcel, Recipient
from handlers.series_views import Recurring, Rhythm

TODAY = date(2027, 2, 22)
JONKOPING = "Miljösamverkan Jönköping"
INA = Recipient(42, "Ina", "ina@habo.example")
REPORT = Duty(
    number=7,
    rule="verksamhetsberattelse",
    part="",
    slot="2027",
    title="Verksamhetsberättelse med bokslut",
    kind="deadline",
    state="open",
    first=date(2027, 2, 26),
    due=date(2027, 2, 26),
    missing=1,
    collaboration=JONKOPING,
    acts=(Act.DONE, Act.LATER, Act.MOVE, Act.SKIP),
)
SUMMONS = replace(
    REPORT,
    number=8,
    rule="styrgrupp",
    part="kallelse",
    title="Styrgruppsmöten",
    due=date(2027, 2, 12),
    late=True,
)
FIGURES = replace(
    REPORT,
    number=9,
    rule="nyckeltal",
    title="Jämförelse av länsgemensamma nyckeltal",
    due=date(2027, 4, 1),
    offices=OfficeCount(9, 13, ("Aneby", "Habo", "Mullsjö", "Tranås")),
    acts=(Act.OFFICES, Act.REMIND, Act.DONE, Act.LATER, Act.MOVE, Act.SKIP),
)
MEETINGS = replace(
    REPORT,
    number=10,
    rule="styrgrupp",
    title="Styrgruppsmöten",
    kind="quota",
    least=3,
    most=3,
    booked=2,
    due=date(2027, 12, 31),
    acts=(Act.BOOK, Act.LATER, Act.SKIP),
)
OWN_PART = replace(FIGURES, offices=None, office="Habo", acts=(Act.DONE, Act.LATER))


class PlainLinks:
    """Addresses that say what they lead to, as long as those that are signed."""

    public_url = "https://bot.example"

    def act(self, person_id: int, number: int, act: Act, office: str) -> str | None:
        """Return an address with everything in it; what has to be escaped, too."""
        part = "&part=1" if office else ""
        return f"https://bot.example/do/{person_id}.{number}.{act}?s={'x' * 43}{part}"

    def settings(self, person_id: int) -> str | None:
        """Return an address."""
        return f"https://bot.example/settings/{person_id}?s={'x' * 43}"

    def inquiry(self, person_id: int, number: int) -> str | None:
        """Return an address."""
        return f"https://bot.example/inquiry/{person_id}.{number}?s={'x' * 43}"

    def join(self, person_id: int, collaboration_id: int) -> str | None:
        """Return where somebody confirms that they want a newsletter."""
        return f"https://bot.example/bestall/{person_id}-{collaboration_id}"

    def confirm(self, number: int) -> str | None:
        """Return an address."""
        return f"https://bot.example/confirm/{number}?s={'x' * 43}"

    def reply(self, person_id: int, number: int, revision: int) -> str | None:
        """Return an address."""
        return f"https://bot.example/reply/{person_id}.{number}.{revision}?s={'x' * 43}"

    def leave(self, person_id: int, issue_id: int) -> str | None:
        """Return an address, which stands in a line of the mail's head too."""
        return f"https://bot.example/av/{person_id}-{issue_id}-{'x' * 43}"


JOIN = NewsletterJoin(JONKOPING, 3)
CONFIRMATION = Confirmation(
    7,
    "Är det här mejlet från dig? klart nyckeltal åt Habo",
    "klart nyckeltal åt Habo",
    "fraga@habo.example",
)
INVITATION = Invitation(
    meeting=MeetingLine(
        number=11,
        rule="chefsmote",
        part="",
        title="Chefsmöte",
        first=date(2027, 4, 20),
        last=date(2027, 4, 20),
        starts=time(9),
        ends=time(12),
        place="Länsstyrelsen, sal Ekoxen; Östgötagatan 3",
        link="https://mote.miljosamverkan.example/rum/1?x=a,b;c",
        host="Habo",
        collaboration=JONKOPING,
    ),
    uid="6f1c0a52-1c1f-4e0e-9a53-3f0b6c0f5d11",
    sequence=0,
    starts_at=datetime(2027, 4, 20, 7, tzinfo=UTC),
    ends_at=datetime(2027, 4, 20, 10, tzinfo=UTC),
    about="1. Förra mötet\n2. Släckvatten; nuläge, nästa steg",
    answer_by=date(2027, 4, 9),
)
SERIES = replace(
    INVITATION,
    series=Recurring(
        rhythm=Rhythm(
            every="month",
            turn=3,
            first=date(2027, 4, 20),
            until=date(2027, 12, 21),
            count=8,
            without=(7,),
        ),
        rule="FREQ=MONTHLY;BYDAY=3TU",
        starts=datetime(2027, 4, 20, 7, tzinfo=UTC),
        ends=datetime(2027, 4, 20, 10, tzinfo=UTC),
        until=datetime(2027, 12, 21, 8, tzinfo=UTC),
        left_out=(datetime(2027, 7, 20, 7, tzinfo=UTC),),
        days=(
            date(2027, 4, 20), date(2027, 5, 18), date(2027, 6, 15), date(2027, 8, 17),
            date(2027, 9, 21), date(2027, 10, 19), date(2027, 11, 16), date(2027, 12, 21),
        ),
    ),
)  # fmt: skip
WRITTEN = (
    ("name", "Kim Al, Miljökontoret i Habo"),
    ("email", "kim@jonkoping.example"),
    ("task", "12"),
    ("number", "7"),
)
PROJECT_NEWS = ProjectNews(
    collaboration=JONKOPING,
    projects=(
        ProjectNewsLine(
            key="jkp-2026-ventilation",
            title="Ventilation",
            changes=(
                ProjectNewsChange(
                    field="status", old={"status": "planerat"}, new={"status": "pågående"}
                ),
                ProjectNewsChange(
                    field="office", old=None, new={"office": 1, "visits": 7}, subject="Habo"
                ),
            ),
        ),
    ),
)
NOTES = {
    **{
        code: Note(
            JONKOPING,
            code,
            (("title", "Tillsynsprojekt släckvatten"), ("reason", "Datumet stämmer.")),
            quote=quote,
        )
        for code, quote in (
            (NoteCode.GROUP_ACCEPTED, ""),
            (NoteCode.GROUP_DECLINED, ""),
            (NoteCode.CORRECTION_MADE, "Slutdatumet är fel"),
            (NoteCode.CORRECTION_DECLINED, "Slutdatumet är fel"),
        )
    },
    NoteCode.MAILS_QUARANTINED: Note(JONKOPING, NoteCode.MAILS_QUARANTINED, (("count", "3"),)),
    NoteCode.MAIL_PAUSED: Note(
        JONKOPING,
        NoteCode.MAIL_PAUSED,
        (("name", "Kim Al"), ("office", "Miljökontoret i Habo")),
    ),
    NoteCode.MAIL_REFUSED: Note(JONKOPING, NoteCode.MAIL_REFUSED, (("status", "5.7.26"),)),
    **{
        code: Note(JONKOPING, code, (("year", "2028"),), days=(("closes", date(2027, 3, 31)),))
        for code in (NoteCode.ROUND_OPEN, NoteCode.ROUND_OPEN_STRICTLY)
    },
    NoteCode.NEWSLETTER_ASKED: Note(
        JONKOPING,
        NoteCode.NEWSLETTER_ASKED,
        (("label", "2027-1"), ("subject", "Nytt i vår"), ("writer", "Åsa Öberg")),
    ),
    NoteCode.NEWSLETTER_APPROVED: Note(
        JONKOPING,
        NoteCode.NEWSLETTER_APPROVED,
        (("label", "2027-1"), ("approver", "Bo Ek"), ("time", "9.30")),
        days=(("day", date(2027, 1, 5)),),
    ),
    **{
        code: Note(
            JONKOPING,
            code,
            (
                ("label", "2027-1"),
                ("sent", "132"),
                ("failed", "3"),
                ("unsure", "1"),
                ("place", "Ping Pong"),
            ),
        )
        for code in (
            NoteCode.NEWSLETTER_SENT,
            NoteCode.NEWSLETTER_SENT_POST,
            NoteCode.NEWSLETTER_STOPPED,
            NoteCode.NEWSLETTER_UNSURE,
        )
    },
    **{
        code: Note(
            JONKOPING,
            code,
            (
                ("label", "2026-2"),
                ("subject", "Höstens tillsyn"),
                ("sent", "1187"),
                ("total", "1204"),
                ("reference", "F-7K2Q"),
            ),
        )
        for code in (
            NoteCode.NEWSLETTER_PAUSED,
            NoteCode.NEWSLETTER_BROKEN,
        )
    },
    NoteCode.LINK_CODE: Note(JONKOPING, NoteCode.LINK_CODE, (("code", "ABCD-EFGH"),)),
    NoteCode.PLAN_ADOPTED: Note(
        JONKOPING,
        NoteCode.PLAN_ADOPTED,
        (
            ("plan", "Verksamhetsplan 2028"),
            ("year", "2028"),
            ("boards", "Styrgrupp Västra Götaland, Styrgrupp Halland"),
            ("page", "https://bot.example/plan/jonkoping-2028"),
        ),
    ),
    **{
        code: Note(JONKOPING, code, (("count", "18"),), INVITATION.meeting)
        for code in (
            NoteCode.MEETING_QUEUED,
            NoteCode.MEETING_PLACE,
            NoteCode.MEETING_ENOUGH,
            NoteCode.MEETING_FULL,
            NoteCode.COURSE_STARTS,
            NoteCode.COURSE_FULL,
        )
    },
    **{
        code: Note(
            JONKOPING,
            code,
            WRITTEN,
            INVITATION.meeting,
            quote="Vi kommer två.\n\nFinns <p>?",
            written_at=datetime(2027, 3, 1, 8, 15, tzinfo=UTC),
        )
        for code in (NoteCode.MEETING_WORDS, NoteCode.MEETING_WORDS_RECEIVED)
    },
    **{
        code: Note(
            JONKOPING,
            code,
            (
                ("number", "3"),
                ("title", "Provtagning 2027"),
                ("office", "Habo"),
                ("answered", "31"),
                ("asked", "42"),
            ),
            quote="" if code is NoteCode.INQUIRY_OVER else "1. Kim Al: ja\n2. Mia Mil: <p>nej",
        )
        for code in (
            NoteCode.INQUIRY_DISPUTED,
            NoteCode.INQUIRY_SETTLED,
            NoteCode.INQUIRY_OVER,
        )
    },
}


HANDED_IN = ProposalNewsLine(
    event=ProposalEvent.HANDED_IN,
    id=14,
    key="2027-014",
    number="2027-014",
    title="Tillsyn av <skateparker>",
    state="received",
    offices=("Miljökontoret i Habo", "Miljökontoret i Aneby"),
    open=True,
)
_HAPPENED = replace(HANDED_IN, by="Sam Ordnare", open=False)
# What has happened to a proposal, each on its own.
PROPOSAL_NEWS = {
    ProposalEvent.HANDED_IN: HANDED_IN,
    ProposalEvent.HANDED_IN_FOR_YOU: replace(
        _HAPPENED, event=ProposalEvent.HANDED_IN_FOR_YOU, open=True
    ),
    ProposalEvent.MOVED: replace(
        _HAPPENED,
        event=ProposalEvent.MOVED,
        state="in_bank",
        words="Ryms inte 2028.\n\nFrågan tas upp <igen> nästa år.",
    ),
    ProposalEvent.MERGED: replace(
        _HAPPENED, event=ProposalEvent.MERGED, state="merged", other="2027-011 Ramper"
    ),
    ProposalEvent.PARTED: replace(_HAPPENED, event=ProposalEvent.PARTED, other="2027-011 Ramper"),
    ProposalEvent.COMMENTED: replace(
        _HAPPENED, event=ProposalEvent.COMMENTED, words="Vi har fem parker."
    ),
    **{
        event: replace(_HAPPENED, event=event)
        for event in (
            ProposalEvent.HANDED_IN_FOR_OFFICE,
            ProposalEvent.CHANGED,
            ProposalEvent.WITHDRAWN,
            ProposalEvent.MOVED_BACK,
            ProposalEvent.JOINED,
        )
    },
}


def proposal_news(*lines: ProposalNewsLine) -> ProposalNews:
    return ProposalNews(JONKOPING, lines)


def reminders(*duties: Duty) -> Reminders:
    return Reminders(JONKOPING, TODAY, duties)


def parcel(content: Content, to: Recipient = INA) -> Parcel:
    return Parcel("reminder/1", to, content)


def several(count: int, duty: Duty = FIGURES) -> tuple[Duty, ...]:
    """Return duties that are due one a day, the first of them late."""
    days = [TODAY + timedelta(days=number - 4) for number in range(count)]
    return tuple(
        replace(duty, number=100 + number, title=f"Uppgift {number}", due=day, late=day < TODAY)
        for number, day in enumerate(days)
    )


MISSED = Missed(
    JONKOPING,
    date(2027, 2, 19),
    TODAY,
    tuple(replace(duty, acts=()) for duty in (SUMMONS, REPORT, MEETINGS)),
)
# Every kind of mail, by what is in it.
CONTENTS: Mapping[str, Duties] = MappingProxyType(
    {
        "one": reminders(REPORT),
        "four": reminders(SUMMONS, REPORT, FIGURES, MEETINGS),
        "thirty": reminders(*several(30)),
        "more than have room": reminders(*several(60)),
        "an office's part": reminders(OWN_PART),
        "missed": MISSED,
    }
)
