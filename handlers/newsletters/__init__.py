"""Newsletters: who wants them."""

from handlers.newsletters.choices import (
    Choice,
    OwnChoice,
    choice_by_link,
    choice_of,
    choose,
    choose_by_link,
    chosen,
    digest_of,
    left,
)

__all__ = [
    "Choice",
    "OwnChoice",
    "choice_by_link",
    "choice_of",
    "choose",
    "choose_by_link",
    "chosen",
    "digest_of",
    "left",
]
