"""How a handler says no, and how a courier says that it could not deliver."""

import secrets

# Read aloud on the telephone: no letter that sounds or looks like another one or like a digit.
CODE_LETTERS = "2345679ACDEFHJKMNPQRTUVWXY"


def new_reference() -> str:
    """Return a reference number for an error, "F-7K2Q"."""
    return "F-" + "".join(secrets.choice(CODE_LETTERS) for _ in range(4))


class Refusal(Exception):  # noqa: N818 - a no to a person is not an error of the program
    """A person must be told no; the door turns ``code`` and ``values`` into words."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


class DeliveryError(Exception):
    """A courier has not delivered a parcel, or cannot tell whether it has.

    ``code`` says why, in a word for the log and the list of what waits. Without more it is worth
    another try, after ``retry_after`` seconds where the receiver said so. ``untried``: nothing was
    sent, so it is no attempt that counts. ``permanent``: no other try can help. ``elsewhere``: this
    door is closed to the recipient, another one may not be. ``in_doubt``: the receiver may have
    taken it all the same, so it is asked before another try. ``shared``: it is not about this
    recipient, so the next one would fare the same now. ``ours``: somebody has to mend something
    here first. ``reason`` says more than the code for whoever sees to the settings.
    """

    def __init__(
        self,
        code: str,
        *,
        untried: bool = False,
        permanent: bool = False,
        elsewhere: bool = False,
        in_doubt: bool = False,
        shared: bool = False,
        ours: bool = False,
        retry_after: float | None = None,
        reason: str = "",
    ) -> None:
        super().__init__(code)
        self.code = code
        self.untried = untried
        self.permanent = permanent
        self.elsewhere = elsewhere
        self.in_doubt = in_doubt
        self.shared = shared
        self.ours = ours
        self.retry_after = retry_after
        self.reason = reason
