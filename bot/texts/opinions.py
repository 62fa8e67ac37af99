"""What offices have said of proposals, in words: votes counted, and what they have written."""

from collections.abc import Iterable, Iterator

from bot.texts.safe import clean
from bot.texts.wording import text
from handlers.opinion_views import Opinion, VoteResult, mean_of


def vote_words(vote: VoteResult) -> str:
    """Say what a vote has come to: "ja 25, nej 3, avstår 2 (30 kontor)"."""
    counts = counts_words(vote.counts)
    told = text("opinions.vote", counts=counts, count=vote.voted)
    if vote.mean is not None:
        told = text("opinions.vote_mean", mean=decimal(vote.mean), counts=counts, count=vote.voted)
    if not vote.waiting:
        return told
    return f"{told} {text('opinions.waiting', count=vote.waiting)}"


def counts_words(counts: Iterable[tuple[str, int]]) -> str:
    """Say how many have chosen each step of a scale."""
    return ", ".join(
        text("inquiry.counts", option=clean(option), count=count) for option, count in counts
    )


def mean_words(counts: Iterable[tuple[str, int]]) -> str:
    """Say the mean of what was chosen on a scale of numbers; nothing where it is none."""
    mean = mean_of(counts)
    return "" if mean is None else text("opinions.mean", mean=decimal(mean))


def opinion_words(several: Iterable[Opinion]) -> Iterator[tuple[str, str]]:
    """Yield which office has written something, and what."""
    for one in several:
        office = clean(one.office) or text("opinions.some_office")
        yield office, f"{clean(one.words)} {_beside(one)}".rstrip()


def decimal(value: float) -> str:
    """Return a mean as one reads it: "2,4"."""
    return f"{value:.1f}".replace(".", ",")


def _beside(one: Opinion) -> str:
    return text("opinions.beside") if one.disputed else ""
