"""The archive: tables, queries and the search index."""
