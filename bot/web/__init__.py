"""HTTP: Slack's events where they come that way, and health."""
