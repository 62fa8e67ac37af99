"""The two ways a handler says no."""


class Refusal(Exception):  # noqa: N818 - a no to a person is not an error of the program
    """A person must be told no; the door turns ``code`` and ``values`` into words."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values
