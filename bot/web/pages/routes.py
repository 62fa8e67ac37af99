"""The addresses of the pages."""

from concurrent.futures import Executor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from bot.texts.newsletters import NEWSLETTER_PATH, PICTURE_PATH
from bot.web.attendance_links import ATTENDANCE_PATH, FILE_SUFFIX
from bot.web.edit_links import EDIT_PATH
from bot.web.feed_links import CALENDAR_PATH, SUFFIX
from bot.web.feeds import CalendarFiles
from bot.web.join_links import JOIN_PATH
from bot.web.leave_links import LEAVE_PATH
from bot.web.links import (
    ACT_PATH,
    CONFIRM_PATH,
    INQUIRY_PATH,
    REGISTRATION_PATH,
    REPLY_PATH,
    SETTINGS_PATH,
    SignedLinks,
)
from bot.web.newsfeed import NewsFeeds
from bot.web.newsletter_paths import FEED, JOINING
from bot.web.pages.archive import ArchivePages
from bot.web.pages.attending import AttendancePages
from bot.web.pages.checking import CheckPages
from bot.web.pages.confirming import ConfirmPages
from bot.web.pages.duties import DutyPages
from bot.web.pages.editing import EditPages
from bot.web.pages.feeds import FeedPages
from bot.web.pages.inquiring import InquiryPages
from bot.web.pages.joining import JoiningPages
from bot.web.pages.leaving import LeavingPages, is_one_click
from bot.web.pages.plans import PlanPages
from bot.web.pages.previewing import PreviewPages, PrintIssue
from bot.web.pages.registering import RegistrationPages
from bot.web.pages.replying import ReplyPages
from bot.web.pages.settings import SettingsPages
from bot.web.pages.shell import Classify, Shell, Visit
from bot.web.plan_paths import PLAN_PATH
from handlers.errors import Refusal
from handlers.ports import Services

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

STATIC = "/static"
FILES = Path(__file__).parents[1] / "static"


def web_pages(
    services: Services,
    links: SignedLinks,
    executor: Executor,
    classify: Classify,
    print_issue: PrintIssue | None = None,
) -> list[BaseRoute]:
    """Return the pages behind the links in mails; ``classify`` knows errors of the database.

    ``print_issue`` writes newsletters as mails, for those who look at one before it is sent.
    """
    shell = Shell(links, executor, classify)
    edits = EditPages(services, shell)
    previews = PreviewPages(services, shell, edits, print_issue)
    attendance = AttendancePages(services, shell)
    leaving, news = LeavingPages(services, shell), NewsFeeds(services, shell)
    archive, joining = ArchivePages(services, shell), JoiningPages(services, shell)
    pages: Mapping[str, Callable[[Visit], Response]] = {
        ACT_PATH: DutyPages(services, shell).answer,
        SETTINGS_PATH: SettingsPages(services, shell).answer,
        CONFIRM_PATH: ConfirmPages(services, shell).answer,
        REPLY_PATH: ReplyPages(services, shell).answer,
        REGISTRATION_PATH: RegistrationPages(services, shell).answer,
        INQUIRY_PATH: InquiryPages(services, shell).answer,
        CALENDAR_PATH: FeedPages(services, shell).answer,
        ATTENDANCE_PATH: attendance.answer,
        PLAN_PATH: PlanPages(services, shell).answer,
        EDIT_PATH: edits.answer,
        JOIN_PATH: joining.confirm,
    }
    files = CalendarFiles(services, shell)
    return [
        # Before the pages, whose paths hold these.
        Route(f"{CALENDAR_PATH}/{{token}}{SUFFIX}", files.endpoint(executor)),
        *(
            Route(f"{EDIT_PATH}/{{token}}/{name}", shell.endpoint(answer), methods=methods)
            for name, answer, methods in (
                ("visa", previews.look, ["GET"]),
                ("mejl", previews.mail, ["GET"]),
                ("bildfil", previews.picture, ["GET"]),
                ("kontroll", CheckPages(shell, edits).links, ["GET"]),
                ("bilder", previews.pictures, ["GET", "POST"]),
            )
        ),
        Route(f"{EDIT_PATH}/{{token}}/bild", shell.upload(previews.upload), methods=["POST"]),
        Route(f"{ATTENDANCE_PATH}/{{token}}{FILE_SUFFIX}", shell.endpoint(attendance.file)),
        Route(f"{PICTURE_PATH}/{{token}}", news.endpoint(news.picture, executor)),
        Route(f"{NEWSLETTER_PATH}/{{token}}/{FEED}", news.endpoint(news.feed, executor)),
        Route(
            f"{NEWSLETTER_PATH}/{{token}}/{JOINING}",
            shell.endpoint(joining.ask),
            methods=["GET", "POST"],
        ),
        # The form of a mail service that presses for its user comes from no page of ours.
        Route(
            f"{LEAVE_PATH}/{{token}}",
            shell.endpoint(leaving.answer, is_one_click),
            methods=["GET", "POST"],
        ),
        *(
            Route(f"{path}/{{token}}", shell.endpoint(answer), methods=["GET", "POST"])
            for path, answer in pages.items()
        ),
        Route(f"{NEWSLETTER_PATH}/{{token:path}}", shell.endpoint(archive.answer)),
        # What is left of an address that a mail program has broken.
        *(
            Route(f"{path}{rest}", shell.endpoint(_broken))
            for path in (*pages, LEAVE_PATH)
            for rest in ("", "/", "/{token}/{rest:path}")
        ),
        Mount(STATIC, _Files(directory=FILES)),
    ]


def _broken(_visit: Visit) -> Response:
    raise Refusal("link_broken")


class _Files(StaticFiles):
    """The style sheet and the icon: looked after anew each time, so that none is an old one."""

    def file_response(self, *args: Any, **more: Any) -> Response:
        """Return a file."""
        response = super().file_response(*args, **more)
        response.headers["Cache-Control"] = "no-cache"
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response
