"""What a person can do and ask: one function each, one transaction, returns what it touched."""
