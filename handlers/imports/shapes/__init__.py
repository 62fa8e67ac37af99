"""What each kind of data file holds, and which records it becomes."""
