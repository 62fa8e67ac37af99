"""Delivery under fire: workers that are killed and paused, counted at a receiver of its own."""
