"""Names like those of projects, as many as are asked for, always the same."""

import itertools
import random
import re
from pathlib import Path

SAMPLE = Path(__file__).parents[2] / "bot" / "sample"
WORDS = 60_000
SEED = 20261120


def vocabulary() -> list[str]:
    """Return distinct Swedish-looking words: those of the sample data, and compounds of them."""
    chance = random.Random(SEED)  # noqa: S311 - the same words every time, not secrets
    texts = (file.read_text("utf-8").lower() for file in sorted(SAMPLE.rglob("*.yaml")))
    parts = sorted({word for text in texts for word in re.findall(r"[a-zåäö]{4,9}", text)})
    words = set(parts)
    while len(words) < WORDS:
        words.add(chance.choice(parts) + chance.choice(parts))
    mixed = sorted(words)
    chance.shuffle(mixed)
    return mixed


def names(count: int) -> list[str]:
    """Return ``count`` names of one to four words; some words are common, most are rare."""
    chance = random.Random(SEED + count)  # noqa: S311 - the same names every time
    words = vocabulary()
    weights = list(itertools.accumulate(1 / (rank + 1) ** 0.6 for rank in range(len(words))))
    # Every word stands somewhere once there are names enough.
    spare = iter(words if count >= len(words) else ())
    return [
        " ".join(
            [
                *chance.choices(words, cum_weights=weights, k=chance.choice((1, 2, 2, 3, 3, 4))),
                *itertools.islice(spare, 1),
            ]
        )
        for _ in range(count)
    ]


def queries(known: list[str], count: int) -> list[str]:
    """Return what people would type for some of the names: part of it, slips, lost dots."""
    chance = random.Random(SEED + 1)  # noqa: S311 - the same queries every time
    return [_typed(chance, chance.choice(known)) for _ in range(count)]


def _typed(chance: random.Random, name: str) -> str:
    words = name.split()
    query = " ".join(chance.sample(words, min(len(words), chance.choice((1, 2)))))
    how = chance.random()
    if how < 0.4:
        place = chance.randrange(1, len(query) - 1)
        return query[:place] + query[place + 1 :]
    return query.translate(str.maketrans("åäö", "aao")) if how < 0.6 else query
