"""The visit: notebook, room, agenda, context pane, closing."""
