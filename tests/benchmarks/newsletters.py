"""A newsletter to 20 000: every delivery durable, against smtplib with the mail built already."""

import resource
import smtplib
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from threading import Thread

from sqlalchemy import func, insert, select

from bot.config import load_settings
from bot.mail.outbound import mail_courier
from bot.mail.rendering import render
from bot.web.links import SignedLinks
from handlers.contents import Edition, EditionItem, EditionSection, Newsletter, Section
from handlers.newsletters import Sending, publish
from handlers.ports import Recipient, Services
from storage import schema
from storage.models import Collaboration, NewsletterIssue, Notice, Person
from storage.session import Database
from tests.benchmarks.dispatch import bench_settings, dispatching, slack
from tests.benchmarks.outboxes import NOW, Addresses, servers
from tests.benchmarks.register import large_register
from tests.benchmarks.timing import heading, line
from tests.crash.mail_sink import mail_sink
from tests.factories import add_collaboration

PEOPLE = 20_000
COMPARED = 4_000
MEANWHILE = 6_000
SIZE = 54_000
ROOT = Path(__file__).parents[2]
SENDER, DOMAIN = "nyhetsbrev@bench.example", "kommun.example"
LINKS = SignedLinks("https://samverkan.example", "b" * 32, lambda: NOW)
WORDS = (
    "Elva kommuner har besökt verksamheter med stora mängder släckvatten, och de flesta saknade en "
    "plan för hur det samlas upp. Nu finns en checklista, en mall för brev och svar på frågor. "
)


def run(people: int = PEOPLE) -> None:
    """Print the figures."""
    heading(f"Nyhetsbrev till {people}, varje leverans säkert på disk")
    with servers() as kinds, mail_sink() as port:
        line("tar emot, rå generator (mål: minst 1 500/s)", f"{_raw(port):7.0f} mejl/s")
        for name, address in kinds.items():
            _compare(name, address, port, people)
        _memory(kinds["SQLite"], port, people)
        _meanwhile(port)


def _compare(name: str, address: Addresses, port: int, people: int) -> None:
    # Before and after, so that whatever disturbs the machine disturbs both.
    bare = [_bare(port)]
    with posted(address(), people) as services:
        seconds = _deliver(services, port)
        _insist(services, people)
    bare.append(_bare(port))
    rate, usual = people / seconds, sum(bare) / len(bare)
    line(f"{name}, {people} mejl (mål: högst 20 s)", f"{seconds:7.1f} s {rate:7.0f} mejl/s")
    line("smtplib.sendmail, färdiga mejl, en förbindelse", f"{usual:7.0f} mejl/s")
    line("kvot (mål: minst 0,75)", f"{rate / usual:.2f}")


def _raw(port: int) -> float:
    """Return how many mails a second the sink takes from whoever does nothing else."""
    content = original() + b".\r\n"
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.recv(1000)
        connection.sendall(b"EHLO bench\r\n")
        connection.recv(1000)
        begun = time.perf_counter()
        for _ in range(COMPARED):
            connection.sendall(b"MAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\nDATA\r\n")
            heard = b""
            while heard.count(b"\n") < 3:
                heard += connection.recv(1000)
            connection.sendall(content)
            connection.recv(1000)
        return COMPARED / (time.perf_counter() - begun)


def _bare(port: int) -> float:
    """Return how many mails a second smtplib hands over that were built before."""
    content = original()
    with smtplib.SMTP("127.0.0.1", port) as server:
        server.ehlo()
        begun = time.perf_counter()
        for number in range(COMPARED):
            server.sendmail(SENDER, [f"m{number}@{DOMAIN}"], content)
        return COMPARED / (time.perf_counter() - begun)


def _deliver(services: Services, port: int) -> float:
    """Deliver all that is due as the bot does, and return the seconds that it took."""
    settings = {"SMTP_URL": f"smtp://127.0.0.1:{port}", "MAIL_FROM": SENDER, "SECRET_KEY": "b" * 32}
    shown = partial(render, links=LINKS)
    courier = mail_courier(load_settings(settings), services.clock, shown, LINKS)
    assert courier is not None
    begun = time.perf_counter()
    Sending(services, courier).deliver_due()
    seconds = time.perf_counter() - begun
    courier.close()
    return seconds


def _insist(services: Services, people: int) -> None:
    """Refuse figures of something that has not been delivered."""
    sent = select(func.count()).select_from(Notice).where(Notice.state == "sent")
    with services.database.rows() as rows:
        if (count := rows.execute(sent).scalar_one()) != people:
            raise RuntimeError(f"not delivered: {count} of {people}")


