"""Library: shelves, reader, quoting into a note."""
