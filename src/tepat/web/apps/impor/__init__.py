"""Files that people upload: read, previewed, accepted or discarded as a whole, undone."""
