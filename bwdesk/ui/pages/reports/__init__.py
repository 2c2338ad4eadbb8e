"""Papers: chosen, made, looked at, saved."""
