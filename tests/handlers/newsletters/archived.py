"""Issues that have gone out, put there as they stand afterwards."""

from dataclasses import asdict
from datetime import UTC, datetime

from handlers.contents import Edition, EditionItem, EditionSection, Picture, Section
from storage.models import NewsletterImage, NewsletterIssue
from tests.handlers.calendars import Desk

OUT = datetime(2027, 2, 22, 8, 0, tzinfo=UTC)
PICTURE = Picture("9f86d081884c7d65", "Karta över kommunerna", 12, 6)
WATER = EditionItem("Släckvatten är klart", "Läs [rapporten](https://a.example/1).")
PFAS = EditionItem("Nytt om PFAS-ämnen", "Provtagning vid **brandövningsplatser**.")
SHOWN = EditionItem("Ventilation pågår", f"Elva kommuner.\n\n![](bild:{PICTURE.code})")


def add_issue(
    desk: Desk,
    number: int = 1,
    *items: EditionItem,
    year: int = 2027,
    state: str = "sent",
    collaboration_id: int | None = None,
    subject: str = "Släckvatten och träffar",
) -> int:
    """Add an issue with its items under projects, and return its id."""
    section = EditionSection(Section.PROJECTS, items or (WATER,))
    out = state in {"sending", "paused", "stopped", "sent"}
    with desk.services.database.write() as session:
        issue = NewsletterIssue(
            collaboration_id=collaboration_id or desk.collaboration_id,
            year=year,
            number=number,
            state=state,
            subject=subject,
            preview="Anmäl er till chefsmötet",
            created_at=OUT,
            published_at=OUT.replace(year=year, month=1 + (number - 1) % 12) if out else None,
            edition={"sections": [asdict(section)], "pictures": [asdict(PICTURE)]},
        )
        session.add(issue)
        session.flush()
        return issue.id


def add_picture(desk: Desk, issue: int, content: bytes = b"png") -> str:
    """Add the picture to an issue, and return its code."""
    with desk.services.database.write() as session:
        session.add(
            NewsletterImage(
                collaboration_id=desk.collaboration_id,
                issue_id=issue,
                code=PICTURE.code,
                media_type="image/png",
                width=PICTURE.width,
                height=PICTURE.height,
                alt=PICTURE.alt,
                added_at=OUT,
                content=content,
            )
        )
    return PICTURE.code


def shown(edition: Edition) -> list[str]:
    """Return the headings in an edition."""
    return [item.heading for section in edition.sections for item in section.items]
