"""Cases: all that is kept of a proposal, or of a whole round, to be handed over."""

from handlers.cases.exporting import export_case, export_round

__all__ = ["export_case", "export_round"]
