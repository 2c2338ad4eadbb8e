"""Talk between desks and server. No SQL, no Qt."""
