"""The addresses of the newsletters' public pages: to be typed, linked to and found."""

NEWSLETTER_PATH = "/nyhetsbrev"
JOINING = "prenumerera"


def joining_path(collaboration: str) -> str:
    """Return the path of the page on which anybody asks for a newsletter."""
    return f"{NEWSLETTER_PATH}/{collaboration}/{JOINING}"
