"""Proposals at 10 000: what is like a title that is being written, and a list of them."""

import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from rapidfuzz import fuzz, process
from sqlalchemy import select

from handlers.answers import Asker
from handlers.ports import Services
from handlers.proposals import Sought, State, like_title, list_proposals
from handlers.scope import scope
from storage import schema
from storage.models import Proposal
from storage.session import Database
from storage.sorting import sort_key
from storage.words import fold
from tests.benchmarks.names import names, queries
from tests.benchmarks.timing import alternating, heading, line, spread
from tests.factories import add_collaboration, add_person

COUNT = 10_000
QUERIES = 60
ROUNDS = 20
NOW = datetime(2027, 1, 4, 9, tzinfo=UTC)
ASKER = Asker("jonkoping", 1, frozenset({"inspector"}), "slack")


def run() -> None:
    """Print the figures."""
    heading("Förslag, 10 000")
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'proposals.sqlite'}"
        schema.upgrade(url)
        database = Database(url)
        titles = names(COUNT)
        _fill(database, titles)
        services = Services(database, lambda: NOW)
        _similar(services, titles)
        _list(services)
        database.dispose()


def _similar(services: Services, titles: list[str]) -> None:
    asked = [one for one in queries(titles, 2 * QUERIES) if len(one) > 8][:QUERIES]
    like_title(services, ASKER, asked[0])
    ours, plain = [], []
    folded = [fold(one) for one in titles]
    for one in asked:
        begun = time.perf_counter()
        like_title(services, ASKER, one)
        ours.append(time.perf_counter() - begun)
        begun = time.perf_counter()
        process.extract(fold(one), folded, scorer=fuzz.WRatio, limit=3)
        plain.append(time.perf_counter() - begun)
    line("liknande medan man skriver", spread(ours))
    line("          jämfört med rapidfuzz WRatio över alla rubriker", spread(plain))


def _list(services: Services) -> None:
    def ours() -> None:
        with scope(services, ASKER) as here:
            list_proposals(here, Sought(state=State.RECEIVED))

    def bare() -> None:
        # The columns that a line shows, and nothing else.
        columns = (
            Proposal.key,
            Proposal.number,
            Proposal.title,
            Proposal.state,
            Proposal.category,
            Proposal.year_received,
        )
        with services.database.session() as session:
            session.execute(select(*columns).where(Proposal.state == "received")).all()

    listed, plain = alternating(ours, bare, ROUNDS)
    line("lista över dem som är inkomna", listed)
    line("          jämfört med bara frågan", plain)


def _fill(database: Database, titles: list[str]) -> None:
    with database.write() as session:
        owner = add_collaboration(session, "jonkoping")
        add_person(session, owner, "Ina Spektör", roles=("inspector",))
        session.add_all(
            Proposal(
                collaboration_id=owner.id,
                key=f"2027-{number:05d}",
                number=f"2027-{number:05d}",
                title=title,
                sort_key=sort_key(title),
                year_received=2027,
                state="received",
                category="Tillsyn miljöskydd",
                token=str(number),
            )
            for number, title in enumerate(titles, start=1)
        )
