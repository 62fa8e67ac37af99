"""What the assistant can do, whichever door the wish comes through."""
