"""Sources with the fewest words, and the samples that come with the program."""

from pathlib import Path
from textwrap import dedent

from handlers.imports import Document, Row, Table

SAMPLE = Path(__file__).parents[3] / "bot" / "sample"
COLLABORATION = "id: vast\nname: Miljösamverkan Väst\n"


def document(text: str, file: str = "data.yaml", folder: str = "data") -> Document:
    return Document(file, folder, dedent(text))


def collaboration(text: str = COLLABORATION) -> Document:
    return document(text, "collaboration.yaml")


def sample(folder: str = "") -> list[Document]:
    files = sorted((SAMPLE / folder).rglob("*.yaml"))
    return [Document(file.name, str(file.parent), file.read_text("utf-8")) for file in files]


def table(*lines: str, file: str = "tabell.csv") -> Table:
    rows = [tuple(cell.strip() for cell in line.split("|")) for line in lines]
    return Table(
        file, rows[0], 1, tuple(Row(number, cells) for number, cells in enumerate(rows[1:], 2))
    )


PROJECTS = """
projects:
  - id: vast-2024-slackvatten
    org: vast
    year: 2024
    title: Tillsynsprojekt släckvatten
    aliases: [släckvatten]
    type: tillsynsprojekt
    status: avslutat
    start: null
    end: 2024-11
    deliverables: [1 checklista, 2 lathundar]
    goal: Ta hand om släckvatten.
    source: {file: berattelse.txt}
"""
