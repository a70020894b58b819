"""The only home of sqlite3: an index over the processed articles that can always be made again."""
