"""Where people act on what a mail says: the addresses of pages of their own."""

from typing import Protocol

from handlers.contents import Act


class Links(Protocol):
    """The addresses of a person's pages; None where no such page can be reached."""

    @property
    def public_url(self) -> str | None:
        """Return what everybody's pages and pictures are below."""

    def act(self, person_id: int, number: int, act: Act, office: str) -> str | None:
        """Return where the person does this about the duty with this number.

        ``office`` names the office whose part of it is meant; it is empty for the whole of it.
        """

    def settings(self, person_id: int) -> str | None:
        """Return where the person says how and when to be reminded."""

    def confirm(self, number: int) -> str | None:
        """Return where whoever gets it says that the mail with this number is theirs."""

    def reply(self, person_id: int, number: int, revision: int) -> str | None:
        """Return where the person says whether they come to the meeting with this number."""

    def inquiry(self, person_id: int, number: int) -> str | None:
        """Return where the person answers the inquiry with this number."""

    def leave(self, person_id: int, issue_id: int) -> str | None:
        """Return where the person leaves the newsletter that they have got by an issue."""

    def join(self, person_id: int, collaboration_id: int) -> str | None:
        """Return where the person confirms that they want the newsletter of a collaboration."""


class NoLinks:
    """Without pages: a mail then says in words how to answer."""

    public_url = None

    def act(self, person_id: int, number: int, act: Act, office: str) -> str | None:  # noqa: ARG002 - the port's signature
        """Return nothing."""
        return None

    def settings(self, person_id: int) -> str | None:  # noqa: ARG002 - the port's signature
        """Return nothing."""
        return None

    def confirm(self, number: int) -> str | None:  # noqa: ARG002 - the port's signature
        """Return nothing."""
        return None

    def reply(self, person_id: int, number: int, revision: int) -> str | None:  # noqa: ARG002 - the port's signature
        """Return nothing."""
        return None

    def inquiry(self, person_id: int, number: int) -> str | None:  # noqa: ARG002 - the port's signature
        """Return nothing."""
        return None

    def leave(self, person_id: int, issue_id: int) -> str | None:  # noqa: ARG002 - the port's signature
        """Return nothing."""
        return None

    def join(self, person_id: int, collaboration_id: int) -> str | None:  # noqa: ARG002 - the port's signature
        """Return nothing."""
        return None
