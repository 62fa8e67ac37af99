"""The page on which somebody says that a mail is theirs."""

from starlette.responses import Response

from bot.texts.safe import clean
from bot.web.pages.shell import Shell, Visit
from handlers.incoming import confirm_mail, mail_to_confirm
from handlers.ports import Services


class ConfirmPages:
    """Answer those who come by a link that was sent to the address a mail is from."""

    def __init__(self, services: Services, shell: Shell) -> None:
        self._services = services
        self._shell = shell

    def answer(self, visit: Visit) -> Response:
        """Show the mail, or let it through."""
        link = self._shell.links.read_confirm(visit.token)
        path = self._shell.links.path(link)
        if visit.form is not None:
            confirm_mail(self._services, link.number)
            return self._shell.to(path)
        mail = mail_to_confirm(self._services, link.number)
        return self._shell.page(
            "confirm.html", path=path, asked=clean(mail.subject), confirmed=mail.confirmed
        )
