"""The clock: when things recur, and what ticks."""
