"""The year's list of dates: a table whose rows become meetings that nobody is invited to yet."""
