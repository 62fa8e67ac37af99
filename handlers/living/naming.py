"""Which of a project's milestones and materials somebody means by name."""

from storage.words import stem, words

# What happens once in a project: a date that is said of it takes the place of the one it had.
ONCE = "kickoff start projektstart avslut slutrapport rapport slutkonferens"


def is_called(name: str, said: str) -> bool:
    """Tell whether what is called ``name`` is meant by one of the words, or by all of them."""
    named, typed = _stems(name), _stems(said)
    return bool(named) and (named <= typed if said == ONCE else typed <= named and bool(typed))


def _stems(text: str) -> set[str]:
    return {stem(word) for word in words(text)}
