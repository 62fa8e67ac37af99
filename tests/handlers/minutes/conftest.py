from tests.handlers.invitations.conftest import gathering

__all__ = ["gathering"]
