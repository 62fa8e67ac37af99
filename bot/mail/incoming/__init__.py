"""Mails that come in: what is read in them, what is never answered, and whom they are from."""
