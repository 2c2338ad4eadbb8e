"""Window, theme, pages and shared parts: Qt widgets that ask for frozen values and listen for changes."""
