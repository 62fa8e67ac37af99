"""What one sees in Slack, built from cards."""
