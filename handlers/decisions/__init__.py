"""What was decided at meetings: written down, followed up, done."""

from handlers.decisions.finding import decisions_of

__all__ = ["decisions_of"]
