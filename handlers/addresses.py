"""E-mail addresses as the register keeps them."""

from email_validator import EmailNotValidError, validate_email


def address(text: str) -> str:
    """Return the address casefolded; raise ValueError if it cannot be one.

    Nothing is looked up on the network. Only ASCII is taken, also in the domain: a letter that
    looks like another would pass for a colleague's address.
    """
    if not text.isascii():
        raise ValueError(text)
    try:
        valid = validate_email(text, check_deliverability=False, allow_smtputf8=False, strict=True)
    except EmailNotValidError as error:
        raise ValueError(text) from error
    if not valid.normalized.isascii():
        raise ValueError(text)
    return valid.normalized.casefold()
