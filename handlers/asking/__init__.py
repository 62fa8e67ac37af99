"""Asking: typed Swedish in, an answer out, the same for every door."""

from handlers.asking.routes import ask, ask_only

__all__ = ["ask", "ask_only"]
