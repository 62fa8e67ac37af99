"""Answers about meetings that people are invited to, as the handlers give them."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

from handlers.answers import (
    Answer,
    AttendanceAnswer,
    MyMeetingsAnswer,
    PlannedAnswer,
    StandingAnswer,
)
from handlers.contents import Invitation, MeetingLine
from handlers.meeting_views import (
    Attendance,
    Attending,
    Circle,
    Planned,
    Preview,
    Standing,
    Terms,
    Whom,
)
from tests.bot.texts.inquiry_samples import INQUIRIES
from tests.bot.texts.newsletter_writing_samples import NEWSLETTERS

LINE = MeetingLine(
    number=7, rule="", part="", title="Chefsmöte våren", first=date(2027, 4, 15),
    last=date(2027, 4, 15), starts=time(9), ends=time(16), place="Varberg",
    link="https://mote.example/chef", host="Halland", collaboration="Miljösamverkan Väst",
)  # fmt: skip
CIRCLES = (Circle("role", "manager", "", 42), Circle("group", "styrgrupp-vg", "Styrgrupp VG", 6))
PLANNED = Planned(
    meeting=LINE,
    kind="managers",
    about="1. Inledning\n2. Plan",
    answer_by=date(2027, 4, 1),
    whom=Whom(roles=("manager",), people=(3,)),
    terms=Terms(places=60, least=10, asks_wishes=True),
    invited=False,
)
STANDING = Standing(
    meeting=LINE, person_id=3, name="Ann Ask", about="", status="accepted", earlier="",
    attends="remote", comment="", wishes="", queue=0, asks_how=True, asks_wishes=False, open=True,
)  # fmt: skip
PEOPLE = (
    Attending(
        person_id=1, name="Ann Ask", office="Habo", status="accepted", attends="room",
        wishes="=Vegan",
    ),
    Attending(person_id=2, name="Bo Bark", office="Borås", status="accepted", attends="remote"),
    Attending(
        person_id=3, name="Cia Ce", office="Borås", status="accepted", queued=True, origin="link"
    ),
    Attending(person_id=4, name="Dan Damm", office="Ale", status="declined", comment="Semester"),
    Attending(person_id=5, name="Eva Ek", office="Ale", status="tentative", origin="reply"),
    Attending(person_id=6, name="Fia Fors", office="", status="accepted", earlier=True),
    Attending(person_id=7, name="Gun Gran", office="Lerum", status=""),
)  # fmt: skip
ATTENDANCE = Attendance(LINE, PEOPLE)
PREVIEW = Preview(
    invitation=Invitation(
        meeting=LINE,
        uid="u",
        sequence=0,
        starts_at=datetime(2027, 4, 15, 7, tzinfo=UTC),
        ends_at=datetime(2027, 4, 15, 14, tzinfo=UTC),
        about=PLANNED.about,
    ),
    by_mail=40,
    in_chat=2,
    lost=tuple(f"Person {number}" for number in range(12)),
    before=0,
    names=("Ann Ask", "Bo Bark"),
)
SHOWN = PlannedAnswer(
    ids=("7",),
    planned=PLANNED,
    attendance=Attendance(LINE, ()),
    preview=PREVIEW,
    circles=CIRCLES,
    change="planned",
)
SENT = replace(
    SHOWN,
    planned=replace(PLANNED, invited=True),
    attendance=ATTENDANCE,
    preview=replace(PREVIEW, by_mail=0, in_chat=0, lost=(), before=42),
    change="sent",
    count=42,
)
GATHERINGS: tuple[Answer, ...] = (
    *INQUIRIES,
    *NEWSLETTERS,
    MyMeetingsAnswer(subject="my_meetings", meetings=()),
    MyMeetingsAnswer(
        subject="my_meetings",
        meetings=(
            STANDING,
            replace(STANDING, status="", attends=""),
            replace(STANDING, status="", earlier="accepted"),
            replace(STANDING, queue=2),
        ),
    ),
    StandingAnswer(standing=STANDING),
    StandingAnswer(standing=replace(STANDING, status="declined"), other=True),
    StandingAnswer(standing=replace(STANDING, queue=1), other=True),
    AttendanceAnswer(subject="attendance", attendance=ATTENDANCE),
    AttendanceAnswer(subject="attendance", attendance=ATTENDANCE, silent=True),
    AttendanceAnswer(subject="attendance", attendance=Attendance(LINE, ())),
    SHOWN,
    replace(SHOWN, change="preview"),
    SENT,
    *(replace(SENT, change="sent", count=count) for count in (0, 1)),
    *(replace(SENT, change="reminded", count=count) for count in (0, 1, 5)),
    replace(SENT, change="changed"),
    replace(SENT, change="removed", name="Ann Ask"),
    replace(SENT, change="again", name="Ann Ask"),
    replace(SENT, change="shown", planned=replace(PLANNED, meeting=replace(LINE, state="held"))),
)
