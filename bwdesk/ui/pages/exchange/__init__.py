"""Work together: the page that gives a file to a colleague, and takes theirs in."""
