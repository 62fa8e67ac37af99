"""Asking: typed Swedish in, an answer out, the same for every door."""

from handlers.asking.routes import ask

__all__ = ["ask"]
