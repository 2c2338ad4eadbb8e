"""The table of all factories, for leaders and managers."""
