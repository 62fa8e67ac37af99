"""Finding an inquiry within the asker's own collaborations, and whom it is for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.access import Information, may, require
from handlers.answers import Asker
from handlers.errors import Refusal
from handlers.inquiries.offices import (
    OfficeNamed,
    offices_in,
    offices_of_groups,
    people_of,
    speakers,
)
from handlers.inquiry_views import (
    Asked,
    InquiryPlan,
    InquiryQuestion,
    InquiryState,
    Purpose,
    Unit,
)
from handlers.ports import Services
from handlers.scope import home
from storage.indexes import Family, families
from storage.models import EnvironmentalOffice, Inquiry, InquiryTarget, Person, Project


@dataclass(frozen=True, slots=True)
class Meant:
    """Whom an inquiry is for today: offices or persons by number, each with who is told.

    ``names`` are what each is called; ``lost`` those whom nobody can be told for.
    """

    offices: tuple[int, ...] = ()
    people: tuple[int, ...] = ()
    told: Mapping[int, Sequence[int]] = field(default_factory=dict)
    names: Mapping[int, str] = field(default_factory=dict)

    @property
    def lost(self) -> tuple[str, ...]:
        """Return the names of those whom nobody can be told for."""
        return tuple(self.names[one] for one in self.offices if not self.told.get(one))

    @property
    def receivers(self) -> tuple[int, ...]:
        """Return everybody who is told, each once."""
        several = (person for people in self.told.values() for person in people)
        return tuple(dict.fromkeys((*several, *self.people)))


def found_inquiry(session: Session, asker: Asker, number: int, *, lock: bool = False) -> Inquiry:
    """Return an inquiry of the asker's collaborations, for whoever sees to them."""
    if not leads_it(session, asker, number):
        require(asker, Information.INQUIRIES)
    return inquiry_in(session, asker, number, lock=lock)


def sees_to(services: Services, asker: Asker, number: int) -> bool:
    """Tell whether the asker sees to an inquiry, by their role or as who leads what it is about."""
    if may(asker, Information.INQUIRIES):
        return True
    with services.database.session() as session:
        return leads_it(session, asker, number)


def leads_it(session: Session, asker: Asker, number: int) -> bool:
    """Tell whether the asker is named as who leads the project whose results are gathered."""
    if asker.person_id is None or asker.guest or not 0 < number < 2**31:
        return False
    mine = (
        select(Inquiry.id)
        .join(
            Project,
            (Project.key == Inquiry.about_key)
            & (Project.collaboration_id == Inquiry.collaboration_id),
        )
        .where(
            Inquiry.id == number,
            Inquiry.purpose == Purpose.RESULTS,
            Project.leader_id == asker.person_id,
        )
    )
    return session.scalars(mine).first() is not None


def inquiry_in(session: Session, asker: Asker, number: int, *, lock: bool = False) -> Inquiry:
    """Return an inquiry of the asker's collaborations; refuse one that is not there."""
    family = home(families(session), asker.collaboration)
    row = session.get(Inquiry, number, with_for_update=lock) if 0 < number < 2**31 else None
    if row is None or row.collaboration_id not in family.ids:
        raise Refusal("inquiry_gone", number=number)
    return row


def family_of(session: Session, row: Inquiry) -> Family:
    """Return the family of collaborations that an inquiry belongs to."""
    return next(one for one in families(session) if row.collaboration_id in one.ids)


def plan_of(row: Inquiry) -> InquiryPlan:
    """Return what an inquiry is to be, as it is kept."""
    return InquiryPlan(
        title=row.title,
        questions=questions_of(row),
        about=row.about,
        purpose=row.purpose,
        about_kind=row.about_kind,
        about_key=row.about_key,
        unit=Unit(row.unit),
        asked=Asked.of(row.audience),
        answer_by=row.answer_by,
        remind_first=row.remind_first,
        remind_second=row.remind_second,
        takes_late=row.takes_late,
        tells_result=row.tells_result,
    )


def questions_of(row: Inquiry) -> tuple[InquiryQuestion, ...]:
    """Return the questions of an inquiry."""
    return tuple(map(InquiryQuestion.of, row.questions))


def is_draft(row: Inquiry) -> bool:
    """Tell whether nobody has been asked yet."""
    return row.state == InquiryState.DRAFT


def meant(session: Session, services: Services, family: Family, plan: InquiryPlan) -> Meant:
    """Return whom a plan is for today."""
    today, asked = services.today(), plan.asked
    if plan.unit is Unit.PERSON:
        people = people_of(session, family.ids, asked.groups, asked.roles, today)
        return Meant(people=tuple(people), names=names_of(session, people))
    every = offices_in(session, family.ids)
    wanted = set(asked.offices) | offices_of_groups(session, family.ids, asked.groups, today)
    chosen = [one for one in every if one.id in wanted or (asked.everybody and one.municipal)]
    return offices_meant(session, services, family, chosen)


def offices_meant(
    session: Session, services: Services, family: Family, chosen: Sequence[OfficeNamed]
) -> Meant:
    """Return some offices with who is told for each."""
    numbers = tuple(one.id for one in chosen)
    told = speakers(session, family.ids, numbers, services.today())
    return Meant(offices=numbers, told=told, names={one.id: one.name for one in chosen})


def asked_now(session: Session, services: Services, row: Inquiry) -> Meant:
    """Return whom an inquiry went to, each with who is told for it today."""
    family = family_of(session, row)
    targets = targets_of(session, row)
    people = [one.person_id for one in targets if one.person_id is not None]
    if people:
        return Meant(people=tuple(people), names=names_of(session, people))
    kept = {one.office_id for one in targets}
    chosen = [one for one in offices_in(session, family.ids) if one.id in kept]
    return offices_meant(session, services, family, chosen)


def targets_of(session: Session, row: Inquiry) -> Sequence[InquiryTarget]:
    """Return the offices or persons that an inquiry went to."""
    mine = select(InquiryTarget).where(InquiryTarget.inquiry_id == row.id)
    return session.scalars(mine.order_by(InquiryTarget.id)).all()


def names_of(session: Session, people: Sequence[int]) -> dict[int, str]:
    """Return what the register calls people, with their offices, in the order of their names."""
    rows = session.execute(
        select(Person.id, Person.name, EnvironmentalOffice.name)
        .outerjoin(EnvironmentalOffice, EnvironmentalOffice.id == Person.office_id)
        .where(Person.id.in_(people))
        .order_by(Person.sort_key, Person.id)
    )
    # Many in the register are called by what they are: "Miljöchef".
    return {number: f"{name} ({office})" if office else name for number, name, office in rows}
