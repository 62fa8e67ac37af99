"""Putting it all together: settings, then services, then doors. Nothing else builds objects."""
