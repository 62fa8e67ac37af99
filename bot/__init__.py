"""The doors of Samverkansboten: Slack, the web and the terminal."""
