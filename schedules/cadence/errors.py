"""A rule that cannot be."""


class RuleError(ValueError):
    """A rule that cannot be kept; ``code`` says why, ``values`` what it is about."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code, values)
        self.code = code
        self.values = values
