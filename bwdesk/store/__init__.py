"""The only SQL: files, tables, one transaction, lists, search, photo bytes, snapshots."""
