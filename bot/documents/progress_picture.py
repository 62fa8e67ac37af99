"""How far a project has come, as a picture."""

from collections.abc import Iterator

from bot.documents.bars import Bar, bars_png
from bot.documents.pictures import Picture
from bot.texts import text
from bot.texts.living import progress_parts, progress_words
from bot.texts.safe import clean
from handlers.answers import ProjectCard


def progress_picture(card: ProjectCard) -> Picture:
    """Draw how many take part and how much is done, beside what is aimed at; the text says so."""
    title = clean(card.title)
    alt = text("living.picture_alt", title=title, progress=progress_words(card.progress))
    return Picture(bars_png(title, list(_bars(card))), alt)


def _bars(card: ProjectCard) -> Iterator[Bar]:
    for said, count, goal in progress_parts(card.progress):
        # Without a goal there is nothing to be a part of: the words stand alone.
        yield Bar(said, quiet=True) if not goal else Bar(said, count, goal)
