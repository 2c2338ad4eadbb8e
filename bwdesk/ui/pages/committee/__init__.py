"""The committee of a factory: members, meetings, elections, criteria."""
