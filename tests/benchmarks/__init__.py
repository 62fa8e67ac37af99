"""Figures, each beside a baseline that a good engineer would write, in one run."""
