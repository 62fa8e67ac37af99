"""Files that people have: read on the way in, and described when they are wrong."""
