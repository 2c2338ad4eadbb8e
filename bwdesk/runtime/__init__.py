"""Lanes (worker threads), the desk that pages talk to, the syncer, the intake process."""
