"""What stands in a mail that is written once for many, where something is each recipient's own."""

# The address of the page on which its reader leaves; nobody can have this one (RFC 2606).
LEAVE = "https://leave.invalid/"
