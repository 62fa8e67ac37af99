"""A wish stands on the list of those whom the answer names."""

import pytest
from sqlalchemy import select

from handlers.answers import Asker, PrivacyExportAnswer, ProposalDialogAnswer
from handlers.asking import ask
from handlers.people import asker_by_email
from handlers.ports import Services
from storage.models import Collaboration, CoordinatorTask, Person

IN_VAST = "nytt förslag till Miljösamverkan Väst: tillsyn av nagelsalonger"
IN_JONKOPING = "nytt förslag till Miljösamverkan Jönköping: tillsyn av nagelsalonger"
MINE = "jag vill ha ett registerutdrag från Miljösamverkan {}"
VAST, JONKOPING = "projektledare@vast.example", "utvecklingsledare@jonkoping.example"


def listed(services: Services) -> list[tuple[str, int | None]]:
    """Return where each task lies, and who asked."""
    with services.database.session() as session:
        rows = session.execute(
            select(Collaboration.key, CoordinatorTask.asker_id).join(
                Collaboration, Collaboration.id == CoordinatorTask.collaboration_id
            )
        )
        return [(key, who) for key, who in rows]


def somebody(services: Services, collaboration: str) -> Asker:
    """Return a person of the register of ``collaboration``."""
    with services.database.session() as session:
        rows = session.execute(
            select(Person.email)
            .join(Collaboration, Collaboration.id == Person.collaboration_id)
            .where(Collaboration.key == collaboration, Person.office_id.is_not(None))
            .order_by(Person.id)
        )
        found = asker_by_email(services, str(rows.scalars().first()), "slack")
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "owner", "mailbox"), [(IN_VAST, "vast", VAST), (IN_JONKOPING, "jonkoping", JONKOPING)]
)
@pytest.mark.parametrize("own", ["", "vast", "jonkoping"])
def test_proposal_goes_to_the_collaboration_that_it_names(
    sample_services: Services, own: str, text: str, owner: str, mailbox: str
) -> None:
    asker = somebody(sample_services, own) if own else Asker("", door="slack")

    answer = ask(sample_services, asker, text)

    assert isinstance(answer, ProposalDialogAnswer)
    assert answer.contact is not None
    assert answer.contact.email == mailbox
    # Who is at home there writes it in the dialog; nobody else has to see to anything then.
    assert answer.open == (own == owner)
    assert listed(sample_services) == ([] if answer.open else [(owner, asker.person_id)])


@pytest.mark.parametrize(
    ("own", "mailbox"), [("vast", VAST), ("jonkoping", JONKOPING)], ids=["vast", "jonkoping"]
)
@pytest.mark.parametrize("named", ["Väst", "Jönköping"])
def test_request_for_ones_own_data_goes_to_who_keeps_them(
    sample_services: Services, own: str, mailbox: str, named: str
) -> None:
    asker = somebody(sample_services, own)

    answer = ask(sample_services, asker, MINE.format(named))

    assert isinstance(answer, PrivacyExportAnswer)
    assert answer.known
    assert answer.contact is not None
    assert answer.contact.email == mailbox
    assert listed(sample_services) == [(own, asker.person_id)]


def test_strangers_request_for_their_data_goes_to_the_collaboration_that_it_names(
    sample_services: Services,
) -> None:
    answer = ask(sample_services, Asker("", door="slack"), MINE.format("Väst"))

    assert isinstance(answer, PrivacyExportAnswer)
    assert not answer.known
    assert listed(sample_services) == [("vast", None)]
