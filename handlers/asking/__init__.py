"""Asking: typed Swedish in, an answer out, the same for every door."""

from handlers.asking.routes import WouldChange, ask, ask_only

__all__ = ["WouldChange", "ask", "ask_only"]