def _memory(address: Addresses, port: int, people: int) -> None:
    half, whole = (_peak(address(), port, count) for count in (people // 2, people))
    line(f"minne, {people // 2} mot {people}", f"{half:.0f} MB mot {whole:.0f} MB")
    line("kvot (mål: högst 1,2)", f"{whole / half:.2f}")


def _peak(url: str, port: int, people: int) -> float:
    """Return the most memory in megabytes that a process of its own takes while it delivers."""
    with posted(url, people):
        command = [sys.executable, "-m", "tests.benchmarks.newsletters", url, str(port)]
        said = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    return float(said.stdout)


def _meanwhile(port: int) -> None:
    """Ask for a project again and again while a newsletter goes out, in the same process."""
    with large_register() as services, slack() as api_url:
        from bot.app.serving import build_slack_app  # noqa: PLC0415 - slow to load

        ask = dispatching(build_slack_app(bench_settings(api_url), services))
        for _ in range(50):
            ask()
        alone = _asked(ask, lambda: False, 400)
        add_issue(services, MEANWHILE)
        sending = Thread(target=_deliver, args=(services, port))
        sending.start()
        busy = _asked(ask, sending.is_alive, 0)
        sending.join()
    line("/projekt p99, när inget skickas", f"{_p99(alone):7.1f} ms")
    line(f"/projekt p99, medan nyhetsbrevet går ut ({len(busy)} frågor)", f"{_p99(busy):7.1f} ms")


def _asked(ask: Callable[[], None], goes_on: Callable[[], bool], least: int) -> list[float]:
    times: list[float] = []
    while len(times) < least or goes_on():
        begun = time.perf_counter()
        ask()
        times.append((time.perf_counter() - begun) * 1000)
        # As people do, and not as fast as possible.
        time.sleep(0.01)
    return times


def _p99(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.99)]


@contextmanager
def posted(url: str, people: int) -> Iterator[Services]:
    """Lend a database in which an issue waits for so many."""
    schema.upgrade(url)
    database = Database(url)
    services = Services(database, lambda: NOW)
    try:
        with database.write() as session:
            add_collaboration(session)
        add_issue(services, people)
        yield services
    finally:
        database.dispose()


def add_issue(services: Services, people: int) -> None:
    """Let an issue of the first collaboration go out to so many people of its own."""
    with services.database.write() as session:
        owner = session.scalars(select(Collaboration).order_by(Collaboration.id)).first()
        assert owner is not None
        rows = [
            {
                "collaboration_id": owner.id, "key": f"bench-{number}", "sort_key": "",
                "name": f"Förnamn Efternamn {number}", "email": f"m{number}@{DOMAIN}",
            }
            for number in range(people)
        ]  # fmt: skip
        session.execute(insert(Person), rows)
        issue = NewsletterIssue(
            collaboration_id=owner.id, year=2026, number=2, subject=issue_of().subject,
            state="sending", created_at=NOW, published_at=NOW, send_at=NOW, edition=frozen(),
        )  # fmt: skip
        session.add(issue)
        session.flush()
        chosen = select(Person.id).where(Person.key.startswith("bench-"))
        publish(session, services, issue, session.scalars(chosen).all())


def issue_of(items: int = 29) -> Edition:
    """Return an issue that is about as long as is sensible to send."""
    stories = tuple(EditionItem(f"Släckvatten, del {number}", WORDS * 3) for number in range(items))
    return Edition(
        collaboration="Miljösamverkan Väst", key="vast", year=2026, number=2,
        subject="Höstens tillsyn, och vårens träffar", preview="",
        sections=(EditionSection(Section.PROJECTS, stories),),
    )  # fmt: skip


def frozen() -> dict[str, object]:
    """Return the same as it is kept."""
    items = [{"heading": one.heading, "body": one.body} for one in issue_of().sections[0].items]
    return {"sections": [{"section": "projects", "items": items}], "pictures": []}


def original() -> bytes:
    """Return a copy of the issue as it is sent."""
    settings = {"SMTP_URL": "file:unused", "MAIL_FROM": SENDER}
    shown = partial(render, links=LINKS)
    courier = mail_courier(load_settings(settings), lambda: NOW, shown, LINKS)
    assert courier is not None
    to = Recipient(1, "Förnamn Efternamn", f"m1@{DOMAIN}")
    return courier.press(Newsletter(issue_of(), 1)).copy("bench", to).content


if __name__ == "__main__":
    _database = Database(sys.argv[1])
    _deliver(Services(_database, lambda: NOW), int(sys.argv[2]))
    sys.stdout.write(str(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))
