"""Today: what is on now, this week, what waits, and the threads of one's factories."""
